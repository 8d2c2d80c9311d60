"""The nine published lists, and the figures that are known of them."""

from __future__ import annotations

from collections import Counter

from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.read import iter_cells

from tests.places import SHARED, needs_real_workbooks, shared_data

LISTS = sorted((SHARED / "data" / "ice-287g").glob("*/*.xlsx")) if SHARED else []

JULY_18 = ("ice-287g", "2025-07-18", "participatingAgencies07182025pm.xlsx")
JULY_9 = ("ice-287g", "2025-07-09", "participatingAgencies07092025am.xlsx")


@needs_real_workbooks
def test_the_nine_lists_are_here() -> None:
    assert len(LISTS) == 9


@needs_real_workbooks
def test_the_list_of_18_july_has_its_known_figures() -> None:
    cells = list(iter_cells(shared_data(*JULY_18)))
    sheet = inspect_workbook(shared_data(*JULY_18)).sheets[0]
    counties = Counter((cell.type, cell.value) for cell in cells if cell.raw in ("#N/A", "#NA", "N/A"))
    moa = next(column for column in sheet.columns if column.header == "MOA")
    assert (sheet.header_row, sheet.data_rows, sheet.hidden_rows) == (1, 832, 0)
    assert counties == {("error", "#N/A"): 227, ("text", "#NA"): 1, ("text", "N/A"): 1}
    assert (moa.letter, moa.links, moa.filled) == ("G", 603, 832)


@needs_real_workbooks
def test_the_list_of_9_july_hides_408_of_its_807_rows_behind_a_filter() -> None:
    sheet = inspect_workbook(shared_data(*JULY_9)).sheets[0]
    found = {
        hazard.code: hazard for hazard in sheet.hazards if hazard.code in ("hidden-rows", "filter-left-on")
    }
    assert (sheet.data_rows, sheet.hidden_rows) == (807, 408)
    assert [hazard.count for hazard in found.values()] == [408, 408]
    assert found["filter-left-on"].where == "Sheet1!A1:H808"


@needs_real_workbooks
def test_the_mistyped_dates_and_the_year_5025_of_9_july_stand_as_they_were_written() -> None:
    by_ref = {cell.ref: cell for cell in iter_cells(shared_data(*JULY_9))}
    assert (by_ref["F750"].type, by_ref["F750"].value) == ("text", "7/72025")
    assert (by_ref["F617"].type, by_ref["F617"].value) == ("date", "5025-07-07")


@needs_real_workbooks
def test_wrapped_links_of_9_july_are_unwrapped_to_the_publisher() -> None:
    wrapped = [cell for cell in iter_cells(shared_data(*JULY_9)) if cell.link_unwrapped]
    assert len(wrapped) == 168 + 39
    assert all((cell.link_unwrapped or "").startswith("https://www.ice.gov/") for cell in wrapped)


@needs_real_workbooks
def test_two_files_of_one_name_are_told_apart_by_their_fingerprints() -> None:
    name = "participatingAgencies07032025pm.xlsx"
    first, second = (
        inspect_workbook(shared_data("ice-287g", day, name)) for day in ("2025-07-03", "2025-07-04")
    )
    assert first.sha256 != second.sha256
    assert (first.sheets[0].data_rows, second.sheets[0].data_rows) == (753, 777)
