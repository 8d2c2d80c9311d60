"""Whether management's controls were designed, implemented and operating: each test with its own conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.evidence.citations import list_citations
from crossfoot.plan.control_tests import NOT_DETERMINED, STAGES, ControlTestLine, list_control_tests
from crossfoot.report.material import Material
from crossfoot.report.model import Block, KeyValueTable, Labelled, Paragraph, Section
from crossfoot.report.wording import cited
from crossfoot.report.words import Words

_WHY = "words of a control test"
_NOT_SAID = "(not stated)"


def control_test_sections(material: Material) -> tuple[Section, ...]:
    """The section, where the plan has a control test; those of which nothing is recorded stand in it too."""
    lines = list_control_tests(material.audit)
    if not lines:
        return ()
    return (Section("Control Tests", tuple(_blocks(material, lines)), level=2, key="control-tests"),)


def _blocks(material: Material, lines: list[ControlTestLine]) -> Iterator[Block]:
    yield Paragraph(
        "A rate of compliance says what came out; it does not say whether management monitors. Whether a control was "
        "designed, implemented and operating was established from documents and interviews, and each test has a "
        "conclusion of its own."
    )
    for line in lines:
        title = Paragraph(cited(f"{line.step.title}.", "title of a step of the plan"))
        yield Labelled(f"Control test {line.step.key}", (title, KeyValueTable(tuple(_rows(material, line)))))


def _rows(material: Material, line: ControlTestLine) -> Iterator[tuple[str, Words]]:
    test = line.test
    if test is None:
        yield "Conclusion", "Nothing was recorded of this control; it was not determined."
        return
    yield "Control", cited(test.control, _WHY)
    for name, text in (
        ("Who is assigned", test.assigned_to),
        ("Which report exists", test.report),
        ("How often it is run", test.frequency),
        ("What followed", test.followed_by),
    ):
        yield name, cited(text or _NOT_SAID, _WHY)
    yield from ((name.capitalize(), getattr(test, name).capitalize()) for name in STAGES)
    yield "Evidence", cited(_evidence(material, line), "numbers of evidence")
    undecided = test.conclusion == NOT_DETERMINED
    yield "Conclusion", "Not determined." if undecided else cited(test.conclusion, _WHY)


def _evidence(material: Material, line: ControlTestLine) -> str:
    """`E-1, page 2; E-4 (contradicts)`."""
    said = [
        one.evidence.label
        + (
            f", {'paragraph' if one.evidence.kind == 'testimonial' else 'page'} {one.page}"
            if one.page
            else ""
        )
        + ("" if one.supports else " (contradicts)")
        for one in list_citations(material.audit, f"step:{line.step.key}")
    ]
    return "; ".join(said) or "None is cited."
