"""Which columns of an import no planned check reads: the question before personal data come into the audit file.

Rule: data that no step needs are not taken in (audit-practice.md section 6 of the design).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    RESTRICTED,
)
from crossfoot.checks.catalogue import audit_checks, load_checks
from crossfoot.checks.model import Check
from crossfoot.mapping.model import Mapping, RecordType

_ASKED_OF = RESTRICTED | {"personal"}


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """A column that is about to be loaded and that no planned check reads; `field` is None where it is kept as text."""

    sheet: str
    letter: str
    header: str
    field: str | None

    @property
    def said(self) -> str:
        """What to say of it, with what to do."""
        return (
            f'Column {self.letter} "{self.header}" is read by no planned check. Leave it out: '
            f'--leave-out "{self.letter}:not needed"'
        )


def not_needed(audit: Audit, mapping: Mapping) -> list[NotNeeded]:
    """The columns of a mapping that are personal, restricted or of no known kind, and that no planned check reads.

    Columns by which rows are found and agencies told (keys, references, names of agencies) are always needed. A table
    of no known kind has none: the auditor asked for all of it. Without planned checks all checks of the pack count.
    """
    kind = audit.types[mapping.record_type]
    if not kind.fields:
        return []
    read = _fields_read(_planned_checks(audit), kind) | _always_needed(kind)
    found = []
    for column in mapping.columns:
        if column.left_out or column.pseudonyms:
            continue
        field = kind.field(column.field) if column.field else None
        if field is None or (field.field_class in _ASKED_OF and field.name not in read):
            found.append(NotNeeded(mapping.sheet, column.letter, column.header, column.field))
    return found


def _planned_checks(audit: Audit) -> list[Check]:
    planned = [
        row["check_id"]
        for row in audit.rows(
            "SELECT DISTINCT check_id FROM cf_plan_step WHERE withdrawn = 0 AND check_id <> '' ORDER BY 1"
        )
    ]
    if not planned:
        return load_checks(content.pack(audit.facts.pack), audit.types).of_the_pack
    known = audit_checks(audit).checks
    return [known[check_id] for one in planned if (check_id := one.partition(":")[0]) in known]


def _fields_read(checks: Iterable[Check], kind: RecordType) -> set[str]:
    read = {
        field for check in checks for asked in (check.needs, check.uses) for field in asked.get(kind.name, ())
    }
    return read | {field.derived_from for field in kind.fields if field.name in read and field.derived_from}


def _always_needed(kind: RecordType) -> set[str]:
    naming = kind.agency
    names = {naming.id, naming.name, naming.state} if naming else set()
    references = {reference.field for reference in kind.references}
    return {*kind.key, *kind.natural_key, *references, *names}
