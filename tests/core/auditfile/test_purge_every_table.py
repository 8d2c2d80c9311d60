"""No table is left out: a value planted in every text and every blob of the schema is gone, from the bytes too."""

from __future__ import annotations

import base64
import sqlite3
import zlib
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.purging.blobs import purge_blobs
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.rewriting import ValueRewriter
from crossfoot.auditfile.purging.tombstones import history_open
from crossfoot.auditfile.purging.walk import SEALS, Table, tables
from crossfoot.auditfile.purging.work import Work

from tests.builders import new_audit
from tests.core.auditfile.bytes_of import leaks

VALUE = "Ulla Quillfeather"


def plant(connection: sqlite3.Connection, table: str, number: int) -> None:
    """A row whose texts all hold the value and whose blobs do, deflated; the rules of the schema are not asked."""
    row: dict[str, object] = {}
    for name, kind in connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)):
        if name in SEALS.get(table, ()):
            row[name] = number if name == "seq" else f"{number:032x}"
        elif kind == "TEXT":
            row[name] = (
                f"{name.removeprefix('evidence_')}: ULLA\u00a0Quillfeather."
                if number % 2
                else '{"said": "Ulla Quillfeather"}'
            )
        else:
            row[name] = {"INTEGER": number, "REAL": 0.5, "BLOB": zlib.compress(b"of Ulla Quillfeather")}[kind]
    marks, names = ", ".join("?" * len(row)), ", ".join(f'"{name}"' for name in row)
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))


@pytest.fixture
def planted(tmp_path: Path) -> Audit:
    audit = new_audit(tmp_path)
    run = audit.connection
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        run.execute(f"PRAGMA {pragma}")
    with audit.write(), history_open(run):
        for name in {table.name for table in tables(run)}:
            for number in (98, 99):
                plant(run, name, number)
    return audit


def test_the_walk_knows_every_text_column_of_the_schema(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        walked = {(table.name, column) for table in tables(audit.connection) for column in table.texts}
        listed = {
            (name, column)
            for (name,) in audit.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for column, kind in audit.connection.execute(
                "SELECT name, type FROM pragma_table_info(?)", (name,)
            )
            if kind not in ("INTEGER", "REAL", "BLOB")
        }
        assert listed - walked == {("cf_event", column) for column in SEALS["cf_event"]}
        assert len(walked) > 300


def test_a_value_in_every_text_and_blob_of_every_table_is_gone_from_the_bytes(planted: Audit) -> None:
    run = planted.connection
    assert leaks(planted.path, VALUE), "the value was planted"
    work, needle = Work(planted, lambda *_: None), Needle(VALUE)
    run.execute("PRAGMA secure_delete = ON")
    with planted.write(), history_open(run):
        for table in work.tables():
            work.rewrite(table, ValueRewriter(needle, work.tokens))
        purge_blobs(work, needle)
    run.execute("VACUUM")
    held = {(table, column) for table, column, _ in work.places.counts}
    assert held >= {(table.name, column) for table in tables(run) for column in table.texts}
    planted.close()
    assert leaks(planted.path, VALUE) == []


def test_a_table_of_a_later_version_is_walked_too(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        audit.connection.execute(
            "CREATE TABLE later (one TEXT, two ANY, three BLOB, PRIMARY KEY (one, two)) STRICT, WITHOUT ROWID"
        )
        assert Table("later", ("one", "two"), ("one", "two"), ("two", "three")) in tables(audit.connection)


def test_the_bytes_are_looked_through_in_every_writing(tmp_path: Path) -> None:
    """The test's own eye: it finds a value as it stands, in two-byte letters, deflated and in base64."""
    for written in (
        VALUE.encode(),
        VALUE.encode("utf-16-le"),
        VALUE.upper().encode(),
        b"x" + base64.b64encode(b"is " + VALUE.encode()),
    ):
        path = tmp_path / "bytes"
        path.write_bytes(b"..." + written + b"...")
        assert leaks(path, VALUE)
