"""Every hard workbook is imported or refused in one sentence: no harm to the program, no cell unaccounted for."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from crossfoot.apart.endings import ProgramMistake
from crossfoot.apart.limits import resident_bytes
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_model import ImportPlan, SheetPlan
from crossfoot.auditfile.importing.imports import ImportResult, load_workbook_rows
from crossfoot.errors import CrossfootError, WorkbookError
from crossfoot.mapping.inspect_apart import inspect_apart
from crossfoot.mapping.model import ColumnMapping, Mapping
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.workbook.model import SheetInfo

from tests.builders import new_audit
from tests.places import REPOSITORY, SHARED, needs_real_workbooks

MOST_SECONDS = 30
MOST_GROWTH = 100 * 1000**2
LEAST_SHARE_READ = 0.99
WORKBOOKS = (
    [p for p in sorted((SHARED / "data" / "workbooks").iterdir()) if p.name != "manifest.csv"]
    if SHARED
    else []
)


def kept_whole(sheet: SheetInfo, list_name: str) -> SheetPlan:
    """The sheet as a table of no known kind, with every column kept."""
    columns = tuple(
        ColumnMapping(column.letter, column.header, None, "kept as it stands", 1.0)
        for column in sheet.columns
    )
    mapping = Mapping(sheet.name, OTHER_TABLE.name, sheet.header_row, columns, header_rows=sheet.header_rows)
    return SheetPlan(sheet, mapping, OTHER_TABLE, list_name)


def imported(audit: Audit, path: Path) -> ImportResult:
    info = inspect_apart(path, pack=audit.facts.pack)
    with_rows = [sheet for sheet in info.sheets if sheet.header_row and sheet.columns]
    plans = tuple(kept_whole(sheet, f"{path.name} {number}") for number, sheet in enumerate(with_rows))
    return load_workbook_rows(audit, ImportPlan(info, plans, ()), certify=False)


def read_otherwise(path: Path) -> dict[str, Any]:
    """What other ways of reading find; where they end their process, they find nothing."""
    try:
        found: dict[str, Any] = run_apart(
            "tests.journeys.other_readers:read_otherwise", {"path": str(path)}, what=path.name
        )
    except WorkbookError:
        return {"opened": [], "cells": None}
    return found


@needs_real_workbooks
@pytest.mark.slow
def test_every_hard_workbook_is_imported_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    mistakes, too_slow, unequal, lost, refused, opened, grew = [], [], [], [], 0, 0, 0
    with new_audit(tmp_path) as audit:
        before = resident_bytes(os.getpid())
        for path in WORKBOOKS:
            started = time.monotonic()
            try:
                result, trouble = imported_or_refused(audit, path)
            except ProgramMistake as mistake:
                mistakes.append(f"{path.name}: {mistake}")
                continue
            if time.monotonic() - started > MOST_SECONDS:
                too_slow.append(path.name)
            grew = max(grew, resident_bytes(os.getpid()) - before)
            otherwise = read_otherwise(path)
            opened += bool(otherwise["opened"])
            if trouble is not None:
                refused += 1
                print(f"refused (opened by {otherwise['opened']}): {trouble.message}", flush=True)
                assert "\n" not in trouble.message
                assert trouble.hint
                lost += [trouble.message] if otherwise["opened"] else []
            for one in result.imports if result is not None else ():
                accounted = one.typed + one.misfits + one.kept + one.ignored
                if not one.cells + one.ignored == accounted == otherwise["cells"].get(one.sheet, 0):
                    unequal.append((path.name, one.sheet, accounted, otherwise["cells"]))
                    print(f"unequal: {unequal[-1]}", flush=True)
    print(
        f"{len(WORKBOOKS)} files, {refused} refused, {opened} opened by another reader; grew by {grew:,} bytes"
    )
    assert mistakes == []
    assert too_slow == []
    assert unequal == []
    assert grew < MOST_GROWTH
    assert len(lost) <= (1 - LEAST_SHARE_READ) * opened, lost


def imported_or_refused(audit: Audit, path: Path) -> tuple[ImportResult | None, CrossfootError | None]:
    try:
        return imported(audit, path), None
    except CrossfootError as trouble:
        return None, trouble
