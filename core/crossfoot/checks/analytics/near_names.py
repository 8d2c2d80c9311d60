"""Names of one group that are nearly the same, and what a person decided about them: what to look at, never a "
"merge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crossfoot.checks.analytics.groups import BETWEEN
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox
from crossfoot.mapping.likeness import close_texts

MOST_NAMES = 5_000
"""So many different names of one group are compared, each with each; beyond them it would take minutes."""


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two names that are nearly the same. `rows` are those of both in `analysed`; `decision` is '', 'one' or "
    "'two'."""

    label: str
    likeness: float
    rows: tuple[int, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    rows: tuple[int, ...]
    agencies: frozenset[str]


def near_pairs(sandbox: Sandbox, percent: float, *, decided: bool) -> list[NearPair]:
    """The pairs of names (`near` of `analysed`) within each group of `grouped`, the likeliest first.

    `decided`: the names are those of agencies, so that what a person decided about these counts.
    NotTestableError where a group has too many names.
    """
    if not 50 <= percent <= 100:
        raise NotTestableError("The likeness of names is a percentage from 50 to 100.")
    decisions = _Decisions(sandbox) if decided else None
    found = []
    for group, names in _names(sandbox, decided=decided).items():
        if len(names) > MOST_NAMES:
            within = f"The group {group!r} has" if group else "There are"
            raise NotTestableError(
                f"{within} {len(names):,} different names, and at most {MOST_NAMES:,} are compared each with each; "
                "group them by a further column."
            )
        for i, j, likeness in close_texts([name.text for name in names], percent / 100):
            first, second = sorted((names[i], names[j]), key=lambda name: name.text)
            label = f"{first.text} ~ {second.text}" + (f"{BETWEEN}{group}" if group else "")
            decision = decisions.of(first.agencies, second.agencies) if decisions else ""
            found.append(NearPair(label, likeness, (*first.rows, *second.rows), decision))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.label))


def _names(sandbox: Sandbox, *, decided: bool) -> dict[str, list[_Name]]:
    """The different names of each group, each by its first spelling."""
    ref = "a.ref" if decided else "NULL"
    rows: dict[tuple[str, str], list[tuple[str, int, str | None]]] = defaultdict(list)
    for group, key, text, at, agency in sandbox.own(
        f"SELECT g.in_group, a.near_key, a.near, a.rowid, {ref} FROM analysed a JOIN grouped g ON g.at = a.rowid "
        "WHERE a.near IS NOT NULL ORDER BY a.near, a.rowid"
    ):
        rows[(group, key)].append((text, at, agency))
    names: dict[str, list[_Name]] = defaultdict(list)
    for (group, _), found in rows.items():
        names[group].append(
            _Name(found[0][0], tuple(at for _, at, _ in found), frozenset(a for _, _, a in found if a))
        )
    return names


class _Decisions:
    """What persons decided about the names of agencies."""

    def __init__(self, sandbox: Sandbox) -> None:
        rows = sandbox.own("SELECT entity_a, entity_b, same FROM audit.cf_alias WHERE kind = 'agency'")
        self._one: dict[str, frozenset[str]] = {}
        for a, b, same in rows:
            if same:
                joined = self._names_of(a) | self._names_of(b)
                self._one.update(dict.fromkeys(joined, joined))
        self._two = {frozenset((a, b)) for a, b, same in rows if not same}

    def of(self, ours: frozenset[str], theirs: frozenset[str]) -> str:
        """'one', 'two', or '' where nobody decided."""
        first = frozenset(name for agency in ours for name in self._names_of(agency))
        second = frozenset(name for agency in theirs for name in self._names_of(agency))
        if first & second:
            return "one"
        return "two" if any(frozenset((a, b)) in self._two for a in first for b in second) else ""

    def _names_of(self, agency: str) -> frozenset[str]:
        return self._one.get(agency, frozenset((agency,)))
