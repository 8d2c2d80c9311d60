from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import Cell
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names

from tests.core.workbook.xlsx_parts import MAIN, OFFICE, Sheet, hidden_row, sheet_xml, table, write_workbook


def cells_of(
    tmp_path: Path,
    rows: str = "",
    *,
    before: str = "",
    after: str = "",
    state: str = "",
    links: Mapping[str, str] | None = None,
    strings: Sequence[str] = (),
    formats: Sequence[str | int] = (),
    date1904: bool = False,
    parts: Mapping[str, str | bytes | None] | None = None,
) -> dict[str, Cell]:
    sheet = Sheet(rows, state=state, before=before, after=after, links=links or {})
    path = write_workbook(
        tmp_path / "list.xlsx", sheet, strings=strings, formats=formats, date1904=date1904, parts=parts
    )
    return {cell.ref: cell for cell in iter_cells(path)}


def test_a_shared_text_is_looked_up(tmp_path: Path) -> None:
    cell = cells_of(
        tmp_path, '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', strings=["<t>a</t>", "<t>b</t>"]
    )["A1"]
    assert (cell.type, cell.raw, cell.value, cell.row, cell.column) == ("text", "b", "b", 1, 1)


def test_a_rich_text_is_its_runs_without_phonetic_guides(tmp_path: Path) -> None:
    rich = '<r><t>Gil</t></r><r><rPr><b/></rPr><t xml:space="preserve">mer </t></r><rPh sb="0" eb="1"><t>X</t></rPh>'
    row = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{rich}</is></c></row>'
    cells = cells_of(tmp_path, row, strings=[rich])
    assert (cells["A1"].value, cells["B1"].value) == ("Gilmer ", "Gilmer ")


