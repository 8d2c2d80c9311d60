"""The history is append-only, and a change to it is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import broken_link, content_head, events

from tests.builders import new_audit


def with_events(folder: Path) -> Audit:
    audit = new_audit(folder)
    with audit.write():
        audit.record("finding.edited", "finding:1", {"before": "a", "after": "b"})
        audit.record("report.built", "report:1", {"sha256": "0" * 64})
    return audit


def test_events_form_a_chain_with_ids_authors_and_objects(tmp_path: Path) -> None:
    with with_events(tmp_path) as audit:
        found = list(events(audit.connection))
        assert [(e.seq, e.kind, e.actor) for e in found] == [
            (1, "audit.created", "tester"),
            (2, "finding.edited", "tester"),
            (3, "report.built", "tester"),
        ]
        assert [e.prev for e in found] == ["", found[0].hash, found[1].hash]
        assert len({e.id for e in found}) == 3
        assert broken_link(audit.connection) is None


def test_a_report_does_not_move_the_head_that_it_prints(tmp_path: Path) -> None:
    with with_events(tmp_path) as audit:
        assert content_head(audit.connection).seq == 2


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE cf_event SET body = '{}' WHERE seq = 2",
        "DELETE FROM cf_event WHERE seq = 3",
        "INSERT INTO cf_event VALUES (9, 'x', 't', 'a', 'k', 'o', '{}', '', 'h', NULL, NULL)",
        "INSERT OR REPLACE INTO cf_event VALUES (2, 'x', 't', 'a', 'k', 'o', '{}', '', 'h', NULL, NULL)",
    ],
)
def test_history_refuses_to_be_changed(tmp_path: Path, attack: str) -> None:
    with with_events(tmp_path) as audit, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        audit.connection.execute(attack)


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        ("UPDATE cf_event SET body = '{}' WHERE seq = 2", "Event 2 (finding.edited"),
        ("UPDATE cf_event SET actor = 'someone else' WHERE seq = 1", "Event 1 (audit.created"),
        ("DELETE FROM cf_event WHERE seq = 2", "Event 2 is missing"),
    ],
)
def test_a_change_behind_the_triggers_is_found(tmp_path: Path, attack: str, sentence: str) -> None:
    with with_events(tmp_path) as audit:
        for name in ("cf_event_no_update", "cf_event_no_delete"):
            audit.connection.execute(f"DROP TRIGGER {name}")
        audit.connection.execute(attack)
        assert sentence in (broken_link(audit.connection) or "")
