"""Rows whose key may have changed: a removed and an added row that look like one record, with the evidence.

Proposed, never applied. Compared are only rows that share a rare value (a link, a date, a name, an id) or a like
agency, so that long lists stay quick; each row is proposed once, with the row that it is most like.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crossfoot.auditfile.versions.version_matching import Key, folded
from crossfoot.auditfile.versions.version_model import Compared, shown
from crossfoot.auditfile.versions.version_rows import Column, Rows
from crossfoot.mapping.likeness import name_likeness, text_likeness
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY
from crossfoot.values import parse_date

WORTH_SHOWING = 0.5
"""From this share of like fields on a pair is proposed."""
_LEADS_TO = 400
"""A value leads from removed to added rows where it makes at most so many pairs."""
_RARE_SHARE = 0.02
"""A value that no larger share of the later list holds tells a row from most others."""
_ID_ALIKE = 0.8
"""From this likeness of letters on two identifiers count as one with a slip: 'TX-0417' and 'TX-0471'."""


_WEEK = 7
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Positions of a removed and an added row, how much speaks for one record, and what."""

    removed: int
    added: int
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at: the columns, which of them are key members, where the agency's name stands, how often each
    value of each judged column occurs in the later version."""

    columns: tuple[Column, ...]
    members: tuple[str, ...]
    agency: int
    judged: tuple[int, ...]
    counts: dict[int, Counter[Compared]]
    rare_up_to: float

    def rare(self, index: int, value: Compared) -> bool:
        """Whether a value tells a row from most others."""
        return value is not None and self.counts[index][value] <= self.rare_up_to


def propose(
    record_type: RecordType,
    columns: Sequence[Column],
    rows: tuple[Rows, Rows],
    keys: tuple[Sequence[Key], Sequence[Key]],
    members: tuple[str, ...],
    removed: Sequence[int],
    added: Sequence[int],
) -> list[Candidate]:
    """The pairs worth showing, the likeliest first; every row at most once."""
    if not removed or not added:
        return []
    look = _look(record_type, columns, members, rows[1])
    found = []
    for i, j in sorted(_pairs_to_look_at(look, rows, removed, added)):
        candidate = _judge(look, rows[0].values[i], rows[1].values[j], keys[0][i], keys[1][j], i, j)
        if candidate is not None:
            found.append(candidate)
    found.sort(key=lambda one: (-one.score, one.removed, one.added))
    used_before: set[int] = set()
    used_after: set[int] = set()
    best = []
    for one in found:
        if one.removed not in used_before and one.added not in used_after:
            used_before.add(one.removed)
            used_after.add(one.added)
            best.append(one)
    return best


def _look(record_type: RecordType, columns: Sequence[Column], members: tuple[str, ...], later: Rows) -> _Look:
    derived = {field.name for field in record_type.fields if field.derived_from}
    name = record_type.agency.name if record_type.agency else ""
    places = {column.name: index for index, column in enumerate(columns)}
    judged = tuple(index for index, column in enumerate(columns) if column.name not in derived)
    counts = {index: Counter(values[index] for values in later.values) for index in judged}
    rare_up_to = max(1.0, _RARE_SHARE * len(later.values))
    return _Look(tuple(columns), members, places.get(name, -1), judged, counts, rare_up_to)


def _pairs_to_look_at(
    look: _Look, rows: tuple[Rows, Rows], removed: Sequence[int], added: Sequence[int]
) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    groups: dict[tuple[Any, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for later, indices in enumerate((removed, added)):
        for index in indices:
            for mark in _marks(look, rows[later].values[index]):
                groups[mark][later].append(index)
    for ours, theirs in groups.values():
        if len(ours) * len(theirs) <= _LEADS_TO:
            pairs.update((i, j) for i in ours for j in theirs)
    return pairs


def _marks(look: _Look, values: tuple[Compared, ...]) -> Iterator[tuple[Any, ...]]:
    """What may lead from one row to its like: each value, two values side by side, how a name begins."""
    known = [(index, folded(values[index])) for index in look.judged if values[index] is not None]
    yield from known
    for first, second in itertools.pairwise(known):
        yield (*first, *second)
    yield ("all", *(value for index, value in known if look.columns[index].name not in look.members))
    if look.agency >= 0 and values[look.agency] is not None:
        state = [value for index, value in known if look.columns[index].type == "code"][:1]
        yield ("name", *state, shown(values[look.agency]).strip().casefold()[:4])


def _judge(
    look: _Look,
    before: tuple[Compared, ...],
    after: tuple[Compared, ...],
    key_before: Key,
    key_after: Key,
    i: int,
    j: int,
) -> Candidate | None:
    same: list[int] = []
    other: list[int] = []
    total = 0.0
    for index in look.judged:
        one, two = before[index], after[index]
        if one is None and two is None:
            continue
        equal = folded(one) == folded(two)
        total += 1.0 if equal else _likeness(look.columns[index], one, two)
        (same if equal else other).append(index)
    if not same:
        return None
    score = total / (len(same) + len(other))
    links = [index for index in same if look.columns[index].type == "link" and look.rare(index, after[index])]
    agreeing, named, evidence = _key_agreement(look, before, after, key_before, key_after)
    rare = sum(look.rare(index, after[index]) for index in same)
    # a key of one member, an identifier, names nothing where it changed: two rare values have to be the same
    fits = named if len(key_before) > 2 else rare + bool(agreeing) >= 2
    if score < WORTH_SHOWING or not (fits or links):
        return None
    evidence = [f"The same {look.columns[index].name}: {shown(after[index])}." for index in links] + evidence
    names = ", ".join(look.columns[index].name for index in same)
    evidence.append(f"{len(same)} of {len(same) + len(other)} fields are the same: {names}.")
    evidence += [
        f"{look.columns[n].name}: {shown(before[n])!r} before, {shown(after[n])!r} now." for n in other
    ]
    return Candidate(i, j, round(min(1.0, score + 0.1 * bool(links)), 2), tuple(evidence))


def _key_agreement(
    look: _Look, before: tuple[Compared, ...], after: tuple[Compared, ...], key_before: Key, key_after: Key
) -> tuple[int, bool, list[str]]:
    """How many members of the keys agree or are alike, whether they name one record, and what is alike.

    Of several members all but one have to agree, and one of them has to be a name; where that name is only alike, all.
    """
    if key_before[0] != key_after[0]:
        return 0, False, ["The two rows bear keys of different kinds."]
    agreeing, names, alike = 0, 0, list[str]()
    for member, one, two in zip(key_before[0], key_before[1:], key_after[1:], strict=False):
        if one is None or two is None:
            continue
        if one == two:
            agreeing += 1
            names += member == RESOLVED_AGENCY or _is_name(one)
        elif found := _alike(look, member, one, two, shown(before[look.agency]), shown(after[look.agency])):
            agreeing += 1
            alike.append(found)
    several = len(key_before) - 1
    return agreeing, agreeing >= (several - 1 if names else several), alike


def _alike(look: _Look, member: str, one: object, two: object, name: str, later_name: str) -> str:
    """How two different members of keys are alike, as a sentence; empty where they are not."""
    if not isinstance(one, str) or not isinstance(two, str):
        return ""
    if member == RESOLVED_AGENCY:
        states = {one.partition("|")[0], two.partition("|")[0]} - {""}
        found = _names(name, later_name) if look.agency >= 0 and len(states) < 2 else ""
        return found and f"The names of the agencies are alike. {found}"
    if _DATE.match(one) and _DATE.match(two):
        return f"{member} is close: {one} and {two}." if _close_days(one, two) else ""
    likeness = text_likeness(one, two)
    if likeness < _ID_ALIKE:
        return ""
    return f"{member} is alike: {one} and {two} ({likeness:.0%} of the letters are the same)."


def _close_days(one: str, two: str) -> bool:
    """One digit apart, or within a week."""
    if sum(a != b for a, b in zip(one[:10], two[:10], strict=False)) <= 1:
        return True
    first, second = parse_date(one), parse_date(two)
    return first is not None and second is not None and abs((first - second).days) <= _WEEK


def _is_name(value: object) -> bool:
    """Not a date, nor a code such as a state or a model, which many rows share."""
    return isinstance(value, str) and len(value) > 3 and not _DATE.match(value)


@lru_cache(maxsize=65536)
def _names(one: str, two: str) -> str:
    likeness = name_likeness(one, two)
    return likeness.reason if likeness else ""


def _likeness(column: Column, one: Compared, two: Compared) -> float:
    if column.type != "text" or not isinstance(one, str) or not isinstance(two, str):
        return 0.0
    found = text_likeness(one, two)
    return found if found >= _ID_ALIKE else 0.0
