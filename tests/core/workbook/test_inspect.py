from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import Cancelled, WorkbookError
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import HeaderChoice, SheetInfo

from tests.core.workbook.xlsx_parts import Sheet, hidden_row, table, write_workbook

HEADER = ["STATE", "AGENCY", "SIGNED"]
DATE = '<c r="REF" s="1"><v>45723</v></c>'
ERROR = '<c r="REF" t="e"><v>#N/A</v></c>'


def inspected(tmp_path: Path, rows: str, **sheet: str) -> SheetInfo:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(rows, **sheet), formats=[14])  # type: ignore[arg-type]
    return inspect_workbook(path).sheets[0]


def test_a_workbook_is_told_by_its_fingerprint_format_and_size(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(HEADER)))
    info = inspect_workbook(path)
    assert (len(info.sha256), info.format, info.bytes, info.path) == (
        64,
        "xlsx",
        path.stat().st_size,
        str(path),
    )


def test_the_header_is_the_first_row_of_a_plain_list(tmp_path: Path) -> None:
    sheet = inspected(tmp_path, table(HEADER, ["GA", "Hall", DATE], ["FL", "Bay", DATE]))
    assert (sheet.header_row, sheet.first_data_row, sheet.last_data_row, sheet.data_rows) == (1, 2, 3, 2)
    assert [(c.letter, c.header, c.kind) for c in sheet.columns] == [
        ("A", "STATE", "text"),
        ("B", "AGENCY", "text"),
        ("C", "SIGNED", "date"),
    ]


def test_a_title_and_a_remark_above_do_not_pass_for_the_header(tmp_path: Path) -> None:
    rows = table(
        ["Bureau of Delegated Examples"],
        ["As of", DATE],
        HEADER,
        ["GA", "Hall", DATE],
        ["FL", "Bay", DATE],
        first_row=2,
    )
    assert inspected(tmp_path, rows).header_row == 4


def test_a_legend_beside_the_list_does_not_pass_for_the_header(tmp_path: Path) -> None:
    legend = [None, None, None, "red", "late", "green", "in time"]
    assert (
        inspected(
            tmp_path, table(legend, HEADER, *(["GA", f"Agency {n}", DATE] for n in range(9)))
        ).header_row
        == 2
    )


def test_a_row_of_totals_above_does_not_pass_for_the_header(tmp_path: Path) -> None:
    totals = ["Total", "agencies", "listed", 2, DATE]
    assert (
        inspected(tmp_path, table(totals, HEADER, ["GA", "Hall", DATE], ["FL", "Bay", DATE])).header_row == 2
    )


def test_the_header_of_a_list_of_texts_only_is_its_first_row(tmp_path: Path) -> None:
    rows = table(["STATE", "TYPE", None], ["GA", "County", "x"], ["FL", "City", "y"], ["TX", "State", "z"])
    assert inspected(tmp_path, rows).header_row == 1


def test_known_names_of_fields_decide_where_the_look_of_the_rows_does_not(tmp_path: Path) -> None:
    rows = table(["one", "two", "three", "four"], ["STATE", "AGENCY", "TYPE"], ["GA", "Hall", "County"])
    path = write_workbook(tmp_path / "list.xlsx", Sheet(rows))
    known = {"STATE", "AGENCY", "TYPE"}
    info = inspect_workbook(path, header_score=lambda texts: float(len(known.intersection(texts))))
    assert (info.sheets[0].header_row, inspect_workbook(path).sheets[0].header_row) == (2, 1)


def test_line_breaks_in_a_header_are_blanks(tmp_path: Path) -> None:
    assert (
        inspected(tmp_path, table(["LAW\nENFORCEMENT  AGENCY", "x"])).columns[0].header
        == "LAW ENFORCEMENT AGENCY"
    )


def test_an_empty_sheet_has_no_header(tmp_path: Path) -> None:
    sheet = inspected(tmp_path, "")
    assert (sheet.header_row, sheet.data_rows, sheet.columns, sheet.hazards) == (0, 0, (), ())


def test_a_header_without_rows_below_is_a_list_of_none(tmp_path: Path) -> None:
    sheet = inspected(tmp_path, table(HEADER))
    assert (sheet.header_row, sheet.data_rows, sheet.last_data_row) == (1, 0, 0)


def test_columns_count_what_is_filled_blank_an_error_or_linked(tmp_path: Path) -> None:
    rows = table(["COUNTY", "MOA"], [ERROR, "link"], ["Hall", "link"], [None, "link pending"], ["  ", "x"])
    path = write_workbook(
        tmp_path / "list.xlsx",
        Sheet(rows, after='<hyperlinks><hyperlink ref="B2:B3" location="X!A1"/></hyperlinks>'),
    )
    county, moa = inspect_workbook(path).sheets[0].columns
    assert (county.filled, county.blanks, county.errors, county.kind) == (2, 2, 1, "text")
    assert (moa.filled, moa.links) == (4, 2)


def test_a_column_of_texts_and_numbers_is_mixed(tmp_path: Path) -> None:
    sheet = inspected(tmp_path, table(["ID", "NAME"], ["a", "x"], [7, "y"]))
    assert [column.kind for column in sheet.columns] == ["mixed", "text"]