def test_escapes_in_texts_are_decoded_and_an_escaped_underscore_is_not_decoded_twice(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>x_x0041_</v></c></row>'
    cells = cells_of(tmp_path, row, strings=["<t>a_x000D_b _x005F_x000D_</t>"])
    assert (cells["A1"].value, cells["B1"].value) == ("a\rb _x000D_", "xA")


@pytest.mark.parametrize("text", ["_x0000_", "_xD83D_", "_x12_", "x0041_"])
def test_escapes_that_are_no_letter_stay_as_they_are(tmp_path: Path, text: str) -> None:
    assert cells_of(tmp_path, table([text]))["A1"].value == text


def test_a_cell_that_is_an_error_keeps_its_text(tmp_path: Path) -> None:
    cell = cells_of(tmp_path, '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')["A1"]
    assert (cell.type, cell.raw, cell.value) == ("error", "#N/A", "#N/A")


def test_a_text_that_says_na_is_no_error(tmp_path: Path) -> None:
    assert cells_of(tmp_path, table(["#N/A"]))["A1"].type == "text"


@pytest.mark.parametrize(
    ("stored", "value"),
    [("5", 5), ("5.0", 5.0), ("1E5", 100000.0), ("0.30000000000000004", 0.30000000000000004), ("-7", -7)],
)
def test_a_number_is_an_int_only_where_it_is_stored_as_one(tmp_path: Path, stored: str, value: float) -> None:
    cell = cells_of(tmp_path, f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')["A1"]
    assert (cell.type, cell.raw, cell.value, type(cell.value)) == ("number", stored, value, type(value))


@pytest.mark.parametrize("stored", ["abc", "1_000", "1E999", "NaN", "0x10"])
def test_what_is_stored_as_a_number_but_is_none_stays_text(tmp_path: Path, stored: str) -> None:
    cell = cells_of(tmp_path, f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')["A1"]
    assert (cell.type, cell.value) == ("text", stored)


def test_booleans_are_true_and_false(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>')
    assert [(c.type, c.value) for c in cells.values()] == [("boolean", True), ("boolean", False)]


def test_a_number_format_makes_a_number_a_date_and_is_kept(tmp_path: Path) -> None:
    row = table(
        [
            '<c r="REF" s="1"><v>45723</v></c>',
            '<c r="REF" s="2"><v>45723.5</v></c>',
            '<c r="REF" s="3"><v>0.5</v></c>',
        ]
    )
    cells = cells_of(tmp_path, row, formats=[14, "yyyy-mm-dd hh:mm", "0%"])
    assert [(c.type, c.value, c.number_format) for c in cells.values()] == [
        ("date", "2025-03-07", "mm-dd-yy"),
        ("datetime", "2025-03-07T12:00:00", "yyyy-mm-dd hh:mm"),
        ("number", 0.5, "0%"),
    ]
    assert cells["A1"].raw == "45723"


def test_the_year_5025_is_read_as_it_stands(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, '<row r="1"><c r="A1" s="1"><v>1141572</v></c></row>', formats=[14])
    assert cells["A1"].value == "5025-07-07"


def test_a_workbook_of_1904_counts_its_days_from_there(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, '<row r="1"><c r="A1" s="1"><v>1</v></c></row>', formats=[14], date1904=True)
    assert cells["A1"].value == "1904-01-02"


def test_a_date_stored_as_iso_text_is_a_date(tmp_path: Path) -> None:
    cells = cells_of(
        tmp_path, '<row r="1"><c r="A1" s="1" t="d"><v>2025-03-07T00:00:00</v></c></row>', formats=[14]
    )
    assert (cells["A1"].type, cells["A1"].value) == ("date", "2025-03-07")


def test_a_formula_comes_with_its_stored_value(tmp_path: Path) -> None:
    cell = cells_of(tmp_path, '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')["A1"]
    assert (cell.formula, cell.value, cell.formula_without_value) == ("=1+1", 2, False)


def test_a_formula_without_a_stored_value_is_not_a_blank_cell(tmp_path: Path) -> None:
    cell = cells_of(tmp_path, '<row r="1"><c r="A1"><f>1+1</f></c></row>')["A1"]
    assert (cell.formula, cell.value, cell.formula_without_value, cell.blank) == ("=1+1", None, True, False)


def test_a_formula_whose_result_is_the_empty_text_has_a_value(tmp_path: Path) -> None:
    cell = cells_of(tmp_path, '<row r="1"><c r="A1" t="str"><f>IF(1,"","")</f><v></v></c></row>')["A1"]
    assert (cell.type, cell.value, cell.formula_without_value) == ("text", "", False)


def test_a_shared_formula_is_moved_to_each_of_its_cells(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1+$A$1</f><v>2</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    assert [cell.formula for cell in cells_of(tmp_path, rows).values()] == ["=A1+$A$1", "=A2+$A$1"]


@pytest.mark.parametrize("text", ["&quot;abc", "A1)", "#BAD!", "'x", "A1" + "+A1" * 3_000])
def test_a_shared_formula_that_cannot_be_moved_stays_where_it_is_written(tmp_path: Path, text: str) -> None:
    rows = (
        f'<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">{text}</f><v>2</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    formulas = [cell.formula for cell in cells_of(tmp_path, rows).values()]
    assert formulas == ["=" + text.replace("&quot;", '"'), "="]


def test_styled_cells_without_anything_in_them_are_not_cells(tmp_path: Path) -> None:
    assert list(
        cells_of(tmp_path, '<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c></row>', formats=[14])
    ) == ["B1"]


def test_cells_and_rows_without_addresses_follow_the_one_before(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert {ref: cell.value for ref, cell in cells_of(tmp_path, rows).items()} == {
        "A1": 1,
        "D1": 2,
        "E1": 3,
        "A2": 4,
    }


def test_an_empty_cell_still_counts_for_the_place_of_the_next(tmp_path: Path) -> None:
    assert list(cells_of(tmp_path, '<row r="1"><c r="C1" s="1"/><c><v>1</v></c></row>')) == ["D1"]


def test_a_cell_beyond_the_last_column_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="more than 16,384 columns in row 1"):
        cells_of(tmp_path, '<row r="1"><c r="XFD1"><v>1</v></c><c><v>2</v></c></row>')


def test_rows_and_cells_out_of_order_or_doubled_are_all_handed_on(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>'
        '<row r="3"><c r="A3"><v>4</v></c></row>'
    )
    path = write_workbook(tmp_path / "list.xlsx", Sheet(rows))
    seen = [(row.number, [(c.ref, c.value) for c in row.cells]) for row in open_rows(path, "Sheet1")]
    assert seen == [(3, [("B3", 1), ("A3", 2)]), (1, [("A1", 3)]), (3, [("A3", 4)])]


def test_a_wrong_dimension_loses_nothing(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, table(["a", "b"], ["c", "d"]), before='<dimension ref="A1"/>')
    assert list(cells) == ["A1", "B1", "A2", "B2"]


def test_the_last_cell_of_a_sheet_is_read(tmp_path: Path) -> None:
    cells = cells_of(tmp_path, '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')
    assert (cells["XFD1048576"].row, cells["XFD1048576"].column) == (1048576, 16384)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="4294967295"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1"><c r="1"><v>1</v></c></row>',
    ],
)
def test_an_address_that_no_sheet_can_have_is_said(tmp_path: Path, row: str) -> None:
    with pytest.raises(WorkbookError, match="no sheet can have"):
        cells_of(tmp_path, row)


@pytest.mark.parametrize("index", ["-1", "5", "x", "\N{SUPERSCRIPT TWO}", "9" * 5_000])
def test_a_lost_shared_text_is_said_and_not_replaced(tmp_path: Path, index: str) -> None:
    with pytest.raises(WorkbookError, match="cell A1 of sheet 'Sheet1' points at shared text"):
        cells_of(tmp_path, f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', strings=["<t>a</t>"])


def test_hidden_rows_columns_and_sheets_hide_their_cells(tmp_path: Path) -> None:
    rows = table(["a", "b", "c"]) + hidden_row(2, ["d", "e", "f"])
    cols = '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" hidden="0"/></cols>'
    cells = cells_of(tmp_path, rows, before=cols)
    assert [ref for ref, cell in cells.items() if cell.hidden] == ["B1", "A2", "B2", "C2"]
    assert all(cell.hidden for cell in cells_of(tmp_path, rows, state="veryHidden").values())


def test_the_corner_of_a_merged_range_names_the_range_and_the_cells_under_it_are_read_too(
    tmp_path: Path,
) -> None:
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B3:A2"/><mergeCell ref="C2"/></mergeCells>'
    cells = cells_of(tmp_path, table(["a", "b"], ["c", None, "d"]), after=merged)
    assert {ref: (cell.value, cell.merged) for ref, cell in cells.items()} == {
        "A1": ("a", "A1:C1"),
        "B1": ("b", None),
        "A2": ("c", "A2:B3"),
        "C2": ("d", None),
    }


def test_a_text_beyond_excels_32767_letters_is_kept_whole(tmp_path: Path) -> None:
    long = "ab c" * 10_000
    row = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>{long}</v></c></row>'
    cells = cells_of(tmp_path, row + table([long], first_row=2), strings=[f"<t>{long}</t>"])
    assert [cell.value == long for cell in cells.values()] == [True, True, True]


def test_columns_and_styles_that_are_numbered_oddly_hide_and_format_nothing(tmp_path: Path) -> None:
    odd = ("\N{SUPERSCRIPT TWO}", "9" * 5_000, "-1", "")
    cols = "".join(f'<col min="{number}" max="{number}" hidden="1"/>' for number in odd)
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in odd)
    parts = {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>'}
    cells = cells_of(
        tmp_path, table(["a", '<c r="REF" s="1"><v>1</v></c>']), before=f"<cols>{cols}</cols>", parts=parts
    )
    assert [(cell.hidden, cell.number_format) for cell in cells.values()] == [(False, "General")] * 2


def test_hidden_columns_may_be_stated_in_any_order_and_twice(tmp_path: Path) -> None:
    spans = [(5, 6), (2, 2), (5, 9), (9, 8), (3, 3), (12, 99999)]
    cols = "".join(f'<col min="{first}" max="{last}" hidden="1"/>' for first, last in spans)
    cells = cells_of(tmp_path, table([*"abcdefghijklm"]), before=f"<cols>{cols}</cols>")
    assert "".join(ref[0] for ref, cell in cells.items() if cell.hidden) == "BCEFGHILM"


def test_a_row_says_itself_that_it_is_hidden(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["a"]) + hidden_row(2, ["b"])))
    assert [(row.number, row.hidden) for row in open_rows(path, "Sheet1")] == [(1, False), (2, True)]


def test_a_namespace_prefix_changes_nothing(tmp_path: Path) -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:cols><x:col min="1" max="1" hidden="1"/></x:cols><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    cell = cells_of(tmp_path, parts={"xl/worksheets/sheet1.xml": prefixed})["A1"]
    assert (cell.value, cell.hidden) == (5, True)


def test_elements_of_other_namespaces_are_not_taken_for_rows_or_cells(tmp_path: Path) -> None:
    foreign = '<z:row xmlns:z="urn:z" r="9"><z:c r="A9"><z:v>1</z:v></z:c></z:row>'
    assert list(cells_of(tmp_path, table(["a"]) + foreign)) == ["A1"]


def test_strict_workbooks_are_read_like_others(tmp_path: Path) -> None:
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    after = '<hyperlinks><hyperlink ref="A1" r:id="rId7"/></hyperlinks>'
    written = write_workbook(
        tmp_path / "plain.xlsx", Sheet(table(["a"]), after=after, links={"rId7": "https://a.example/"})
    )
    strict_path = tmp_path / "strict.xlsx"
    _rewrite(written, strict_path, strict)
    cell = next(iter_cells(strict_path))
    assert (cell.value, cell.link) == ("a", "https://a.example/")


def test_a_sheet_in_utf_16_with_comments_is_read_like_others(tmp_path: Path) -> None:
    text = sheet_xml(
        Sheet("<!-- <sheetData> -->" + table(["é"]), before='<cols><col min="1" max="1" hidden="1"/></cols>')
    )
    part = text.replace("UTF-8", "UTF-16").encode("utf-16")
    cell = cells_of(tmp_path, parts={"xl/worksheets/sheet1.xml": part})["A1"]
    assert (cell.value, cell.hidden) == ("é", True)


def test_what_stands_behind_the_rows_is_known_also_where_a_comment_speaks_of_rows(tmp_path: Path) -> None:
    after = '<!-- </sheetData> --><hyperlinks><hyperlink ref="A1" location="Other!A1"/></hyperlinks>'
    rows = "<!-- </sheetData> -->" + table(["a"])
    assert cells_of(tmp_path, rows, after=after)["A1"].link == "Other!A1"


def test_a_sheet_of_many_chunks_keeps_its_links(tmp_path: Path) -> None:
    rows = table(*([f"agency {n}", n] for n in range(3000)))
    after = '<hyperlinks><hyperlink ref="A3000" r:id="rId1"/></hyperlinks>'
    cells = cells_of(tmp_path, rows, after=after, links={"rId1": "https://moa.example/1"})
    assert len(cells) == 6000
    assert [ref for ref, cell in cells.items() if cell.link] == ["A3000"]


def test_sheets_are_named_in_the_order_of_the_workbook_hidden_ones_too(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(name="B"), Sheet(name="A & Co", state="hidden"))
    assert sheet_names(path) == ["B", "A & Co"]


def test_a_missing_sheet_is_said_with_the_names_of_those_that_exist(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(name="Officers"), Sheet(name="Courses"))
    with pytest.raises(WorkbookError, match="has no sheet 'Officer'") as caught:
        open_rows(path, "Officer")
    assert caught.value.hint == "Its sheets are: 'Officers', 'Courses'."


def _rewrite(source: Path, target: Path, replacements: Mapping[str, str]) -> None:
    import zipfile

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in replacements.items():
                text = text.replace(before, after)
            new.writestr(name, text)
