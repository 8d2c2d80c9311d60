"""What the auditor concludes on the reliability of each list, and on which lists the conclusion is open."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Note, TableBlock
from crossfoot.report.wording import cited
from crossfoot.report.words import Words
from crossfoot.review.reliability import ListReliability, ReliabilityTest, list_reliability

_WHY = "words of the auditor's conclusion"


def conclusion_blocks(material: Material) -> Iterator[Block]:
    """A table with a row for each list, and a note that names the lists on which the auditor has yet to conclude."""
    found = list_reliability(material.audit)
    if not found:
        return
    yield TableBlock(
        "Conclusions on the reliability of each list",
        (
            Column("List and file", width=1.1),
            Column("Used for", width=1.2),
            Column("Tests", width=1.3),
            Column("Conclusion", width=1.0),
            Column("Reason and limitations", width=2.0),
        ),
        tuple(_row(material, one) for one in found),
        origin="records",
        key="table-reliability",
    )
    for said, which in (
        (
            "The auditor has not yet concluded on the reliability of: ",
            [one for one in found if not one.conclusion],
        ),
        (
            "Since the auditor concluded, the list or its tests have changed: ",
            [one for one in found if one.stale],
        ),
    ):
        if which:
            named = cited(", ".join(one.list_name for one in which), "names of lists")
            yield Note((said, named, "."), label="Open")


def _row(material: Material, one: ListReliability) -> tuple[Words, ...]:
    title = material.audit.types[one.record_type].title
    return (
        cited(f"{title}: {one.list_name} ({one.file})", "name of a source"),
        cited(one.purpose, _WHY),
        "; ".join(f"{test.title}: {_found(test)}" for test in one.tests),
        _conclusion(one),
        cited(" ".join(part for part in (one.reason, one.limitations) if part), _WHY),
    )


def _found(test: ReliabilityTest) -> str:
    if not test.status:
        return "not run"
    if not test.current:
        return "run before the list was last changed"
    if test.status in ("not_tested", "failed"):
        return "not tested"
    if not test.tested:
        return "none to test"
    if test.noted:
        return "noted, to be asked about"
    return "exceptions found" if test.exceptions else "none found"


def _conclusion(one: ListReliability) -> str:
    if not one.conclusion:
        return "Not yet concluded."
    said = f"{one.conclusion[:1].upper()}{one.conclusion[1:]}"
    return f"{said} (to be concluded again)." if one.stale else f"{said}."
