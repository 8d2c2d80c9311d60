"""The shared view of training cycles against the rules of settled.md 2 in plain Python, on invented lists."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.runner import prepare_check
from crossfoot.checks.sandbox import open_sandbox
from crossfoot.progress import silent

Row = dict[str, Any]
AS_OF, PERIOD_START = dt.date(2018, 3, 31), dt.date(2014, 10, 1)
DAYS_NEW = 30
COURSES: list[Row] = [
    {"course_id": "MAY", "due_rule": "fixed", "due_month_day": "05-31", "grace_days": 0},
    {"course_id": "NOV", "due_rule": "fixed", "due_month_day": "11-30", "grace_days": 45},
    {"course_id": "YEARLY", "due_rule": "anniversary", "interval_months": 12, "grace_days": 10},
    {"course_id": "SIX", "due_rule": "anniversary", "interval_months": 6, "grace_days": 0},
    {"course_id": "ONCE", "due_rule": "once", "grace_days": 20},
    {"course_id": "AGAIN", "due_rule": "interval", "interval_months": 9, "grace_days": 5},
]
EQUIVALENTS = [
    {"course_id": "OLD", "replaces_course_id": "MAY", "from_on": "2015-01-01", "to_on": "2016-12-31"},
    {"course_id": "OTHER", "replaces_course_id": "SIX", "from_on": "2014-01-01"},
]


@pytest.mark.parametrize("seed", range(3))
def test_each_due_date_comes_out_as_the_rules_say(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    officers = [_officer(chance, number) for number in range(60)]
    lists = {
        "training_courses": [{"title": "T", "kind": "online", "required": True, **row} for row in COURSES],
        "officers": officers,
        "training_completions": [row for officer in officers for row in _completions(chance, officer)],
        "course_equivalents": EQUIVALENTS,
        "exemptions": [_exemption(chance, chance.choice(officers)) for _ in range(12)],
        "absences": [_absence(chance, chance.choice(officers)) for _ in range(12)],
    }
    with create_audit(
        tmp_path / "a.crossfoot", title="Cycles", as_of=AS_OF, period_start=PERIOD_START, actor="test"
    ) as audit:
        load_plain_rows(audit, "agreements", [{"agency": "Oak", "state": "TX", "signed_on": "2010-01-01"}])
        for name, rows in lists.items():
            load_plain_rows(audit, name, rows)
        found = _cycles(audit, tmp_path)
    expected = sorted(cycle for officer in officers for cycle in _cycles_of(officer, lists))
    assert found == expected
    assert {status for *_, status in found} >= {"met", "late", "missing", "exempt", "too new"}


def _cycles(audit: Audit, folder: Path) -> list[tuple[Any, ...]]:
    catalogue = load_checks(content.pack(), audit.types)
    one = prepare_check(audit, catalogue.check("training-online-incomplete"), {"grace_new": str(DAYS_NEW)})
    audit.lay_join_indexes()
    with open_sandbox(audit, folder / "scratch", catalogue.views, one.parameters, silent) as sandbox:
        rows = sandbox.rows(
            "SELECT o.officer_id, c.course_id, c.due_on, ifnull(c.completed_on, '') AS completed_on, c.status "
            "FROM training_cycles c JOIN officers o ON o.row_id = c.officer_row"
        )
    return sorted(tuple(row.values()) for row in rows)


def _day(chance: random.Random, first: dt.date, last: dt.date) -> str:
    return (first + dt.timedelta(days=chance.randrange((last - first).days))).isoformat()


def _officer(chance: random.Random, number: int) -> Row:
    start = chance.choice(["2014-08-31", "2015-01-31", _day(chance, dt.date(2013, 1, 1), AS_OF)])
    end = _day(chance, dt.date.fromisoformat(start), dt.date(2019, 1, 1)) if number % 5 == 0 else None
    named = {"officer_id": f"D{number:02}", "agency": "Oak", "state": "TX"}
    return {**named, "authorized_on": start, "revoked_on": end}


def _completions(chance: random.Random, officer: Row) -> Iterator[Row]:
    """Of each course now and then one; many just behind a due date, so that a late one stands in another's way."""
    for course in ("MAY", "NOV", "YEARLY", "SIX", "ONCE", "AGAIN", "OLD", "OTHER"):
        for year in range(2013, 2019):
            if chance.random() < 0.3:
                continue
            day = _day(chance, dt.date(year, 1, 1), dt.date(year, 12, 31))
            if chance.random() < 0.5:
                month = {"MAY": 6, "NOV": 12}.get(course, int(officer["authorized_on"][5:7]))
                day = f"{year}-{month:02}-{chance.randint(1, 28):02}"
            result = chance.choice(["pass", "complete", "complete", None, "fail"])
            yield {
                "officer_id": officer["officer_id"], "course_id": course, "completed_on": day, "result": result,
                "attempt": year,
            }  # fmt: skip


