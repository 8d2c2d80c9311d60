"""The courses and their completions."""

from __future__ import annotations

import datetime as dt
from random import Random

from crossfoot.samples.classroom_training import INITIAL, REFRESHER, Sitting
from crossfoot.samples.model import PERIOD_START, Column, Planted, Sheet, Workbook, below, row_number
from crossfoot.samples.officers import officer_id, officer_records
from crossfoot.samples.training_plan import AUTUMN, SPRING, YEARLY, Due, OfficerPlan

FILE = "BDE training.xlsx"
INVENTED = (
    "Rates of training non-completion are invented; OIG-18-77 states only that completion was not monitored."
)

_COURSES = (
    Column("COURSE CODE", 14),
    Column("COURSE TITLE", 44),
    Column("COURSE TYPE", 13),
    Column("MANDATORY", 12),
    Column("FREQUENCY", 14),
    Column("DUE DAY", 10),
    Column("FREQUENCY MONTHS", 19, "integer"),
    Column("GRACE PERIOD", 14, "integer"),
    Column("EFFECTIVE DATE", 16, "date"),
)
_COMPLETIONS = (
    Column("RECORD ID", 12),
    Column("DIO ID", 11),
    Column("COURSE CODE", 14),
    Column("DATE COMPLETED", 15, "date"),
    Column("RESULT", 12),
    Column("EXAM NUMBER", 10, "integer"),
    Column("ATTEMPT NUMBER", 10, "integer"),
    Column("EXAM SCORE", 10, "integer"),
    Column("REMEDIAL EXAM", 10),
)
Completion = tuple[dt.date, str, str, str]
"""Day, officer, course, result: in this order, so that the list sorts by day."""


def build_training(plans: list[OfficerPlan]) -> tuple[Workbook, list[Planted]]:
    """The workbook of courses and completions, and the completions that stand on an edge of the rule."""
    courses = Sheet(
        "training_courses", "Courses", "Courses of delegated officers", INVENTED, _COURSES, _course_rows()
    )
    sat = _classroom(plans)
    completions = sorted([*_completions(plans), *sat])
    rows = tuple(
        (
            f"C-{number:05}",
            officer,
            course,
            day,
            result,
            *_examination(sat.get((day, officer, course, result))),
        )
        for number, (day, officer, course, result) in enumerate(completions, start=1)
    )
    sheet = Sheet(
        "training_completions",
        "Completions",
        "Course completions recorded up to 03/31/2018",
        INVENTED,
        _COMPLETIONS,
        rows,
    )
    return Workbook(FILE, (courses, sheet)), _planted(plans, completions)


def _course_rows() -> tuple[tuple[str | int | dt.date | None, ...], ...]:
    return (
        (
            SPRING,
            "Civil Rights in Practice (invented course)",
            "Online",
            "Yes",
            "Fixed",
            "05-31",
            12,
            0,
            PERIOD_START,
        ),
        (
            AUTUMN,
            "Security of Information (invented course)",
            "Online",
            "Yes",
            "Fixed",
            "11-30",
            12,
            0,
            PERIOD_START,
        ),
        (
            YEARLY,
            "Yearly Law Update (invented course)",
            "Online",
            "Yes",
            "Anniversary",
            None,
            12,
            0,
            PERIOD_START,
        ),
        (INITIAL, "Initial Training (invented course)", "Initial", "Yes", "Once", None, None, None, None),
        (
            REFRESHER,
            "Refresher Training (invented course)",
            "Refresher",
            "Yes",
            "Interval",
            None,
            24,
            30,
            None,
        ),
    )


def _classroom(plans: list[OfficerPlan]) -> dict[Completion, Sitting]:
    """Initial and refresher training and examinations: no two rows of an officer are of one course, day and result."""
    _, rooms = officer_records(plans)
    return {
        (one.day, officer_id(number), one.course, one.result): one
        for number, room in enumerate(rooms)
        for one in room.sittings
    }


def _examination(one: Sitting | None) -> tuple[int | str | None, ...]:
    return (one.exam, one.attempt, one.score, one.remedial) if one else (None, None, None, None)


def _completions(plans: list[OfficerPlan]) -> list[Completion]:
    dice = Random(303)
    found: list[Completion] = []
    for number, plan in enumerate(plans):
        officer = officer_id(number)
        for due in plan.dues:
            chance = below(dice, 76)
            if due not in plan.missing:
                found.append((_day(plan, due, chance), officer, due.course, "Complete"))
        found += [(day, officer, course, result) for course, day, result in plan.extra]
    return found


def _day(plan: OfficerPlan, due: Due, chance: int) -> dt.date:
    """The day of completion: as planted, else up to 75 days before the due date and within the window."""
    if due in plan.fixed:
        return plan.fixed[due]
    if due in plan.late_days:
        return due.on + dt.timedelta(days=plan.late_days[due])
    first = max(due.window_start + dt.timedelta(days=1), PERIOD_START, plan.authorized_on)
    return max(first, due.on - dt.timedelta(days=chance))


def _planted(plans: list[OfficerPlan], completions: list[Completion]) -> list[Planted]:
    row_of = {completion[:3]: row_number(index) for index, completion in enumerate(completions)}
    found: list[Planted] = []

    def plant(day: dt.date, officer: str, course: str, defect: str, effect: str) -> None:
        row = row_of[day, officer, course]
        found.append(
            Planted(
                "training_completions",
                FILE,
                "Completions",
                row,
                "DATE COMPLETED",
                day.isoformat(),
                defect,
                effect,
            )
        )

    for number, plan in enumerate(plans):
        officer = officer_id(number)
        for course, day, result in plan.extra:
            if result != "Complete":
                plant(
                    day,
                    officer,
                    course,
                    f"result {result.lower()}",
                    "satisfies nothing: the course is missing",
                )
            elif plan.missing:
                plant(day, officer, course, plan.boundary, plan.effect)
            else:
                plant(day, officer, course, "second completion in one window", "serves no due date")
        for due, day in plan.fixed.items():
            if plan.boundary:
                plant(day, officer, due.course, plan.boundary, plan.effect)
        for due, days in plan.late_days.items():
            late_on = due.on + dt.timedelta(days=days)
            plant(
                late_on, officer, due.course, f"completed {days} days after the due date", "late, not missing"
            )
    on_the_day = [
        (due.on, officer_id(number), due.course)
        for number, plan in enumerate(plans)
        for due in plan.dues
        if (due.on, officer_id(number), due.course) in row_of and due not in plan.fixed
    ]
    for day, officer, course in on_the_day:
        plant(day, officer, course, "completed on the due date", "on time")
    return found
