"""What tables, figures, appendices and recommendations are called, by their place in the report."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from crossfoot.report.model import Block, ChartBlock, RecommendationBox, Report, TableBlock
from crossfoot.report.walk import all_blocks, all_sections
from crossfoot.report.words import plain


def block_labels(report: Report) -> Iterator[tuple[Block, str]]:
    """Every numbered block with its label ("Table 2", "Figure 1", "Recommendation 3"), in the order of
    reading.
    """
    tables = figures = 0
    for _place, block in all_blocks(report):
        if isinstance(block, TableBlock):
            tables += 1
            yield block, f"Table {tables}"
        elif isinstance(block, ChartBlock):
            figures += 1
            yield block, f"Figure {figures}"
        elif isinstance(block, RecommendationBox):
            yield block, f"Recommendation {block.number}"


def appendix_label(place: int) -> str:
    """The label of the appendix that starts at `place` (0 for the first): Appendix A ... Z, AA, AB ..."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return f"Appendix {letters}"


def appendix_labels(report: Report) -> tuple[str, ...]:
    """One label per appendix section: the letter for level 1, empty for the sections below it."""
    labels = []
    place = 0
    for section in report.appendices:
        labels.append(appendix_label(place) if section.level == 1 else "")
        place += section.level == 1
    return tuple(labels)


def labels_by_key(report: Report) -> dict[str, str]:
    """What a cross reference to each key prints."""
    labels: dict[str, str] = {}
    for block, label in block_labels(report):
        if isinstance(block, TableBlock | ChartBlock | RecommendationBox) and block.key:
            labels[block.key] = label
    for section in all_sections(report):
        if section.key:
            labels[section.key] = plain(section.heading)
    for section, label in zip(report.appendices, appendix_labels(report), strict=True):
        if section.key and label:
            labels[section.key] = label
    return labels
