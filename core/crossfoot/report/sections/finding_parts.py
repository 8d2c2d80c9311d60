"""The elements of one finding as blocks: criteria, condition with its limits, exhibit, cause, effect."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.report.check_exhibits import chart_of, table_of
from crossfoot.report.material import Material
from crossfoot.report.model import Block, BulletList, CrossRef, Labelled, Note, Paragraph
from crossfoot.report.sections.finding_evidence import cited_evidence, flag_notes, party_blocks, told
from crossfoot.report.wording import blocks_of, cited, listed
from crossfoot.report.words import FigureRef, Run, Text, Words
from crossfoot.review.criteria import CriterionRecord
from crossfoot.review.findings import Finding

TO_BE_CONFIRMED = "To be confirmed by the auditor."
NOT_DEVELOPED = "Not yet developed."
_FORCE = {
    "target": "This is a target, not a requirement.",
    "effort": "The text asks for an effort, not for a result.",
}
_BESIDE = "Counts in this condition other than those of confirmed exceptions are of all units tested."
_FUNNEL = ("read", "tested", "excluded", "exempt")
_PARTS = Paragraph | BulletList | Note


def finding_blocks(material: Material, finding: Finding, charts: dict[str, str]) -> tuple[Block, ...]:
    """All blocks of a finding. `charts` has the keys of charts that stand elsewhere, by check."""
    blocks: list[Block] = [
        Labelled("Criteria", (*_criteria(material, finding), *party_blocks(finding))),
        Labelled("Condition", tuple(condition_blocks(material, finding))),
    ]
    for check in finding.checks:
        blocks.extend(_exhibits(material, check, charts))
    for label, text, name in (("Cause", finding.cause, "cause"), ("Effect", finding.effect, "effect")):
        blocks.extend(_element(material, finding, label, text, name))
    if finding.significance:
        blocks.append(Labelled("Significance", (Paragraph(material.filled(finding.significance)),)))
    blocks.extend(cited_evidence(material, finding))
    written = [one for one in material.recommendations if one.finding_uid == finding.uid]
    if written:
        refs: list[Words] = [CrossRef(f"recommendation-{one.uid}", page=True) for one in written]
        blocks.append(
            Labelled("Recommendation" + "s" * (len(written) > 1), (Paragraph(("See ", *listed(refs), ".")),))
        )
    elif material.draft:
        blocks.append(Note("The recommendation is not yet written.", label="Draft"))
    return tuple(blocks)


def condition_blocks(material: Material, finding: Finding) -> Iterator[_PARTS]:
    """The condition with what limits it: what could not be tested, bounds, explained and undecided exceptions."""
    yield from blocks_of(told(material, finding, finding.condition, drafted_by=finding.checks))
    yield from flag_notes(material, finding)
    if _counts_beside_decisions(material, finding):
        yield Note(_BESIDE, label="Counts")
    for check in finding.checks:
        yield from check_limits(material, check)


def _counts_beside_decisions(material: Material, finding: Finding) -> bool:
    """Whether the condition prints counts of the run although exceptions were decided not to count."""
    undone = any(
        counts.found - counts.confirmed - counts.undecided
        for check in finding.checks
        if (counts := material.counts.get(check))
    )
    printed = {run.figure_id for run in material.filled(finding.condition) if isinstance(run, FigureRef)}
    of_run = {f for f in printed if material.figures[f].kind == "run" and f.split(".", 1)[1] not in _FUNNEL}
    return undone and bool(of_run)


def check_limits(material: Material, check: str) -> Iterator[_PARTS]:
    """What a reader must know of a check's counts, as sentences and notes."""
    outcome = material.outcomes.get(check)
    if outcome is None:
        yield Note("The check behind this finding is no longer in the audit.", label="Draft")
        return
    yield from _excluded(material, check)
    if outcome.kind == "exception":
        yield from _decided(material, check)
    if outcome.measure_because:
        yield Note((outcome.measure_because, " We therefore report a measure."), label="Measure")
    elif outcome.kind == "measure":
        yield Note(
            "This is a measure. No criterion sets a limit to it, and it is no exception.", label="Measure"
        )
    if outcome.limitations:
        said = cited(" ".join(outcome.limitations), "limitations of the check")
        yield Note(said, label="Limitations" if len(outcome.limitations) > 1 else "Limitation")


