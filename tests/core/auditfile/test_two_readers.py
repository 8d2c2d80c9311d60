"""Two processes that read two sheets at the same time lay what one would, and end together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import create_audit
from crossfoot.auditfile.importing.import_child import LONG_SHEET, readers_for
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.errors import Cancelled, WorkbookError

from tests.bench.lists import completions


def loaded(path: Path, workbook: Path, readers: int, **more: Any) -> list[dict[str, Any]]:
    with create_audit(path, title="Two sheets", as_of=dt.date(2018, 3, 31)) as audit:
        load_workbook_rows(audit, plan_import(audit, workbook), readers=readers, **more)
        rows = audit.rows(
            "SELECT sheet, rows, cells, typed, misfits, ignored, digest, certificate FROM cf_import ORDER BY import_id"
        )
    assert not list(path.parent.glob("*.import-*"))
    return rows


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return completions(tmp_path_factory.mktemp("two") / "two.xlsx", 300, sheets=3)


def test_two_readers_load_what_one_loads(tmp_path: Path, workbook: Path) -> None:
    by_one = loaded(tmp_path / "one.crossfoot", workbook, 1)
    by_two = loaded(tmp_path / "two.crossfoot", workbook, 2)
    assert by_one == by_two
    assert [row["sheet"] for row in by_two] == ["Completions 1", "Completions 2", "Completions 3"]
    assert {row["rows"] for row in by_two} == {300}


def test_cancel_ends_both_and_changes_nothing(tmp_path: Path, workbook: Path) -> None:
    def stop(done: int, total: int, note: str) -> None:
        raise Cancelled

    with create_audit(tmp_path / "a.crossfoot", title="Two sheets", as_of=dt.date(2018, 3, 31)) as audit:
        plan = plan_import(audit, workbook)
        with pytest.raises(Cancelled):
            load_workbook_rows(audit, plan, readers=2, progress=stop)
        assert audit.rows("SELECT count(*) AS n FROM cf_import") == [{"n": 0}]
    assert not list(tmp_path.glob("*.import-*"))


def test_damage_in_one_sheet_ends_the_import_of_all(tmp_path: Path, workbook: Path) -> None:
    import zipfile

    damaged = tmp_path / "damaged.xlsx"
    with create_audit(tmp_path / "a.crossfoot", title="Two sheets", as_of=dt.date(2018, 3, 31)) as audit:
        plan = plan_import(audit, workbook)
        with zipfile.ZipFile(workbook) as whole, zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in whole.namelist():
                content = whole.read(name)
                copy.writestr(name, content[:5_000] if name.endswith("sheet2.xml") else content)
        workbook_of_plan = plan.workbook
        from dataclasses import replace

        plan = replace(plan, workbook=replace(workbook_of_plan, path=str(damaged)))
        with pytest.raises(WorkbookError, match=r"damaged\.xlsx is damaged"):
            load_workbook_rows(audit, plan, readers=2)
        assert audit.rows("SELECT count(*) AS n FROM cf_import") == [{"n": 0}]


def test_a_second_reader_is_called_only_for_two_long_sheets(tmp_path: Path, workbook: Path) -> None:
    from dataclasses import replace

    with create_audit(tmp_path / "a.crossfoot", title="Two sheets", as_of=dt.date(2018, 3, 31)) as audit:
        short = plan_import(audit, workbook).sheets
    long = [replace(plan, sheet=replace(plan.sheet, data_rows=LONG_SHEET)) for plan in short]
    assert readers_for(short) == 1
    assert readers_for(long[:1]) == 1
    assert readers_for([long[0], short[1], long[2]]) in (1, 2)  # 1 on a machine of one core
