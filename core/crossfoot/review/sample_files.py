"""Samples on paper: the sheet of items to fill in, the results that come back, and the frame in its random order."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from crossfoot.errors import SampleError
from crossfoot.review.sample_conditions import cents
from crossfoot.review.sample_results import ResultEntry, SampleState
from crossfoot.sampling.draw import order_number
from crossfoot.sampling.frame import Frame
from crossfoot.values import fold
from crossfoot.workbook.model import Cell
from crossfoot.workbook.read import open_rows, sheet_names

_HEADERS = {
    "item": "place",
    "result": "result",
    "audited value": "audited_value",
    "audited amount": "audited_value",
    "note": "note",
}
_COULD_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(state: SampleState, path: Path) -> int:
    """The items with empty columns for the results, as a .csv that spreadsheets open; returns how many items."""
    monetary = state.record.method == "monetary unit"
    amounts_asked = ["recorded amount", "audited value"] if monetary else []
    headers = ["item", "key", "role", "stratum", *amounts_asked, "result", "note"]
    rows = []
    for item in state.items:
        result = state.results.get(item.place)
        audited = result.audited_value if result else None
        amounts = [_dollars(item.book_value), _dollars(audited)] if monetary else []
        said = [result.result, result.note] if result else ["", ""]
        rows.append([item.place, item.entity, item.role, item.stratum, *amounts, *said])
    _write(path, headers, rows)
    return len(rows)


def write_frame(frame: Frame, seed: str, path: Path) -> None:
    """All units in their random order, with the number that puts them into it.

    The frame's own sha256 is over the columns before that number, sorted by key (crossfoot.sampling.frame).
    """
    columns: list[Sequence[Any]] = [frame.keys]
    headers = ["key"]
    for name, values in (
        ("stratum", frame.strata),
        ("amount in cents", frame.books),
        ("order", frame.orders),
    ):
        if values:
            headers.append(name)
            columns.append(values)
    numbers = [order_number(seed, key) for key in frame.keys]
    rows = sorted(zip(numbers, *columns, strict=True), key=lambda row: (row[0], row[1]))
    _write(path, [*headers, "sha256 of seed|key"], ([*row[1:], row[0]] for row in rows))


def read_results(path: Path, sheet: str | None = None) -> list[ResultEntry]:
    """The results of a filled sheet (.csv, .xlsx or another readable format); items without any are left out.

    The first row names the columns: item, result, note, and audited value for a monetary unit sample.
    """
    name = sheet or sheet_names(path)[0]
    columns: dict[int, str] = {}
    entries: list[ResultEntry] = []
    for row in open_rows(path, name):
        cells = {cell.column: cell for cell in row.cells if not cell.blank}
        if not columns:
            columns = {
                column: _HEADERS[fold(str(cell.value))]
                for column, cell in cells.items()
                if fold(str(cell.value)) in _HEADERS
            }
            if not {"place", "result"} <= set(columns.values()):
                raise SampleError(
                    f"{path.name} has no columns called item and result in its first row.",
                    "Fill in the sheet that `crossfoot sample AUDIT show NAME --out FILE.csv` writes.",
                )
            continue
        found = {columns[column]: cell for column, cell in cells.items() if column in columns}
        if found.keys() & {"result", "audited_value"}:
            entries.append(_entry(path, found))
    if not entries:
        raise SampleError(f"{path.name} holds no result.", "Fill in the column result, then try again.")
    places = [entry.place for entry in entries]
    twice = (
        next((place for place in places if places.count(place) > 1), None)
        if len(places) > len(set(places))
        else None
    )
    if twice is not None:
        raise SampleError(f"{path.name} names item {twice} twice.", "Leave one of the two rows.")
    return entries


def _entry(path: Path, found: dict[str, Cell]) -> ResultEntry:
    place = found.get("place")
    try:
        number = int(str(place.value)) if place is not None else 0
    except ValueError:
        number = 0
    if place is None or number < 1:
        where = next(iter(found.values()))
        raise SampleError(
            f"{path.name}, {where.ref}: this result names no item.",
            "Write the item's number in the column item.",
        )
    texts = {name: str(found[name].value) for name in ("result", "note") if name in found}
    audited = found.get("audited_value")
    return ResultEntry(number, audited_value=_amount(path, audited) if audited else None, **texts)


def _amount(path: Path, cell: Cell) -> int:
    try:
        return cents(f"{Decimal(str(cell.value)):f}" if cell.type == "number" else str(cell.value))
    except SampleError as error:
        raise SampleError(f"{path.name}, {cell.ref}: {error.message}", error.hint) from None


def _write(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headers)
            writer.writerows([_harmless(value) for value in row] for row in rows)
    except OSError as error:
        raise SampleError(
            f"{path.name} cannot be written: {error.strerror}.", "Choose a folder that you may write to."
        ) from None


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_COULD_BE_A_FORMULA) else value


def _dollars(amount: int | None) -> str:
    return "" if amount is None else f"{amount // 100}.{amount % 100:02d}"
