"""The history tells of a restricted field by tokens, and the command shows the value behind one for a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_list import find_override
from crossfoot.auditfile.corrections.overrides import set_override
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.pseudonyms import find_tokens
from crossfoot.cli.main import main

from tests.builders import new_audit

ENCOUNTERS = [
    {"encounter_id": "E1", "officer_id": "D1", "occurred_at": "2017-05-01T10:00:00", "outcome": "released"}
]


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "encounters", ENCOUNTERS)
        yield audit


def body(audit: Audit) -> dict[str, str]:
    (event,) = audit.rows("SELECT body FROM cf_event WHERE kind = 'override.set'")
    found: dict[str, str] = json.loads(event["body"])
    return found


def test_a_correction_of_a_restricted_field_stands_in_the_history_as_tokens(audit: Audit) -> None:
    done = set_override(audit, "encounters", "outcome", "deported", "Letter.", raw="released")
    said = body(audit)
    assert find_tokens(said["used"]) == [said["used"]]
    assert find_tokens(said["raw"]) == [said["raw"]]
    assert said["used"] != said["raw"]
    assert said["reason"] == "Letter."
    assert (find_override(audit, done.uid).stood, find_override(audit, done.uid).used) == (
        "released",
        "deported",
    )
    events = " ".join(row["body"] for row in audit.rows("SELECT body FROM cf_event"))
    assert "deported" not in events
    assert "released" not in events


def test_a_correction_to_no_value_and_one_of_another_field_stand_as_they_are(audit: Audit) -> None:
    set_override(audit, "encounters", "outcome", "", "Unknown.", import_id=1, row_no=2)
    assert body(audit)["used"] == ""


def test_a_field_that_is_not_restricted_is_told_as_before(audit: Audit) -> None:
    set_override(audit, "encounters", "officer_id", "D2", "Letter.", raw="D1")
    assert (body(audit)["raw"], body(audit)["used"]) == ("D1", "D2")


def test_the_command_prints_the_value_behind_a_token_and_records_who_asked(
    audit: Audit, capsys: pytest.CaptureFixture[str]
) -> None:
    set_override(audit, "encounters", "outcome", "deported", "Letter.", raw="released")
    token = body(audit)["used"]
    words = ["restricted", str(audit.path), "reveal", token, "--reason", "Traced.", "--by", "reviewer"]
    assert main(words) == 0
    assert capsys.readouterr().out == "deported\n"
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"token": token, "value": "deported"}
    assert main(["history", str(audit.path)]) == 0
    told = capsys.readouterr().out
    assert "restricted.revealed" in told
    assert "reviewer" in told
    assert "deported" not in told
