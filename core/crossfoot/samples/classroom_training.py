"""Initial and refresher training with its examinations: each officer's, and what is planted among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from crossfoot.samples.choosing import Choice
from crossfoot.samples.model import AS_OF, PERIOD_START, below
from crossfoot.samples.training_plan import OfficerPlan
from crossfoot.values import add_months

INITIAL, REFRESHER = "BDE-IN-100", "BDE-RF-200"
EXPECTED = {
    "training-initial-before-authority": {
        "read": 308,
        "excluded": 0,
        "tested": 308,
        "exceptions": 9,
        "never_shown": 4,
        "shown_later": 5,
        "on_the_day": 2,
        "most_days": 90,
    },
    "training-exam-score": {
        "read": 40,
        "excluded": 0,
        "tested": 40,
        "exceptions": 6,
        "below_mark": 3,
        "more_remedials": 3,
        "failed_twice": 2,
    },
    "training-refresher-overdue": {
        "read": 295,
        "excluded": 4,
        "tested": 291,
        "exceptions": 6,
        "overdue": 6,
        "early_refreshers": 0,
    },
}
_RECENT_ENOUGH = dt.date(2016, 3, 1)
"""Due again after 24 months, and with 30 days of grace on the as-of date."""
_LAST_REFRESHER = dt.date(2018, 3, 15)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One row of the list of completions; examination, attempt and score where it is one of an examination."""

    day: dt.date
    course: str
    result: str
    exam: int | None = None
    attempt: int | None = None
    score: int | None = None
    remedial: str | None = None


@dataclass(slots=True)
class Classroom:
    """The rows of one officer, and (defect, effect) of what was planted."""

    sittings: list[Sitting] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)


_EARLY = "exception of training-initial-before-authority"
_FLAGGED, _PASSES = "exception of training-exam-score", "passes"
_BOTH = "failed two examinations, passed both remedial ones"
_SCORES: tuple[tuple[str, str, tuple[tuple[int, int, int, int], ...]], ...] = (
    ("last score 69", _FLAGGED, ((9, 1, 1, 69), (2, 2, 1, 88))),
    ("last score 50", _FLAGGED, ((9, 1, 1, 91), (2, 2, 1, 50))),
    ("failed again at the remedial examination", _FLAGGED, ((9, 1, 1, 60), (5, 1, 2, 65), (2, 2, 1, 80))),
    ("two remedial examinations", _FLAGGED, ((20, 1, 1, 60), (14, 1, 2, 66), (9, 1, 3, 75), (2, 2, 1, 80))),
    (_BOTH, _FLAGGED, ((20, 1, 1, 64), (16, 1, 2, 80), (9, 2, 1, 55), (2, 2, 2, 81))),
    (_BOTH, _FLAGGED, ((20, 1, 1, 69), (16, 1, 2, 70), (9, 2, 1, 68), (2, 2, 2, 90))),
    ("score exactly 70", _PASSES, ((9, 1, 1, 70), (2, 2, 1, 70))),
    ("passed at the one remedial examination", _PASSES, ((9, 1, 1, 62), (5, 1, 2, 74), (2, 2, 1, 85))),
)
"""Defect, effect, and (days before the authorization, examination, attempt, score); a second attempt is remedial."""


def plan_classrooms(plans: list[OfficerPlan], choice: Choice) -> list[Classroom]:
    """What each officer took in the classroom; `choice` says who is free to have something planted."""
    dice = Random(317)
    first = {number: _in_time(dice, plan) for number, plan in enumerate(plans)}
    rooms = [Classroom() for _ in plans]
    never = choice.take(4)
    for number in never:
        del first[number]
        rooms[number].said.append(("no initial training on record", _EARLY))
    for number, days in zip(
        choice.take(7, lambda plan: plan.authorized_on > _RECENT_ENOUGH),
        (0, 0, 1, 10, 25, 40, 90),
        strict=True,
    ):
        first[number] = plans[number].authorized_on + dt.timedelta(days=days)
        late = f"initial training completed {days} days after the authorization", _EARLY
        on_the_day = "initial training completed on the day of the authorization", "in time"
        rooms[number].said.append(late if days else on_the_day)
    for number, day in first.items():
        rooms[number].sittings.append(Sitting(day, INITIAL, "Pass"))
    _examine(dice, plans, rooms, choice, first)
    overdue = choice.take(6, lambda plan: plan.authorized_on < dt.date(2016, 1, 15))
    first[overdue[0]] = dt.date(2016, 2, 29)
    rooms[overdue[0]].sittings.append(Sitting(dt.date(2016, 2, 29), REFRESHER, "Complete"))
    (boundary,) = choice.take(1, lambda plan: plan.authorized_on < dt.date(2014, 1, 15))
    rooms[boundary].sittings.append(Sitting(_RECENT_ENOUGH, REFRESHER, "Complete"))
    rooms[boundary].said.append(
        ("last training on 2016-03-01", "with its grace due on the as-of date: not overdue")
    )
    for number in overdue:
        rooms[number].said.append(
            ("no refresher training since more than 24 months", "exception of training-refresher-overdue")
        )
    for number, day in _refreshed(dice, first, {*overdue, boundary}):
        rooms[number].sittings.append(Sitting(day, REFRESHER, "Complete"))
    return rooms


def _in_time(dice: Random, plan: OfficerPlan) -> dt.date:
    return plan.authorized_on - dt.timedelta(days=1 + below(dice, 40))


def _examine(
    dice: Random, plans: list[OfficerPlan], rooms: list[Classroom], choice: Choice, first: dict[int, dt.date]
) -> None:
    """Forty officers of whom examinations are on record; eight of them with something planted."""
    planted = choice.take(len(_SCORES))
    for number, (defect, effect, scores) in zip(planted, _SCORES, strict=True):
        day = plans[number].authorized_on
        first[number] = day - dt.timedelta(days=1)
        rooms[number].sittings = [Sitting(first[number], INITIAL, "Pass")]
        rooms[number].said.append((defect, effect))
        for before, exam, attempt, score in scores:
            rooms[number].sittings.append(_sitting(day - dt.timedelta(days=before), exam, attempt, score))
    ordinary = [number for number in choice.free if number in first][: 40 - len(planted)]
    for number in ordinary:
        for exam in (1, 2):
            day = first[number] - dt.timedelta(days=9 - 4 * exam)
            rooms[number].sittings.append(_sitting(day, exam, 1, 72 + below(dice, 28)))


def _sitting(day: dt.date, exam: int, attempt: int, score: int) -> Sitting:
    result, remedial = "Pass" if score >= 70 else "Fail", "Yes" if attempt > 1 else "No"
    return Sitting(day, INITIAL, result, exam, attempt, score, remedial)


def _refreshed(dice: Random, first: dict[int, dt.date], without: set[int]) -> Iterator[tuple[int, dt.date]]:
    """A refresher for each officer whose initial training is long ago, not sooner than 24 months after it."""
    for number, day in first.items():
        if day >= _RECENT_ENOUGH or number in without:
            continue
        earliest = max(add_months(day, 24), PERIOD_START + dt.timedelta(days=3))
        latest = max(earliest, min(_LAST_REFRESHER, AS_OF))
        yield number, earliest + dt.timedelta(days=below(dice, (latest - earliest).days + 1))
