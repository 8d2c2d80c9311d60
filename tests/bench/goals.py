"""The lines that `make bench` prints: what was measured, and each goal with whether it is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.bench.processes import Measured


@dataclass(frozen=True)
class Goal:
    """One promise: `value` must be at most, or at least, each of `limits` (the first is due now, the others are next).

    `value` is None where it could not be measured, and then `words` say why.
    """

    words: str
    value: float | None
    limits: Sequence[float]
    unit: str = "x"
    sense: Literal["at most", "at least"] = "at most"

    def met(self, limit: float) -> bool:
        """Whether it holds for one of its limits."""
        if self.value is None:
            return False
        return self.value <= limit if self.sense == "at most" else self.value >= limit

    def text(self) -> str:
        """The whole promise in one line."""
        wanted = ", then ".join(f"{limit:g}" for limit in self.limits)
        if self.value is None:
            return f"goal {self.sense} {wanted} {self.unit}: NOT MEASURED - {self.words}"
        reached = " / ".join("met" if self.met(limit) else "NOT MET" for limit in self.limits)
        return f"{self.words}: {self.value:.2f} {self.unit} (goal {self.sense} {wanted}): {reached}"


@dataclass
class Outcome:
    """All goals of a run, gathered while the lines are printed."""

    goals: list[Goal] = field(default_factory=list)

    def headline(self, text: str) -> None:
        """A new row of the table."""
        print(f"\n{text}", flush=True)

    def line(self, name: str, found: Measured) -> None:
        """One measured command."""
        total = f", both processes {found.sum_mb:.0f} MB" if found.sum_mb > found.peak_mb + 1 else ""
        print(
            f"    {name:<56} {found.cpu:7.2f} s CPU {found.wall:7.2f} s wall {found.peak_mb:5.0f} MB{total}"
        )

    def note(self, text: str) -> None:
        """A sentence beside the figures."""
        print(f"    {text}", flush=True)

    def goal(self, goal: Goal) -> None:
        """One promise, and whether it is met."""
        self.goals.append(goal)
        print(f"    -> {goal.text()}", flush=True)

    def summary(self) -> None:
        """At the end: how many of the goals that are due are met, and which are not."""
        missed = [goal for goal in self.goals if not goal.met(goal.limits[0])]
        print(f"\n{len(self.goals) - len(missed)} of {len(self.goals)} goals met.")
        for goal in missed:
            print(f"    {goal.text()}")


def ratio(own: Measured, peer: Measured) -> float:
    """CPU seconds of the one, divided by those of the other."""
    return own.cpu / peer.cpu
