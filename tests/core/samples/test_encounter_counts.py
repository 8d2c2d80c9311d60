"""What is planted in encounters, charging documents and complaints, counted again in the committed workbooks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crossfoot.samples.officers import officer_id
from crossfoot.samples.training_plan import plan_officers
from crossfoot.values import fold

from tests.core.samples.committed import expected, page, records

HOUR = dt.timedelta(hours=1)
AS_OF = dt.datetime(2018, 3, 31)  # noqa: DTZ001 - workbooks know no time zones


def rows(dataset: str) -> list[dict[str, Any]]:
    """The rows of a list with the times of day that the cells hold."""
    sheet = page(dataset)
    headers = [cell.value for cell in sheet[4] if cell.value is not None]
    return [
        {header: sheet.cell(row["row"], column + 1).value for column, header in enumerate(headers)}
        for row in records(dataset)
    ]


def late(began: object, ended: object, allowed: dt.timedelta) -> bool:
    """Whether the hours between two times, or to the as-of date where there is no end, are more than allowed."""
    if not isinstance(began, dt.datetime):
        return False
    return (ended if isinstance(ended, dt.datetime) else AS_OF) - began > allowed


def test_seven_encounters_lie_outside_of_an_authority_an_agreement_or_a_function() -> None:
    authorized = {row["DIO ID"]: row["AUTHORIZATION DATE"] for row in records("officers")}
    signed = {
        (row["STATE"], fold(row["LAW ENFORCEMENT AGENCY"])): row["SIGNED"]
        for row in records("agreements")
        if isinstance(row["SIGNED"], dt.date)
    }
    planned = expected()["encounter-unauthorized-officer"]
    listed = rows("encounters")
    agencies = [(row["STATE"], fold(row["LAW ENFORCEMENT AGENCY"])) for row in listed]
    before = [row["DATE AND TIME"].date() < authorized[row["DIO ID"]] for row in listed]
    without = [
        row["DATE AND TIME"].date() < signed[agency] for row, agency in zip(listed, agencies, strict=True)
    ]
    other = [row["ACTION"] == "Field arrest" for row in listed]
    assert (sum(before), sum(without), sum(other)) == (
        planned["before_authorization"],
        planned["without_agreement"],
        planned["other_function"],
    )
    flags = zip(before, without, other, strict=True)
    assert sum(any(each) for each in flags) == planned["exceptions"]
    assert len(listed) == planned["read"]


def test_notices_claims_and_custody_are_late_in_the_planted_numbers() -> None:
    planned = expected()["encounter-timeliness"]
    listed = rows("encounters")
    notices = [late(r["DETAINER ISSUED"], r["FEDERAL AGENCY NOTIFIED"], 26.4 * HOUR) for r in listed]
    claims = [late(r["CITIZENSHIP CLAIM"], r["CITIZENSHIP CLAIM REPORTED"], 1.1 * HOUR) for r in listed]
    custody = [
        late(r["CUSTODY DATE"], r["RELEASED OR TRANSFERRED"], 48 * HOUR) and r["DETENTION CONTRACT"] == "No"
        for r in listed
    ]
    assert (sum(notices), sum(claims), sum(custody)) == (
        planned["detainers_late"],
        planned["claims_late"],
        planned["custody_late"],
    )
    timed = [
        row for row in listed if row["DETAINER ISSUED"] or row["CITIZENSHIP CLAIM"] or row["CUSTODY DATE"]
    ]
    assert len(timed) == planned["read"]
    assert sum(isinstance(row["DETAINER ISSUED"], str) for row in listed) == planned["excluded"]
    assert sum(row["DETENTION CONTRACT"] == "Yes" for row in listed) == planned["exempt"]


def test_no_encounter_is_by_an_officer_with_a_missing_course() -> None:
    """What is known of those 57 officers stays as it is: no encounter after the end of the revocation period."""
    missing = {officer_id(number) for number, plan in enumerate(plan_officers()) if plan.missing}
    assert len(missing) == 57
    for dataset, column in (
        ("encounters", "DIO ID"),
        ("complaints", "DIO ID"),
        ("charging_documents", "PREPARER ID"),
    ):
        assert not missing & {row[column] for row in records(dataset)}


def test_documents_lack_a_signature_or_were_served_before_it_in_the_planted_numbers() -> None:
    planned = expected()["charging-document-review"]
    listed = records("charging_documents")
    young = dt.date(2018, 3, 31) - dt.timedelta(days=30)
    unsigned = [
        r for r in listed if r["SIGNING OFFICER"] is None and (r["DATE SERVED"] or r["DATE PREPARED"] < young)
    ]
    by_officer = [r for r in listed if str(r["SIGNING OFFICER"]).startswith("DIO-")]
    both = [r for r in listed if r["DATE SIGNED"] and r["DATE SERVED"]]
    waited = [r for r in listed if r["DATE SIGNED"] and (r["DATE SIGNED"] - r["DATE PREPARED"]).days > 5]
    assert (len(unsigned) + len(by_officer), len(listed)) == (planned["not_shown"], planned["read"])
    assert sum(r["DATE SERVED"] < r["DATE SIGNED"] for r in both) == planned["served_before"]
    assert sum(r["PREPARER ID"] == r["REVIEWER ID"] for r in listed) == planned["same_person"]
    assert len(waited) == planned["waited"]


def test_complaints_are_told_and_answered_late_in_the_planted_numbers() -> None:
    planned = expected()["complaint-timeliness"]
    listed = rows("complaints")
    notices = [
        _working_hours(r["DATE RECEIVED"], r["FEDERAL AGENCY NOTIFIED"] or AS_OF) > 48
        for r in listed
        if isinstance(r["DATE RECEIVED"], dt.datetime)
    ]
    answers = [
        ((r["DATE RESULT REPORTED"] or AS_OF) - r["DATE RESOLVED"]).days > 30
        for r in listed
        if r["DATE RESOLVED"] is not None and r["DATE RESOLVED"] <= AS_OF
    ]
    assert (sum(notices), sum(answers)) == (planned["notices_late"], planned["results_late"])
    assert sum(r["FEDERAL AGENCY NOTIFIED"] is None for r in listed) == planned["notices_missing"]
    assert sum(isinstance(r["DATE RECEIVED"], str) for r in listed) == planned["excluded"]


def _working_hours(began: dt.datetime, ended: dt.datetime) -> float:
    """Hours on Monday to Friday, day by day."""
    seconds, day = 0.0, dt.datetime.combine(began.date(), dt.time())
    while day < ended:
        upto = min(ended, day + dt.timedelta(days=1))
        if day.weekday() < 5:
            seconds += max(0.0, (upto - max(began, day)).total_seconds())
        day += dt.timedelta(days=1)
    return seconds / 3600
