from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.book import open_book
from crossfoot.workbook.format import sniff
from crossfoot.workbook.formats import calamine_file
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.workbook.ods_parts import cell, row, write_ods
from tests.core.workbook.xls_parts import (
    DATE,
    XlsSheet,
    boolean,
    error,
    merged,
    number,
    ole_file,
    text,
    write_xls,
)
from tests.places import needs_real_workbooks, shared_data


def read(path: Path) -> list[tuple[str, str, str, object]]:
    return [(cell.ref, cell.type, cell.raw, cell.value) for cell in iter_cells(path)]


def test_an_old_workbook_gives_texts_numbers_dates_and_booleans(tmp_path: Path) -> None:
    cells = (
        text(0, 0, "José Peña"),
        number(1, 0, 777),
        number(1, 1, 0.1),
        number(2, 0, 45000, DATE),
        number(2, 1, 45000.5, DATE),
        number(2, 2, 0.25, DATE),
        boolean(3, 2, True),
    )
    assert read(write_xls(tmp_path / "list.xls", XlsSheet("S", cells))) == [
        ("A1", "text", "José Peña", "José Peña"),
        ("A2", "number", "777", 777),
        ("B2", "number", "0.1", 0.1),
        ("A3", "date", "2023-03-15", "2023-03-15"),
        ("B3", "datetime", "2023-03-15T12:00:00", "2023-03-15T12:00:00"),
        ("C3", "time", "06:00:00", "06:00:00"),
        ("C4", "boolean", "1", True),
    ]


def test_dates_of_the_1904_calendar_come_right(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "list.xls", XlsSheet(cells=(number(0, 0, 45000, DATE),)), date1904=True)
    assert read(path) == [("A1", "date", "2027-03-16", "2027-03-16")]


