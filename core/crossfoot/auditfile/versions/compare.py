"""Two versions of one list compared: added, removed, changed field by field, key changed, backdated."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.auditfile.versions.row_matches import row_matches
from crossfoot.auditfile.versions.version_backdating import backdated, earlier_list_date
from crossfoot.auditfile.versions.version_differences import row_changes
from crossfoot.auditfile.versions.version_matching import Keys, Pairs, key_text, make_keys, pair_rows
from crossfoot.auditfile.versions.version_model import ListDiff, ListRow, Proposal
from crossfoot.auditfile.versions.version_proposals import propose
from crossfoot.auditfile.versions.version_rows import (
    Column,
    Rows,
    compared_columns,
    load_rows,
    version,
    versions_of,
)
from crossfoot.errors import AuditFileError
from crossfoot.progress import Progress, silent


def compare_versions(
    audit: Audit,
    before: int,
    after: int,
    *,
    key: Sequence[str] = (),
    earlier_list_of: dt.date | None = None,
    progress: Progress = silent,
) -> ListDiff:
    """Compare two imports (by import id) of one kind of list, as they were delivered.

    `key` are fields to match rows by, in place of those of the record type. `earlier_list_of` is the day of
    the earlier list, for what is backdated; else it is told from the list's own dates. AuditFileError where the imports
    do not exist, hold different kinds of lists, or the key is not in both.
    """
    sides = version(audit, before), version(audit, after)
    if sides[0].record_type != sides[1].record_type:
        raise AuditFileError(
            f"Import {before} holds {sides[0].record_type}, import {after} holds {sides[1].record_type}.",
            "Compare two versions of one list.",
        )
    record_type = audit.types[sides[0].record_type]
    progress(0, 4, "Reading both versions")
    columns, only_before, only_after = compared_columns(audit, record_type, before, after)
    rows = load_rows(audit, sides[0], columns, later=False), load_rows(audit, sides[1], columns, later=True)
    progress(1, 4, "Matching rows")
    keys = make_keys(audit, record_type, columns, rows, key)
    found = pair_rows(keys, rows)
    confirmed, distinct, pairs = _decided(audit, sides[1].list_name, keys, found)
    progress(2, 4, "Comparing field by field")

    def label(earlier: int) -> str:
        return key_text(keys.before[earlier])

    changes, unchanged = row_changes(audit, columns, rows, pairs.both, label)
    moved, same_after_all = row_changes(audit, columns, rows, confirmed, label)
    progress(3, 4, "Looking for rows whose key changed")
    candidates = propose(
        record_type, columns, rows, (keys.before, keys.after), keys.members, pairs.removed, pairs.added
    )
    removed = {i: _list_row(columns, rows[0], keys.before, i) for i in pairs.removed}
    added = {j: _list_row(columns, rows[1], keys.after, j) for j in pairs.added}
    not_after = min(audit.facts.as_of, dt.date.fromisoformat(sides[0].loaded_at[:10]))
    earlier, told_by = earlier_list_date(record_type, columns, rows[0], not_after)
    if earlier_list_of is not None:
        earlier, told_by = earlier_list_of.isoformat(), "As it was given."
    changed = tuple(row for row in changes if not row.spelling_only)
    entries = backdated(record_type, columns, rows[1], pairs.added, (*changed, *moved), earlier)
    return ListDiff(
        before=sides[0], after=sides[1], matched_by=keys.how, fields=tuple(column.name for column in columns),
        only_before=only_before, only_after=only_after, unchanged=unchanged + same_after_all,
        spelling=tuple(row for row in changes if row.spelling_only), changed=changed, key_changed=tuple(moved),
        removed=tuple(removed.values()), added=tuple(added.values()),
        proposed=tuple(
            Proposal(removed[one.removed], added[one.added], one.score, one.evidence)
            for one in candidates
            if (removed[one.removed].key, added[one.added].key) not in distinct
        ),
        backdated=tuple(entries), earlier_list_of=earlier, earlier_list_from=told_by,
    )  # fmt: skip


def latest_pair(audit: Audit, list_name: str | None = None) -> tuple[int, int]:
    """The current import of a list and the one that it replaced, as (before, after).

    Without a name: of the one list that came more than once. AuditFileError where that is not one list.
    """
    found = audit.rows(
        "SELECT l.name, i.import_id, i.supersedes FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "WHERE i.state = 'current' ORDER BY i.import_id"
    )
    names = [row["name"] for row in found]
    if list_name is not None:
        if list_name not in names:
            raise AuditFileError(
                f"There is no current list called {list_name!r} in this audit.",
                f"The lists here are: {', '.join(repr(name) for name in names) or 'none yet'}.",
            )
        found = [row for row in found if row["name"] == list_name]
    came_again = [row for row in found if row["supersedes"] is not None]
    if len(came_again) == 1:
        return came_again[0]["supersedes"], came_again[0]["import_id"]
    if came_again:
        raise AuditFileError(
            f"Several lists came more than once: {', '.join(repr(row['name']) for row in came_again)}.",
            "Say which one with --list NAME.",
        )
    which = f"The list {list_name!r} has" if list_name else "Every list of this audit has"
    raise AuditFileError(
        f"{which} only one version.", "Import the next one with --new-version-of LIST, then compare."
    )


def compare_workbooks(
    before: Path,
    after: Path,
    *,
    record_type: str | None = None,
    sheet: str | None = None,
    key: Sequence[str] = (),
    earlier_list_of: dt.date | None = None,
    progress: Progress = silent,
) -> ListDiff:
    """Compare two workbooks that are in no audit, through one that is thrown away afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="crossfoot-") as folder,
        create_audit(Path(folder) / "compare.crossfoot", title="Comparison", as_of=_today()) as audit,
    ):
        choices = ImportChoices(sheet=sheet, record_type=record_type, as_list="compared")
        first = _load_one(audit, before, choices, progress)
        again = ImportChoices(sheet=sheet, record_type=record_type, new_version_of="compared")
        second = _load_one(audit, after, again, progress)
        return compare_versions(
            audit, first, second, key=key, earlier_list_of=earlier_list_of, progress=progress
        )


