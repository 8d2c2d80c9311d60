"""What is planted in papers, terms, ends and classroom training of officers, counted from the committed workbooks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from typing import Any

from tests.core.samples.committed import expected, records
from tests.core.samples.training_oracle import end_of

AS_OF = dt.date(2018, 3, 31)
DAY = dt.timedelta(days=1)


def ids(found: list[dict[str, Any]]) -> set[str]:
    return {row["DIO ID"] for row in found}


def of_kind(kind: str) -> list[dict[str, Any]]:
    codes = {course["COURSE CODE"] for course in records("training_courses") if course["COURSE TYPE"] == kind}
    return [row for row in records("training_completions") if row["COURSE CODE"] in codes]


@cache
def still_authorized() -> set[str]:
    return {row["DIO ID"] for row in records("officers") if end_of(row) > AS_OF}


def test_nine_officers_lack_initial_training_at_their_authorization() -> None:
    first: dict[str, dt.date] = {}
    for row in sorted(of_kind("Initial"), key=lambda row: row["DATE COMPLETED"]):
        if row["RESULT"] == "Pass":
            first.setdefault(row["DIO ID"], row["DATE COMPLETED"])
    days = {row["DIO ID"]: row["AUTHORIZATION DATE"] for row in records("officers")}
    never = [officer for officer in days if officer not in first]
    late = sorted(
        (first[officer] - days[officer]).days for officer in first if first[officer] > days[officer]
    )
    stated = expected()["training-initial-before-authority"]
    assert (len(never), late) == (stated["never_shown"], [1, 10, 25, 40, 90])
    assert len(never) + len(late) == stated["exceptions"]
    assert sum(first[officer] == days[officer] for officer in first) == stated["on_the_day"]


def test_examinations_of_forty_officers_with_six_planted() -> None:
    scored = [row for row in of_kind("Initial") if row["EXAM SCORE"] is not None]
    last: dict[tuple[str, int], int] = {}
    failed: set[tuple[str, int]] = set()
    for row in sorted(scored, key=lambda row: row["DATE COMPLETED"]):
        exam = row["DIO ID"], row["EXAM NUMBER"]
        last[exam] = row["EXAM SCORE"]
        if row["EXAM SCORE"] < 70:
            failed.add(exam)
    remedials = Counter(row["DIO ID"] for row in scored if row["REMEDIAL EXAM"] == "Yes")
    below = {officer for (officer, _), score in last.items() if score < 70}
    more = {officer for officer, count in remedials.items() if count > 1}
    twice = {officer for officer, count in Counter(officer for officer, _ in failed).items() if count > 1}
    stated = expected()["training-exam-score"]
    assert len(ids(scored)) == stated["read"]
    assert (len(below), len(more), len(twice)) == (
        stated["below_mark"],
        stated["more_remedials"],
        stated["failed_twice"],
    )
    assert len(below | more | twice) == stated["exceptions"]
    assert 70 in last.values()


def test_six_officers_had_no_training_for_24_months_and_the_grace() -> None:
    latest: dict[str, dt.date] = {}
    for row in of_kind("Initial") + of_kind("Refresher"):
        if row["RESULT"] != "Fail" and row["DIO ID"] in still_authorized():
            latest[row["DIO ID"]] = max(row["DATE COMPLETED"], latest.get(row["DIO ID"], dt.date.min))
    stated = expected()["training-refresher-overdue"]
    assert len(latest) == stated["tested"]
    assert sum(day < dt.date(2016, 3, 1) for day in latest.values()) == stated["exceptions"]
    assert {dt.date(2016, 2, 29), dt.date(2016, 3, 1)} <= set(latest.values())


def test_ten_officers_left_of_whom_seven_kept_authority_or_credentials() -> None:
    left = [row for row in records("officers") if row["DATE SEPARATED"]]
    kept = ids(
        [r for r in left if r["REVOCATION DATE"] is None or r["REVOCATION DATE"] > r["DATE SEPARATED"]]
    )
    held = ids(
        [
            r
            for r in left
            if r["DATE CREDENTIAL RETURNED"] is None
            or r["DATE CREDENTIAL RETURNED"] > r["DATE SEPARATED"] + 30 * DAY
        ]
    )
    stated = expected()["authority-after-separation"]
    assert (len(left), len(kept), len(held), len(kept | held)) == (
        stated["read"],
        stated["authority_kept"],
        stated["credentials_kept"],
        stated["exceptions"],
    )


def test_of_seven_stated_terms_three_are_over() -> None:
    terms = [row for row in records("officers") if row["AUTHORITY EXPIRES"]]
    over = [row for row in terms if row["AUTHORITY EXPIRES"] < AS_OF]
    soon = [row for row in terms if AS_OF <= row["AUTHORITY EXPIRES"] <= AS_OF + 90 * DAY]
    stated = expected()["authority-expired"]
    assert (len(terms), len(soon)) == (stated["read"], stated["soon"])
    assert sum(row["REAUTHORIZATION DATE"] is None for row in over) == stated["exceptions"]
    assert {AS_OF - DAY, AS_OF, AS_OF + 90 * DAY, AS_OF + 91 * DAY} <= {
        row["AUTHORITY EXPIRES"] for row in terms
    }


def test_papers_of_fourteen_authorized_officers_are_missing_late_or_shared() -> None:
    officers = [row for row in records("officers") if row["DIO ID"] in still_authorized()]
    papers = ("AUTHORIZATION LETTER DATE", "FORM 70-006 DATE", "CREDENTIAL NUMBER")
    missing = ids([row for row in officers if any(row[paper] is None for paper in papers)])
    later = ids(
        [
            row
            for row in officers
            if row["AUTHORIZATION LETTER DATE"]
            and row["AUTHORIZATION LETTER DATE"] > row["AUTHORIZATION DATE"]
        ]
    )
    numbers = Counter(row["CREDENTIAL NUMBER"] for row in officers if row["CREDENTIAL NUMBER"])
    shared = ids([row for row in officers if numbers[row["CREDENTIAL NUMBER"]] > 1])
    stated = expected()["authority-undocumented"]
    assert len(officers) == stated["read"]
    assert (len(missing), len(later), len(shared)) == (
        stated["not_shown"],
        stated["dated_later"],
        stated["same_credential"],
    )
    assert len(missing | later | shared) == stated["exceptions"]


def test_eleven_nominations_do_not_meet_the_requirements() -> None:
    officers = records("officers")
    not_met = ids(
        [
            row
            for row in officers
            if row["BACKGROUND CHECK DATE"]
            and (
                row["BACKGROUND CHECK DATE"] > row["AUTHORIZATION DATE"]
                or row["BACKGROUND DETERMINATION"] != "Favorable"
            )
        ]
    )
    no = ids([row for row in officers if row["US CITIZEN"] == "No"])
    open_ = ids([r for r in officers if r["US CITIZEN"] is None or r["BACKGROUND CHECK DATE"] is None])
    stated = expected()["officer-eligibility"]
    assert (len(no), len(not_met), len(open_)) == (
        stated["not_citizen"],
        stated["background_not_met"],
        stated["undocumented_officers"],
    )
    assert len(no | not_met | open_) == stated["exceptions"]