def test_cells_keep_their_addresses_where_rows_and_columns_before_them_are_blank(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", (text(4, 2, "a"), text(9, 27, "b"))))
    assert [(r.number, [c.ref for c in r.cells]) for r in open_rows(path, "S")] == [
        (5, ["C5"]),
        (10, ["AB10"]),
    ]


def test_hidden_sheets_keep_their_state_and_hide_their_cells(tmp_path: Path) -> None:
    sheets = (XlsSheet("A"), XlsSheet("B", (text(0, 0, "x"),), state=1), XlsSheet("C", state=2))
    path = write_xls(tmp_path / "list.xls", *sheets)
    with open_book(path) as book:
        assert [(s.name, s.state) for s in book.sheets] == [
            ("A", "visible"),
            ("B", "hidden"),
            ("C", "veryHidden"),
        ]
    assert [cell.hidden for cell in iter_cells(path, "B")] == [True]


def test_merged_cells_of_an_old_workbook_are_seen(tmp_path: Path) -> None:
    cells = (text(0, 0, "title"), text(1, 0, "x"), merged(0, 0, 0, 2))
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", cells))
    assert [(cell.ref, cell.merged) for cell in iter_cells(path)] == [("A1", "A1:C1"), ("A2", None)]
    with open_book(path) as book:
        assert [area.ref for area in book.frame(book.place("S")).merged] == ["A1:C1"]


def test_what_the_old_format_loses_is_lost_and_said(tmp_path: Path) -> None:
    cells = (text(0, 0, "County"), error(1, 0, 42), number(2, 0, -1.2, DATE))
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", cells))
    assert read(path)[1:] == [("A3", "time", "19:12:00", "19:12:00")]
    losses = inspect_workbook(path).losses
    assert any("#N/A" in loss and "blank" in loss for loss in losses)
    assert any("below 0" in loss for loss in losses)


def test_an_opendocument_table_is_read_with_its_losses_said(tmp_path: Path) -> None:
    rows = row(
        cell("string", shown="José"),
        cell("float", 'office:value="5"'),
        cell("percentage", 'office:value="0.5"', "50 %"),
        cell("date", 'office:date-value="2025-07-03"'),
        cell("time", 'office:time-value="PT01H02M03S"'),
        cell("boolean", 'office:boolean-value="true"'),
    )
    path = write_ods(tmp_path / "list.ods", ("S", rows), ("Off", ""), hidden=("Off",))
    assert read(path) == [
        ("A1", "text", "José", "José"),
        ("B1", "number", "5", 5),
        ("C1", "number", "0.5", 0.5),
        ("D1", "date", "2025-07-03", "2025-07-03"),
        ("E1", "time", "01:02:03", "01:02:03"),
        ("F1", "boolean", "1", True),
    ]
    info = inspect_workbook(path)
    assert (info.format, [sheet.state for sheet in info.sheets]) == ("ods", ["visible", "hidden"])
    assert any("Error cells" in loss for loss in info.losses)


def test_what_an_opendocument_table_turns_into_other_things_is_said(tmp_path: Path) -> None:
    rows = row(
        cell("time", 'office:time-value="PT26H30M00S"'),
        cell("string", shown="a<text:tab/>b<text:line-break/>c"),
        cell("string", 'office:string-value=""', "#N/A"),
        cell("float", 'office:value="0"', "#DIV/0!"),
        cell("string", shown="#REF!"),
    )
    path = write_ods(tmp_path / "list.ods", ("S", rows))
    assert [(ref, kind, raw) for ref, kind, raw, _ in read(path)] == [
        ("A1", "text", "PT26H30M00S"),
        ("B1", "text", "abc"),
        ("D1", "number", "0"),
        ("E1", "text", "#REF!"),
    ]
    with open_book(path) as book:
        said = " ".join(book.losses)
    for words in ("PT26H30M00S", "line breaks inside a paragraph", "as blank cells, as 0 or as a text"):
        assert words in said


def test_what_is_no_finite_number_is_the_text_that_says_so(tmp_path: Path) -> None:
    rows = row(cell("float", 'office:value="1E+400"'), cell("float", 'office:value="NaN"'))
    path = write_ods(tmp_path / "list.ods", ("S", rows))
    assert [entry[1:] for entry in read(path)] == [("text", "inf", "inf"), ("text", "nan", "nan")]


def test_a_sheet_that_spans_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calamine_file, "MAX_CELLS", 1_000)
    path = write_xls(
        tmp_path / "list.xls", XlsSheet("S", (text(99, 9, "a"),)), XlsSheet("T", (text(100, 9, "a"),))
    )
    assert len(list(iter_cells(path, "S"))) == 1
    with pytest.raises(
        WorkbookError, match=r"list\.xls is not read: sheet 'T' spans 1,010 cells, more than 1,000"
    ):
        list(iter_cells(path, "T"))


def test_a_rectangle_beyond_all_measure_is_one_sentence(tmp_path: Path) -> None:
    rows = row(
        cell("string", 'table:number-columns-repeated="16384"', "x"),
        attributes='table:number-rows-repeated="1048576"',
    )
    with pytest.raises(WorkbookError, match=r"bomb\.ods cannot be read as an OpenDocument table"):
        list(iter_cells(write_ods(tmp_path / "bomb.ods", ("S", rows))))


def test_a_table_that_inflates_beyond_all_measure_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "bomb.ods", ("S", row(cell("string", shown="x" * 20_000_000))))
    assert path.stat().st_size < 50_000
    with pytest.raises(
        WorkbookError, match=r"bomb\.ods is refused because its part content\.xml inflates more than"
    ):
        sheet_names(path)


