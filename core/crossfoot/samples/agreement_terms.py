"""What the list of agreements says of each beside its signing: signatures, start of work, term and last review."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crossfoot.samples.model import AS_OF
from crossfoot.samples.names import Partner, SampleAgency

REVIEW_MONTHS_BACK = dt.date(2015, 3, 31)
"""36 months before the as-of date: a review, or a signing, of this day is not overdue yet."""

NO_FEDERAL_SIGNATURE = (6, 41)
LATER_SIGNATURE = {12: 5, 60: 9}
"""Days after the listed date on which the last of the two parties signed."""
ENDED = {20: dt.date(2017, 12, 10), 30: dt.date(2018, 3, 30)}
ENDS_ON_AS_OF = 24
EXTENDED = {
    31: (dt.date(2016, 10, 22), dt.date(2016, 9, 12), dt.date(2019, 10, 22)),
    45: (dt.date(2017, 2, 16), dt.date(2017, 1, 30), dt.date(2020, 2, 16)),
}
"""The term that the list gives, and the day and the new term of the addendum that extended it."""
REVIEWED: dict[int, dt.date | None] = {
    13: None,
    25: None,
    26: dt.date(2013, 5, 14),
    32: dt.date(2015, 3, 30),
    50: REVIEW_MONTHS_BACK,
}
"""Agreements (by their place in the list of partners) with a last review of their own; the last one is the boundary."""
EXPECTED = {
    "moa-currency": {
        "read": 82,
        "excluded": 6,
        "tested": 76,
        "exceptions": 10,
        "unsigned": len(NO_FEDERAL_SIGNATURE),
        "other_date": len(LATER_SIGNATURE),
        "expired": len(ENDED),
        "extended": len(EXTENDED),
        "not_reviewed": 4,
        "early_authority": 0,
        "early_officers": 0,
        "suspended": 0,
    }
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The further cells of an agreement, and what is planted among them as (column, defect, effect)."""

    number: str
    agency_signed: dt.date | None = None
    federal_signed: dt.date | None = None
    operational: dt.date | None = None
    expires: dt.date | None = None
    reviewed: dt.date | None = None
    planted: tuple[tuple[str, str, str], ...] = ()

    @property
    def cells(self) -> tuple[str | dt.date | None, ...]:
        """In the order of the columns of the list."""
        return (
            self.number,
            self.agency_signed,
            self.federal_signed,
            self.operational,
            self.expires,
            self.reviewed,
        )


def agreement_terms(partners: tuple[Partner, ...]) -> dict[SampleAgency, Terms]:
    """The terms of each partner's agreement, by its agency."""
    return {partner.agency: _terms(place, partner.signed_on) for place, partner in enumerate(partners)}


def operational_on(place: int, signed_on: dt.date) -> dt.date | None:
    """The day on which the partner at this place began to work; None where that is not yet."""
    day = signed_on + dt.timedelta(days=28 + place % 20)
    return day if day <= AS_OF else None


def agreement_number(place: int) -> str:
    """The number of the agreement of the partner at this place."""
    return f"BDE-MOA-{place + 1:03}"


def _terms(place: int, signed_on: dt.date) -> Terms:
    last = signed_on + dt.timedelta(days=LATER_SIGNATURE.get(place, 0))
    return Terms(
        agreement_number(place),
        signed_on - dt.timedelta(days=3 + place % 9),
        None if place in NO_FEDERAL_SIGNATURE else last,
        operational_on(place, signed_on),
        AS_OF if place == ENDS_ON_AS_OF else ENDED.get(place) or EXTENDED.get(place, (None,))[0],
        _reviewed(place, signed_on),
        _planted(place),
    )


def _reviewed(place: int, signed_on: dt.date) -> dt.date | None:
    if place in REVIEWED:
        return REVIEWED[place]
    return AS_OF - dt.timedelta(days=40 + place * 53 % 1000) if signed_on < REVIEW_MONTHS_BACK else None


def _planted(place: int) -> tuple[tuple[str, str, str], ...]:
    exception = "exception of moa-currency"
    found = []
    if place in NO_FEDERAL_SIGNATURE:
        found.append(("FEDERAL SIGNATURE DATE", "no federal signature", exception))
    if place in LATER_SIGNATURE:
        found.append(("FEDERAL SIGNATURE DATE", "signed later than listed", exception))
    if place in ENDED:
        found.append(("EXPIRATION DATE", "term ended before the as-of date", exception))
    if place == ENDS_ON_AS_OF:
        found.append(("EXPIRATION DATE", "term ends on the as-of date", "in force on that day"))
    if place in EXTENDED:
        found.append(("EXPIRATION DATE", "term that an addendum extended", "in force by the addendum"))
    if place in REVIEWED:
        boundary = REVIEWED[place] == REVIEW_MONTHS_BACK
        found.append(
            ("LAST REVIEW", "reviewed exactly 36 months ago", "not overdue on that day")
            if boundary
            else ("LAST REVIEW", "no review within 36 months", exception)
        )
    return tuple(found)
