from __future__ import annotations

import json
from pathlib import Path

import pytest
from crossfoot.apart.plain import to_plain
from crossfoot.progress import silent
from crossfoot.workbook.cell_json import cell_as_json
from crossfoot.workbook.cells_apart import cells_job
from crossfoot.workbook.model import AS_FOUND, Cell
from crossfoot.workbook.read import iter_cells

from tests.core.workbook.xlsx_parts import Sheet, write_workbook


def test_a_cell_is_printed_with_the_keys_of_the_command_line(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="1"><f>TODAY()</f><v>45723</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    after = merged + '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'
    sheet = Sheet(rows, after=after, links={"rId1": "https://moa.example/"})
    path = write_workbook(tmp_path / "list.xlsx", sheet, formats=[14])
    assert [cell_as_json(cell) for cell in iter_cells(path)] == [
        {
            "sheet": "Sheet1",
            "ref": "A1",
            "type": "date",
            "value": "2025-03-07",
            "formula": "=TODAY()",
            "number_format": "mm-dd-yy",
            "link": "https://moa.example/",
            "link_unwrapped": None,
            "hidden": False,
            "raw": "45723",
            "shown": "3/7/2025",
            "formula_without_value": False,
            "merged": "A1:B1",
        }
    ]


def test_what_excel_shows_is_left_out_where_it_is_not_known() -> None:
    number = Cell("Sheet1", "A1", 1, 1, "number", "0.5", 0.5, "0%")
    text = Cell("Sheet1", "A1", 1, 1, "text", "GA", "GA")
    moment = Cell("Sheet1", "A1", 1, 1, "date", "45723", "2025-03-07")
    assert cell_as_json(number)["shown"] == "50%"
    assert cell_as_json(number, formats_known=False)["shown"] is None
    assert cell_as_json(text, formats_known=False)["shown"] == "GA"
    assert cell_as_json(moment)["shown"] is None


def test_days_of_a_workbook_of_1904_are_shown_by_its_calendar() -> None:
    cell = Cell("Sheet1", "A1", 1, 1, "date", "1", "1904-01-02", "m/d/yyyy")
    assert cell_as_json(cell, date1904=True)["shown"] == "1/2/1904"


@pytest.mark.parametrize(("date1904", "shown"), [(False, "1/1/1900"), (True, "1/2/1904")])
def test_the_command_line_knows_the_calendar_of_the_workbook(
    tmp_path: Path, date1904: bool, shown: str
) -> None:
    sheet = Sheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>')
    path = write_workbook(tmp_path / "list.xlsx", sheet, formats=[14], date1904=date1904)
    (line,) = cells_job({"path": str(path), "sheet": None, "options": to_plain(AS_FOUND)}, silent)
    assert json.loads(line)["shown"] == shown
