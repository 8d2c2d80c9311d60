"""Appendix: objective, scope and methodology; where the data come from, how reliable they are, what was not tested."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.auditfile.importing.certificate_records import certificates
from crossfoot.report.check_exhibits import source_words
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, KeyValueTable, Note, Paragraph, Section, TableBlock
from crossfoot.report.sections.control_tests import control_test_sections
from crossfoot.report.sections.control_totals import control_total_blocks
from crossfoot.report.sections.corrections import correction_blocks, corrections_in_force
from crossfoot.report.sections.document_reviews import document_review_sections
from crossfoot.report.sections.evidence_list import evidence_sections
from crossfoot.report.sections.hazards import hazard_blocks
from crossfoot.report.sections.plan_of_audit import plan_section
from crossfoot.report.sections.planning_notes import planning_sections
from crossfoot.report.sections.reliability import conclusion_blocks
from crossfoot.report.sections.run_list import run_blocks
from crossfoot.report.wording import cited, date_words, plural
from crossfoot.report.words import Words

NONE = "–"
_RELIABILITY = "reliability"

# Agencies are made from other lists; the rest is no list whose absence leaves something untested.
_NOT_OF_THE_AUDITEE = {"agencies", "control_totals", "criteria_library", "other_table"}


def scope_sections(material: Material) -> tuple[Section, ...]:
    """The appendix with its parts."""
    return (
        Section("Objective, Scope, and Methodology", tuple(_objective(material)), key="appendix-scope"),
        plan_section(material),
        *planning_sections(material),
        Section("Data Sources", tuple(_sources(material)), level=2, key="data-sources"),
        Section("Reliability of the Data", tuple(_reliability(material)), level=2, key="reliability"),
        Section("Checks Run", tuple(_checks_run(material)), level=2, key="checks-run"),
        *document_review_sections(material),
        *control_test_sections(material),
        *evidence_sections(material),
        Section("What We Did Not Test, and Why", tuple(_not_tested(material)), level=2, key="not-tested"),
    )


def _objective(material: Material) -> Iterator[Block]:
    facts = material.audit.facts
    if facts.objective:
        yield Paragraph(("Our objective: ", *material.filled(facts.objective)))
    elif material.draft:
        yield Note("The objective of the audit is not yet stated.", label="Draft")
    period: Words = (
        date_words(facts.period_start, "audit period"),
        " to ",
        date_words(facts.period_end, "audit period"),
    )
    yield KeyValueTable(
        (
            ("Auditee", facts.auditee or "(not stated)"),
            ("Period under audit", period),
            ("As-of date", date_words(facts.as_of, "as-of date")),
            ("Files imported", material.ref("report.files")),
            ("Checks run", material.ref("report.checks_run")),
        )
    )
    yield from (Paragraph(material.pack_words(text)) for text in material.words["scope"]["methodology"])


def _sources(material: Material) -> Iterator[Block]:
    if not material.imports:
        yield Paragraph("No list was imported.")
        return
    rows: list[tuple[Words, ...]] = []
    for line in material.imports:
        title = material.audit.types[line.record_type].title
        place = f"{title}: {line.file}, sheet {line.sheet}"
        counts = [
            material.ref(f"import:{line.import_id}.{name}")
            for name in ("rows", "hidden_rows", "cells", "misfits", "ignored")
        ]
        rows.append((cited(place, "name of a source"), cited(line.sha256, "hash of a source"), *counts))
    yield TableBlock(
        "Data sources",
        (
            Column("List, file and sheet", width=2.6),
            Column("SHA-256", width=2.4),
            Column("Rows", "right"),
            Column("Hidden rows", "right"),
            Column("Cells", "right"),
            Column("Misfits", "right"),
            Column("Outside", "right"),
        ),
        tuple(rows),
        note="Rows count hidden ones too. A misfit is a cell that does not fit the type of its field; it is kept as it "
        "stood. Outside are non-empty cells beside the data range, which were not loaded.",
        key="table-sources",
    )
    yield from control_total_blocks(material)
    yield from _misfits(material)
    yield from correction_blocks(material)
    yield from hazard_blocks(material)


def _misfits(material: Material) -> Iterator[Block]:
    found = material.audit.rows(
        "SELECT m.import_id, m.field, i.record_type, min(m.reason) AS reason, count(DISTINCT m.reason) AS reasons "
        "FROM cf_misfit m JOIN cf_import i ON i.import_id = m.import_id WHERE i.state = 'current' "
        "GROUP BY m.import_id, m.field ORDER BY m.import_id, m.field"
    )
    if not found:
        yield Paragraph(
            "Every cell of the imported lists fits the type of its field; the ledger of misfits is empty."
        )
        return
    yield TableBlock(
        "Ledger of misfits, by list and field",
        (Column("List"), Column("Field"), Column("Misfits", "right", 0.7), Column("Reason", width=2.4)),
        tuple(
            (
                material.audit.types[row["record_type"]].title,
                row["field"].replace("_", " "),
                material.ref(f"import:{row['import_id']}.misfits@{row['field']}"),
                cited(
                    row["reason"] + (" (and other reasons)" if row["reasons"] > 1 else ""),
                    "reason of a misfit",
                ),
            )
            for row in found
        ),
        note="A row with a misfit is loaded without that value. "
        + (
            "Only the values that the auditor corrected, listed below, are used instead."
            if corrections_in_force(material)
            else "No value was corrected or guessed."
        ),
    )


def _reliability(material: Material) -> Iterator[Block]:
    yield from _second_readings(material)
    family = [c for c in material.catalogue.checks.values() if c.family == _RELIABILITY]
    ran = [check.id for check in family if check.id in material.outcomes]
    for check_id in ran:
        outcome = material.outcomes[check_id]
        if outcome.none_to_test:
            yield Paragraph(f"{material.runs[check_id].title}. There was nothing to test.")
        elif outcome.status in ("clean", "flagged"):
            run = material.runs[check_id]
            text = run.header["condition"]
            for name in {*outcome.parameters, *(figure.name for figure in outcome.figures)}:
                text = text.replace(f"{{{name}}}", f"{{{check_id}.{name}}}")
            yield Paragraph((f"{run.title}. ", *material.filled(text, material.check_numbers(check_id))))
    if not ran:
        yield Paragraph("No check of the reliability of the data was run.")
    yield from _missing_values(material)
    yield Paragraph(material.pack_words(material.words["scope"]["reliability"]))
    yield from conclusion_blocks(material)


def _second_readings(material: Material) -> Iterator[Block]:
    """Whether two programs read the files alike: plainly where they do not, in a table where they do."""
    found = certificates(material.audit)
    if not found:
        return
    yield Paragraph(
        "Each list was read a second time, where a second program reads its format. Two readings that agree show that "
        "the file was read as it stands; they do not show that its data are true."
    )
    yield from (
        Note(
            cited(f"{one.file}, sheet {one.sheet}: {one.sentence}", "words of a certificate"),
            label="Readings differ",
        )
        for one in found
        if one.verdict == "differ"
    )
    yield TableBlock(
        "Two readings of each list",
        (Column("List", width=0.9), Column("File and sheet", width=1.5), Column("Second reading", width=3)),
        tuple(
            (
                material.audit.types[one.record_type].title,
                cited(f"{one.file}, sheet {one.sheet}", "name of a source"),
                cited(one.sentence, "words of a certificate"),
            )
            for one in found
        ),
        origin="records",
    )


def _missing_values(material: Material) -> Iterator[Block]:
    check = material.words["scope"].get("missing_check", "")
    figures = [f for f in material.figures_of(check, "missing") if f.value and _required(material, f.group)]
    if figures:
        yield TableBlock(
            "Required fields that lack values",
            (Column("List and field", width=3), Column("Rows without a value", "right")),
            tuple(
                (cited(f.group.replace(".", ": ").replace("_", " "), "name of a field"), material.ref(f.id))
                for f in figures
            ),
            source=source_words(material),
        )


def _required(material: Material, group: str) -> bool:
    """Whether the record layout requires the field that a figure's group names (`officers.authorized_on`)."""
    record_type, _, name = group.partition(".")
    kind = material.audit.types.get(record_type)
    field = kind.field(name) if kind else None
    return field is not None and field.required


