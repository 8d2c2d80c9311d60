"""Draw a sample so that anyone can draw the same again: the order of the units is that of sha256(seed, key).

docs/sampling.md says the rules in words, with the steps to redo them elsewhere. No random generator is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Literal

from crossfoot.errors import SampleError
from crossfoot.sampling.frame import Frame

ALGORITHM = "sha256 order, version 1"
Role = Literal["selected", "reserve", "certainty"]
_START_DIGITS = 12  # hex digits of the hash that make the start: Excel's numbers hold them exactly


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn unit: `at` is its place in the frame's columns."""

    at: int
    stratum: str
    role: Role


def order_number(seed: str, key: str) -> str:
    """The number by which units are put into random order: sha256 of `seed|key` in UTF-8, as hex digits.

    >>> order_number("2018", "DIO-1")[:16]
    'b40bf9f87f49b60b'
    """
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def start_share(seed: str) -> tuple[int, int]:
    """Where a systematic or monetary unit draw starts, as a share of its interval: a fraction from 0 to below 1.

    It is the first 12 hex digits of sha256 of `seed|start`, over 16 to the power of 12.
    """
    return int(order_number(seed, "start")[:_START_DIGITS], 16), 16**_START_DIGITS


def draw_simple(frame: Frame, seed: str, size: int, reserve: int) -> list[Drawn]:
    """The first `size` units in random order, then the next ones as the reserve."""
    _refuse_odd_size(size, reserve, len(frame))
    order = _in_order(frame, seed, range(len(frame)), size + reserve)
    return [*_drawn(order[:size], "", "selected"), *_drawn(order[size:], "", "reserve")]


