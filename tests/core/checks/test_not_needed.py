"""Columns that no planned check reads are named before they are loaded, where they are personal or unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.not_needed import not_needed
from crossfoot.cli.main import main
from crossfoot.mapping.model import ColumnMapping, Mapping

from tests.builders import new_audit, write_xlsx


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as audit:
        yield audit


def mapping(*columns: tuple[str, str | None], kind: str = "officers") -> Mapping:
    return Mapping(
        "List",
        kind,
        1,
        tuple(ColumnMapping(letter, f"Header {letter}", field, "", 1.0) for letter, field in columns),
    )


def planned(audit: Audit, *checks: str) -> None:
    with audit.write() as db:
        db.conn.execute("INSERT INTO cf_plan_objective VALUES ('o', 1, 'Whether.', 0)")
        db.conn.execute(
            "INSERT INTO cf_plan_question (uid, objective_uid, position, theme, text) "
            "VALUES ('q', 'o', 1, 'training', 'Whether?')"
        )
        db.conn.executemany(
            "INSERT INTO cf_plan_step (uid, key, question_uid, position, kind, title, check_id) "
            "VALUES (?, ?, 'q', 1, 'check', '', ?)",
            [(check, check, check) for check in checks],
        )


def test_an_unknown_column_is_named_and_a_key_or_public_one_is_not(audit: Audit) -> None:
    found = not_needed(audit, mapping(("A", "officer_id"), ("B", "model"), ("C", None), ("D", "agency")))
    assert [one.letter for one in found] == ["C"]
    assert found[0].said == (
        'Column C "Header C" is read by no planned check. Leave it out: --leave-out "C:not needed"'
    )


def test_without_a_plan_the_checks_of_the_pack_count_and_with_one_those_that_are_planned(
    audit: Audit,
) -> None:
    columns = mapping(("A", "officer_id"), ("B", "us_citizen"))
    assert not_needed(audit, columns) == []
    planned(audit, "authority-expired")
    assert [one.field for one in not_needed(audit, columns)] == ["us_citizen"]


def test_a_step_that_reads_the_field_needs_it(audit: Audit) -> None:
    planned(audit, "officer-eligibility")
    assert not_needed(audit, mapping(("A", "officer_id"), ("B", "us_citizen"))) == []


def test_of_a_table_of_no_known_kind_nothing_is_asked(audit: Audit) -> None:
    assert not_needed(audit, mapping(("A", None), kind="other_table")) == []


def test_the_command_says_it_in_a_line_and_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ["Officer ID", "Officer Name", "Agency", "State", "Authorized on", "Shoe size"],
        ["D1", "Ann", "County", "TX", "2017-05-01", "44"],
    ]
    path = write_xlsx(tmp_path / "list.xlsx", {"List": rows})
    with new_audit(tmp_path) as audit:
        file = str(audit.path)
    assert main(["import", file, str(path), "--as", "officers"]) == 0
    assert 'Column F "Shoe size" is read by no planned check.' in capsys.readouterr().out
    assert main(["import", file, str(path), "--as", "officers", "--as-list", "more", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)["not_needed"]
    assert {"sheet": "List", "letter": "F", "header": "Shoe size", "field": None} in asked
