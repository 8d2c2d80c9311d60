from __future__ import annotations

from pathlib import Path

from crossfoot.workbook.cell_json import cell_as_json
from crossfoot.workbook.read import iter_cells

from tests.core.workbook.xlsx_parts import Sheet, write_workbook


def test_a_cell_is_printed_with_the_keys_of_the_command_line(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="1"><f>TODAY()</f><v>45723</v></c></row>'
    after = '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'
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
        }
    ]