def _load_one(audit: Audit, path: Path, choices: ImportChoices, progress: Progress) -> int:
    plan = plan_import(audit, path, choices, progress)
    return load_workbook_rows(audit, plan, keep_whole=False, progress=progress).imports[0].import_id


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _decided(
    audit: Audit, list_name: str, keys: Keys, found: Pairs
) -> tuple[list[tuple[int, int]], set[tuple[str, str]], Pairs]:
    """Pairs that a person confirmed, pairs that a person rejected, and what is left."""
    decisions = row_matches(audit, list_name)
    distinct = {(one.key_before, one.key_after) for one in decisions if not one.same}
    same = [(one.key_before, one.key_after) for one in decisions if one.same]
    if not same:
        return [], distinct, found
    removed: dict[str, list[int]] = defaultdict(list)
    added: dict[str, list[int]] = defaultdict(list)
    for groups, indices, side in ((removed, found.removed, keys.before), (added, found.added, keys.after)):
        for index in reversed(indices):
            groups[key_text(side[index])].append(index)
    confirmed = []
    for one, other in same:
        while removed[one] and added[other]:
            confirmed.append((removed[one].pop(), added[other].pop()))
    gone, come = {i for i, _ in confirmed}, {j for _, j in confirmed}
    left = Pairs(
        found.both, [i for i in found.removed if i not in gone], [j for j in found.added if j not in come]
    )
    return confirmed, distinct, left


def _list_row(
    columns: Sequence[Column], rows: Rows, keys: Sequence[tuple[object, ...]], index: int
) -> ListRow:
    values = {
        column.name: value
        for column, value in zip(columns, rows.values[index], strict=True)
        if value is not None
    }
    return ListRow(rows.numbers[index], rows.hidden[index], key_text(keys[index]), values)


__all__ = ["compare_versions", "compare_workbooks", "latest_pair", "versions_of"]
