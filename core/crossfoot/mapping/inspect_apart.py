"""Looking through a workbook in a process apart: no workbook is ever parsed in the program itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.errors import MappingError
from crossfoot.mapping.templates import SavedHeader, find_saved_header
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import AS_FOUND, HeaderChoice, ReadOptions, SheetInfo, WorkbookInfo

THE_ONLY_SHEET = ""
"""In `headers`: the sheet that holds something, where it is the only one."""


def inspect_apart(
    path: Path,
    progress: Progress = silent,
    pack: str = content.DEFAULT_PACK,
    options: ReadOptions = AS_FOUND,
    headers: Mapping[str, HeaderChoice] | None = None,
    saved: Sequence[SavedHeader] = (),
) -> WorkbookInfo:
    """As `workbook.inspect.inspect_workbook`, done apart; the names of the pack's fields help to find the header rows.

    `headers` are those that a person chose (a name that the workbook does not have stands for its only sheet, as
    THE_ONLY_SHEET does; MappingError where it has several); in the other sheets the headers of saved steps are looked
    for first. WorkbookError also where the workbook breaks its reader or takes more memory or time than it may.
    """
    payload = {
        "path": str(path),
        "pack": pack,
        "options": to_plain(options),
        "headers": {sheet: to_plain(choice) for sheet, choice in (headers or {}).items()},
        "saved": [to_plain(header) for header in saved],
    }
    found = run_apart("crossfoot.mapping.inspect_apart:inspect_job", payload, progress, what=path.name)
    return from_plain(WorkbookInfo, found)


def sheet_with_header(
    path: Path,
    sheet: str,
    header: HeaderChoice,
    progress: Progress = silent,
    pack: str = content.DEFAULT_PACK,
    options: ReadOptions = AS_FOUND,
) -> SheetInfo:
    """One sheet looked through again, with its header where a person says that it stands."""
    found = inspect_apart(path, progress, pack, options, {sheet: header}).sheet(sheet)
    if found is None:
        raise MappingError(f"{path.name} has no sheet called {sheet!r}.", "Choose one of its sheets.")
    return found


def inspect_job(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The job itself."""
    from crossfoot.mapping.propose import header_score
    from crossfoot.mapping.record_types import record_types
    from crossfoot.workbook.inspection.inspect import inspect_workbook

    path, options = Path(payload["path"]), from_plain(ReadOptions, payload["options"])
    headers = {sheet: from_plain(HeaderChoice, choice) for sheet, choice in payload["headers"].items()}
    saved = [from_plain(SavedHeader, header) for header in payload["saved"]]
    if headers or saved:
        headers = _headers(path, options, headers, saved)
    score = partial(header_score, types=record_types(payload["pack"]))
    info = inspect_workbook(path, progress, score, options, headers)
    info = replace(info, sheets=tuple(_as_chosen(sheet, headers.get(sheet.name)) for sheet in info.sheets))
    plain: dict[str, Any] = to_plain(info)
    return plain


def _headers(
    path: Path, options: ReadOptions, chosen: dict[str, HeaderChoice], saved: list[SavedHeader]
) -> dict[str, HeaderChoice]:
    """The header of each sheet, where one was chosen, or where that of saved steps is found in its first rows."""
    from crossfoot.workbook.book import open_book

    with open_book(path, options) as book:
        places = [place for place in book.sheets if place.part]
        names = {place.name for place in places}
        found = {sheet: choice for sheet, choice in chosen.items() if sheet in names}
        for sheet, choice in chosen.items():
            if sheet in names:
                continue
            if len(places) != 1:
                raise MappingError(
                    f"A header row was named, but {path.name} has several sheets: {', '.join(sorted(names))}."
                    if sheet == THE_ONLY_SHEET
                    else f"A header row was named for the sheet {sheet!r}, which {path.name} does not have.",
                    "Name the sheet as well, as the workbook spells it.",
                )
            found[places[0].name] = choice
        for place in places if saved else ():
            if place.name not in found and (known := find_saved_header(book.rows(place), saved)) is not None:
                found[place.name] = known
    return found


def _as_chosen(sheet: SheetInfo, choice: HeaderChoice | None) -> SheetInfo:
    """The sheet as its header was chosen: empty rows at the top of a header belong to it."""
    return replace(sheet, header_rows=choice.rows) if choice and sheet.header_row == choice.row else sheet
