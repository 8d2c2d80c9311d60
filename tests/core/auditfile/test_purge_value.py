"""After a purge a value is nowhere in the audit file, what the checks say is the same, and the history holds."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.exception_identity import facts_digest
from crossfoot.auditfile.history import broken_link, events
from crossfoot.auditfile.pseudonyms import token_of
from crossfoot.auditfile.purging.purge import purge
from crossfoot.auditfile.purging.purge_model import Purged, PurgeRequest
from crossfoot.auditfile.verify import verify
from crossfoot.errors import AuditFileError

from tests.core.auditfile import quillfeather
from tests.core.auditfile.bytes_of import leaks
from tests.core.auditfile.quillfeather import AGENCY, OFFICER, PERSON

WHY = {"reason": "It should not have been sent.", "authority": "Privacy Office, memo of 3 May 2018"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quillfeather.built_once(tmp_path_factory)


@pytest.fixture
def audit(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return quillfeather.copy_of(built, tmp_path)


def purged(audit: Audit, value: str, **more: object) -> Purged:
    return purge(audit, PurgeRequest(**WHY, value=value, inside_words="remove", **more))  # type: ignore[arg-type]


def refusal(audit: Audit, request: PurgeRequest) -> str:
    before = audit.rows("SELECT count(*) AS n, max(hash) AS h FROM cf_event")
    with pytest.raises(AuditFileError) as refused:
        purge(audit, request)
    assert audit.rows("SELECT count(*) AS n, max(hash) AS h FROM cf_event") == before
    assert refused.value.hint
    return refused.value.message


@pytest.mark.parametrize("value", [AGENCY, OFFICER, PERSON])
def test_the_value_is_nowhere_in_the_bytes_and_all_else_holds(audit: Audit, value: str) -> None:
    before, head = quillfeather.counts(audit), verify(audit).head
    done = purged(audit, value)
    assert done.cells > 3
    assert quillfeather.counts(audit) == before, "checks count as before, decisions stay, lists still join"
    found = verify(audit, head)
    assert (found.differences, found.ok) == ((), True)
    assert "tester purged a value" in found.notices[0]
    audit.close()
    assert leaks(audit.path, value) == []


def test_a_dry_run_says_where_it_stands_and_changes_nothing(audit: Audit) -> None:
    head = verify(audit).head
    looked = purge(audit, PurgeRequest(**WHY, value=AGENCY), dry_run=True)
    assert verify(audit).head == head
    done = purge(audit, PurgeRequest(**WHY, value=AGENCY))
    assert (looked.places, looked.events, looked.imports) == (done.places, done.events, done.imports)
    assert {(p.place, p.standing, p.cells) for p in done.places} >= {
        ("officers: agency", "itself", 1),
        ("agreements: agency", "other spelling", 1),
        ("findings: cause", "in a longer text", 1),
        ("attached files: data", "in a longer text", 1),
    }


def test_equal_values_get_equal_tokens_and_other_spellings_still_meet(audit: Audit) -> None:
    done = purged(audit, AGENCY)
    names = [row["agency"] for row in audit.rows("SELECT agency FROM agreements ORDER BY row_no")]
    assert names[0] == "Alder County"
    assert {name.lower() for name in (names[1], names[3])} == {f"[purged:{done.token}]"}
    assert names[1] != names[3], "they were spelled differently"
    refs = {
        row["agency_ref"]
        for row in audit.rows("SELECT agency_ref FROM officers WHERE agency = ?", (names[1],))
    }
    assert refs == {f"TX|[purged:{done.token}]"}


def test_the_tombstone_tells_who_why_and_where_without_the_value(audit: Audit) -> None:
    done = purged(audit, OFFICER)
    (stone,) = audit.rows("SELECT * FROM cf_tombstone")
    told = list(events(audit.connection))[-1]
    assert (told.kind, told.seq, told.body["reason"]) == ("purge.done", stone["seq"], WHY["reason"])
    assert (stone["token"], stone["authority"]) == (done.token, WHY["authority"])
    assert {"place": "officers: officer id", "how": "itself", "count": 1} in json.loads(stone["places"])[
        "places"
    ]
    changed = audit.rows("SELECT seq FROM cf_event WHERE salt IS NULL")
    assert [one[0] for one in told.body["events"]] == [row["seq"] for row in changed] != []


def test_an_exception_gets_the_identity_that_the_next_run_gives_it(audit: Audit) -> None:
    before = {row["exception_id"] for row in audit.rows("SELECT exception_id FROM cf_decision")}
    purged(audit, AGENCY)
    after = {row["exception_id"] for row in audit.rows("SELECT exception_id FROM cf_decision")}
    assert not before & after, "the old ones are hashes over the value"
    assert leaks(audit.path, next(iter(before))) == []
    quillfeather.counts(audit)
    assert audit.rows("SELECT count(*) AS n FROM cf_exception WHERE present = 0") == [{"n": 0}]


def test_no_digest_over_the_value_stays_in_the_file(audit: Audit) -> None:
    old = [row["digest"] for row in audit.rows("SELECT digest FROM cf_import")]
    old += [row["frame_sha256"] for row in audit.rows("SELECT frame_sha256 FROM cf_sample")]
    purged(audit, AGENCY)
    purged(audit, OFFICER)
    left = [digest for digest in old if leaks(audit.path, digest)]
    assert left == []


def test_two_purges_after_each_other_hold(audit: Audit) -> None:
    head = verify(audit).head
    for value in (PERSON, AGENCY, OFFICER):
        purged(audit, value)
    assert verify(audit, head).differences == ()
    assert [leaks(audit.path, value) for value in (PERSON, AGENCY, OFFICER)] == [[], [], []]


def test_copies_that_left_before_are_named_to_be_called_back(audit: Audit) -> None:
    done = purged(audit, OFFICER)
    assert [(copy.what, copy.file) for copy in done.recall] == [("a memo", "memo.txt")]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (PurgeRequest(**WHY, value="abc"), "fewer than 4"),
        (PurgeRequest(**WHY, value="2017-05-08"), "A date or a short number"),
        (PurgeRequest(**WHY, value="officers"), "a word that the program itself uses"),
        (PurgeRequest(**WHY, value="Nobody At All"), "nothing to purge"),
        (PurgeRequest(**WHY), "exactly one thing"),
        (PurgeRequest(**WHY, value=AGENCY, evidence="E-1"), "exactly one thing"),
        (PurgeRequest("", "someone", value=AGENCY), "a reason and an authority"),
        (PurgeRequest(f"{AGENCY} asks", "someone", value=AGENCY), "holds the value itself"),
        (PurgeRequest(**WHY, value="Quillfeathe"), "a part of a longer word"),
        (PurgeRequest(**WHY, evidence="E-9"), "no evidence"),
        (PurgeRequest(**WHY, import_id=1, column="ZZ"), "no column"),
        (PurgeRequest(**WHY, row=(1, 99)), "no row 99"),
        (PurgeRequest(**WHY, source="other.xlsx"), "No workbook"),
    ],
)
def test_what_cannot_be_purged_is_said_in_a_sentence(audit: Audit, request_: PurgeRequest, said: str) -> None:
    assert said in refusal(audit, request_)


def test_a_part_of_a_longer_word_stays_where_that_is_chosen(audit: Audit) -> None:
    with audit.write() as db:
        db.conn.execute("UPDATE cf_finding SET effect = 'The Alderman of Alder County'")
    purge(audit, PurgeRequest(**WHY, value="Alder", inside_words="leave"))
    (effect,) = [row["effect"] for row in audit.rows("SELECT effect FROM cf_finding")]
    assert effect.startswith("The Alderman of [")


def test_a_file_that_is_open_elsewhere_is_not_purged(audit: Audit) -> None:
    with open_audit(audit.path):
        assert "open in another window" in refusal(audit, PurgeRequest(**WHY, value=AGENCY))
    audit.connection.execute("PRAGMA busy_timeout = 0")
    purged(audit, AGENCY)


def test_a_purge_does_not_cover_up_another_change(audit: Audit) -> None:
    audit.connection.execute("UPDATE cf_rows_officers SET last_name = 'Else' WHERE officer_id = 'DIO-1'")
    assert "would cover that up: The rows of import 2" in refusal(audit, PurgeRequest(**WHY, value=AGENCY))


def test_a_value_in_escapes_numbers_and_base64_is_found(audit: Audit) -> None:
    value, number = 'Ana "Q" Garc\u00eda\\Lopez', "987654321"
    body = {"said": value, "deep": json.dumps({"again": value}), "number": 987654321, "QW5h": ["x"]}
    with audit.write() as db:
        audit.record("finding.edited", "finding:1", body)
        db.conn.execute("UPDATE cf_finding SET left_out = ?", (json.dumps({"of": value, "n": 987654321}),))
    purged(audit, value)
    purged(audit, number)
    (left,) = [json.loads(row["left_out"]) for row in audit.rows("SELECT left_out FROM cf_finding")]
    assert left["of"].lower().startswith("[purged:")
    assert left["n"].startswith("[purged:")
    assert json.loads(list(events(audit.connection))[-3].body["deep"])["again"].lower().startswith("[purged:")
    assert leaks(audit.path, "Lopez") == leaks(audit.path, number) == []


def test_an_event_of_an_older_version_is_accepted_and_its_limit_told(audit: Audit) -> None:
    with audit.write() as db:
        from crossfoot.auditfile.history import _old_hash

        (seq, prev) = db.conn.execute("SELECT seq, hash FROM cf_event ORDER BY seq DESC LIMIT 1").fetchone()
        said = ["tester", "finding.edited", "finding:1", json.dumps({"of": PERSON})]
        seal = _old_hash(seq + 1, "ab" * 16, "2018-01-01", said, prev)
        db.conn.execute(
            "INSERT INTO cf_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            (seq + 1, "ab" * 16, "2018-01-01", *said, prev, seal),
        )
    assert broken_link(audit.connection) is None
    done = purged(audit, PERSON)
    assert any("written by a version before 4" in note for note in done.notes)
    assert verify(audit).differences == ()


def without_guards(audit: Audit, *statements: str) -> None:
    """Change the history behind its triggers, and put them back as they were."""
    run = audit.connection
    triggers = run.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        run.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        run.execute(statement)
    for _, sql in triggers:
        run.execute(sql)


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE cf_event SET body = '{}' WHERE seq = 2", "Event 2 ("),
        ("UPDATE cf_event SET body = '{}', salt = NULL WHERE seq = 2", "Event 2 ("),
        ("UPDATE cf_event SET salt = NULL WHERE seq = 2", "Event 2 ("),
        ("UPDATE cf_event SET body = '{}' WHERE salt IS NULL", "does not carry the seal"),
        ("UPDATE cf_event SET actor = 'else' WHERE salt IS NULL", "does not carry the seal"),
        ("UPDATE cf_event SET object = 'else' WHERE salt IS NULL", "does not carry the seal"),
        ("UPDATE cf_event SET body_digest = NULL WHERE salt IS NULL", "does not carry the seal"),
        ("DELETE FROM cf_tombstone", "its tombstone is missing"),
        ("UPDATE cf_tombstone SET reason = 'else'", "says something else"),
        (
            "INSERT INTO cf_tombstone SELECT 'x', what, token, reason, authority, places, actor, at, 2 "
            "FROM cf_tombstone",
            "there is no such event",
        ),
        (
            "UPDATE cf_event SET body = json_set(body, '$.events[#]', json('[2, \"00\"]')) WHERE kind = 'purge.done'",
            "(purge.done",
        ),
    ],
)
def test_nothing_but_what_a_purge_names_is_accepted(audit: Audit, attack: str, said: str) -> None:
    purged(audit, AGENCY)
    without_guards(audit, attack)
    found = verify(audit)
    assert not found.ok
    assert said in found.differences[0]


def test_the_value_is_not_in_the_pages_that_a_killed_program_would_leave(audit: Audit) -> None:
    with audit.write() as db:
        db.conn.execute("UPDATE cf_finding SET effect = ?", (f"{PERSON} {'x' * 200_000}",))
    with audit.write() as db:
        db.conn.execute("UPDATE cf_finding SET effect = ''")
    assert leaks(audit.path, PERSON)
    purged(audit, PERSON)
    audit.connection.execute("SELECT 1")
    assert leaks(audit.path, PERSON) == [], "while it is still open"


def test_samples_that_sqlite_took_of_columns_are_forgotten(audit: Audit) -> None:
    audit.connection.execute("ANALYZE")
    purged(audit, AGENCY)
    assert audit.rows("SELECT count(*) AS n FROM sqlite_stat1") == [{"n": 0}]


def test_traces_beside_the_file_are_told(audit: Audit, tmp_path: Path) -> None:
    log = tmp_path / "temporary" / "crossfoot-mistake.log"
    log.write_text(f"crossfoot purge --value {PERSON}", encoding="utf-8")
    left = tmp_path / "temporary" / "crossfoot-abc"
    left.mkdir()
    (left / "list.csv").write_text(f"a,{PERSON.upper()}", encoding="utf-8")
    with sqlite3.connect(audit.path) as run, sqlite3.connect(tmp_path / "backup.db") as other:
        run.backup(other)
    run.close()
    other.close()
    notes = " ".join(purged(audit, PERSON).notes)
    assert not log.exists()
    assert "list.csv was left by Crossfoot and holds the value" in notes
    assert "backup.db, beside this file, is a copy of this audit" in notes


def test_a_pseudonym_of_the_value_leads_nowhere_afterwards(audit: Audit) -> None:
    with audit.write() as db:
        token, other = (token_of(db.conn, value, "third_person") for value in (PERSON, "Somebody Else"))
        db.conn.execute("UPDATE cf_finding SET effect = ?", (f"{token} and {other} were heard.",))
    purged(audit, PERSON)
    assert audit.rows("SELECT token FROM cf_pseudonym") == [{"token": other}]
    (effect,) = [row["effect"] for row in audit.rows("SELECT effect FROM cf_finding")]
    assert effect.startswith("R-") and effect.endswith(f" and {other} were heard.")
    assert leaks(audit.path, token) == [], "with the key of the file it could be made from a guess"


def test_the_digest_of_facts_that_held_the_value_is_that_of_the_facts_without_it(audit: Audit) -> None:
    def digest_of(ref: str) -> str:
        return facts_digest(json.dumps({"agency_ref": ref}, separators=(",", ":")))

    ref = "TX|quillfeather county"
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_check_run SET header = json_set(header, '$.facts', json('[\"agency_ref\"]'))"
        )
        for table in ("cf_exception", "cf_decision"):
            db.conn.execute(
                f"UPDATE {table} SET facts_digest = ? WHERE exception_id = "
                "(SELECT exception_id FROM cf_exception WHERE entity LIKE ?)",
                (digest_of(ref), f"{ref}%"),
            )
    done = purged(audit, AGENCY)
    (left,) = audit.rows(
        "SELECT e.facts_digest, d.facts_digest AS decided FROM cf_exception e JOIN cf_decision d "
        "ON d.exception_id = e.exception_id WHERE e.entity LIKE 'TX|[purged:%'"
    )
    assert left["facts_digest"] == left["decided"] == digest_of(f"TX|[purged:{done.token}]")
    assert leaks(audit.path, digest_of(ref)) == []
