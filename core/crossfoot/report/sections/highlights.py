"""The one-page summary: why, what was found in one sentence per finding, what is recommended."""

from __future__ import annotations

from crossfoot.report.material import Material
from crossfoot.report.model import Block, BulletList, Highlights, KeyFigure, Paragraph
from crossfoot.report.sections.finding_evidence import told
from crossfoot.report.wording import lines_of
from crossfoot.report.words import Run, Text, Words, joined

_MOST_KEY_FIGURES = 3
_MOST_MEASURED = 3


def highlights(material: Material) -> Highlights:
    """The Highlights page."""
    return Highlights(
        why=_why(material),
        found=_found(material),
        recommend=_recommend(material),
        key_figures=_key_figures(material),
    )


def _why(material: Material) -> tuple[Block, ...]:
    objective = material.audit.facts.objective
    texts: list[Words] = [material.pack_words(material.words["highlights"]["why"])]
    if objective:
        texts.append(("Our objective: ", *material.filled(objective)))
    return tuple(Paragraph(text) for text in texts)


def _found(material: Material) -> tuple[Block, ...]:
    if not material.findings:
        return (Paragraph("No finding has been drafted in this audit."),)
    items: list[Words] = []
    for finding in material.findings:
        items.append(_short(lines_of(told(material, finding, finding.condition, drafted_by=finding.checks))))
    return (Paragraph(material.pack_words(material.words["highlights"]["found"])), BulletList(tuple(items)))


def _short(lines: list[tuple[Run, ...]]) -> Words:
    """The first line of a condition; of one that lists what was measured, the first figures of its list too."""
    first, *rest = lines
    figures = [line for line in rest if isinstance(line[0], Text) and line[0].text.startswith("- ")]
    parts = [(Text(line[0].text[2:]), *line[1:]) for line in figures[:_MOST_MEASURED]]
    return (*first, Text(" "), *joined(parts, "; "), Text(".")) if parts else first


def _recommend(material: Material) -> tuple[Block, ...]:
    if not material.recommendations:
        return (Paragraph("We make no recommendation yet."),) if material.draft else ()
    lead: Words = ("We make ", *material.counted("report.recommendations", "recommendation"), ":")
    return (
        Paragraph(lead),
        BulletList(tuple(material.filled(one.action) for one in material.recommendations)),
    )


def _key_figures(material: Material) -> tuple[KeyFigure, ...]:
    """The figures that the pack shows large, of checks that have a finding."""
    told = {check for finding in material.findings for check in finding.checks}
    chosen = [
        KeyFigure(material.ref(entry["figure"]), material.pack_words(entry["words"]))
        for entry in material.words.get("key_figures", [])
        if entry["figure"] in material.figures and entry["figure"].split(".")[0] in told
    ]
    return tuple(chosen[:_MOST_KEY_FIGURES])
