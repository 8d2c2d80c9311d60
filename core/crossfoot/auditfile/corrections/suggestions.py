"""Suggested readings of misfits: grouped, offered, and accepted by a person; never applied by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_list import Override
from crossfoot.auditfile.corrections.overrides import set_override
from crossfoot.errors import AuditFileError


@dataclass(frozen=True, slots=True)
class MisfitGroup:
    """The misfits of current lists that hold one text in one field.

    `suggestion` is '' where there is none, or where the text is read differently from cell to cell. `overridden` counts
    the cells that a correction changes, and `used` is what is used for them.
    """

    record_type: str
    field: str
    raw: str
    count: int
    reason: str
    suggestion: str
    first: str
    overridden: int
    used: str


def misfit_groups(audit: Audit, import_id: int | None = None) -> list[MisfitGroup]:
    """All misfits of current lists (or of one import) by record type, field and text, the most frequent first."""
    rows = audit.rows(
        "WITH shown AS (SELECT i.record_type, m.field, m.raw, count(*) AS count, min(m.misfit_id) AS at, "
        "count(DISTINCT m.suggestion) AS readings, count(c.override_uid) AS overridden, "
        "coalesce(group_concat(DISTINCT o.used), '') AS used FROM cf_misfit m "
        "JOIN cf_import i ON i.import_id = m.import_id LEFT JOIN cf_override_cell c ON c.import_id = m.import_id "
        "AND c.row_no = m.row_no AND c.field = m.field AND c.ref = m.ref "
        "LEFT JOIN cf_override o ON o.uid = c.override_uid "
        "WHERE (:one IS NULL AND i.state = 'current') OR m.import_id = :one GROUP BY i.record_type, m.field, m.raw) "
        "SELECT s.record_type, s.field, s.raw, s.count, f.reason, "
        "CASE s.readings WHEN 1 THEN f.suggestion ELSE '' END AS suggestion, i.sheet || '!' || f.ref AS first, "
        "s.overridden, s.used FROM shown s JOIN cf_misfit f ON f.misfit_id = s.at "
        "JOIN cf_import i ON i.import_id = f.import_id ORDER BY s.count DESC, s.at",
        {"one": import_id},
    )
    return [MisfitGroup(**row) for row in rows]


def suggestions(audit: Audit) -> list[MisfitGroup]:
    """The groups that have a suggested reading, and cells that no correction changes yet."""
    return [group for group in misfit_groups(audit) if group.suggestion and group.overridden < group.count]


def accept_suggestion(
    audit: Audit, field: str, raw: str, reason: str, *, record_type: str | None = None
) -> Override:
    """Use the suggested reading of a text, as a correction by raw value, with the person's reason.

    `field` may name its record type too (`officers.authorized_on`). AuditFileError where no misfit of that field and
    text has a suggestion, or those of several record types have.
    """
    kind, _, name = field.rpartition(".")
    wanted = record_type or kind
    here = [group for group in misfit_groups(audit) if (group.field, group.raw) == (name, raw)]
    found = [group for group in here if group.suggestion and wanted in ("", group.record_type)]
    if not found:
        raise AuditFileError(
            f"{raw!r} in {name.replace('_', ' ')} has no suggested reading."
            if here
            else f"No misfit of {name.replace('_', ' ')} stands as {raw!r}.",
            "`crossfoot misfits --groups` shows the suggested readings; without one, say what is to be used.",
        )
    if len(found) > 1:
        named = ", ".join(f"{group.record_type}.{name}" for group in found)
        raise AuditFileError(f"{raw!r} stands in lists of several kinds.", f"Name one of: {named}.")
    if not reason.strip():
        raise AuditFileError("A suggested reading is accepted only with a reason.", "Say what it rests on.")
    group = found[0]
    return set_override(
        audit,
        group.record_type,
        name,
        group.suggestion,
        f"suggested reading accepted: {reason.strip()}",
        raw=raw,
    )
