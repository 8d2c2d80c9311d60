"""The XML of one sheet, written anew from its rows as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.model import Cell, SheetRow
from crossfoot.workbook.reduced.cuts import SheetCut
from crossfoot.workbook.xlsx.cell_values import parse_number
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame
from crossfoot.workbook.xlsx.styles import GENERAL
from crossfoot.workbook.xlsx.xml_stream import MAIN, RELATIONSHIPS

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Shared:
    """What the sheets of a workbook share: its texts and number formats, each with its index."""

    texts: dict[str, int] = field(default_factory=dict)
    formats: dict[str, int] = field(default_factory=lambda: {GENERAL: 0})

    def text(self, text: str) -> int:
        """The index of a text."""
        return self.texts.setdefault(text, len(self.texts))

    def style(self, code: str) -> int:
        """The index of the style that has this number format and nothing else."""
        return self.formats.setdefault(code, len(self.formats))


def escaped_text(text: str) -> str:
    """A text as a workbook stores it: what XML cannot hold, and what looks like it, as `_xHHHH_`."""
    text = _LIKE_AN_ESCAPE.sub("_x005F_", text) if "_x" in text else text
    return escape(_NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text))


def sheet_xml(rows: Iterable[SheetRow], frame: SheetFrame, cut: SheetCut, shared: Shared) -> Iterator[str]:
    """The XML piece by piece; the links among it name relationships of `link_relationships`."""
    yield f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS[0]}">'
    if frame.hidden_columns:
        columns = (f'<col min="{one}" max="{last}" hidden="1"/>' for one, last in frame.hidden_columns)
        yield f"<cols>{''.join(columns)}</cols>"
    yield "<sheetData>"
    links: dict[str, str] = {}
    merged: list[str] = []
    for row in rows:
        cells = [cell for cell in row.cells if not cut.drops(cell.row, cell.column)]
        if not cells:
            continue
        hidden = ' hidden="1"' if row.hidden else ""
        yield f'<row r="{row.number}"{hidden}>{"".join(_cell_xml(cell, shared) for cell in cells)}</row>'
        links.update((cell.ref, cell.link) for cell in cells if cell.link)
        merged.extend(cell.merged for cell in cells if cell.merged)
    yield "</sheetData>"
    if merged:
        areas = (f'<mergeCell ref="{ref}"/>' for ref in dict.fromkeys(merged))
        yield f"<mergeCells>{''.join(areas)}</mergeCells>"
    if links:
        told = (f'<hyperlink ref="{ref}" location={_attribute(link)}/>' for ref, link in links.items())
        yield f"<hyperlinks>{''.join(told)}</hyperlinks>"
    yield "</worksheet>"


def _cell_xml(cell: Cell, shared: Shared) -> str:
    style = shared.style(cell.number_format)
    attributes = f'r="{column_letters(cell.column)}{cell.row}"' + (f' s="{style}"' if style else "")
    formula = "" if cell.formula is None else f"<f>{_plain(cell.formula.removeprefix('='))}</f>"
    if cell.formula_without_value:
        return f"<c {attributes}>{formula}</c>"
    if cell.type == "text":
        return f'<c {attributes} t="s">{formula}<v>{shared.text(cell.raw)}</v></c>'
    return f"<c {attributes}{_stored(cell)}>{formula}<v>{_plain(cell.raw)}</v></c>"


def _stored(cell: Cell) -> str:
    """How the stored value is to be taken: a number unless it is none."""
    if cell.type == "boolean":
        return ' t="b"'
    if cell.type == "error":
        return ' t="e"'
    return "" if parse_number(cell.raw) is not None else ' t="d"'


def _plain(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(text, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
