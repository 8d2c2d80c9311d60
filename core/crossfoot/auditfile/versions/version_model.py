"""What a comparison of two versions of a list says: each row of either version is in exactly one of its counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from crossfoot.staging.model import TypedValue

BackdatedKind = Literal["added with an earlier date", "date filled in afterwards", "past date changed",
                        "past date removed", "changed without a later record date"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsItStood:
    """The text of a cell that fits no type, in the place of its value."""

    raw: str


Compared = TypedValue | AsItStood


@dataclass(frozen=True, slots=True)
class Version:
    """One import of a list, as one of the two sides."""

    import_id: int
    list_name: str
    record_type: str
    file: str
    sha256: str
    sheet: str
    rows: int
    state: str
    loaded_at: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that only one version has. `key` is what it was looked for by, `row` its number in the sheet."""

    row: int
    hidden: bool
    key: str
    values: Mapping[str, Compared]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row in both versions: typed values, the text of the cells, and where they stand.

    `spelling`: the values differ by case, blanks or apostrophes only, or the same value is written in another way.
    """

    field: str
    before: Compared
    after: Compared
    before_raw: str | None
    after_raw: str | None
    before_ref: str
    after_ref: str
    spelling: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that both versions have, with the fields in which it differs."""

    key: str
    before_row: int
    after_row: int
    changes: tuple[FieldChange, ...]

    @property
    def spelling_only(self) -> bool:
        """Whether nothing but the spelling differs."""
        return all(change.spelling for change in self.changes)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A removed and an added row that may be one record whose key changed. It counts only once a person confirms it."""

    before: ListRow
    after: ListRow
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backdated:
    """An entry that speaks of the time before the earlier list and does not stand in it."""

    kind: BackdatedKind
    field: str
    before: Compared
    after: Compared
    before_row: int | None
    after_row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ListDiff:
    """All differences between two versions of a list.

    Rows before = unchanged + spelling + changed + key_changed + removed; rows after = unchanged + spelling + changed +
    key_changed + added. `proposed` rows are still counted as removed and as added.
    """

    before: Version
    after: Version
    matched_by: tuple[str, ...]
    fields: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unchanged: int
    spelling: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    key_changed: tuple[RowChange, ...]
    removed: tuple[ListRow, ...]
    added: tuple[ListRow, ...]
    proposed: tuple[Proposal, ...]
    backdated: tuple[Backdated, ...]
    earlier_list_of: str | None
    earlier_list_from: str

    @property
    def in_both(self) -> int:
        """How many rows are found in both versions."""
        return self.unchanged + len(self.spelling) + len(self.changed) + len(self.key_changed)

    @property
    def rows_before(self) -> int:
        """The rows of the earlier version, added up."""
        return self.in_both + len(self.removed)

    @property
    def rows_after(self) -> int:
        """The rows of the later version, added up."""
        return self.in_both + len(self.added)

    @property
    def same(self) -> bool:
        """Whether there is no difference at all, not even of columns or of spelling."""
        rows = (self.spelling, self.changed, self.key_changed, self.removed, self.added)
        return not any(rows) and not self.only_before and not self.only_after

    def field_counts(self) -> dict[str, tuple[int, int]]:
        """Field by field, how many rows changed in it, and how many in its spelling only."""
        counts: dict[str, tuple[int, int]] = {}
        for row in (*self.changed, *self.key_changed, *self.spelling):
            for change in row.changes:
                value, spelling = counts.get(change.field, (0, 0))
                counts[change.field] = (value + (not change.spelling), spelling + change.spelling)
        return {field: counts[field] for field in self.fields if field in counts}


def key_label(key: str) -> str:
    """A key as a person reads it: its parts, without what they are called."""
    parts = json.loads(key)[1:]
    return ", ".join(
        "(blank)" if part is None else str(part[1] if isinstance(part, list) else part) for part in parts
    )


def shown(value: Any) -> str:
    """A compared value as text; blank where there is none."""
    return value.raw if isinstance(value, AsItStood) else "" if value is None else str(value)