def test_a_panic_of_the_library_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As pyo3 raises it."""

    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    path = write_xls(tmp_path / "list.xls", XlsSheet("S", (text(0, 0, "a"),)))
    with open_book(path) as book:
        monkeypatch.setattr(
            book.source, "_book", type("Broken", (), {"get_sheet_by_index": panic, "close": panic})
        )
        with pytest.raises(
            WorkbookError, match=r"list\.xls cannot be read as an old Excel workbook .*index out"
        ):
            list(book.rows(book.sheets[0]))
        monkeypatch.undo()


def test_a_closed_workbook_gives_no_rows(tmp_path: Path) -> None:
    with open_book(write_xls(tmp_path / "list.xls", XlsSheet("S", (text(0, 0, "a"),)))) as book:
        pass
    with pytest.raises(WorkbookError, match="WorkbookClosed"):
        list(book.rows(book.sheets[0]))


def test_a_damaged_old_workbook_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(ole_file({"Workbook": b"\x09\x08\x10\x00\x00\x06"})[:700])
    assert sniff(path) in ("xls", "other")
    with pytest.raises(WorkbookError) as caught:
        sheet_names(path)
    assert caught.value.hint


def test_an_opendocument_table_with_a_password_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "list.ods", ("S", ""), locked=True)
    with pytest.raises(
        WorkbookError, match="is password protected in a way that this version cannot open"
    ) as caught:
        sheet_names(path)
    assert "without the password" in caught.value.hint


_LETTERS = st.characters(max_codepoint=0xFFFD, exclude_categories=["Cs", "Cc"])
_ANY_VALUE = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**14), 10**14),
    st.booleans(),
)


@given(st.dictionaries(st.tuples(st.integers(0, 60), st.integers(0, 40)), _ANY_VALUE, max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_cells_come_back_at_their_places(
    tmp_path_factory: pytest.TempPathFactory, values: dict[tuple[int, int], str | float | bool]
) -> None:
    def written(at: tuple[int, int]) -> bytes:
        value = values[at]
        if isinstance(value, bool):
            return boolean(*at, value)
        return text(*at, value) if isinstance(value, str) else number(*at, value)

    cells = tuple(written(at) for at in sorted(values))
    path = write_xls(tmp_path_factory.getbasetemp() / "any.xls", XlsSheet("S", cells))
    found = {(cell.row - 1, cell.column - 1): cell.value for cell in iter_cells(path)}
    assert found == values


@needs_real_workbooks
def test_every_real_file_of_another_format_is_read_or_refused_in_one_sentence() -> None:
    outcomes: dict[str, int | str] = {}
    for path in sorted(shared_data("workbooks").iterdir()):
        if path.suffix in (".xls", ".xlsb", ".ods", ".csv", ".tsv", ".htm") and path.name != "manifest.csv":
            try:
                outcomes[path.name] = sum(1 for _ in iter_cells(path))
            except WorkbookError as trouble:
                outcomes[path.name] = trouble.message
    refused = {name for name, outcome in outcomes.items() if isinstance(outcome, str)}
    assert len(outcomes) > 60
    assert {name for name in refused if "clusterfuzz" not in name} == {
        "calamine__pass_protected.ods",
        "sheetjs__column_width.htm",
        "sheetjs__row_height.htm",
    }
    assert outcomes["sheetjs__1904.xlsb"] == 20
    assert outcomes["sheetjs__AutoFilter.xlsb"] == 968


@needs_real_workbooks
def test_a_binary_workbook_counts_its_dates_by_its_own_calendar() -> None:
    cells = {cell.ref: cell.value for cell in iter_cells(shared_data("workbooks", "sheetjs__1904.xlsb"))}
    assert (cells["B1"], cells["C1"]) == ("1904-01-02", "1904-01-02")


@needs_real_workbooks
def test_the_same_list_in_two_formats_gives_the_same_numbers() -> None:
    def numbers(name: str) -> dict[tuple[str, str], object]:
        found = iter_cells(shared_data("workbooks", name))
        return {(cell.sheet, cell.ref): cell.value for cell in found if cell.type == "number"}

    old, new = (numbers(f"sheetjs__number_format_russian.{ending}") for ending in ("xls", "xlsm"))
    same = [at for at in old if old[at] == new.get(at)]
    assert len(same) == len(old) > 600
