"""Restricted fields lie in a table of their own, beside the rows; whoever reads the lists sees no difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.corrections.overrides import set_override, withdraw_override
from crossfoot.auditfile.corrections.rows_as_loaded import rows_as_loaded_differ
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.purging.purge import purge
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.record_names import (
    restricted_fields,
)
from crossfoot.auditfile.record_tables import (
    fits_record_types,
    lay_record_tables,
)

from tests.builders import new_audit
from tests.leaks import places_of

ENCOUNTERS: list[dict[str, Any]] = [
    {"encounter_id": "E1", "officer_id": "D1", "occurred_at": "2017-05-01T10:00:00", "outcome": "released"},
    {"encounter_id": "E2", "officer_id": "D1", "occurred_at": "2017-06-01T10:00:00", "outcome": None},
]
OUTCOMES = "SELECT encounter_id, outcome FROM encounters ORDER BY encounter_id"


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "encounters", ENCOUNTERS)
        yield audit


def outcomes(audit: Audit) -> dict[str, str]:
    return dict(audit.connection.execute(OUTCOMES).fetchall())


def columns(audit: Audit, table: str) -> set[str]:
    return {row["name"] for row in audit.rows(f"SELECT name FROM pragma_table_info('{table}')")}


def test_a_restricted_field_is_in_its_own_table_and_a_key_stays_with_the_row(audit: Audit) -> None:
    assert "outcome" not in columns(audit, "cf_rows_encounters")
    assert {"encounter_id", "occurred_at"} <= columns(audit, "cf_rows_encounters")
    assert audit.rows("SELECT row_id, outcome FROM cf_restricted_encounters") == [
        {"row_id": 1, "outcome": "released"}
    ]
    assert outcomes(audit) == {"E1": "released", "E2": None}


def test_sqlite_does_not_look_into_the_restricted_table_where_nothing_of_it_is_asked(audit: Audit) -> None:
    def plan(sql: str) -> str:
        return " ".join(str(row[3]) for row in audit.connection.execute(f"EXPLAIN QUERY PLAN {sql}"))

    assert " x " not in plan("SELECT officer_id FROM encounters WHERE occurred_at > '2017-01-01'")
    assert "SEARCH x USING INTEGER PRIMARY KEY" in plan("SELECT outcome FROM encounters")


def test_a_type_without_restricted_fields_has_one_table(audit: Audit) -> None:
    assert columns(audit, "cf_restricted_agreements") == set()
    assert restricted_fields(audit.types["agreements"]) == ()


@pytest.mark.parametrize("row", [2, 3])
def test_a_restricted_value_is_corrected_and_comes_back(audit: Audit, row: int) -> None:
    found = set_override(audit, "encounters", "outcome", "transferred", "Letter.", import_id=1, row_no=row)
    assert outcomes(audit)[f"E{row - 1}"] == "transferred"
    assert not rows_as_loaded_differ(audit, 1)
    withdraw_override(audit, found.uid, "Wrong letter.")
    assert outcomes(audit) == {"E1": "released", "E2": None}
    assert not rows_as_loaded_differ(audit, 1)


def test_the_version_before_is_seen_with_its_restricted_fields(audit: Audit) -> None:
    later = [{**ENCOUNTERS[0], "outcome": "charged"}]
    load_plain_rows(audit, "encounters", later, supersedes=1)
    assert outcomes(audit) == {"E1": "charged"}
    before = audit.rows("SELECT outcome FROM earlier_encounters ORDER BY row_id")
    assert before == [{"outcome": "released"}, {"outcome": None}]


def test_an_earlier_audit_file_has_its_restricted_fields_moved_when_it_is_opened(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "encounters", ENCOUNTERS)
        run = audit.connection
        views = run.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        for (view,) in views:
            run.execute(f'DROP VIEW "{view}"')
        for field in restricted_fields(audit.types["encounters"]):
            kind = "TEXT"
            run.execute(f"ALTER TABLE cf_rows_encounters ADD COLUMN {field.name} {kind}")
            run.execute(
                f"UPDATE cf_rows_encounters AS r SET {field.name} = (SELECT {field.name} "
                "FROM cf_restricted_encounters x WHERE x.row_id = r.row_id)"
            )
        run.execute("DROP TABLE cf_restricted_encounters")
        assert not fits_record_types(run, audit.types)
    with open_audit(tmp_path / "test.crossfoot") as audit:
        assert outcomes(audit) == {"E1": "released", "E2": None}
        assert "outcome" not in columns(audit, "cf_rows_encounters")
        assert not rows_as_loaded_differ(audit, 1)
        assert fits_record_types(audit.connection, audit.types)


def test_a_field_whose_class_a_grown_pack_lowers_comes_back_to_its_row(audit: Audit) -> None:
    kind = audit.types["encounters"]
    fields = tuple(
        replace(field, field_class="internal") if field.name == "outcome" else field for field in kind.fields
    )
    types = {**audit.types, "encounters": replace(kind, fields=fields)}
    assert not fits_record_types(audit.connection, types)
    lay_record_tables(audit.connection, types)
    assert fits_record_types(audit.connection, types)
    assert outcomes(audit) == {"E1": "released", "E2": None}
    assert "outcome" in columns(audit, "cf_rows_encounters")


WORD = "quarantined-at-quillfeather"


@pytest.mark.parametrize(
    "request_of",
    [
        {"import_id": 1, "column": "outcome"},
        {"row": (1, 2)},
        {"field": "outcome", "value": WORD},
        {"value": WORD},
        {"source": "encounters (typed by hand)"},
    ],
)
def test_a_restricted_value_that_is_purged_is_nowhere(tmp_path: Path, request_of: dict[str, Any]) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "encounters", [{**ENCOUNTERS[0], "outcome": WORD}, ENCOUNTERS[1]])
        assert "text of cf_restricted_encounters" in places_of(audit.path, WORD)
        purge(audit, PurgeRequest("Not needed.", "Counsel.", **request_of))
        assert places_of(audit.path, WORD) == []


def test_the_cells_of_a_column_without_a_field_lie_apart_in_an_earlier_file_too(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "other_table", [{"Note": "one"}, {"Note": "two"}])
        assert audit.rows("SELECT raw FROM cf_raw_cell") == []
        run = audit.connection
        run.execute("INSERT INTO cf_raw_cell SELECT * FROM cf_restricted_cell")
        run.execute(
            "INSERT INTO cf_raw_cell (import_id, row_no, ref, raw, cell_type) VALUES (1, 2, 'AA2', 'x', 'text')"
        )
        run.execute("DROP TABLE cf_restricted_cell")
    with open_audit(tmp_path / "test.crossfoot") as audit:
        kept = audit.rows("SELECT ref, raw FROM cf_restricted_cell ORDER BY raw_cell_id")
        assert kept == [{"ref": "A2", "raw": "one"}, {"ref": "A3", "raw": "two"}]
        assert audit.rows("SELECT ref FROM cf_raw_cell") == [{"ref": "AA2"}]
