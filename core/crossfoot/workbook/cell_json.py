"""A cell as the command line prints it."""

from __future__ import annotations

from crossfoot.workbook.model import Cell, CellValue
from crossfoot.workbook.shown.display_text import shown_or_none

_SHOWN_BY_FORMAT = ("number", "date", "datetime", "time", "duration")


def cell_as_json(
    cell: Cell, date1904: bool = False, formats_known: bool = True
) -> dict[str, CellValue | None]:
    """The keys of one line of `crossfoot cells`.

    `shown` is the text that Excel (English, United States) shows, None where that is not known: the format holds
    something special, or the reader of this kind of file hands on no number formats (`formats_known`).
    """
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
        "raw": cell.raw,
        "shown": _shown(cell, date1904) if formats_known or cell.type not in _SHOWN_BY_FORMAT else None,
        "formula_without_value": cell.formula_without_value,
        "merged": cell.merged,
    }


def _shown(cell: Cell, date1904: bool) -> str | None:
    return shown_or_none(cell.type, cell.value, cell.raw, cell.number_format, date1904)
