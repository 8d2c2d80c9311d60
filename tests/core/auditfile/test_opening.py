"""An audit file is opened whole, or refused in one sentence and left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import create_audit, open_audit
from crossfoot.auditfile.lookups import tables
from crossfoot.errors import AuditFileError

from tests.builders import day, load, new_audit
from tests.core.auditfile.test_imports import agreement_row, agreements


def an_audit(folder: Path) -> Path:
    with new_audit(folder) as audit:
        load(audit, agreements(folder, *(agreement_row(f"Agency {i}") for i in range(400))))
        return audit.path


def refused(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(AuditFileError) as trouble:
        open_audit(path).close()
    assert trouble.value.hint
    assert not path.is_file() or path.read_bytes() == before, "a refused file is not changed"
    return trouble.value.message


def test_a_closed_audit_is_one_file(tmp_path: Path) -> None:
    path = an_audit(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["list.xlsx", path.name]


def test_a_missing_file_a_folder_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.crossfoot").write_text("not a database at all, but long enough to look like one " * 5)
    sqlite3.connect(tmp_path / "other.crossfoot").execute("CREATE TABLE t (a)").connection.close()
    assert "There is no audit file" in refused(tmp_path / "gone.crossfoot")
    assert "is a folder" in refused(tmp_path)
    assert "not a Crossfoot audit file" in refused(tmp_path / "notes.crossfoot")
    assert "a database of another program" in refused(tmp_path / "other.crossfoot")


def test_a_cut_and_a_scribbled_file_are_damaged(tmp_path: Path) -> None:
    whole = an_audit(tmp_path).read_bytes()
    cut, scribbled = tmp_path / "cut.crossfoot", tmp_path / "scribbled.crossfoot"
    cut.write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 2
    scribbled.write_bytes(whole[:middle] + b"\xff" * 8192 + whole[middle + 8192 :])
    assert "is damaged" in refused(cut)
    assert "is damaged" in refused(scribbled)


def test_a_file_of_a_newer_version_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = an_audit(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "newer version of Crossfoot" in refused(path)


def test_a_second_writer_is_told_that_the_audit_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossfoot.auditfile.connection._BUSY_SECONDS", 0.05)
    path = an_audit(tmp_path)
    in_use = pytest.raises(AuditFileError, match="being written by another program")
    with open_audit(path) as first, open_audit(path) as second, first.write(), in_use, second.write():
        pass


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(RuntimeError), audit.write():
            audit.record("test.event", "audit:x", {})
            raise RuntimeError
        assert audit.rows("SELECT count(*) AS n FROM cf_event") == [{"n": 1}]


def test_an_audit_is_not_created_over_another_nor_with_a_period_that_runs_backwards(tmp_path: Path) -> None:
    path = an_audit(tmp_path)
    with pytest.raises(AuditFileError, match="exists already"):
        create_audit(path, title="Again", as_of=day("2018-03-31"))
    with pytest.raises(AuditFileError, match="starts on 2018-01-01 but ends on 2017-01-01"):
        create_audit(
            tmp_path / "b.crossfoot", title="B", as_of=day("2018-03-31"),
            period_start=day("2018-01-01"), period_end=day("2017-01-01"),
        )  # fmt: skip
    assert not (tmp_path / "b.crossfoot").exists()


def test_a_pack_that_grew_a_field_is_laid_anew_when_the_file_is_opened(tmp_path: Path) -> None:
    path = an_audit(tmp_path)
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        if not name.startswith("cf_"):
            connection.execute(f'DROP VIEW "{name}"')
    connection.execute("ALTER TABLE cf_rows_agreements DROP COLUMN termination_reason")
    connection.commit()
    connection.close()
    with open_audit(path) as audit:
        assert audit.rows("SELECT DISTINCT termination_reason AS t FROM agreements") == [{"t": None}]
        assert tables(audit)[1].rows == 400


def test_the_marking_of_fictitious_data_cannot_be_taken_off(tmp_path: Path) -> None:
    with new_audit(tmp_path, fictitious=True) as audit:
        assert audit.facts.page_marking == "DEMONSTRATION - FICTITIOUS DATA"
        with pytest.raises(AuditFileError, match="cannot be taken off"):
            audit.set_facts(fictitious=0)
        audit.set_facts(marking="")
        assert audit.facts.page_marking == "DEMONSTRATION - FICTITIOUS DATA"
