"""Who must have completed which course by when, and who is made to miss or be late: the plan behind two lists.

The rule is that of training-online-incomplete: a due date counts where it lies in the period and not after the
as-of date, and the officer was authorized at least 30 days before it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from crossfoot.samples.agreements import partners
from crossfoot.samples.model import AS_OF, PERIOD_START, below, weekday_between
from crossfoot.samples.names import Partner
from crossfoot.values import add_months

SPRING, AUTUMN, YEARLY = "BDE-OL-101", "BDE-OL-102", "BDE-OL-103"
SPRING_DUE = dt.date(2017, 5, 31)
AUTUMN_DUE = (dt.date(2016, 11, 30), dt.date(2017, 11, 30))
NEW_OFFICER_DAYS = 30
LAST_COUNTED = AUTUMN_DUE[1] - dt.timedelta(days=NEW_OFFICER_DAYS)
LAST_MISSED_DUE = dt.date(2018, 1, 30)

Fate = Literal["on time", "late", "missing"]


@dataclass(frozen=True, slots=True)
class Due:
    """One due date of one course, with the day on which its window starts."""

    course: str
    on: dt.date
    window_start: dt.date


@dataclass(slots=True)
class OfficerPlan:
    """One officer before the list is written: agency, date of authorization, and what becomes of each due date.

    `late_days` and `missing` name due dates; `fixed` gives the day of a completion that must fall on that very day;
    `extra` are further completions (course, day, result); `boundary` says what the officer was planted for.
    """

    partner: Partner
    authorized_on: dt.date
    late_days: dict[Due, int] = field(default_factory=dict)
    missing: set[Due] = field(default_factory=set)
    fixed: dict[Due, dt.date] = field(default_factory=dict)
    extra: list[tuple[str, dt.date, str]] = field(default_factory=list)
    boundary: str = ""
    effect: str = ""

    @property
    def dues(self) -> list[Due]:
        """The due dates that count for this officer."""
        return counted_dues(self.authorized_on)

    def due(self, course: str, last: bool = True) -> Due | None:
        """The last (or first) counted due date of `course`, None where the officer has none."""
        found = [due for due in self.dues if due.course == course]
        return found[-1 if last else 0] if found else None


def counted_dues(authorized_on: dt.date) -> list[Due]:
    """Every due date that counts for an officer authorized on this day, by course and day."""
    fixed = [Due(SPRING, SPRING_DUE, dt.date(2016, 5, 31))]
    fixed += [Due(AUTUMN, day, add_months(day, -12)) for day in AUTUMN_DUE]
    yearly = [
        Due(YEARLY, add_months(authorized_on, 12 * k), add_months(authorized_on, 12 * (k - 1)))
        for k in range(1, AS_OF.year - authorized_on.year + 1)
    ]
    return [
        due
        for due in fixed + yearly
        if PERIOD_START <= due.on <= AS_OF and (due.on - authorized_on).days >= NEW_OFFICER_DAYS
    ]


def plan_officers() -> list[OfficerPlan]:
    """308 officers: 57 with a course missing, 11 late, 232 complete, 8 authorized too late to have a due date."""
    dice = Random(300)
    early = [partner for partner in partners() if partner.signed_on < dt.date(2017, 1, 1)]
    plans = [*_boundary_officers(early), *_ordinary_officers(dice, early, 300 - 14)]
    plans += _too_new(early)
    _make_late(plans)
    _make_missing(plans)
    _add_harmless_extras(plans)
    return sorted(
        plans, key=lambda plan: (plan.authorized_on, plan.partner.agency.state, plan.partner.agency.name)
    )


def _boundary_officers(early: list[Partner]) -> list[OfficerPlan]:
    """Fourteen officers whose authorization date lies on an edge of the rule."""
    oldest = sorted(early, key=lambda partner: partner.signed_on)[:14]
    counted = "authorized exactly 30 days before a due date"
    edges = (
        (dt.date(2016, 10, 31), counted, "the due date 2016-11-30 counts"),
        (dt.date(2016, 10, 31), counted, "the due date 2016-11-30 counts"),
        (dt.date(2017, 5, 1), counted, "the due date 2017-05-31 counts"),
        (dt.date(2017, 5, 1), counted, "the due date 2017-05-31 counts"),
        (dt.date(2017, 10, 31), counted, "the due date 2017-11-30 counts"),
        (dt.date(2017, 10, 31), counted, "the due date 2017-11-30 counts; it is missing"),
        (dt.date(2017, 5, 2), "authorized 29 days before a due date", "the due date 2017-05-31 is excluded"),
        (dt.date(2016, 2, 29), "authorized on 29 February", "anniversaries fall on 28 February"),
        (
            dt.date(2015, 10, 1),
            "anniversary on the first day of the period",
            "the due date 2016-10-01 counts",
        ),
        (dt.date(2015, 3, 31), "anniversary on the as-of date", "the due date 2018-03-31 counts"),
        (
            dt.date(2016, 1, 30),
            "missing a course due 60 days before the as-of date",
            "in authority-not-revoked",
        ),
        (
            dt.date(2016, 11, 15),
            "completed exactly at the start of the window",
            "does not serve 2017-11-30: missing",
        ),
        (
            dt.date(2014, 6, 12),
            "completed exactly on the next due date",
            "serves the next; the one before is missing",
        ),
        (
            dt.date(2013, 9, 17),
            "completed the day after the start of the window",
            "serves 2017-11-30: complete",
        ),
    )
    return [
        OfficerPlan(partner, day, boundary=boundary, effect=effect)
        for partner, (day, boundary, effect) in zip(oldest, edges, strict=True)
    ]


def _ordinary_officers(dice: Random, early: list[Partner], count: int) -> list[OfficerPlan]:
    plans: list[OfficerPlan] = []
    while len(plans) < count:
        partner = early[below(dice, len(early))]
        first = max(partner.signed_on + dt.timedelta(days=21), dt.date(2011, 1, 3))
        day = weekday_between(dice, first, LAST_COUNTED - dt.timedelta(days=1))
        near_a_due_date = any(0 <= (due - day).days < NEW_OFFICER_DAYS for due in (SPRING_DUE, *AUTUMN_DUE))
        if not near_a_due_date:
            plans.append(OfficerPlan(partner, day))
    return plans


def _too_new(early: list[Partner]) -> list[OfficerPlan]:
    days = (
        "2017-11-01",
        "2017-11-14",
        "2017-11-29",
        "2017-12-04",
        "2018-01-16",
        "2018-02-12",
        "2018-03-05",
        "2018-03-30",
    )
    return [
        OfficerPlan(
            early[3 + 4 * number],
            dt.date.fromisoformat(day),
            boundary="authorized 29 days before a due date"
            if number == 0
            else "authorized too late to have a due date",
            effect="read, excluded: no due date left",
        )
        for number, day in enumerate(days)
    ]


def _free(plans: list[OfficerPlan], course: str, latest: dt.date) -> list[OfficerPlan]:
    """Officers without a planted fate whose last due date of `course` is there and not after `latest`."""
    return [
        plan
        for plan in plans
        if not plan.boundary
        and not plan.missing
        and not plan.late_days
        and (due := plan.due(course)) is not None
        and due.on <= latest
    ]


def _spread(plans: list[OfficerPlan], count: int) -> list[OfficerPlan]:
    """`count` of the plans, evenly spread over them."""
    return [plans[number * len(plans) // count] for number in range(count)]


def _make_late(plans: list[OfficerPlan]) -> None:
    days = {AUTUMN: (1, 59, 12, 30, 45), SPRING: (3, 18, 52), YEARLY: (7, 24, 37)}
    for course, late_days in days.items():
        for plan, late in zip(
            _spread(_free(plans, course, dt.date(2018, 1, 10)), len(late_days)), late_days, strict=True
        ):
            plan.late_days[_certain(plan.due(course))] = late
    twice = next(
        p for p in plans if p.late_days and p.due(SPRING) and p.due(AUTUMN) and not p.late_days.get(p.dues[0])
    )
    twice.late_days[twice.dues[0]] = 20


def _make_missing(plans: list[OfficerPlan]) -> None:
    by_boundary = {plan.boundary: plan for plan in plans if plan.boundary}
    by_effect = {plan.effect: plan for plan in plans if plan.effect}
    by_effect["the due date 2017-11-30 counts; it is missing"].missing = {
        Due(AUTUMN, AUTUMN_DUE[1], AUTUMN_DUE[0]),
    }
    sixty = by_boundary["missing a course due 60 days before the as-of date"]
    sixty.missing = {_certain(sixty.due(YEARLY))}
    at_start = by_boundary["completed exactly at the start of the window"]
    at_start.missing = {_certain(at_start.due(AUTUMN))}
    at_start.extra.append((AUTUMN, AUTUMN_DUE[0], "Complete"))
    next_due = by_boundary["completed exactly on the next due date"]
    next_due.missing = {_certain(next_due.due(AUTUMN, last=False))}
    next_due.fixed[_certain(next_due.due(AUTUMN))] = AUTUMN_DUE[1]
    after_start = by_boundary["completed the day after the start of the window"]
    after_start.fixed[_certain(after_start.due(AUTUMN))] = AUTUMN_DUE[0] + dt.timedelta(days=1)

    for plan in _spread(_free(plans, YEARLY, LAST_MISSED_DUE), 6):
        plan.missing = {_certain(plan.due(YEARLY))}
    for plan in _spread(_free(plans, SPRING, SPRING_DUE), 15):
        plan.missing = {_certain(plan.due(SPRING))}
    both = [plan for plan in _free(plans, AUTUMN, AUTUMN_DUE[1]) if plan.due(SPRING)]
    for plan in _spread(both, 3):
        plan.missing = {_certain(plan.due(SPRING)), _certain(plan.due(AUTUMN))}
    twice = [
        plan
        for plan in _free(plans, AUTUMN, AUTUMN_DUE[1])
        if plan.due(AUTUMN, last=False) != plan.due(AUTUMN)
    ]
    for plan in _spread(twice, 2):
        plan.missing = {_certain(plan.due(AUTUMN, last=False)), _certain(plan.due(AUTUMN))}
    still = 57 - sum(bool(plan.missing) for plan in plans)
    for number, plan in enumerate(_spread(_free(plans, AUTUMN, AUTUMN_DUE[1]), still)):
        due = _certain(plan.due(AUTUMN))
        plan.missing = {due}
        if number % 6 == 0:
            plan.extra.append(
                (AUTUMN, due.on - dt.timedelta(days=10 + number), "Fail" if number % 12 else "Incomplete")
            )


def _add_harmless_extras(plans: list[OfficerPlan]) -> None:
    """Three officers who took the autumn course twice in one window: the second completion serves nothing."""
    for plan in _spread(_free(plans, AUTUMN, AUTUMN_DUE[1]), 3):
        due = _certain(plan.due(AUTUMN))
        plan.fixed[due] = due.on - dt.timedelta(days=8)
        plan.extra.append((AUTUMN, due.on - dt.timedelta(days=2), "Complete"))


def _certain(due: Due | None) -> Due:
    assert due is not None, "the officer was chosen because this due date counts"
    return due
