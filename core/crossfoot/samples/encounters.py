"""The list of encounters: four at each agency whose officers completed their training, and what is planted among them.

Encounters before the authority or the agreement, and arrests in the field; notices, claims and times in custody beyond
their hours, each with its boundary. None is by an officer with a missing course: what is known of those stays as it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from crossfoot.samples.agreements import partners
from crossfoot.samples.model import (
    AS_OF,
    PERIOD_START,
    CellContent,
    Column,
    Planted,
    Sheet,
    SheetRow,
    row_number,
)
from crossfoot.samples.names import SampleAgency
from crossfoot.samples.officers import officer_id
from crossfoot.samples.training_plan import OfficerPlan

FILE = "BDE encounters.xlsx"
SHEET = "Encounters"
PER_AGENCY = 4
QUIET = 3
"""Agencies, in the order of their first officer, of which no encounter is recorded in the last year."""
EXPECTED = {
    "encounter-unauthorized-officer": {
        "read": 149,
        "excluded": 0,
        "tested": 149,
        "exceptions": 7,
        "officer_not_listed": 0,
        "before_authorization": 3,
        "after_end": 0,
        "without_agreement": 2,
        "other_function": 2,
    },
    "encounter-timeliness": {
        "read": 82,
        "excluded": 1,
        "exempt": 1,
        "tested": 80,
        "exceptions": 8,
        "detainers_late": 3,
        "claims_late": 2,
        "custody_late": 3,
    },
    "encounter-inactivity": {"read": 78, "tested": 54, "exceptions": 0, "inactive": 19},
}

_COLUMNS = (
    Column("ENCOUNTER NO", 15),
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("DIO ID", 11),
    Column("DATE AND TIME", 18, "time"),
    Column("ACTION", 18),
    Column("DETAINER ISSUED", 18, "time"),
    Column("FEDERAL AGENCY NOTIFIED", 18, "time"),
    Column("CITIZENSHIP CLAIM", 18, "time"),
    Column("CITIZENSHIP CLAIM REPORTED", 18, "time"),
    Column("CUSTODY DATE", 18, "time"),
    Column("RELEASED OR TRANSFERRED", 18, "time"),
    Column("DETENTION CONTRACT", 12),
)
_ACTIONS = ("Interview", "Detainer", "I-213", "Notice to appear")
_UNAUTHORIZED = "exception of encounter-unauthorized-officer"
_UNTIMELY = "exception of encounter-timeliness"


@dataclass(frozen=True, slots=True)
class Encounter:
    """One encounter before the list is written. `said` is what was planted in it and what follows."""

    agency: SampleAgency
    officer: int
    at: dt.datetime
    action: str
    detainer: dt.datetime | str | None = None
    notified: dt.datetime | str | None = None
    claim: dt.datetime | None = None
    reported: dt.datetime | None = None
    custody: dt.datetime | None = None
    released: dt.datetime | None = None
    contract: str = "No"
    said: tuple[str, str] | None = None


def encounter_no(number: int) -> str:
    """The number of the encounter at this place of the list (from 0)."""
    return f"BDE-E-{number + 1:05}"


def build_encounters(plans: list[OfficerPlan]) -> tuple[Sheet, list[Planted]]:
    """The sheet of encounters by the time at which they took place, and what is planted in it."""
    found = plan_encounters(plans)
    rows = tuple(_row(number, one) for number, one in enumerate(found))
    planted = [
        Planted(
            "encounters", FILE, SHEET, row_number(number), "ENCOUNTER NO", encounter_no(number), *one.said
        )
        for number, one in enumerate(found)
        if one.said is not None
    ]
    subtitle = "Encounters of delegated officers from 10/01/2016 to 03/31/2018"
    note = "Encounters and all their times are invented; no person stands behind any of them."
    return Sheet("encounters", SHEET, subtitle, note, _COLUMNS, rows), planted


def plan_encounters(plans: list[OfficerPlan]) -> list[Encounter]:
    """All encounters, ordinary and planted, in the order of the list."""
    ordinary = _ordinary(plans)
    planted = [*_unauthorized(plans), *_untimely(ordinary)]
    kept = [
        one
        for one in ordinary
        if not any(other.at == one.at and other.officer == one.officer for other in planted)
    ]
    return sorted([*kept, *planted], key=lambda one: (one.at, one.officer))


def able_officers(plans: list[OfficerPlan]) -> list[int]:
    """The officers (by their place in the list) who missed no course and were authorized before the period began."""
    return [
        number for number, plan in enumerate(plans) if not plan.missing and plan.authorized_on < PERIOD_START
    ]


def _ordinary(plans: list[OfficerPlan]) -> list[Encounter]:
    first: dict[SampleAgency, int] = {}
    for number in able_officers(plans):
        first.setdefault(plans[number].partner.agency, number)
    found: list[Encounter] = []
    for place, (agency, officer) in enumerate(first.items()):
        days = 180 if place < QUIET else (AS_OF - PERIOD_START).days
        for turn in range(PER_AGENCY):
            day = PERIOD_START + dt.timedelta(days=(place * 37 + turn * days // PER_AGENCY) % days)
            at = dt.datetime.combine(day, dt.time(8 + place % 9, turn * 13))
            found.append(
                _timed(Encounter(agency, officer, at, _ACTIONS[(place + turn) % len(_ACTIONS)]), place)
            )
    return found


def _timed(one: Encounter, place: int) -> Encounter:
    """The encounter with the times that its action brings with it, all of them in time."""
    if one.action == "Detainer":
        issued = one.at + dt.timedelta(hours=1)
        return replace(one, detainer=issued, notified=issued + dt.timedelta(hours=2 + place % 20))
    if one.action == "Notice to appear":
        custody = one.at + dt.timedelta(hours=3)
        return replace(one, custody=custody, released=custody + dt.timedelta(hours=6 + place % 40))
    if one.action == "Interview" and place % 3 == 0:
        claim = one.at + dt.timedelta(minutes=10)
        return replace(one, claim=claim, reported=claim + dt.timedelta(minutes=5 + place % 50))
    return one


def _unauthorized(plans: list[OfficerPlan]) -> list[Encounter]:
    """Before the authority (and on its first day), before the agreement of the agency, and outside of the functions."""
    new = [
        number
        for number, plan in enumerate(plans)
        if not plan.missing
        and PERIOD_START + dt.timedelta(days=60) < plan.authorized_on < dt.date(2017, 9, 1)
    ]
    old = able_officers(plans)
    later = [
        partner for partner in partners() if dt.date(2017, 5, 1) < partner.signed_on < dt.date(2017, 9, 1)
    ]
    found = []
    for officer, days, said in zip(
        new,
        (1, 10, 45, 0),
        (
            ("dated one day before the authorization", _UNAUTHORIZED),
            ("dated 10 days before the authorization", _UNAUTHORIZED),
            ("dated 45 days before the authorization", _UNAUTHORIZED),
            ("dated on the day of the authorization", "authorized"),
        ),
        strict=False,
    ):
        day = plans[officer].authorized_on - dt.timedelta(days=days)
        at = dt.datetime.combine(day, dt.time(15, 40))
        found.append(Encounter(plans[officer].partner.agency, officer, at, "Interview", said=said))
    for partner, days, said in zip(
        later,
        (1, 30, 0),
        (
            ("dated one day before the agreement was signed", _UNAUTHORIZED),
            ("dated 30 days before the agreement was signed", _UNAUTHORIZED),
            ("dated on the day on which the agreement was signed", "the agreement is active"),
        ),
        strict=False,
    ):
        at = dt.datetime.combine(partner.signed_on - dt.timedelta(days=days), dt.time(16, 5))
        found.append(Encounter(partner.agency, old[0], at, "I-213", said=said))
    for officer, day in ((old[5], dt.date(2017, 3, 14)), (old[9], dt.date(2017, 8, 22))):
        at = dt.datetime.combine(day, dt.time(22, 15))
        said = ("arrest in the field under the jail model", _UNAUTHORIZED)
        found.append(Encounter(plans[officer].partner.agency, officer, at, "Field arrest", said=said))
    return found


def _untimely(ordinary: list[Encounter]) -> list[Encounter]:
    """Notices, claims and times in custody beyond their hours, exactly at them, and without a time of day."""
    hour, minute, second = dt.timedelta(hours=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
    detainers = [one for one in ordinary if one.detainer]
    custodies = [one for one in ordinary if one.custody]
    claims = [one for one in ordinary if one.claim]
    found = []
    for one, after, said in (
        (
            detainers[1],
            26 * hour + 24 * minute,
            ("notice after exactly 26.4 hours", "within 24 hours and a tenth"),
        ),
        (detainers[4], 26 * hour + 25 * minute, ("notice after 26 hours and 25 minutes", _UNTIMELY)),
        (detainers[7], 71 * hour, ("notice after 71 hours", _UNTIMELY)),
        (detainers[10], None, ("no notice of the detainer", _UNTIMELY)),
    ):
        assert isinstance(one.detainer, dt.datetime)
        found.append(replace(one, notified=one.detainer + after if after else None, said=said))
    for one, after, said in (
        (claims[0], 66 * minute, ("claim reported after exactly 66 minutes", "within an hour and a tenth")),
        (claims[2], 67 * minute, ("claim reported after 67 minutes", _UNTIMELY)),
        (claims[4], None, ("no report of the claim", _UNTIMELY)),
    ):
        assert one.claim is not None
        found.append(replace(one, reported=one.claim + after if after else None, said=said))
    for one, after, contract, said in (
        (custodies[1], 48 * hour, "No", ("in custody for exactly 48 hours", "within 48 hours")),
        (custodies[4], 48 * hour + second, "No", ("in custody for one second more than 48 hours", _UNTIMELY)),
        (custodies[7], 75 * hour, "No", ("in custody for 75 hours", _UNTIMELY)),
        (custodies[9], 51 * hour, "No", ("in custody for 51 hours", _UNTIMELY)),
        (custodies[10], 96 * hour, "Yes", ("in custody for 96 hours under a detention agreement", "exempt")),
    ):
        assert one.custody is not None
        found.append(replace(one, released=one.custody + after, contract=contract, said=said))
    last = detainers[12]
    day = last.at.date().isoformat()
    said = ("a detainer and its notice without a time of day", "excluded: time of day missing")
    return [*found, replace(last, detainer=day, notified=day, said=said)]


def _row(number: int, one: Encounter) -> SheetRow:
    times: tuple[CellContent, ...] = (
        one.detainer, one.notified, one.claim, one.reported, one.custody, one.released,
    )  # fmt: skip
    return (
        encounter_no(number), one.agency.state, one.agency.name, officer_id(one.officer), one.at, one.action, *times,
        one.contract if one.custody else None,
    )  # fmt: skip
