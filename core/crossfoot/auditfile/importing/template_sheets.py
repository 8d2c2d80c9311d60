"""The sheets of a template that goes out with a data request: one holds rows, the others tell of them."""

from __future__ import annotations

from crossfoot.mapping.headers import header_key
from crossfoot.workbook.model import WorkbookInfo

DATA = "Data"
RECORD_LAYOUT = "Record layout"
EXTRACTION_STATEMENT = "Extraction statement"

_HOLDS_NO_ROWS = {
    RECORD_LAYOUT: "It tells what each column of the template means; it holds no rows.",
    EXTRACTION_STATEMENT: "It tells how the rows were extracted; it holds none itself.",
}


def without_rows(info: WorkbookInfo) -> dict[str, str]:
    """The sheets of a filled template that are not to be loaded, with the reason; none where it is no template."""
    by_key = {header_key(name): name for name in (DATA, *_HOLDS_NO_ROWS)}
    found = {by_key.get(header_key(sheet.name), ""): sheet.name for sheet in info.sheets}
    if DATA not in found:
        return {}
    return {found[name]: reason for name, reason in _HOLDS_NO_ROWS.items() if name in found}
