"""To whom each position reports, and what is on file of its duties: in order but for a few planted positions."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.model import Column

REORGANIZED = dt.date(2016, 7, 1)
MAX_COLLATERAL = 25
EXPECTED_UNIT = "Field Operations"

NO_SUPERVISOR, OWN_SUPERVISOR, CIRCLE = "PM-005", "PM-018", ("PM-009", "PM-015")
OTHER_UNIT = "PM-021"
NO_DESCRIPTION = ("PM-002", "PM-014")
OLD_DESCRIPTION, DESCRIBED_ON_THE_DAY = "PM-026", "PM-003"
TOO_MANY_OTHER_DUTIES, AS_MANY_AS_ALLOWED = "PM-006", "PM-010"
NOT_ACKNOWLEDGED = ("PM-004", "PM-017")
EXPECTED = {
    "reporting-structure": {
        "read": 27,
        "excluded": 0,
        "tested": 27,
        "exceptions": 9,
        "no_line": 4,
        "other_unit": 1,
        "no_description": 3,
        "collateral": 1,
        "with_other_duties": 2,
        "not_acknowledged": 2,
        "units": 2,
    }
}

COLUMNS = (
    Column("ORGANIZATIONAL UNIT", 22),
    Column("POSITION DESCRIPTION DATE", 16, "date"),
    Column("DUTIES ACKNOWLEDGED", 15, "date"),
    Column("COLLATERAL PERCENT", 13, "integer"),
)
"""Columns of the list of positions beside who holds them; REPORTS TO stands among the others."""

_EXCEPTION = "exception of reporting-structure"
_SAID: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    ((NO_SUPERVISOR,), "REPORTS TO", "no supervisor", _EXCEPTION),
    ((OWN_SUPERVISOR,), "REPORTS TO", "reports to itself", _EXCEPTION),
    (CIRCLE, "REPORTS TO", "two positions report to each other", _EXCEPTION),
    ((OTHER_UNIT,), "REPORTS TO", "reports to a position of another unit", _EXCEPTION),
    (NO_DESCRIPTION, "POSITION DESCRIPTION DATE", "no position description", _EXCEPTION),
    ((OLD_DESCRIPTION,), "POSITION DESCRIPTION DATE", "older than the reorganization", _EXCEPTION),
    (
        (DESCRIBED_ON_THE_DAY,),
        "POSITION DESCRIPTION DATE",
        "of the day of the reorganization",
        "no exception",
    ),
    ((TOO_MANY_OTHER_DUTIES,), "COLLATERAL PERCENT", "more other duties than allowed", _EXCEPTION),
    ((AS_MANY_AS_ALLOWED,), "COLLATERAL PERCENT", "as many other duties as allowed", "no exception"),
    (NOT_ACKNOWLEDGED, "DUTIES ACKNOWLEDGED", "not acknowledged by the incumbent", "counted, no exception"),
)
PLANTED = tuple(
    (position, column, defect, effect)
    for positions, column, defect, effect in _SAID
    for position in positions
)
"""Position, column, what is planted there, and what the check must make of it."""


def reports_to(position: str, usual: str | None) -> str | None:
    """The supervisor on the list: `usual`, but for the planted positions."""
    first, second = CIRCLE
    planted = {
        NO_SUPERVISOR: None,
        OWN_SUPERVISOR: OWN_SUPERVISOR,
        first: second,
        second: first,
        OTHER_UNIT: "IT-002",
    }
    return planted.get(position, usual)


def duties(position: str, filled_on: dt.date | None) -> tuple[str, dt.date | None, dt.date | None, int]:
    """Unit, day of the position description, day of the acknowledgment, and percent of other duties."""
    unit = "Information Services" if position.startswith("IT-") else EXPECTED_UNIT
    described: dt.date | None = REORGANIZED + dt.timedelta(days=45)
    if position in NO_DESCRIPTION:
        described = None
    elif position == OLD_DESCRIPTION:
        described = dt.date(2012, 5, 14)
    elif position == DESCRIBED_ON_THE_DAY:
        described = REORGANIZED
    acknowledged = None if position in NOT_ACKNOWLEDGED else filled_on
    share = {TOO_MANY_OTHER_DUTIES: 40, AS_MANY_AS_ALLOWED: MAX_COLLATERAL}.get(position, 0)
    return unit, described, acknowledged, share
