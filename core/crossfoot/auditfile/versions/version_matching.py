"""Which row of the earlier version is which row of the later one.

A row is looked for by the record type's key where it bears one, else by the natural key with the agency resolved, else
by all its fields. Rows of one key are matched by how many fields they share, in the order of the sheet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json
from crossfoot.auditfile.identity.register import Register, confirmed_same, entity_id
from crossfoot.auditfile.versions.version_model import AsItStood, Compared
from crossfoot.auditfile.versions.version_rows import Column, Rows
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY
from crossfoot.values import fold

_COMPARE_UP_TO = 40_000
"""Up to so many pairs of rows of one key are compared field by field; beyond, they are matched in order."""

Key = tuple[Any, ...]
_folded = lru_cache(maxsize=1 << 17)(fold)


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of every row of both versions; each starts with what it is made of.

    `members` are the parts of the key that most rows were looked for by, `how` says so in sentences.
    """

    before: list[Key]
    after: list[Key]
    members: tuple[str, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions in the two versions: rows of one key, and rows that only one of them has."""

    both: list[tuple[int, int]]
    removed: list[int]
    added: list[int]


def key_text(key: Key) -> str:
    """A key as text, the same for the same key: how a decision about two rows names them."""
    return canonical_json(key)


def folded(value: Compared) -> Any:
    """A value as keys compare it: text folded, the text of a misfit marked as such."""
    if isinstance(value, str):
        return _folded(value) or None
    return ("?", _folded(value.raw)) if isinstance(value, AsItStood) else value


def make_keys(
    audit: Audit,
    record_type: RecordType,
    columns: Sequence[Column],
    rows: tuple[Rows, Rows],
    asked: Sequence[str],
) -> Keys:
    """The keys of both versions. `asked` are the fields that the auditor wants to be the key, else the pack says."""
    place = {column.name: index for index, column in enumerate(columns)}
    agencies = _Agencies(audit, record_type, place, rows)
    wanted = (tuple(asked), ()) if asked else (record_type.key, record_type.natural_key)
    if asked and not all(_there(member, place, agencies) for member in asked):
        raise AuditFileError(
            f"The rows cannot be matched by {', '.join(asked)}: not all of that is in both versions.",
            f"Both have: {', '.join(place)}.",
        )
    usable = [members for members in wanted if members and all(_there(m, place, agencies) for m in members)]
    uses: Counter[tuple[str, ...]] = Counter()
    kinds = [(members, members == record_type.key) for members in usable]

    def key_of(values: tuple[Compared, ...]) -> Key:
        for members, whole in kinds:
            key = tuple(
                agencies.of(values) if member == RESOLVED_AGENCY else folded(values[place[member]])
                for member in members
            )
            missing = sum(part is None for part in key)
            if not missing or (not whole and missing < len(key) and key[0] is not None):
                uses[members] += 1
                return (members, *key)
        uses[()] += 1
        return ((), *(folded(value) for value in values))

    before, after = ([key_of(values) for values in side.values] for side in rows)
    members = uses.most_common(1)[0][0] if uses else (usable[0] if usable else ())
    return Keys(before, after, members, tuple(_sentence(used, count) for used, count in uses.most_common()))


def pair_rows(keys: Keys, rows: tuple[Rows, Rows]) -> Pairs:
    """Match the rows of both versions by their keys."""
    earlier: dict[Key, list[int]] = defaultdict(list)
    later: dict[Key, list[int]] = defaultdict(list)
    for groups, found in ((earlier, keys.before), (later, keys.after)):
        for index, key in enumerate(found):
            groups[key].append(index)
    both: list[tuple[int, int]] = []
    for key, ours in earlier.items():
        theirs = later.get(key)
        if theirs is None:
            continue
        if len(ours) == len(theirs) == 1:
            both.append((ours[0], theirs[0]))
        else:
            both += _pair_group(ours, theirs, rows)
    both.sort()
    left, right = {one for one, _ in both}, {other for _, other in both}
    removed = [index for index in range(len(keys.before)) if index not in left]
    return Pairs(both, removed, [index for index in range(len(keys.after)) if index not in right])


def _pair_group(ours: list[int], theirs: list[int], rows: tuple[Rows, Rows]) -> list[tuple[int, int]]:
    before, after = rows[0].values, rows[1].values
    waiting: dict[Key, list[int]] = defaultdict(list)
    for index in reversed(theirs):
        waiting[after[index]].append(index)
    pairs = [(one, waiting[before[one]].pop()) for one in ours if waiting[before[one]]]
    done_ours, done_theirs = {one for one, _ in pairs}, {other for _, other in pairs}
    ours = [one for one in ours if one not in done_ours]
    theirs = [other for other in theirs if other not in done_theirs]
    if len(ours) * len(theirs) > _COMPARE_UP_TO:
        return pairs + list(zip(ours, theirs, strict=False))
    ranked = sorted(
        (-sum(a == b for a, b in zip(before[one], after[other], strict=True)), one, other)
        for one in ours
        for other in theirs
    )
    for _, one, other in ranked:
        if one not in done_ours and other not in done_theirs:
            pairs.append((one, other))
            done_ours.add(one)
            done_theirs.add(other)
    return pairs


class _Agencies:
    """Which agency a row of either version names: by the audit's register, else by what the two versions say."""

    def __init__(
        self, audit: Audit, record_type: RecordType, place: dict[str, int], rows: tuple[Rows, Rows]
    ) -> None:
        naming = record_type.agency
        self._places = tuple(
            place.get(name, -1)
            for name in ((naming.id, naming.state, naming.name) if naming else ("", "", ""))
        )
        self.named = self._places[2] >= 0 or self._places[0] >= 0
        self._register = Register(confirmed_same(audit.connection))
        for identity, agency_id in audit.connection.execute(
            "SELECT entity_id, agency_id FROM cf_entity WHERE kind = 'agency' ORDER BY rowid"
        ):
            self._register.add(identity, agency_id)
        for naming_parts in dict.fromkeys(self._parts(values) for side in rows for values in side.values):
            agency_id, state, name = naming_parts
            if name and state:
                self._register.add(entity_id(state, name), agency_id)
        self._known: dict[tuple[str | None, ...], str | None] = {}

    def of(self, values: tuple[Compared, ...]) -> str | None:
        """The agency of a row; its name as it stands where no list makes it known."""
        parts = self._parts(values)
        if parts not in self._known:
            agency_id, state, name = parts
            found = self._register.resolve(agency_id, state, name)
            if found is None and name:
                found = self._register.agency(entity_id(state or "", name))
            self._known[parts] = found or (f"#{fold(agency_id)}" if agency_id else None)
        return self._known[parts]

    def _parts(self, values: tuple[Compared, ...]) -> tuple[str | None, ...]:
        """Id, state and name; a cell that fits no type names nothing, as in the register."""
        found = (values[place] if place >= 0 else None for place in self._places)
        return tuple(part if isinstance(part, str) else None for part in found)


def _there(member: str, place: dict[str, int], agencies: _Agencies) -> bool:
    return agencies.named if member == RESOLVED_AGENCY else member in place


def _sentence(members: tuple[str, ...], count: int) -> str:
    rows = f"({count:,} rows of the two versions together)"
    if not members:
        return f"by all their fields, because they bear no key {rows}."
    names = ["the agency" if member == RESOLVED_AGENCY else member for member in members]
    return f"by {', '.join(names)} {rows}."
