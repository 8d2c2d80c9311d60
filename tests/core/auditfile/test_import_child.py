from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.importing.import_child import stage_job
from crossfoot.auditfile.importing.side_file import SideFile
from crossfoot.errors import AuditFileError
from crossfoot.progress import silent


def test_a_full_disk_is_said_of_the_audit_and_not_of_the_side_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: SideFile, path: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(SideFile, "__init__", full)
    payload: dict[str, Any] = {
        "path": str(tmp_path / "list.xlsx"),
        "side": str(tmp_path / "county.crossfoot.import-42"),
        "pack": "delegated_authority",
        "options": {},
        "sheets": [],
    }
    with pytest.raises(AuditFileError) as caught:
        stage_job(payload, silent)
    assert caught.value.message.startswith("There is no room left on the disk that holds county.crossfoot;")
