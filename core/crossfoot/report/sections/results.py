"""Results of audit: the overall conclusion, each finding, measures and exceptions without a finding."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.report.check_exhibits import chart_of, table_of
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, CrossRef, Note, Paragraph, Section, TableBlock
from crossfoot.report.sections.finding_parts import check_limits, finding_blocks
from crossfoot.report.wording import blocks_of, listed, plural
from crossfoot.report.words import Words
from crossfoot.review.condition import drafted_condition

NONE = "–"


def results_sections(material: Material, charts: dict[str, str]) -> tuple[Section, ...]:
    """The sections of the results. `charts` has the keys of charts that stand elsewhere already, by check."""
    sections = [Section("Results of Audit", tuple(_overall(material)), key="results", new_page=True)]
    for finding in material.findings:
        blocks = finding_blocks(material, finding, charts)
        sections.append(
            Section(material.filled(finding.title), blocks, level=2, key=f"finding-{finding.uid}")
        )
    sections.extend(_measures(material, charts))
    return tuple(sections)


def _overall(material: Material) -> Iterator[Block]:
    if material.outdated:
        checks = "; ".join(f"{material.title_of(check)}: {why}" for check, why in material.outdated.items())
        yield Note(f"These outcomes are not current. {checks}", label="Outdated")
    if not material.findings:
        yield Paragraph("No finding has been drafted in this audit.")
        return
    kinds = {
        "report.findings": "finding of exceptions",
        "report.measures": "measure",
        "report.written": "finding of other evidence",
    }
    told = [material.counted(name, unit) for name, unit in kinds.items() if material.figures[name].value]
    yield Paragraph(material.pack_words(material.words["results"]["overall"]))
    yield Paragraph(
        (
            "We report ",
            *listed(told),
            ". ",
            CrossRef("table-findings"),
            " shows them; ",
            CrossRef("appendix-scope"),
            " says how we tested, and what we did not test.",
        )
    )
    yield TableBlock(
        "Findings and what they count",
        (
            Column("Finding", width=3.6),
            Column("Unit", width=1.6),
            Column("Tested", "right"),
            Column("Confirmed", "right"),
            Column("Share", "right", width=1.3),
        ),
        tuple(
            _line(material, finding.title, finding.uid, next(iter(finding.checks), ""))
            for finding in material.findings
        ),
        note="A measure has no exceptions. The share is of the units tested.",
        key="table-findings",
    )


def _line(material: Material, title: str, uid: str, check: str) -> tuple[Words, ...]:
    outcome = material.outcomes.get(check)

    def figure(name: str) -> Words:
        return material.ref(f"{check}.{name}") if f"{check}.{name}" in material.figures else NONE

    unit = plural(outcome.unit) if outcome else ""
    return (
        CrossRef(f"finding-{uid}", text=title),
        unit,
        figure("tested"),
        figure("confirmed"),
        figure("confirmed_rate"),
    )


def _measures(material: Material, charts: dict[str, str]) -> Iterator[Section]:
    told = {check for finding in material.findings for check in finding.checks}
    left = [o for check, o in material.outcomes.items() if check not in told and o.status == "measured"]
    if left:
        lead = Paragraph(
            "We report what these checks measured. None of them rests on a criterion that an auditor confirmed."
        )
        yield Section("Measures Without a Finding", (lead,), level=2, key="measures")
    for outcome in left:
        run = material.runs[outcome.check]
        text = drafted_condition(outcome, run.header["condition"], run.header["population"])
        blocks: list[Block] = list(blocks_of(material.filled(text, material.check_numbers(outcome.check))))
        blocks.extend(check_limits(material, outcome.check))
        if outcome.check in charts:
            blocks.append(Paragraph((CrossRef(charts[outcome.check]), " shows it over time.")))
        elif chart := chart_of(material, outcome.check, key=f"chart-{outcome.check}"):
            blocks.append(chart)
        if not outcome.measure_because and (table := table_of(material, outcome.check)):
            blocks.append(table)
        yield Section(run.title, tuple(blocks), level=3, key=f"measure-{outcome.check}")
    yield from _flagged(material, told)


def _flagged(material: Material, told: set[str]) -> Iterator[Section]:
    """Checks that found exceptions and have no finding: a report that left them out would hide them."""
    left = [
        o
        for check, o in material.outcomes.items()
        if check not in told
        and o.status == "flagged"
        and material.runs[check].header.get("family") != "reliability"
    ]
    if left:
        rows = tuple(
            (
                material.title_of(o.check),
                material.ref(f"{o.check}.tested"),
                material.ref(f"{o.check}.confirmed"),
                material.ref(f"{o.check}.undecided"),
            )
            for o in left
        )
        table = TableBlock(
            "Checks with exceptions and without a finding",
            (
                Column("Check", width=4.0),
                Column("Tested", "right"),
                Column("Confirmed", "right"),
                Column("Undecided", "right"),
            ),
            rows,
            key="table-without-finding",
        )
        note = Note("These checks found exceptions, and no finding was drafted from them.", label="Note")
        yield Section("Exceptions Without a Finding", (note, table), level=2)
