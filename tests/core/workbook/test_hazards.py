"""Each hazard: a sheet that raises it, and the plain sheet, which raises none."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.workbook.inspect import inspect_workbook
from crossfoot.workbook.model import Hazard

from tests.core.workbook.xlsx_parts import Sheet, hidden_row, table, write_workbook

HEADER = ["STATE", "AGENCY", "MOA"]
ROWS = (["GA", "Hall", "link"], ["FL", "Bay", "link"])
PLAIN = table(HEADER, *ROWS)
LINKS = {
    "rId1": "https://moa.example/1",
    "rId2": "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmoa.example",
}


def hazards_of(tmp_path: Path, sheet: Sheet, date1904: bool = False) -> tuple[Hazard, ...]:
    path = write_workbook(tmp_path / "list.xlsx", sheet, date1904=date1904)
    return inspect_workbook(path).sheets[0].hazards


def linked(*refs: str, link: str = "rId1") -> str:
    return (
        "<hyperlinks>" + "".join(f'<hyperlink ref="{ref}" r:id="{link}"/>' for ref in refs) + "</hyperlinks>"
    )


CRITERION = '<filterColumn colId="0"><filters><filter val="GA"/></filters></filterColumn>'
FILTER = f'<autoFilter ref="A1:C2">{CRITERION}</autoFilter>'

CASES = [
    ("hidden-sheet", Sheet(PLAIN, state="hidden"), "Sheet1", 1),
    (
        "hidden-rows",
        Sheet(table(HEADER) + hidden_row(2, ROWS[0]) + table(ROWS[1], first_row=3)),
        "Sheet1, row 2",
        1,
    ),
    ("hidden-columns", Sheet(PLAIN, before='<cols><col min="2" max="2" hidden="1"/></cols>'), "Sheet1!B", 1),
    ("filter-left-on", Sheet(table(HEADER) + hidden_row(2, ROWS[0]), after=FILTER), "Sheet1!A1:C2", 1),
    ("data-outside-filter", Sheet(PLAIN, after='<autoFilter ref="A1:C2"/>'), "Sheet1, row 3", 1),
    ("error-cells", Sheet(table(HEADER, ["GA", '<c r="REF" t="e"><v>#N/A</v></c>', "link"])), "Sheet1!B2", 1),
    ("formula-without-value", Sheet(table(HEADER, ["GA", '<c r="REF"><f>A2</f></c>', "x"])), "Sheet1!B2", 1),
    ("blank-row-inside", Sheet(table(HEADER, ROWS[0]) + table(ROWS[1], first_row=5)), "Sheet1, rows 3, 4", 2),
    ("repeated-header", Sheet(table(["STATE", "AGENCY", "State"], *ROWS)), "Sheet1!C1", 2),
    ("repeated-header", Sheet(table(HEADER, ROWS[0], HEADER, ROWS[1])), "Sheet1, row 3", 1),
    ("blank-header", Sheet(table(["STATE", None, "MOA"], *ROWS)), "Sheet1!B1", 2),
    ("cells-outside-data-range", Sheet(table(HEADER, [*ROWS[0], None, "call them"])), "Sheet1!E2", 1),
    ("text-that-looks-like-a-date", Sheet(table(HEADER, ["GA", "05/082025", "x"])), "Sheet1!B2", 1),
    ("number-stored-as-text", Sheet(table(HEADER, ["GA", "1,250", "x"])), "Sheet1!B2", 1),
    (
        "merged-cells",
        Sheet(PLAIN, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'),
        "Sheet1!A2:A3",
        1,
    ),
    (
        "trailing-spaces",
        Sheet(table(HEADER, ["GA", "Hall ", "x"], ["FL", "\u00a0Bay", "y"])),
        "Sheet1!B2, B3",
        2,
    ),
    ("link-text-without-link", Sheet(PLAIN, after=linked("C2"), links=LINKS), "Sheet1!C3", 1),
    (
        "link-behind-pending",
        Sheet(table(HEADER, ["GA", "Hall", "link pending"]), after=linked("C2"), links=LINKS),
        "Sheet1!C2",
        1,
    ),
    (
        "link-wrapped-by-mail-filter",
        Sheet(PLAIN, after=linked("C2", "C3", link="rId2"), links=LINKS),
        "Sheet1!C2, C3",
        2,
    ),
    ("doubled-or-disordered-cells", Sheet(PLAIN + table(ROWS[0], first_row=2)), "Sheet1!row 2", 1),
    (
        "doubled-or-disordered-cells",
        Sheet(table(HEADER) + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>'),
        "Sheet1!A2",
        1,
    ),
]


@pytest.mark.parametrize(
    ("code", "sheet", "where", "count"), CASES, ids=[f"{case[0]}-{i}" for i, case in enumerate(CASES)]
)
def test_the_hazard_is_found_at_its_place(
    tmp_path: Path, code: str, sheet: Sheet, where: str, count: int
) -> None:
    found = [hazard for hazard in hazards_of(tmp_path, sheet) if hazard.code == code]
    assert [(hazard.where, hazard.count) for hazard in found] == [(where, count)]
    assert found[0].message.endswith(".")


def test_a_plain_sheet_has_no_hazard(tmp_path: Path) -> None:
    assert hazards_of(tmp_path, Sheet(PLAIN)) == ()


def test_a_workbook_of_1904_is_one(tmp_path: Path) -> None:
    assert [hazard.code for hazard in hazards_of(tmp_path, Sheet(PLAIN), date1904=True)] == ["dates-1904"]


def test_a_filter_without_a_criterion_that_spans_the_data_is_none(tmp_path: Path) -> None:
    assert hazards_of(tmp_path, Sheet(PLAIN, after='<autoFilter ref="A1:C3"/>')) == ()


def test_a_filter_in_a_view_that_another_user_saved_is_none(tmp_path: Path) -> None:
    view = f"<customSheetViews><customSheetView>{FILTER}</customSheetView></customSheetViews>"
    assert hazards_of(tmp_path, Sheet(PLAIN, after=view)) == ()
    assert hazards_of(tmp_path, Sheet(PLAIN, after='<autoFilter ref="A1:C3"/>' + view)) == ()


def test_many_places_are_counted_and_the_first_five_shown(tmp_path: Path) -> None:
    rows = table(HEADER, *(["GA", f"Agency {n} ", "x"] for n in range(9)))
    hazard = hazards_of(tmp_path, Sheet(rows))[0]
    assert (hazard.where, hazard.count) == ("Sheet1!B2, B3, B4, B5, B6 and 4 more", 9)
    assert 'column B ("AGENCY")' in hazard.message


@pytest.mark.parametrize(
    "text", ["7/72025", "05/082025", "7/4/2025", "2025-07-04", "July 4, 2025", "4-Jul-25", "4.7.2025"]
)
def test_texts_that_a_person_reads_as_dates(tmp_path: Path, text: str) -> None:
    codes = [hazard.code for hazard in hazards_of(tmp_path, Sheet(table(HEADER, ["GA", text, "x"])))]
    assert codes == ["text-that-looks-like-a-date"]


@pytest.mark.parametrize("text", ["007", "555-0100", "12/34", "Room 5/6/7", "24-7-365 desk", "v1.2.3", "1,2"])
def test_identifiers_and_remarks_are_neither_dates_nor_numbers(tmp_path: Path, text: str) -> None:
    assert hazards_of(tmp_path, Sheet(table(HEADER, ["GA", text, "x"]))) == ()
