"""A second, plain count of the training rule, written from its text and sharing no code with the builder.

A completion serves one due date only: the earliest unserved one whose window start is before it. A cycle's
completion must lie before the next due date + grace, else the cycle is missing. Late = after D + grace.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

AS_OF = dt.date(2018, 3, 31)
START = dt.date(2016, 10, 1)
REVOKE_AFTER = 60


def anniversaries(day: dt.date) -> Iterable[dt.date]:
    for year in range(day.year + 1, AS_OF.year + 2):
        try:
            yield day.replace(year=year)
        except ValueError:  # 29 February
            yield dt.date(year, 2, 28)


def calendar_of(course: dict[str, Any], authorized: dt.date) -> list[dt.date]:
    if course["FREQUENCY"] == "Anniversary":
        return list(anniversaries(authorized))
    month, day = (int(part) for part in course["DUE DAY"].split("-"))
    return [dt.date(year, month, day) for year in range(2016, 2020)]


def verdicts(
    course: dict[str, Any], authorized: dt.date, done: list[dt.date]
) -> list[tuple[dt.date, str, int]]:
    """(due date, verdict, days late) for every due date that counts."""
    grace = dt.timedelta(days=course["GRACE PERIOD"])
    calendar = [due for due in calendar_of(course, authorized) if due >= course["EFFECTIVE DATE"]]
    counted = [d for d in calendar if START <= d <= AS_OF and d - dt.timedelta(days=30) >= authorized]
    windows = {}
    for due in counted:
        at = calendar.index(due)
        before = calendar[at - 1] if at else due - dt.timedelta(days=365)
        after = calendar[at + 1] if at + 1 < len(calendar) else dt.date.max - grace
        windows[due] = (before, after + grace)
    served: dict[dt.date, dt.date] = {}
    for completed in sorted(done):
        for due in counted:
            before, end = windows[due]
            if due not in served and before < completed < end:
                served[due] = completed
                break
    result = []
    for due in counted:
        if due not in served:
            result.append((due, "missing", 0))
        elif served[due] > due + grace:
            result.append((due, "late", (served[due] - due).days))
        else:
            result.append((due, "on time", 0))
    return result


def end_of(officer: dict[str, Any]) -> dt.date:
    """The first day without authority; an expiry ends it on the day after, unless it was given anew."""
    expires = None if officer["REAUTHORIZATION DATE"] else officer["AUTHORITY EXPIRES"]
    days = [officer["REVOCATION DATE"], officer["DATE SEPARATED"], expires and expires + dt.timedelta(days=1)]
    return min((day for day in days if day), default=dt.date.max)


def recount(
    officers: list[dict[str, Any]], courses: list[dict[str, Any]], completions: list[dict[str, Any]]
) -> dict[str, Any]:
    courses = [course for course in courses if course["COURSE TYPE"] == "Online"]
    count: Counter[str] = Counter()
    by_course: dict[str, Counter[str]] = {course["COURSE CODE"]: Counter() for course in courses}
    late_days: list[int] = []
    missing_due: dict[str, list[dt.date]] = {}
    for officer in officers:
        assert officer["DATE SUSPENDED"] is None
        found = []
        pairs = Counter[str]()
        for course in courses:
            done = [
                row["DATE COMPLETED"]
                for row in completions
                if row["DIO ID"] == officer["DIO ID"]
                and row["COURSE CODE"] == course["COURSE CODE"]
                and row["RESULT"] in ("Complete", "Pass")
            ]
            of_course = [
                one
                for one in verdicts(course, officer["AUTHORIZATION DATE"], done)
                if one[0] < end_of(officer)
            ]
            found += of_course
            kinds = [verdict for _, verdict, _ in of_course]
            pairs["due"] += bool(kinds)
            pairs["missing"] += "missing" in kinds
            by_course[course["COURSE CODE"]].update(kinds)
        kinds = [verdict for _, verdict, _ in found]
        count.update(
            {"officer_course_pairs_due": pairs["due"], "officer_course_pairs_missing": pairs["missing"]}
        )
        late_days += [late for _, verdict, late in found if verdict == "late"]
        if not found:
            count["excluded"] += 1
        elif "missing" in kinds:
            count["exceptions"] += 1
            count["late_too"] += "late" in kinds
            missing_due[officer["DIO ID"]] = [due for due, verdict, _ in found if verdict == "missing"]
        elif "late" in kinds:
            count["officers_late"] += 1
        else:
            count["officers_complete"] += 1
    not_revoked = [
        officer
        for officer, dues in missing_due.items()
        if any(due + dt.timedelta(days=REVOKE_AFTER) <= AS_OF for due in dues)
    ]
    return {
        **count,
        "by_course": by_course,
        "late_days": sorted(late_days),
        "missing_due": missing_due,
        "not_revoked": len(not_revoked),
    }
