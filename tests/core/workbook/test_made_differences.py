"""Small workbooks on which the two readers agree, and those on which they differ as docs/readers.md says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.certificate.second_reader import read_with_openpyxl
from crossfoot.workbook.model import Cell
from crossfoot.workbook.read import iter_cells

from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook

COMPARED = ("type", "value", "number_format", "formula", "formula_without_value", "link", "hidden", "merged")
PHONETIC = (
    '<r><t>Gil</t></r><r><rPr><b/></rPr><t xml:space="preserve">mer </t></r>'
    '<rPh sb="0" eb="1"><t>X</t></rPh><phoneticPr fontId="1"/>'
)
FORMULAS = (
    '<row r="1"><c r="A1" t="str"><f>"x"</f><v>x</v></c><c r="B1"><f t="array" ref="B1:B2">A1:A2*2</f><v>2</v></c>'
    '<c r="C1"><f t="shared" ref="C1:C2" si="0">$A1+A$1</f><v>1</v></c>'
    '<c r="D1"><f t="dataTable" ref="D1:D2" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>4</v></c>'
    '<c r="E1"><f ca="1">NOW()</f></c><c r="F1"><f/><v>3</v></c><c r="G1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c r="H1" t="b"><f>TRUE</f><v>1</v></c></row>'
    '<row r="2"><c r="B2"><v>2</v></c><c r="C2"><f t="shared" si="0"/><v>1</v></c></row>'
)
MERGED = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'


def number(stored: str, style: int = 0) -> str:
    return f'<c r="REF" s="{style}"><v>{stored}</v></c>'


def typed(stored: str, kind: str, style: int = 0) -> str:
    return f'<c r="REF" t="{kind}" s="{style}"><v>{stored}</v></c>'


def links(*elements: str) -> str:
    return f"<hyperlinks>{''.join(f'<hyperlink {element}/>' for element in elements)}</hyperlinks>"


@dataclass(frozen=True)
class Made:
    """A workbook of one sheet."""

    rows: str
    before: str = ""
    after: str = ""
    state: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    strings: Sequence[str] = ()
    formats: Sequence[str | int] = ()
    date1904: bool = False

    def write(self, folder: Path) -> Path:
        sheet = Sheet(self.rows, state=self.state, before=self.before, after=self.after, links=self.links)
        return write_workbook(
            folder / "made.xlsx", sheet, strings=self.strings, formats=self.formats, date1904=self.date1904
        )


def told(cells: Iterator[Cell]) -> dict[str, list[object]]:
    return {cell.ref: [getattr(cell, name) for name in COMPARED] for cell in cells}


AGREED = {
    "dates of 1904": Made(
        table([number("0", 1), number("1", 1), number("60", 1), number("44261.5", 1), number("1.5", 2)]),
        formats=[14, "[h]:mm"],
        date1904=True,
    ),
    "dates of 1900": Made(
        table([number("0", 1), number("1", 1), number("59", 1), number("61", 1), number("2958465.5", 1)]),
        formats=[14],
    ),
    "times": Made(table([number("0.25", 1), number("0.999999999999", 1), number("1.25", 1)]), formats=["h:mm"]),
    "dates stored as ISO text": Made(
        table(
            [
                typed("2025-03-07", "d", 1),
                typed("2025-03-07T10:30:00", "d", 1),
                typed("10:30:00", "d", 1),
                typed("2025-03-07T10:30:00.123", "d"),
                typed("PT26H", "d"),
            ]
        ),
        formats=[14],
    ),
    "rich and inline texts with phonetic guides": Made(
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{PHONETIC}</is></c>'
        '<c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c>'
        '<c r="E1" t="inlineStr"><is><t>  blank </t></is></c><c r="F1" t="inlineStr"/></row>',
        strings=[PHONETIC, "<t>  lead</t>", ""],
    ),
    "cells and rows without addresses": Made(
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    ),
    "a wrong dimension": Made(table(["a", "b"], ["c", "d"]), before='<dimension ref="A1"/>'),
    "the last cell of a sheet": Made('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'),
    "rows out of order": Made('<row r="3"><c r="B3"><v>1</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>'),
    "numbers": Made(table([number(" 5 "), number("1e5"), number("1.0"), number("-0"), number("+5"), number(".5")])),
    "booleans and errors": Made(
        table(
            [typed("1", "b"), typed("0", "b"), *(typed(e, "e") for e in ("#N/A", "#DIV/0!", "#SPILL!", "#ODD!"))]
        )
    ),
    "formulas": Made(FORMULAS),
    "a shared formula that stands further down": Made(
        '<row r="1"><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" ref="B1:B2" si="0">A2</f><v>3</v></c></row>'
    ),
    "links": Made(
        table(["a", "b", "c"]),
        after=links('ref="A1" r:id="rId1"', 'ref="A1" location="S!A1"', 'ref="B1:C1" r:id="rId1" location="p"'),
        links={"rId1": "https://moa.example/"},
    ),
    "a link over a merged range": Made(table(["a"]), after=MERGED + links('ref="A1:B2" location="S!A1"')),
    "hidden columns": Made(table(["a", "b", "c"]), before='<cols><col min="2" max="3" hidden="1" width="0"/></cols>'),
    "a very hidden sheet": Made(table(["a"]), state="veryHidden"),
    "built-in formats": Made(
        table([number("5", i) for i in range(1, 17)]),
        formats=[5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 27, 36, 50, 58, 99],
    ),
}  # fmt: skip


@pytest.mark.parametrize("made", AGREED.values(), ids=AGREED.keys())
def test_both_readers_agree(tmp_path: Path, made: Made) -> None:
    path = made.write(tmp_path)
    ours = told(iter_cells(path))
    assert ours == told(read_with_openpyxl(path))
    assert ours


DIFFERENT: dict[str, tuple[Made, dict[str, object], dict[str, object]]] = {
    "a link on an empty cell": (
        Made(table(["a"]), after=links('ref="C3" r:id="rId1"'), links={"rId1": "https://moa.example/"}),
        {"A1": "a"},
        {"A1": "a", "C3": "https://moa.example/"},
    ),
    "a formula without result under a link": (
        Made('<row r="1"><c r="A1"><f>B1</f></c></row>', after=links('ref="A1" location="S!A1"')),
        {"A1": None},
        {"A1": "S!A1"},
    ),
    "values under a merged range": (
        Made(table(["a", "b"], ["c", "d"]), after=MERGED),
        {"A1": "a", "B1": "b", "A2": "c", "B2": "d"},
        {"A1": "a"},
    ),
    "the day that never was": (
        Made(table([number("60", 1), number("60.5", 1)]), formats=[14]),
        {"A1": 60, "B1": 60.5},
        {"A1": "1900-02-28", "B1": "1900-02-28T12:00:00"},
    ),
    "a day before the calendar of 1904": (
        Made(table([number("-1", 1)]), formats=[14], date1904=True),
        {"A1": -1},
        {"A1": "1903-12-31"},
    ),
    "a day after the year 9999": (
        Made(table([number("2958466", 1)]), formats=[14]),
        {"A1": 2958466},
        {"A1": "#VALUE!"},
    ),
    "escapes": (
        Made('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=["<t>_x0041_ _x005F_x0041_</t>"]),
        {"A1": "A _x0041_"},
        {"A1": "_x0041_ _x0041_"},
    ),
    "a number too large": (Made(table([number("1E+400")])), {"A1": "1E+400"}, {"A1": float("inf")}),
    "a date with a time zone": (
        Made(table([typed("2025-03-07T10:30:00+02:00", "d")])),
        {"A1": "2025-03-07T10:30:00+02:00"},
        {"A1": "2025-03-07T10:30:00"},
    ),
}


@pytest.mark.parametrize(("made", "ours", "theirs"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_the_readers_differ_as_is_written_down(
    tmp_path: Path, made: Made, ours: dict[str, object], theirs: dict[str, object]
) -> None:
    path = made.write(tmp_path)
    assert {cell.ref: cell.value for cell in iter_cells(path)} == ours
    assert {cell.ref: cell.value for cell in read_with_openpyxl(path)} == theirs


def test_one_address_twice_is_handed_on_twice_and_openpyxl_keeps_the_later_one(tmp_path: Path) -> None:
    path = Made('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>').write(tmp_path)
    assert [cell.value for cell in iter_cells(path)] == [1, 2]
    assert [cell.value for cell in read_with_openpyxl(path)] == [2]


def test_a_link_beside_the_corner_of_a_merged_range_is_moved_there_by_openpyxl_only(tmp_path: Path) -> None:
    path = Made(table(["a"]), after=MERGED + links('ref="B1" location="S!A1"')).write(tmp_path)
    assert [cell.link for cell in iter_cells(path)] == [None]
    assert [cell.link for cell in read_with_openpyxl(path)] == ["S!A1"]


def test_a_shared_text_of_index_minus_one_is_the_last_one_for_openpyxl_only(tmp_path: Path) -> None:
    path = Made(table([typed("-1", "s")]), strings=["<t>a</t>", "<t>b</t>"]).write(tmp_path)
    assert [cell.value for cell in read_with_openpyxl(path)] == ["b"]
    with pytest.raises(WorkbookError, match="points at shared text '-1'"):
        list(iter_cells(path))


ODD = {
    "a text stored as a number": (Made(table([number("abc")])), ("text", "abc")),
    "no number": (Made(table([number("NaN")])), ("text", "NaN")),
    "no date": (Made(table([typed("2025-02-30", "d")])), ("text", "2025-02-30")),
    "a boolean in words": (Made(table([typed("true", "b")])), ("boolean", True)),
    "a style that is not there": (Made(table([number("5", 77)])), ("number", 5)),
    "a link without its address": (Made(table(["a"]), after=links('ref="A1" r:id="rId9"')), ("text", "a")),
}


@pytest.mark.parametrize(("made", "ours"), ODD.values(), ids=ODD.keys())
def test_one_odd_cell_does_not_lose_the_workbook(
    tmp_path: Path, made: Made, ours: tuple[str, object]
) -> None:
    path = made.write(tmp_path)
    assert [(cell.type, cell.value) for cell in iter_cells(path)] == [ours]
    with pytest.raises(WorkbookError, match="openpyxl"):
        list(read_with_openpyxl(path))
