"""The differences between two versions of a list as lines of a table, one for each changed field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.versions.row_matches import RowMatch
from crossfoot.auditfile.versions.version_model import (
    AsItStood,
    Backdated,
    FieldChange,
    ListDiff,
    ListRow,
    Proposal,
    RowChange,
    key_label,
    shown,
)
from crossfoot.mapping.model import RecordType
from crossfoot.values import count_text

from crossfoot_gui.presenters.panel_state import Column, Row
from crossfoot_gui.presenters.shown_value import shown_value

COLUMNS = (
    Column("What", 15), Column("Record", 40), Column("Field", 15), Column("Before", 32), Column("Now", 32),
    Column("Cell before", 11), Column("Cell now", 9),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line: the class of difference that it belongs to, its texts, all there is to say, what lies behind it."""

    kind: str
    row: Row
    detail: str
    behind: Proposal | RowMatch | None = None


CLASSES: tuple[tuple[str, str], ...] = (
    ("changed", "Changed"),
    ("added", "Added"),
    ("removed", "Removed"),
    ("spelling", "Spelling only"),
    ("key", "Key changed"),
    ("proposed", "One record? To decide"),
    ("backdated", "Backdated?"),
    ("decided", "Decided pairs"),
)


def class_counts(diff: ListDiff, decided: list[RowMatch]) -> dict[str, int]:
    """How many rows, pairs or entries each class has."""
    return {
        "changed": len(diff.changed),
        "added": len(diff.added),
        "removed": len(diff.removed),
        "spelling": len(diff.spelling),
        "key": len(diff.key_changed),
        "proposed": len(diff.proposed),
        "backdated": len(diff.backdated),
        "decided": len(decided),
    }


def sums(diff: ListDiff) -> str:
    """The counts, so that each side adds up in view."""
    both = [
        (diff.unchanged, "unchanged"),
        (len(diff.changed), "changed"),
        (len(diff.spelling), "in spelling only"),
    ]
    if diff.key_changed:
        both.append((len(diff.key_changed), "with another key"))
    return "\n".join(
        f"{label}: {count_text(total)} rows = "
        + " + ".join(f"{count_text(number)} {words}" for number, words in (*both, own))
        for label, total, own in (
            ("Before", diff.rows_before, (len(diff.removed), "removed")),
            ("Now", diff.rows_after, (len(diff.added), "added")),
        )
    )


def how_matched(diff: ListDiff) -> str:
    """By what rows were matched, and which columns only one version has."""
    said = [f"Rows are matched {words}" for words in diff.matched_by]
    for names, words in ((diff.only_before, "Only before"), (diff.only_after, "Only now")):
        if names:
            said.append(f"{words}: column {', '.join(names)}.")
    if diff.earlier_list_of and diff.backdated:
        said.append(f"The list before is taken to be of {diff.earlier_list_of}.")
    return " ".join(said)


def diff_lines(diff: ListDiff, decided: Iterable[RowMatch], kind: RecordType) -> Iterator[DiffLine]:
    """All lines, class after class."""
    types = {field.name: field.type for field in kind.fields}
    for name, word, rows in (
        ("changed", "△ changed", diff.changed),
        ("key", "⇄ key changed", diff.key_changed),
        ("spelling", "≈ spelling", diff.spelling),
    ):
        for row in rows:
            for change in row.changes:
                yield _change_line(name, word, row, change, types)
    for one in diff.added:
        yield _row_line("added", "+ added", one, types, later=True)
    for one in diff.removed:
        yield _row_line("removed", "− removed", one, types, later=False)
    for proposal in diff.proposed:
        yield _proposal_line(proposal)
    records = {row.after_row: key_label(row.key) for row in (*diff.changed, *diff.key_changed)}
    records |= {row.row: key_label(row.key) for row in diff.added}
    for entry in diff.backdated:
        yield _backdated_line(entry, records.get(entry.after_row, ""), types)
    for match in decided:
        yield _decided_line(match)


def _change_line(
    name: str, word: str, row: RowChange, change: FieldChange, types: Mapping[str, str]
) -> DiffLine:
    field = change.field.replace("_", " ")
    before, after = _value(change.before, change.field, types), _value(change.after, change.field, types)
    stood = ""
    if before == after:  # the same value, written in another way
        before, after = change.before_raw or "", change.after_raw or ""
    elif (change.before_raw, change.after_raw) != (before, after):
        stood = f"\nAs it stands: {change.before_raw or '(empty)'!r} before, {change.after_raw or '(empty)'!r} now."
    record = key_label(row.key)
    what = "≈ spelling" if change.spelling else word
    return DiffLine(
        name,
        (what, record, field, before, after, change.before_ref, change.after_ref),
        f"{record}\n{field}: {before or '(empty)'}  →  {after or '(empty)'}{stood}",
    )


def _row_line(name: str, word: str, row: ListRow, types: Mapping[str, str], *, later: bool) -> DiffLine:
    record = key_label(row.key)
    values = "; ".join(
        f"{field.replace('_', ' ')} {_value(value, field, types)}" for field, value in row.values.items()
    )
    hidden = " (hidden in the workbook)" if row.hidden else ""
    place = f"row {row.row}"
    texts = ("", values, "", place) if later else (values, "", place, "")
    return DiffLine(name, (word, record, "", *texts), f"{record}, {place}{hidden}\n{values}")


def _proposal_line(one: Proposal) -> DiffLine:
    before, after = key_label(one.before.key), key_label(one.after.key)
    row = (
        "? one record",
        f"{one.score:.0%} alike",
        "",
        before,
        after,
        f"row {one.before.row}",
        f"row {one.after.row}",
    )
    said = "\n".join((f"{before}  →  {after}", *one.evidence))
    return DiffLine("proposed", row, said, one)


def _backdated_line(one: Backdated, record: str, types: Mapping[str, str]) -> DiffLine:
    field = one.field.replace("_", " ")
    before = "" if one.before_row is None else f"row {one.before_row}"
    texts = (
        _value(one.before, one.field, types),
        _value(one.after, one.field, types),
        before,
        f"row {one.after_row}",
    )
    said = f"{record}: {one.kind}\n{one.sentence} Ask why."
    return DiffLine("backdated", ("⚠ backdated?", record, field, *texts), said)


def _decided_line(one: RowMatch) -> DiffLine:
    said = "are one record" if one.same else "are two records"
    before, after = key_label(one.key_before), key_label(one.key_after)
    row = ("✓ decided", said, "", before, after, "", "")
    return DiffLine(
        "decided", row, f"{before} and {after} {said}.\n{one.evidence} ({one.actor}, {one.at[:10]})", one
    )


def _value(value: Any, field: str, types: Mapping[str, str]) -> str:
    return shown(value) if isinstance(value, AsItStood) else shown_value(value, types.get(field, "text"))
