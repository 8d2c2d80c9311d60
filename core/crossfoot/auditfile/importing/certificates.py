"""The certificate of an import: its sheet read twice, and what was loaded held against that reading.

Up to a stated size three links make the chain: a second program and Crossfoot's exact reader see the same cells; those
cells, taken row by row, give the same rows as the import loaded by its fast path; and every cell of the sheet is
accounted for. Beyond it each loaded value is compared with what a faster second program reads.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.importing.import_plan import SheetPlan
from crossfoot.auditfile.importing.side_file import RowDigest
from crossfoot.errors import WorkbookError
from crossfoot.mapping.model import Mapping
from crossfoot.progress import Progress, silent
from crossfoot.staging.chunk import Chunk
from crossfoot.staging.plan import StagingPlan
from crossfoot.workbook.certificate.certificate_model import SheetCertificate
from crossfoot.workbook.certificate.large_opinion import LargeOpinion
from crossfoot.workbook.certificate.second_reading import NoSecondOpinionError
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetInfo, SheetRow

READ_ONCE = "Not read a second time: no certificate was asked for."
_ROWS = 4_096
_COUNTS = ("rows", "cells", "typed", "misfits", "kept", "ignored")


@dataclass(frozen=True, slots=True)
class LoadedAgain:
    """What the import should have loaded, worked out row by row from the reading that was certified."""

    rows: int
    cells: int
    typed: int
    misfits: int
    kept: int
    ignored: int
    digest: str


def certify_import(
    path: Path,
    side: Path,
    plans: Sequence[SheetPlan],
    facts: Sequence[dict[str, Any]],
    pack: str,
    options: ReadOptions = AS_FOUND,
    progress: Progress = silent,
    *,
    full_up_to: int | None = None,
) -> list[dict[str, Any]]:
    """Read the sheets of an import a second time, apart from the program; one entry for each, in order.

    `facts` are those of their loading into the side files, in the same order.

    What the second program does to itself is no trouble of the import: the entry says that the sheet was read once.
    """
    payload = {
        "path": str(path),
        "side": str(side),
        "cells": [each["cells"] for each in facts],
        "pack": pack,
        "options": to_plain(options),
        "full_up_to": full_up_to,
        "sheets": [
            {
                "sheet": {**to_plain(plan.sheet), "columns": [], "hazards": []},
                "mapping": to_plain(plan.mapping),
            }
            for plan in plans
        ],
    }
    try:
        found: list[dict[str, Any]] = run_apart(
            "crossfoot.auditfile.importing.certificates:certify_job", payload, progress, what=path.name
        )
    except WorkbookError as trouble:
        why = f"The workbook could not be read a second time: {trouble.message}"
        return [_entry(_not_compared(plan.sheet.name, why)) for plan in plans]
    return found


def certify_job(payload: dict[str, Any], progress: Progress) -> list[dict[str, Any]]:
    """The job itself, in the process apart."""
    from crossfoot.mapping.record_types import record_types
    from crossfoot.workbook.book import open_book
    from crossfoot.workbook.certificate.certify import FULL_UP_TO
    from crossfoot.workbook.certificate.large_opinion import large_opinion

    gc.disable()  # a short-lived process with many small things: looking through them again and again costs a third
    types = record_types(payload["pack"])
    plans: dict[str, StagingPlan] = {}
    for job in payload["sheets"]:
        mapping = from_plain(Mapping, job["mapping"])
        sheet = from_plain(SheetInfo, job["sheet"])
        plans[sheet.name] = StagingPlan(sheet, mapping, types[mapping.record_type])
    options = from_plain(ReadOptions, payload["options"])
    full_up_to = FULL_UP_TO if payload["full_up_to"] is None else payload["full_up_to"]
    progress(0, 0, "Reading the workbook a second time")
    with open_book(Path(payload["path"]), options) as book:
        try:
            large = large_opinion(book, full_up_to)
        except NoSecondOpinionError as trouble:
            return [_entry(_not_compared(name, str(trouble))) for name in plans]
        if large is not None:
            return _large(large, plans, Path(payload["side"]), payload["cells"], progress)
    return _in_full(Path(payload["path"]), options, plans, full_up_to, progress)


def _in_full(
    path: Path, options: ReadOptions, plans: dict[str, StagingPlan], full_up_to: int, progress: Progress
) -> list[dict[str, Any]]:
    """Every cell of the sheets read twice, and loaded once more on the way."""
    from crossfoot.workbook.certificate.certify import certify_sheets
    from crossfoot.workbook.read import open_rows

    again = {name: _Again(plan) for name, plan in plans.items()}

    def reading(path: Path, sheet: str, options: ReadOptions) -> Iterator[SheetRow]:
        return again[sheet].passing(open_rows(path, sheet, options))

    certificates = certify_sheets(
        path, plans, options, full_up_to=full_up_to, progress=progress, reading=reading
    )
    return [_entry(one, again[one.sheet].loaded(one.verdict)) for one in certificates]


def _large(
    opinion: LargeOpinion, plans: dict[str, StagingPlan], side: Path, cells: list[int], progress: Progress
) -> list[dict[str, Any]]:
    """What lies loaded in the side file compared with the values that a second program reads."""
    from crossfoot.auditfile.importing.loaded_sheet import opened_side_file
    from crossfoot.auditfile.importing.loaded_values import compare_loaded

    entries = []
    for number, (name, plan) in enumerate(plans.items()):
        with opened_side_file(side, number) as run:
            try:
                found = compare_loaded(name, opinion, run, number, plan, cells[number], progress)
            except NoSecondOpinionError as trouble:
                found = _not_compared(name, str(trouble))
        entries.append(_entry(found))
    return entries


def _entry(certificate: SheetCertificate, loaded: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"reading": to_plain(certificate), "loaded": loaded}


def certificate_record(facts: dict[str, Any], certified: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the audit file keeps of an import: that every cell is accounted for, and how far two readings agree.

    `facts` are those of the loading, `certified` the entry of `certify_import` (None where it was not asked for).
    `verdict` is agree, differ or not compared; `sentence` is for the auditor.
    """
    record = {
        "cells": facts["cells"],
        "accounted_for": facts["typed"] + facts["misfits"] + facts["kept"],
        "outside_the_data_range": facts["ignored"],
        "rows_digest": facts["digest"],
    }
    if certified is None:
        return {**record, "verdict": "not compared", "sentence": READ_ONCE, "reading": None, "loaded": None}
    reading, loaded = from_plain(SheetCertificate, certified["reading"]), certified["loaded"]
    verdict, sentence = reading.verdict, reading.sentence
    fault = _not_as_loaded(facts, from_plain(LoadedAgain, loaded)) if loaded else ""
    if fault:
        verdict, sentence = "differ", f"{fault} {sentence}"
    return {
        **record,
        "verdict": verdict,
        "sentence": sentence,
        "reading": certified["reading"],
        "loaded": loaded,
    }


