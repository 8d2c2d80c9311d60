"""Which officers something is planted in: each for one thing only, so that every check counts just what it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from crossfoot.samples.training_plan import OfficerPlan


@dataclass(slots=True)
class Choice:
    """The officers that are still free: by their place in the list, without a planted fate in the online courses."""

    plans: list[OfficerPlan]
    free: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.free = [
            number
            for number, plan in enumerate(self.plans)
            if not plan.boundary and not plan.missing and not plan.late_days and not plan.extra
        ]

    def take(self, count: int, fits: Callable[[OfficerPlan], bool] | None = None) -> list[int]:
        """`count` free officers that fit, evenly spread over the list; they are free no longer."""
        fitting = [number for number in self.free if fits is None or fits(self.plans[number])]
        assert len(fitting) >= count, f"only {len(fitting)} officers fit"
        taken = [fitting[place * len(fitting) // count] for place in range(count)]
        self.free = [number for number in self.free if number not in taken]
        return taken


def recent(plan: OfficerPlan) -> bool:
    """Authorized so late that no due date follows November 30, 2017: an authority may end after it."""
    return dt.date(2017, 4, 15) <= plan.authorized_on <= dt.date(2017, 10, 30)