def test_samples_are_the_first_distinct_values_with_dates_as_iso_text(tmp_path: Path) -> None:
    rows = table(["STATE", "SIGNED"], ["GA", DATE], ["GA", DATE], *([f"S{n}", DATE] for n in range(20)))
    state, signed = inspected(tmp_path, rows).columns
    assert state.samples == ("GA", *(f"S{n}" for n in range(11)))
    assert signed.samples == ("2025-03-07",)


def test_hidden_rows_are_counted_among_the_data_rows(tmp_path: Path) -> None:
    sheet = inspected(
        tmp_path, table(HEADER) + hidden_row(2, ["GA", "Hall", 1]) + table(["FL", "Bay", 2], first_row=3)
    )
    assert (sheet.data_rows, sheet.hidden_rows) == (2, 1)


def test_rows_of_blanks_and_rows_beside_the_headers_are_not_data_rows(tmp_path: Path) -> None:
    rows = table(HEADER, ["GA", "Hall", 1], [" ", "", None], [None, None, None, "note"])
    sheet = inspected(tmp_path, rows)
    assert (sheet.data_rows, sheet.last_data_row, len(sheet.columns)) == (1, 2, 3)


UPPER = ["AGENCY", "2016", None, "2017"]
LOWER = [None, "Signed", "Ended", "Signed"]
TWO_ROWS = table(["A list"], UPPER, LOWER, ["Hall", 1, 2, 3], ["Bay", 4, 5, 6])


def chosen(tmp_path: Path, rows: str, choice: HeaderChoice, after: str = "") -> SheetInfo:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(rows, after=after))
    return inspect_workbook(path, headers={"Sheet1": choice}).sheets[0]


def test_a_header_over_two_rows_joins_their_texts_and_a_merged_one_stands_over_its_columns(
    tmp_path: Path,
) -> None:
    merged = '<mergeCells><mergeCell ref="B2:C2"/><mergeCell ref="A2:A3"/></mergeCells>'
    sheet = chosen(tmp_path, TWO_ROWS, HeaderChoice(3, rows=2), merged)
    assert [column.header for column in sheet.columns] == [
        "AGENCY",
        "2016 / Signed",
        "2016 / Ended",
        "2017 / Signed",
    ]
    assert (sheet.header_row, sheet.header_rows, sheet.first_data_row, sheet.data_rows) == (3, 2, 4, 2)


def test_without_merging_an_upper_header_stands_over_its_own_column_only(tmp_path: Path) -> None:
    headers = [column.header for column in chosen(tmp_path, TWO_ROWS, HeaderChoice(3, rows=2)).columns]
    assert headers == ["AGENCY", "2016 / Signed", "Ended", "2017 / Signed"]


def test_a_chosen_header_row_stands_against_the_look_of_the_rows(tmp_path: Path) -> None:
    rows = table(HEADER, ["GA", "Hall", DATE], ["state", "agency", "when"], ["FL", "Bay", DATE])
    sheet = chosen(tmp_path, rows, HeaderChoice(3))
    assert ([c.header for c in sheet.columns], sheet.data_rows) == (["state", "agency", "when"], 1)


def test_a_chosen_header_may_stand_far_below_the_first_rows(tmp_path: Path) -> None:
    rows = table(*([f"remark {n}", "x"] for n in range(60)), HEADER, ["GA", "Hall", 1])
    sheet = chosen(tmp_path, rows, HeaderChoice(61))
    assert (sheet.header_row, sheet.data_rows, sheet.columns[2].header) == (61, 1, "SIGNED")


def test_a_merged_cell_of_the_last_header_row_names_its_own_column_only(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="B3:C3"/></mergeCells>'
    rows = table(["A list"], UPPER, [None, "Signed"], ["Hall", 1, 2, 3])
    headers = [column.header for column in chosen(tmp_path, rows, HeaderChoice(3, rows=2), merged).columns]
    assert headers == ["AGENCY", "2016 / Signed", "", "2017"]


@pytest.mark.parametrize("choice", [HeaderChoice(9), HeaderChoice(3, rows=2)])
def test_a_chosen_header_row_that_holds_nothing_is_said(tmp_path: Path, choice: HeaderChoice) -> None:
    rows = table(["A list"], HEADER) + table(["GA", "Hall", 1], first_row=4)
    with pytest.raises(WorkbookError, match=rf"Row {choice.row} of sheet 'Sheet1' holds nothing"):
        chosen(tmp_path, rows, choice)


def test_a_header_chosen_for_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(TWO_ROWS))
    with pytest.raises(WorkbookError, match="has no sheet 'List'"):
        inspect_workbook(path, headers={"List": HeaderChoice(1)})


def test_a_text_table_is_inspected_like_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "officers.csv"
    path.write_text("officer_id;name\n007;Doe\n008;Roe\n", encoding="utf-8")
    info = inspect_workbook(path)
    sheet = info.sheets[0]
    assert (info.format, sheet.name, sheet.header_row, sheet.data_rows) == ("csv", "officers", 1, 2)
    assert sheet.hazards == ()


def test_what_is_not_a_workbook_is_said_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(WorkbookError, match="is not a workbook"):
        inspect_workbook(path)


def test_the_watcher_of_an_inspection_may_stop_it(tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str) -> None:
        raise Cancelled

    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(*(["a", "b"] for _ in range(2000)))))
    with pytest.raises(Cancelled):
        inspect_workbook(path, stop)
