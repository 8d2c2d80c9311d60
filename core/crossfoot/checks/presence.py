"""What an audit holds of what a check needs and uses: absent needs stop it, absent uses limit it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.model import Check
from crossfoot.mapping.model import RecordType


def mapped_fields(audit: Audit) -> dict[str, set[str]]:
    """By record type with a current import: the fields that a column is mapped to, and those derived from them."""
    found: dict[str, set[str]] = {
        row["record_type"]: set() for row in audit.rows("SELECT DISTINCT record_type FROM list_catalogue")
    }
    for row in audit.rows("SELECT DISTINCT record_type, field FROM mapped_columns WHERE field IS NOT NULL"):
        found[row["record_type"]].add(row["field"])
    for name, fields in found.items():
        fields |= {field.name for field in audit.types[name].fields if field.derived_from in fields}
    return found


def absent_needs(audit: Audit, check: Check) -> list[str]:
    """What the check needs and the audit does not hold, in the words of the record types."""
    found = mapped_fields(audit)
    absent: list[str] = []
    if not check.needs and not found:  # a check of the lists themselves, and there is none
        return ["list at all"]
    for name, fields in check.needs.items():
        kind = audit.types[name]
        if name not in found:
            absent.append(f"list of {_low(kind.title)}")
        else:
            absent += [
                f"{_said(kind, field)} in {_low(kind.title)}" for field in fields if field not in found[name]
            ]
    return absent


def absent_uses(audit: Audit, check: Check) -> Iterator[str]:
    """A sentence for each thing that the check would use and the audit does not hold."""
    found = mapped_fields(audit)
    for name, fields in check.uses.items():
        kind = audit.types[name]
        if name not in found:
            yield (
                check.without.get(name)
                or f"No list of {_low(kind.title)} was loaded; what it would say was not considered."
            )
            continue
        for field in fields:
            if field not in found[name]:
                yield check.without.get(f"{name}.{field}") or (
                    f"{kind.title} do not give {_said(kind, field)}; it was not considered."
                )


def inputs_of(audit: Audit, names: set[str]) -> dict[str, list[dict[str, Any]]]:
    """The current imports of the record types that a run read, with the digests of their rows."""
    inputs: dict[str, list[dict[str, Any]]] = {}
    for row in audit.rows(
        "SELECT record_type, uid, import_id, digest FROM cf_import WHERE state = 'current' "
        "ORDER BY record_type, import_id"
    ):
        if row["record_type"] in names:
            inputs.setdefault(row["record_type"], []).append(
                {"import": row["import_id"], "uid": row["uid"], "digest": row["digest"]}
            )
    return inputs


def _low(title: str) -> str:
    return title[:1].lower() + title[1:]


def _said(kind: RecordType, field: str) -> str:
    """A field as a reader knows it: `signed_on` is 'signed on'; the meaning says it at length elsewhere."""
    assert kind.field(field) is not None
    return f"“{field.replace('_', ' ')}”"