def _checks_run(material: Material) -> Iterator[Block]:
    done = [o for o in material.outcomes.values() if o.status not in ("failed", "not_tested")]
    if not done:
        yield Paragraph("No check was run to its end.")
        yield from run_blocks(material)
        return
    yield Paragraph("All checks that ran stand here, those that found nothing too.")
    yield TableBlock(
        "Checks run, and what became of their populations",
        (
            Column("Check and unit", width=3.2),
            Column("Read", "right"),
            Column("Excluded", "right"),
            Column("Exempt", "right"),
            Column("Tested", "right"),
            Column("Found", "right"),
            Column("Confirmed", "right", 1.2),
            Column("Explained", "right", 1.2),
            Column("Undecided", "right", 1.2),
        ),
        tuple(_funnel(material, outcome.check) for outcome in done),
        note="Read is tested, excluded and exempt together. A measure finds no exceptions. Exceptions decided in "
        "another way (data error, out of scope, asked) are found but neither confirmed, explained nor undecided.",
        key="table-checks",
    )
    excluded: list[tuple[Words, ...]] = [
        (
            material.title_of(o.check),
            cited(part.reason, "reason of the check"),
            material.ref(f"{o.check}.excluded@{part.reason}"),
        )
        for o in done
        for part in o.excluded
    ]
    if excluded:
        yield TableBlock(
            "Why units could not be tested",
            (Column("Check", width=2), Column("Reason", width=2), Column("Excluded", "right", 0.7)),
            tuple(excluded),
        )
    yield from run_blocks(material)


