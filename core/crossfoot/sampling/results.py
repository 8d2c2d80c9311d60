"""What was found item by item, and which items count: the rule for items that cannot be examined was fixed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crossfoot.sampling.draw import Role

Outcome = Literal["no deviation", "deviation", "not examined"]
OUTCOMES: tuple[Outcome, ...] = ("no deviation", "deviation", "not examined")
NonResponse = Literal["count as deviation", "replace from reserve"]
NON_RESPONSE: tuple[NonResponse, ...] = ("count as deviation", "replace from reserve")
"""An item that cannot be examined counts as a deviation (of its whole amount), or the next item of the reserve stands
in for it; where the reserve is used up, it counts as a deviation."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it was drawn. `place` counts from 1, reserve items after the selected ones."""

    place: int
    entity: str
    row_id: int
    stratum: str
    role: Role
    book_value: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The latest result of an item. `audited_value` is in cents, for a monetary unit sample."""

    result: Outcome
    audited_value: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """An item that counts: `stands_for` is the place that it replaces, `by_rule` that it was not examined."""

    item: Item
    deviates: bool
    audited_value: int | None
    stands_for: int | None = None
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The items that count, the places whose result is still missing, and the reserve that may be examined.

    `replaced` are the places of items that could not be examined and for which another one stands in.
    """

    counted: tuple[Counted, ...]
    missing: tuple[int, ...]
    called_up: frozenset[int]
    replaced: tuple[int, ...]


def settle(items: Sequence[Item], results: Mapping[int, Result], rule: NonResponse) -> Settled:
    """Which items count, in the order in which they were drawn; the rule is followed, whoever would like another."""
    counted: list[Counted] = []
    missing: list[int] = []
    replaced: list[int] = []
    called: list[int] = []
    for item in (one for one in items if one.role != "reserve"):
        now, stands_for = item, None
        while True:
            result = results.get(now.place)
            if result is None:
                missing.append(now.place)
                break
            if result.result != "not examined":
                counted.append(_examined(now, result, stands_for))
                break
            after = _next_reserve(items, item.stratum, called) if rule == "replace from reserve" else None
            if after is None:
                counted.append(_by_rule(now, stands_for))
                break
            replaced.append(now.place)
            called.append(after.place)
            now, stands_for = after, item.place
    return Settled(tuple(counted), tuple(missing), frozenset(called), tuple(replaced))


def _next_reserve(items: Iterable[Item], stratum: str, called: Sequence[int]) -> Item | None:
    return next(
        (
            one
            for one in items
            if one.role == "reserve" and one.stratum == stratum and one.place not in called
        ),
        None,
    )


def _examined(item: Item, result: Result, stands_for: int | None) -> Counted:
    return Counted(item, result.result == "deviation", result.audited_value, stands_for)


def _by_rule(item: Item, stands_for: int | None) -> Counted:
    """Not examined and nobody stands in: a deviation, of the whole amount where there is one."""
    return Counted(item, True, None if item.book_value is None else 0, stands_for, by_rule=True)
