"""A cell as the command line prints it."""

from __future__ import annotations

from crossfoot.workbook.model import Cell, CellValue


def cell_as_json(cell: Cell) -> dict[str, CellValue | None]:
    """The keys of one line of `crossfoot cells`."""
    return {
        "sheet": cell.sheet,
        "ref": cell.ref,
        "type": cell.type,
        "value": cell.value,
        "formula": cell.formula,
        "number_format": cell.number_format,
        "link": cell.link,
        "link_unwrapped": cell.link_unwrapped,
        "hidden": cell.hidden,
    }