def draw_systematic(frame: Frame, seed: str, size: int, reserve: int) -> list[Drawn]:
    """Every (N / size)-th unit in the order of `frame.orders`, then of the keys.

    The reserve is the first of the other units in random order.
    """
    _refuse_odd_size(size, reserve, len(frame))
    orders = frame.orders or [None] * len(frame)
    ordered = sorted(range(len(frame)), key=lambda at: _sorting(orders[at], frame.keys[at]))
    start, whole = start_share(seed)
    taken = [ordered[(i * whole + start) * len(frame) // (size * whole)] for i in range(size)]
    chosen = set(taken)
    rest = (at for at in range(len(frame)) if at not in chosen)
    return [
        *_drawn(taken, "", "selected"),
        *_drawn(_in_order(frame, seed, rest, reserve) if reserve else [], "", "reserve"),
    ]


def draw_stratified(
    frame: Frame, seed: str, sizes: Mapping[str, int], reserves: Mapping[str, int]
) -> list[Drawn]:
    """In each stratum the first units in random order; the reserve of a stratum follows in the same order."""
    members: dict[str, list[int]] = {}
    for at, stratum in enumerate(frame.strata):
        members.setdefault(stratum, []).append(at)
    for unknown in set(sizes) - set(members):
        raise SampleError(f"There is no stratum {unknown!r}.", f"There are: {_listed(members)}.")
    left_out = sorted(set(members) - {stratum for stratum, size in sizes.items() if size})
    if left_out:
        raise SampleError(
            f"The stratum {left_out[0]!r} gets no item, so nothing could be said of it.",
            "Give each stratum at least one item, or leave its rows out of the frame.",
        )
    orders = {}
    for stratum, ats in sorted(members.items()):
        _refuse_odd_size(sizes[stratum], 0, len(ats), f"stratum {stratum!r}")
        orders[stratum] = _in_order(frame, seed, ats, sizes[stratum] + reserves.get(stratum, 0))
    selected = [one for s, order in orders.items() for one in _drawn(order[: sizes[s]], s, "selected")]
    reserve = [one for s, order in orders.items() for one in _drawn(order[sizes[s] :], s, "reserve")]
    return [*selected, *reserve]


def draw_monetary(frame: Frame, seed: str, interval: int) -> list[Drawn]:
    """Items of at least `interval` cents, all of them; of the rest those that each interval of cents falls on.

    The rest is put into random order and its amounts are run up; the item in which the start, and each full interval
    after it, falls is drawn. No item of the rest can be drawn twice, as each is smaller than the interval.
    """
    if any(book <= 0 for book in frame.books):
        raise SampleError(
            "A monetary unit sample needs amounts above zero.", "Leave other rows out of the frame."
        )
    sure = sorted(
        (at for at, book in enumerate(frame.books) if book >= interval),
        key=lambda at: (-frame.books[at], frame.keys[at]),
    )
    rest = [at for at, book in enumerate(frame.books) if book < interval]
    start, whole = start_share(seed)
    next_cent = start * interval // whole + 1
    taken, run = [], 0
    for at in _in_order(frame, seed, rest, len(rest)):
        run += frame.books[at]
        if run >= next_cent:
            taken.append(at)
            next_cent += interval
    return [*_drawn(sure, "", "certainty"), *_drawn(taken, "", "selected")]


def take_judgmental(frame: Frame, keys: Iterable[str]) -> list[Drawn]:
    """The units that the auditor picked, in the order named; SampleError for one that is not there."""
    places = {key: at for at, key in enumerate(frame.keys)}
    wanted = list(dict.fromkeys(keys))
    unknown = [key for key in wanted if key not in places]
    if unknown:
        raise SampleError(
            f"{unknown[0]!r} is no unit of the frame ({len(unknown)} of {len(wanted)} are not there).",
            "Name units by their key, as the list shows it.",
        )
    if not wanted:
        raise SampleError("A judgmental sample names its items.", "Name the keys of the items to examine.")
    return _drawn([places[key] for key in wanted], "", "selected")


def proportional(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """`total` items shared out by the sizes of the strata: one for each, the rest by largest remainder, ties by name.

    >>> proportional({"A": 70, "B": 25, "C": 5}, 10)
    {'A': 7, 'B': 2, 'C': 1}
    """
    whole = sum(sizes.values())
    if total < len(sizes):
        raise SampleError(
            f"{total} items are too few for {len(sizes)} strata.", "Draw at least one for each stratum."
        )
    if total > whole:
        raise SampleError(f"{total:,} items cannot be drawn: there are {whole:,} units.", "Draw fewer items.")
    found = {name: max(1, total * size // whole) for name, size in sizes.items()}
    shared = [
        name for name, size in sizes.items() if total * size >= whole
    ]  # the others got one all the same
    by_remainder = sorted(shared, key=lambda name: (-(total * sizes[name] % whole), name))
    for name in by_remainder[: max(0, total - sum(found.values()))]:
        found[name] += 1
    while sum(found.values()) > total:
        found[max(found, key=lambda name: (found[name], name))] -= 1
    return found


def _in_order(frame: Frame, seed: str, ats: Iterable[int], first: int) -> list[int]:
    """The first units in the order of their numbers; two that had one number would go by their keys."""
    head, keys, sha256 = f"{seed}|".encode(), frame.keys, hashlib.sha256
    numbered = ((sha256(head + keys[at].encode()).digest(), keys[at], at) for at in ats)
    ordered = nsmallest(first, numbered) if first < len(frame) // 4 else islice(sorted(numbered), first)
    return [at for _, _, at in ordered]


def _drawn(ats: Sequence[int], stratum: str, role: Role) -> list[Drawn]:
    return [Drawn(at, stratum, role) for at in ats]


def _sorting(value: object, key: str) -> tuple[bool, object, str]:
    return (value is not None, value, key)


def _refuse_odd_size(size: int, reserve: int, there: int, place: str = "the frame") -> None:
    if size < 1 or reserve < 0:
        raise SampleError("A sample has at least one item.", "Give its size.")
    if size > there:
        raise SampleError(
            f"{size:,} items cannot be drawn: {place} has {there:,} units.", "Draw fewer items."
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