def _funnel(material: Material, check: str) -> tuple[Words, ...]:
    outcome, run = material.outcomes[check], material.runs[check]
    kind = ", a measure" if outcome.kind == "measure" else ""
    plan = "" if run.planned else ", exploratory"
    names = ("read", "excluded", "exempt", "tested", "found", "confirmed", "explained", "undecided")
    cells: list[Words] = [
        material.ref(f"{check}.{name}") if f"{check}.{name}" in material.figures else NONE for name in names
    ]
    return (f"{run.title} ({plural(outcome.unit)}{kind}{plan})", *cells)


def _not_tested(material: Material) -> Iterator[Block]:
    rows: list[tuple[Words, ...]] = []
    for check in material.catalogue.checks.values():
        outcome = material.outcomes.get(check.id)
        if outcome is None and (check.program or check.own):
            continue  # an analysis, or a check of an auditor's own, runs when it is asked for
        if outcome is None:
            rows.append((check.title, "Not run."))
        elif outcome.status in ("not_tested", "failed"):
            rows.append(
                (
                    material.title_of(check.id),
                    cited(_whole(outcome.not_tested_because), "why a check did not test"),
                )
            )
        elif outcome.tested == 0:
            rows.append((check.title, cited(_whole(outcome.not_tested_because), "why a check did not test")))
    known = {*material.catalogue.checks, *(broken.id for broken in material.catalogue.broken)}
    rows.extend(
        (cited(wrong.id, "id of a check"), cited(f"Failed: {wrong.message}", "why a check did not test"))
        for wrong in material.catalogue.broken
    )
    rows.extend(
        (material.title_of(check), "Run earlier; its module is no longer in the pack.")
        for check in material.outcomes
        if check not in known
    )
    if rows:
        yield TableBlock(
            "Checks that did not test anything",
            (Column("Check", width=2), Column("Why", width=3.4)),
            tuple(rows),
            key="table-not-tested",
        )
    else:
        yield Paragraph("Every check of this audit program was run and tested at least one unit.")
    absent = _lists_not_given(material)
    if absent:
        yield Paragraph(
            f"The audit holds no list of: {', '.join(absent)}. What they would show was not tested."
        )


def _whole(reason: str) -> str:
    """A reason as a sentence of its own."""
    said = f"{reason[:1].upper()}{reason[1:]}" if reason else "None to test"
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _lists_not_given(material: Material) -> list[str]:
    given = {line.record_type for line in material.imports} | _NOT_OF_THE_AUDITEE
    return [kind.title.lower() for name, kind in material.audit.types.items() if name not in given]