def _not_as_loaded(facts: dict[str, Any], again: LoadedAgain) -> str:
    """In a sentence, how what was loaded differs from what the certified reading gives; empty where it does not."""
    for name in _COUNTS:
        loaded, expected = facts[name], getattr(again, name)
        if loaded != expected:
            words = {
                "ignored": "cells outside the data range",
                "typed": "typed cells",
                "kept": "cells kept as text",
            }
            return (
                f"The import loaded {loaded:,} {words.get(name, name)}, but the certified reading gives {expected:,}: "
                "do not rely on these rows."
            )
    if facts["digest"] != again.digest:
        return (
            "The rows that were loaded are not those that the certified reading gives: do not rely on them."
        )
    return ""


def _not_compared(sheet: str, why: str) -> SheetCertificate:
    from crossfoot.workbook.certificate.certify import not_compared

    return not_compared(sheet, why)


class _Again:
    """Loads the rows of one sheet once more, row by row, while they pass on to be compared."""

    def __init__(self, plan: StagingPlan) -> None:
        self._plan = plan
        self._start()

    def _start(self) -> None:
        self._digest = RowDigest(self._plan.fields)
        self._counts = dict.fromkeys(_COUNTS, 0)

    def passing(self, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
        """The same rows; what they become is counted."""
        self._start()
        chunk = Chunk(self._plan)
        for row in rows:
            chunk.add_row(row)
            if len(chunk.rows) >= _ROWS:
                self._take(chunk)
                chunk = Chunk(self._plan)
            yield row
        self._take(chunk)

    def _take(self, chunk: Chunk) -> None:
        counts = self._counts
        counts["rows"] += len(chunk.rows)
        counts["misfits"] += len(chunk.misfits)
        for name in ("cells", "typed", "kept", "ignored"):
            counts[name] += getattr(chunk, name)
        if chunk.rows:
            self._digest.add(zip(chunk.rows, map(int, chunk.hidden), *chunk.columns, strict=True))

    def loaded(self, verdict: str) -> dict[str, Any] | None:
        """What was counted; None where the sheet was not read again."""
        if verdict == "not compared":
            return None
        return asdict(LoadedAgain(**self._counts, digest=self._digest.hexdigest()))