def _excluded(material: Material, check: str) -> Iterator[_PARTS]:
    outcome = material.outcomes[check]
    if outcome.excluded:
        reasons: list[Words] = [
            (
                cited(part.reason, "reason of the check"),
                " (",
                material.ref(f"{check}.excluded@{part.reason}"),
                ")",
            )
            for part in outcome.excluded
        ]
        yield Paragraph(
            (
                "Of ",
                *material.counted(f"{check}.read", outcome.unit),
                " read, ",
                material.ref(f"{check}.excluded"),
                " could not be tested: ",
                *listed(reasons),
                ".",
            )
        )
    if outcome.exempt:
        yield Paragraph((*material.counted(f"{check}.exempt", f"exempt {outcome.unit}"), " are not counted."))
    low, high = f"{check}.confirmed_low", f"{check}.confirmed_high"
    if low in material.figures and material.figures[low].text != material.figures[high].text:
        yield Paragraph(
            (
                "Had those been tested, the share would lie between ",
                material.ref(low),
                " and ",
                material.ref(high),
                ".",
            )
        )


def _decided(material: Material, check: str) -> Iterator[_PARTS]:
    counts = material.counts[check]
    said = {
        "explained": "turned out to have an explanation",
        "data_error": "turned out to be errors in the data",
        "out_of_scope": "lay outside the scope of the audit",
        "ask": "were put to the auditee",
        "no_reply": "were put to the auditee without a reply by the due date",
    }
    parts: list[Words] = [
        (material.ref(f"{check}.{name}"), f" {words}")
        for name, words in said.items()
        if getattr(counts, name)
    ]
    if parts:
        yield Paragraph(
            ("Of the exceptions that the check found, ", *listed(parts), "; they are not counted above.")
        )
    if counts.undecided:
        yield Note(
            (
                material.ref(f"{check}.undecided"),
                " of ",
                material.ref(f"{check}.found"),
                " found not yet decided. The count above is of those confirmed so far.",
            ),
            label="Draft",
        )


def criterion_words(criterion: CriterionRecord) -> tuple[Run, ...]:
    """A criterion as the report cites it: document and section, paraphrase, and whether it still is to be confirmed."""
    words: list[Run] = [cited(f"{criterion.citation}: {criterion.text}", "citation of a criterion")]
    if criterion.force in _FORCE:
        words.append(Text(f" {_FORCE[criterion.force]}"))
    if not criterion.confirmed:
        words.append(Text(f" {TO_BE_CONFIRMED}", "italic"))
    return tuple(words)


def _criteria(material: Material, finding: Finding) -> tuple[_PARTS, ...]:
    found = [material.criteria[name] for name in finding.criteria if name in material.criteria]
    if found:
        return tuple(Paragraph(criterion_words(criterion)) for criterion in found)
    for check in finding.checks:
        stands_for = material.runs[check].header.get("criteria_from") if check in material.runs else ""
        if stands_for:
            return (Paragraph(f"The {stands_for} of the lists, as the auditee gave them."),)
    if finding.kind == "measure":
        return (Paragraph("No criterion applies: we state what we measured."),)
    return (Paragraph(Text(f"No criterion is attached. {TO_BE_CONFIRMED}", "italic")),)


def _exhibits(material: Material, check: str, elsewhere: dict[str, str]) -> Iterator[Block]:
    if check not in material.outcomes:
        return
    if check in elsewhere:
        yield Paragraph((CrossRef(elsewhere[check]), " shows it over time."))
    else:
        chart = chart_of(material, check, key=f"chart-{check}")
        if chart is not None:
            yield chart
            return
    table = table_of(material, check, key=f"figures-{check}")
    if table is not None:
        yield table


def _element(material: Material, finding: Finding, label: str, text: str, name: str) -> Iterator[Block]:
    if text:
        yield Labelled(label, blocks_of(told(material, finding, text)))
    elif finding.left_out.get(name):
        yield Labelled(label, (Paragraph(("Left out: ", *material.filled(finding.left_out[name]))),))
    elif material.draft:
        yield Labelled(label, (Note(NOT_DEVELOPED, label="Draft"),))
