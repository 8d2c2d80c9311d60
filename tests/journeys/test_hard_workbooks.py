"""Every hard workbook is imported or refused in one sentence: no harm to the program, no cell unaccounted for."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from crossfoot.apart.limits import resident_bytes
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.import_model import ImportPlan, SheetPlan
from crossfoot.auditfile.imports import ImportResult, load_workbook_rows
from crossfoot.errors import CrossfootError
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
READERS = "tests.journeys.other_readers"


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


@needs_real_workbooks
@pytest.mark.slow
def test_every_hard_workbook_is_imported_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    refused: dict[str, str] = {}
    too_slow, unequal, grew = [], [], 0
    opened = 0
    with new_audit(tmp_path) as audit:
        before = resident_bytes(os.getpid())
        for path in WORKBOOKS:
            started = time.monotonic()
            try:
                result = imported(audit, path)
            except CrossfootError as trouble:
                assert "\n" not in trouble.message
                assert trouble.hint
                refused[path.name] = trouble.message
                result = None
            if time.monotonic() - started > MOST_SECONDS:
                too_slow.append(path.name)
            grew = max(grew, resident_bytes(os.getpid()) - before)
            others = run_apart(f"{READERS}:opened_by", {"path": str(path)}, what=path.name)
            opened += bool(others)
            if result is not None:
                counted = run_apart(f"{READERS}:cell_counts", {"path": str(path)}, what=path.name)
                refused.pop(path.name, None)
                for one in result.imports:
                    accounted = one.typed + one.misfits + one.kept + one.ignored
                    if not one.cells + one.ignored == accounted == counted.get(one.sheet, 0):
                        unequal.append((path.name, one.sheet, accounted, counted.get(one.sheet, 0)))
            elif not others:
                refused[path.name] += " (no other reader opens it)"
    lost = {name: why for name, why in refused.items() if not why.endswith("(no other reader opens it)")}
    print(
        f"\n{len(WORKBOOKS)} files, {len(WORKBOOKS) - len(refused)} imported, {opened} opened by another reader"
    )
    print(*(f"refused: {name}: {why}" for name, why in sorted(refused.items())), sep="\n")
    print(f"the program grew by {grew:,} bytes")
    assert too_slow == []
    assert unequal == []
    assert grew < MOST_GROWTH
    assert len(lost) <= (1 - LEAST_SHARE_READ) * opened, lost
