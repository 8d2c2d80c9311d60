"""Appendix: the criteria of the audit, and the parameters of every check with where each value comes from."""

from __future__ import annotations

from typing import Any

from crossfoot import values
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Paragraph, Section, TableBlock
from crossfoot.report.sections.finding_parts import TO_BE_CONFIRMED
from crossfoot.report.wording import cited
from crossfoot.report.words import Words
from crossfoot.review.criteria import CriterionRecord


def criteria_section(material: Material) -> Section:
    """The appendix of criteria and parameters."""
    blocks: list[Block] = []
    cited_ids = {name for finding in material.findings for name in finding.criteria}
    used = [c for c in material.criteria.values() if c.confirmed or c.id in cited_ids]
    if used:
        blocks.append(
            TableBlock(
                "Criteria",
                (
                    Column("Criterion", width=2.2),
                    Column("What it says", width=3),
                    Column("Confirmed", width=1.5),
                ),
                tuple(_criterion(criterion) for criterion in used),
                note="What a criterion says is a paraphrase, never a quotation.",
                key="table-criteria",
            )
        )
    else:
        blocks.append(
            Paragraph(
                "No criterion has been confirmed; the checks of this audit measure, and find no exceptions."
            )
        )
    rows = tuple(
        (
            material.title_of(check),
            name.replace("_", " "),
            parameter_words(one["value"]),
            cited(one["source"], "source of a parameter"),
        )
        for check, outcome in material.outcomes.items()
        if outcome.status not in ("not_tested", "failed")
        for name, one in material.runs[check].parameters.items()
    )
    if rows:
        blocks.append(
            TableBlock(
                "Parameters of the checks",
                (
                    Column("Check", width=2),
                    Column("Parameter"),
                    Column("Value", width=1.3),
                    Column("Where it comes from", width=2),
                ),
                rows,
                key="table-parameters",
            )
        )
    return Section("Criteria and Parameters", tuple(blocks), key="appendix-criteria")


def _criterion(criterion: CriterionRecord) -> tuple[Words, ...]:
    date = values.parse_date(criterion.confirmed_on)
    when = f" on {values.date_text(date)}" if date else ""
    confirmed: Words = TO_BE_CONFIRMED
    if criterion.origin == "sample":
        confirmed = "Invented for the demonstration."
    elif criterion.confirmed:
        confirmed = cited(f"By {criterion.confirmed_by}{when}", "who confirmed a criterion")
    return (
        cited(criterion.citation, "citation of a criterion"),
        cited(criterion.text, "paraphrase of a criterion"),
        confirmed,
    )


def _listed(value: list[Any]) -> str:
    """The parts of a list; a part that has names of its own, such as a model and an action, as their values."""
    if not all(isinstance(part, dict) for part in value):
        return ", ".join(str(part).replace("_", " ") for part in value)
    by_last: dict[str, list[str]] = {}
    for part in value:
        *firsts, last = [str(one).replace("_", " ") for one in part.values()]
        by_last.setdefault(last, []).append(" ".join(firsts))
    return "; ".join(f"{last}: {', '.join(firsts)}" for last, firsts in by_last.items())


def parameter_words(value: Any) -> Words:
    """The value of a parameter as the report prints it."""
    if value in (None, "", []):
        return "(not set)"
    if isinstance(value, list):
        return cited(_listed(value), "parameter")
    if isinstance(value, float) and value == int(value):
        value = int(value)
    date = values.parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    return cited(values.date_text(date) if date else str(value).replace("_", " "), "parameter")