def _exemption(chance: random.Random, officer: Row) -> Row:
    start = _day(chance, PERIOD_START, AS_OF)
    about = chance.choice(["training", "May", "SIX", "something else"])
    named = {"entity": officer["officer_id"], "requirement": about, "granted_by": "X"}
    return {**named, "from_on": start, "to_on": chance.choice([None, start, "2018-01-01"])}


def _absence(chance: random.Random, officer: Row) -> Row:
    start = _day(chance, PERIOD_START, AS_OF)
    return {
        "officer_id": officer["officer_id"],
        "from_on": start,
        "to_on": chance.choice([None, "2018-01-01"]),
    }


def _later(day: str, months: int) -> str:
    year, month, date = map(int, day.split("-"))
    years, month = divmod(month - 1 + months, 12)
    most = calendar.monthrange(year + years, month + 1)[1]
    return dt.date(year + years, month + 1, min(date, most)).isoformat()


def _shifted(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _cycles_of(officer: Row, lists: dict[str, list[Row]]) -> Iterator[tuple[Any, ...]]:
    for course in COURSES:
        days = sorted(set(_counting(officer, course, lists)))
        walk = _by_interval if course["due_rule"] == "interval" else _by_calendar
        for due, completed, state in walk(officer, course, days, lists):
            limit = _shifted(due, course["grace_days"])
            status = state
            if state == "counted":
                status = "open" if limit > AS_OF.isoformat() else "missing"
                if completed:
                    status = "late" if completed > limit else "met"
            yield officer["officer_id"], course["course_id"], due, completed, status


def _counting(officer: Row, course: Row, lists: dict[str, list[Row]]) -> Iterator[str]:
    """The days of the officer's completions that count for the course."""
    for row in lists["training_completions"]:
        if row["officer_id"] != officer["officer_id"] or row["result"] == "fail":
            continue
        day = row["completed_on"]
        if row["course_id"] == course["course_id"] or any(
            e["course_id"] == row["course_id"]
            and e["replaces_course_id"] == course["course_id"]
            and e["from_on"] <= day <= e.get("to_on", "9999")
            for e in EQUIVALENTS
        ):
            yield day


def _state(officer: Row, course: Row, due: str, lists: dict[str, list[Row]]) -> str:
    """Why a due date does not count, or '' where the officer was not authorized on it or it is outside the period."""
    start = officer["authorized_on"]
    if not (start <= due < (officer["revoked_on"] or "9999")):
        return ""
    if not PERIOD_START.isoformat() <= due <= AS_OF.isoformat():
        return ""
    if course["due_rule"] != "once" and start > _shifted(due, -DAYS_NEW):
        return "too new"
    covering = [
        row
        for row in (*lists["exemptions"], *lists["absences"])
        if officer["officer_id"] in (row.get("entity"), row.get("officer_id"))
        and row.get("requirement", "training").upper() in ("TRAINING", course["course_id"])
        and row["from_on"] <= due <= (row["to_on"] or "9999")
    ]
    return "exempt" if covering else "counted"


def _by_calendar(
    officer: Row, course: Row, days: list[str], lists: dict[str, list[Row]]
) -> Iterator[tuple[str, str, str]]:
    """A completion serves the earliest unserved due date whose window starts before it; none serves two."""
    start = officer["authorized_on"]
    if course["due_rule"] == "fixed":
        dues = [f"{year}-{course['due_month_day']}" for year in range(2014, 2020)]
    elif course["due_rule"] == "once":
        dues = [start]
    else:
        dues = [_later(start, k * course["interval_months"]) for k in range(1, 14)]
    dues = [due for due in dues if due >= PERIOD_START.isoformat()]
    taken: set[str] = set()
    for place, due in enumerate(dues):
        state = _state(officer, course, due, lists)
        if not state:
            continue
        opens = dues[place - 1] if place else _shifted(due, -365)
        after = dues[place + 1] if place + 1 < len(dues) else "9000-01-01"
        closes = min(_shifted(after, course["grace_days"]), _shifted(AS_OF.isoformat(), 1))
        free = [day for day in days if opens < day < closes and day > max(taken, default="")]
        completed = free[0] if free and state == "counted" else ""
        taken |= {completed} - {""}
        yield due, completed, state


def _by_interval(
    officer: Row, course: Row, days: list[str], lists: dict[str, list[Row]]
) -> Iterator[tuple[str, str, str]]:
    """The next due date lies an interval after the last completion, the first one after the authorization."""
    start = officer["authorized_on"]
    known = sorted({start, *(day for day in days if day <= AS_OF.isoformat())})
    for day, following in zip(known, [*known[1:], ""], strict=True):
        due = _later(day, course["interval_months"])
        state = _state(officer, course, due, lists)
        if state and (not following or following > start):
            yield due, following, state
