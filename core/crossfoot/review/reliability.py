"""What the auditor concludes on the reliability of each list, and what the tests before that conclusion found.

The program never concludes. A conclusion rests on runs of all tests of data reliability on the current version of the
list; a new version, a correction, another control total or a new run makes it stale. Source: GAO-20-283G, chapter 5.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import Event, new_uid
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.model import Check
from crossfoot.errors import ReviewError

CONCLUSIONS = ("sufficiently reliable", "not sufficiently reliable", "undetermined")
FAMILY = "reliability"
"""The family of checks that a conclusion rests on."""
_TOUCHED = """
SELECT max(e.seq) AS seq FROM cf_event e WHERE
  (e.kind LIKE 'import.%' AND e.object IN (SELECT 'import:' || i.uid FROM cf_import i WHERE i.list_id = :list_id))
  OR (e.kind LIKE 'override.%' AND e.body ->> 'record_type' = :record_type)
  OR (e.kind LIKE 'control_total.%' AND e.body ->> 'list' = :name)
"""


@dataclass(frozen=True, slots=True)
class ReliabilityTest:
    """One test before the conclusion: its latest run on this list, with how many exceptions are of the list.

    `status` is '' where it never ran; `current`: it ran after all that touched the list. `tested` is how many units of
    the list it tested: a list that came once has none to compare with an earlier version. `noted` are units of a test
    that measures or gives leads, and finds no exceptions, of which it says something.
    """

    check: str
    title: str
    run: str
    status: str
    exceptions: int
    current: bool
    tested: int = 0
    noted: int = 0


@dataclass(frozen=True, slots=True)
class ListReliability:
    """A current list with its tests and the conclusion on it; `conclusion` is '' where the auditor has not concluded.

    `stale` says in a sentence why the conclusion no longer speaks of the list as it is; '' while it does.
    """

    list_name: str
    record_type: str
    file: str
    tests: tuple[ReliabilityTest, ...]
    conclusion: str = ""
    purpose: str = ""
    reason: str = ""
    limitations: str = ""
    actor: str = ""
    at: str = ""
    stale: str = ""


def conclude(
    audit: Audit,
    list_name: str,
    conclusion: str,
    purpose: str,
    reason: str,
    limitations: str = "",
    by: str | None = None,
) -> Event:
    """Record what the auditor concludes on a list for the purpose of this audit; earlier conclusions stay as they are.

    ReviewError where the conclusion is unknown, purpose or reason is empty, there is no such current list, or a test of
    data reliability has not run on its current version.
    """
    if conclusion not in CONCLUSIONS:
        raise ReviewError(
            f"There is no conclusion called {conclusion!r}.", f"There are: {', '.join(CONCLUSIONS)}."
        )
    for text, what, hint in (
        (purpose, "the purpose for which the list is used", "Say which questions of the audit rest on it."),
        (reason, "its reason", "Say in a sentence what the conclusion rests on."),
    ):
        if not text.strip():
            raise ReviewError(f"A conclusion needs {what}.", hint)
    found = {one.list_name: one for one in list_reliability(audit)}
    if list_name not in found:
        raise ReviewError(
            f"There is no current list called {list_name!r} in this audit.",
            f"The lists are: {', '.join(found) or 'none yet'}.",
        )
    open_ = [test.check for test in found[list_name].tests if not test.current]
    if open_:
        raise ReviewError(
            f"These tests have not run on the current version of {list_name}: {', '.join(open_)}.",
            f"Run them first: crossfoot check AUDIT {' '.join(open_)}.",
        )
    runs = [test.run for test in found[list_name].tests]
    said = {
        "conclusion": conclusion, "purpose": purpose.strip(), "reason": reason.strip(),
        "limitations": limitations.strip(), "runs": runs,
    }  # fmt: skip
    actor = by or audit.actor
    with audit.write() as db:
        event = audit.record(
            "reliability.concluded", f"list:{list_name}", {"list": list_name, **said}, actor=actor
        )
        db.conn.execute(
            "INSERT INTO cf_reliability (uid, list_id, conclusion, purpose, reason, limitations, runs, actor, at, seq) "
            "SELECT ?, list_id, ?, ?, ?, ?, ?, ?, ?, ? FROM cf_list WHERE name = ?",
            (new_uid(), *(said[name] for name in ("conclusion", "purpose", "reason", "limitations")),
             json.dumps(runs), actor, event.at, event.seq, list_name),
        )  # fmt: skip
    return event


def list_reliability(audit: Audit) -> list[ListReliability]:
    """Each current list with its tests and the latest conclusion on it, in the order in which the lists came."""
    checks = [check for check in audit_checks(audit).checks.values() if check.family == FAMILY]
    ran = {
        row["check_id"]: row
        for row in audit.rows(
            "SELECT r.check_id, r.run_id, r.uid, r.status, (SELECT max(e.seq) FROM cf_event e "
            "WHERE e.kind = 'check.run' AND e.object = 'check:' || r.check_id) AS seq "
            "FROM cf_check_run r WHERE r.latest = 1"
        )
    }
    lists = audit.rows(
        "SELECT l.list_id, l.name, l.record_type, s.name AS file FROM cf_import i "
        "JOIN cf_list l ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id "
        "WHERE i.state = 'current' ORDER BY l.list_id"
    )
    return [_of(audit, one, checks, ran) for one in lists]


def _of(
    audit: Audit, one: dict[str, Any], checks: list[Check], ran: dict[str, dict[str, Any]]
) -> ListReliability:
    named = {key: one[key] for key in ("list_id", "record_type", "name")}
    touched = audit.rows(_TOUCHED, named)[0]["seq"] or 0
    tests = tuple(
        _test(audit, check, ran.get(check.id), one["name"], touched)
        for check in checks
        if not check.needs or one["record_type"] in check.needs
    )
    latest = audit.rows(
        "SELECT * FROM cf_reliability WHERE list_id = ? ORDER BY seq DESC LIMIT 1", (one["list_id"],)
    )
    if not latest:
        return ListReliability(one["name"], one["record_type"], one["file"], tests)
    made = latest[0]
    words = {key: made[key] for key in ("conclusion", "purpose", "reason", "limitations", "actor", "at")}
    stale = _stale(made, tests, touched)
    return ListReliability(one["name"], one["record_type"], one["file"], tests, **words, stale=stale)


def _test(
    audit: Audit, check: Check, run: dict[str, Any] | None, list_name: str, touched: int
) -> ReliabilityTest:
    if run is None:
        return ReliabilityTest(check.id, check.title, "", "", 0, current=False)
    found = audit.rows(
        "SELECT count(*) FILTER (WHERE outcome = 'exception') AS exceptions, count(*) AS tested, "
        "count(*) FILTER (WHERE kind <> '') AS kinds FROM cf_outcome_row "
        "WHERE run_id = ?1 AND outcome IN ('tested', 'exception') AND ifnull(evidence ->> 'list', ?2) = ?2",
        (run["run_id"], list_name),
    )[0]
    current = run["seq"] > touched and run["status"] != "failed"
    noted = found["kinds"] if run["status"] == "measured" else 0
    return ReliabilityTest(
        check.id, check.title, run["uid"], run["status"], found["exceptions"], current, found["tested"], noted
    )


def _stale(made: dict[str, Any], tests: tuple[ReliabilityTest, ...], touched: int) -> str:
    if touched > made["seq"]:
        return "The list, a correction or a control total of it is newer than this conclusion."
    if {test.run for test in tests} != set(json.loads(made["runs"])):
        return "Tests ran again after this conclusion."
    return ""
