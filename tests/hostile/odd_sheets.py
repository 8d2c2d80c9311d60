"""Sheets whose cells are where or what nobody expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crossfoot.workbook.addresses import column_letters

from tests.core.workbook.xlsx_parts import Sheet, hidden_row, table, write_workbook
from tests.hostile.kind import Kind

SQL_HEADERS = (
    'quo"te', "apo'strophe", "brack[et]", "back`tick", "'; DROP TABLE cf_import; --", "select", "rowid",
    "a;b", "two\nlines", "n" * 300, "%s", "?", ":p", "@p", "$p", "\U0001f4a3", "sqlite_master", "Name", "name", "NAME",
    " name ", "--", "/*", "NULL",
)  # fmt: skip
FORMULA_TEXTS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=cmd|" /C calc"!A0',
    '=HYPERLINK("http://127.0.0.1/")',
    "\t=1",
    "\r=1",
)
WRITING = {
    "A1": "حالة الاتفاق", "A2": "\u202egpj.exe", "A3": "שלום \u2067abc\u2069", "A4": "\U0001f468‍\U0001f469‍\U0001f467",
    "A5": "a\u0301\u0302", "A6": "\u200bzero\u200bwidth", "A7": "\ufeffmark", "A8": "ﬁn", "A9": "\U0010fffd",
}  # fmt: skip


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    yield from _places()
    yield from _values()
    yield from _widths()
    yield from _texts()


def _rows(name: str, xml: str, count: int, cells: Mapping[str, Any] | None = None, **more: Any) -> Kind:
    return Kind(name, lambda path: write_workbook(path, Sheet(xml, **more)), count=count, cells=cells or {})


def _refused(name: str, xml: str, words: str) -> Kind:
    return Kind(name, lambda path: write_workbook(path, Sheet(xml)), refused=words)


def _cell(ref: str, value: object, attributes: str = "") -> str:
    return f'<c r="{ref}"{attributes}><v>{value}</v></c>'


def _row(number: object, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _places() -> Iterator[Kind]:
    many = "".join(_row(n, _cell(f"A{n}", n)) for n in range(1, 201))
    for said in ("A1", "B2:C3", "A1:XFD1048576", "nonsense", "A1:A99999999"):
        yield _rows(
            f"dimension {said}", many, 200, {"A1": 1, "A200": 200}, before=f'<dimension ref="{said}"/>'
        )
    yield _rows("last cell of all", _row(1048576, _cell("XFD1048576", 7)), 1, {"XFD1048576": 7})
    both = _row(1, _cell("A1", 1)) + _row(1048576, _cell("XFD1048576", 7))
    yield _rows("first and last cell of all", both, 2, {"A1": 1, "XFD1048576": 7})
    for number in ("4294967295", "1048577", "0", "-1", "1.5", "nan", "inf", "x", ""):
        yield _refused(f"row number {number}", _row(number, "<c><v>1</v></c>"), "which no sheet can have")
    for ref in ("XFE1", "A0", "A1048577", "A", "1", "", "A1:B2", "AAAA1", "A-1", "A1.5", "A٣"):
        yield _refused(f"address {ref}", _row(1, _cell(ref, 1)), "which no sheet can have")
    yield _rows(
        "no addresses",
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        3,
        {"C1": 2, "A2": 3},
    )
    shuffled = _row(3, _cell("A3", 3)) + _row(1, _cell("B1", 2), _cell("A1", 1)) + _row(2, _cell("A2", 2))
    yield _rows("rows and cells out of order", shuffled, 4, {"A1": 1, "B1": 2, "A2": 2, "A3": 3})
    twice = _row(1, _cell("A1", 1), _cell("A1", 2)) + _row(1, _cell("B1", 3))
    yield _rows("rows and cells twice", twice, 3, {"B1": 3})
    yield _rows("cell in a row of another number", _row(1, _cell("A9", 1)), 1, {"A9": 1})
    yield Kind("hidden things", _hidden, count=6, cells={"Plain!A2": "hidden row", "Very!A1": "very hidden"})


def _values() -> Iterator[Kind]:
    for index in ("-1", "5", "1e0", "x", "99999999999999999999"):
        yield _refused(f"shared text {index}", _row(1, _cell("A1", index, ' t="s"')), "points at shared text")
    uncached = _row(1, '<c r="A1"><f>SUM(B1:B9)</f></c>', '<c r="B1" t="str"><f>T(1)</f><v></v></c>')
    yield _rows("formulas without values", uncached, 2, {"A1": None})
    errors = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!")
    cells = [_cell(f"{column_letters(i)}1", text, ' t="e"') for i, text in enumerate(errors, start=1)]
    yield _rows("errors", _row(1, *cells), len(errors), {"A1": "#NULL!", "G1": "#N/A"})
    numbers = {
        "A1": ("1e999", "1e999"), "B1": ("nan", "nan"), "C1": ("1_000", "1_000"), "D1": ("0x10", "0x10"),
        "E1": ("-0", 0), "F1": ("1E-320", 1e-320), "G1": ("0.30000000000000004", 0.30000000000000004),
        "H1": ("12345678901234567890", 12345678901234567890), "I1": ("٣", "٣"), "J1": ("", None),
        "K1": ("9" * 5000, "9" * 5000), "L1": ("infinity", "infinity"), "M1": (" 7 ", 7),
    }  # fmt: skip
    xml = _row(1, *(_cell(ref, text) for ref, (text, _) in numbers.items()))
    known = {ref: value for ref, (text, value) in numbers.items() if text}
    yield _rows("numbers that are none", xml, len(known), known)
    days = {
        "A1": (1, "1900-01-01"), "A2": (59, "1900-02-28"), "A3": (61, "1900-03-01"), "A4": (2958465, "9999-12-31"),
        "A5": (2958466, 2958466), "A6": (-1, -1), "A7": (1e300, 1e300),
    }  # fmt: skip
    rows = "".join(_row(ref[1:], _cell(ref, day, ' s="1"')) for ref, (day, _) in days.items())
    yield Kind(
        "edges of dates",
        lambda path: write_workbook(path, Sheet(rows), formats=[14]),
        count=len(days),
        cells={ref: value for ref, (_, value) in days.items()},
    )
    since_1904 = _row(1, _cell("A1", 1, ' s="1"'), _cell("B1", 41639, ' s="1"'))
    yield Kind(
        "days since 1904",
        lambda path: write_workbook(path, Sheet(since_1904), formats=[14], date1904=True),
        count=2,
        cells={"A1": "1904-01-02", "B1": "2018-01-01"},
    )
    styles = _row(1, _cell("A1", 1, ' s="99999"'), _cell("B1", 2, ' s="-1"'), _cell("C1", 3, ' s="x"'))
    yield _rows("styles that are not there", styles, 3, {"A1": 1, "B1": 2, "C1": 3})
    kinds_of = _row(
        1, _cell("A1", 1, ' t="zz"'), _cell("B1", "maybe", ' t="b"'), _cell("C1", "soon", ' t="d"')
    )
    yield _rows("stored types that are not there", kinds_of, 3, {"A1": "1", "B1": True, "C1": "soon"})


def _widths() -> Iterator[Kind]:
    for columns in (16_384, 2_500, 1_500):
        xml = "".join(
            _row(n, *(f'<c r="{column_letters(i)}{n}"><v>{n * i}</v></c>' for i in range(1, columns + 1)))
            for n in (1, 2)
        )
        last = f"{column_letters(columns)}2"
        yield _rows(f"{columns} columns", xml, 2 * columns, {last: 2 * columns})
    yield _refused(
        "more columns than there are", _row(1, "<c><v>1</v></c>" * 16_385), "more than 16,384 columns"
    )
    yield Kind("301 sheets", _sheets(301), count=301, cells={"Sheet 301!A1": 301})


def _texts() -> Iterator[Kind]:
    headers = table(SQL_HEADERS, [1] * len(SQL_HEADERS))
    yield _rows(
        "headers hostile to SQL", headers, 2 * len(SQL_HEADERS), {"E1": SQL_HEADERS[4], "J1": "n" * 300}
    )
    yield _rows("headers repeated and blank", table(["a", "a", " ", "A"], [1, 2, 3, 4]), 8, {"B1": "a"})
    formulas = table(FORMULA_TEXTS)
    yield _rows(
        "texts that look like formulas", formulas, len(FORMULA_TEXTS), {"A1": "=1+1", "E1": FORMULA_TEXTS[4]}
    )
    writing = "".join(table([text], first_row=int(ref[1:])) for ref, text in WRITING.items())
    yield _rows("writing of all directions", writing, len(WRITING), WRITING)
    escapes = table(["_x0041_", "_x000A_", "_x0000_", "_xD800_", "_x005F_x0041_", "_xZZZZ_"])
    known = {"A1": "A", "B1": "\n", "C1": "_x0000_", "D1": "_xD800_", "E1": "_x0041_", "F1": "_xZZZZ_"}
    yield _rows("escapes", escapes, 6, known)
    yield _rows("text of 32,767 letters", table(["x" * 32_767]), 1, {"A1": "x" * 32_767})
    yield Kind(
        "sheet names",
        _named,
        count=4,
        cells={"../../etc!A1": 1, "<b>&!A1": 2, "'; DROP--!A1": 3, "\u202ecod!A1": 4},
    )


def _hidden(path: Path) -> None:
    write_workbook(
        path,
        Sheet(table(["a"]) + hidden_row(2, ["hidden row"]) + table(["c"], first_row=3), name="Plain"),
        Sheet(
            table(["x", "hidden column"]),
            name="Columns",
            before='<cols><col min="2" max="2" hidden="1"/></cols>',
        ),
        Sheet(table(["very hidden"]), name="Very", state="veryHidden"),
    )


def _sheets(count: int) -> Callable[[Path], object]:
    sheets = [Sheet(_row(1, _cell("A1", n)), name=f"Sheet {n}") for n in range(1, count + 1)]
    return lambda path: write_workbook(path, *sheets)


def _named(path: Path) -> None:
    names = ("../../etc", "<b>&", "'; DROP--", "\u202ecod")
    write_workbook(
        path, *(Sheet(_row(1, _cell("A1", n)), name=name) for n, name in enumerate(names, start=1))
    )
