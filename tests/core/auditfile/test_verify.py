"""`crossfoot verify` finds what was changed behind the program's back, and says each in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.verify import verify
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError

from tests.core.auditfile import quillfeather


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quillfeather.built_once(tmp_path_factory)


@pytest.fixture
def audit(built: Path, tmp_path: Path) -> Audit:
    return quillfeather.copy_of(built, tmp_path)


def test_an_audit_that_nobody_touched_verifies(audit: Audit) -> None:
    found = verify(audit)
    (last,) = audit.rows("SELECT seq, hash FROM cf_event ORDER BY seq DESC LIMIT 1")
    assert (found.ok, found.differences, found.notices) == (True, (), ())
    assert (found.events, found.head) == (last["seq"], last["hash"])


NO_GUARDS = "DROP TRIGGER cf_event_no_update; DROP TRIGGER cf_event_no_delete;"


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (f"{NO_GUARDS} UPDATE cf_event SET body = '{{}}' WHERE seq = 2", "Event 2 (audit.changed"),
        (f"{NO_GUARDS} UPDATE cf_event SET actor = 'else' WHERE seq = 2", "Event 2 (audit.changed"),
        (f"{NO_GUARDS} UPDATE cf_event SET at = '2001-01-01' WHERE seq = 2", "Event 2 (audit.changed"),
        (f"{NO_GUARDS} DELETE FROM cf_event WHERE seq = 2", "Event 2 is missing"),
        ("DROP TRIGGER cf_event_no_update", "The guard cf_event_no_update of the history is missing"),
        (
            "DROP TRIGGER cf_event_no_update; "
            "CREATE TRIGGER cf_event_no_update BEFORE UPDATE ON cf_event BEGIN SELECT 1; END",
            "The guard cf_event_no_update of the history is missing or was changed",
        ),
        (
            "CREATE TRIGGER mine AFTER INSERT ON cf_event BEGIN DELETE FROM cf_decision; END",
            "There is a trigger mine in the file",
        ),
        ("UPDATE cf_rows_agreements SET agency = 'Else' WHERE row_no = 2", "The rows of import 1"),
        ("UPDATE cf_rows_agreements SET hidden = 1 WHERE row_no = 2", "The rows of import 1"),
        ("DELETE FROM cf_rows_agreements WHERE row_no = 2", "The rows of import 1"),
        ("UPDATE cf_override_cell SET before = '\"2001-01-01\"'", "The rows of import 1"),
        ("UPDATE cf_import SET digest = 'ab' WHERE import_id = 2", "The rows of import 2"),
        ("DELETE FROM cf_import_column WHERE import_id = 3", "The rows of import 3"),
        ("UPDATE cf_source_chunk SET data = zeroblob(9)", "The kept bytes of list.xlsx"),
        ("DELETE FROM cf_source_chunk", "The kept bytes of list.xlsx"),
        ("UPDATE cf_source SET sha256 = 'ab' WHERE name = 'list.xlsx'", "What is kept of import 1"),
        ("UPDATE cf_evidence_chunk SET data = zeroblob(9)", "The attached bytes of E-1 (memo.txt)"),
        ("UPDATE cf_evidence SET sha256 = 'ab' WHERE number = 1", "The attached bytes of E-1"),
        ("UPDATE cf_decision SET reason = 'else'", "The decision on exception"),
        ("UPDATE cf_decision SET decision = 'confirmed'", "The decision on exception"),
        (
            "INSERT INTO cf_tombstone VALUES ('x', 'a', 'b', 'c', 'd', '{}', 'e', 'f', 99)",
            "there is no such event",
        ),
    ],
)
def test_each_attack_is_found(audit: Audit, attack: str, said: str) -> None:
    audit.connection.execute("PRAGMA foreign_keys = OFF")
    for statement in attack.split("; ") if "BEGIN" not in attack else [attack]:
        audit.connection.executescript(f"{statement};")
    found = verify(audit)
    assert not found.ok
    assert any(said in difference for difference in found.differences), found.differences


def test_a_cut_tail_and_a_history_made_anew_are_found_by_the_printed_hash(audit: Audit) -> None:
    head = verify(audit).head
    assert verify(audit, head).ok
    assert verify(audit, head[:16].upper()).ok
    audit.connection.executescript(f"{NO_GUARDS} DELETE FROM cf_event WHERE hash = '{head}';")
    assert "No event of the history has the hash" in verify(audit, head).differences[-1]


def test_what_is_no_hash_is_refused(audit: Audit) -> None:
    for head in ("", "abc", "hello, world!", "g" * 64):
        with pytest.raises(AuditFileError, match="is no hash of an event"):
            verify(audit, head)


def test_the_command_tells_by_its_exit_code(audit: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    head, path = verify(audit).head, str(audit.path)
    audit.close()
    assert main(["verify", path, "--head", head]) == 0
    assert "is what its history says" in capsys.readouterr().out
    assert main(["verify", path, "--head", "ab" * 32, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["head"], len(told["differences"])) == (False, head, 1)
    assert main(["verify", path, "--head", "x"]) == 2
