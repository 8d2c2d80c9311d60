"""The committed sample workbooks as openpyxl reads them, and the tables beside them."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from functools import cache
from typing import Any

import openpyxl

from tests.places import REPOSITORY

SAMPLES = REPOSITORY / "resources" / "crossfoot_resources" / "samples"


@cache
def book(file: str) -> Any:
    return openpyxl.load_workbook(SAMPLES / file)


@cache
def expected() -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))


@cache
def planted() -> list[dict[str, str]]:
    with (SAMPLES / "planted.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(dataset: str) -> Any:
    control = expected()["control"][dataset]
    return book(control["workbook"])[control["sheet"]]


@cache
def records(dataset: str) -> list[dict[str, Any]]:
    """Rows below the header with any cell in the columns that have a header; `row` is the row number."""
    sheet = page(dataset)
    headers = [cell.value for cell in sheet[4] if cell.value is not None]
    found = []
    for number in range(5, sheet.max_row + 1):
        cells = [sheet.cell(number, column + 1) for column in range(len(headers))]
        values = [cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value for cell in cells]
        if any(value is not None for value in values):
            hidden = bool(sheet.row_dimensions[number].hidden)
            links = {h: c.hyperlink.target for h, c in zip(headers, cells, strict=True) if c.hyperlink}
            found.append(
                {**dict(zip(headers, values, strict=True)), "row": number, "hidden": hidden, "links": links}
            )
    return found
