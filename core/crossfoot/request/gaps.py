"""What a file that came lacks: fields that were asked for and have no column, or a column without any value."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.mapping.model import Field, RecordType
from crossfoot.mapping.model import Mapping as ColumnsMapping
from crossfoot.request.model import AskedColumn, Wanted
from crossfoot.request.planned import planned_steps
from crossfoot.workbook.model import SheetInfo

GapKind = Literal["no column", "no value", "no rows", "no answers"]
REQUIRED_BY_THE_LAYOUT = "Required to read the list"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: a field, groups of fields of which one would do, or (`field` is empty) everything."""

    field: str
    meaning: str
    why: str
    kind: GapKind = "no column"


def needed_fields(audit: Audit, wanted: Wanted) -> frozenset[str]:
    """The fields of a dataset without which a check of its steps cannot run (of all checks, where it has no steps)."""
    known = audit_checks(audit).checks
    if wanted.steps:
        ids = {step.check_id for step in planned_steps(audit) if step.key in wanted.steps}
        checks = [known[one] for one in ids if one in known]
    else:
        checks = list(known.values())
    return frozenset(name for check in checks for name in check.needs.get(wanted.record_type, ()))


def find_gaps(
    record_type: RecordType,
    asked: Collection[AskedColumn],
    needed: Collection[str],
    mapping: ColumnsMapping,
    sheet: SheetInfo,
) -> tuple[Gap, ...]:
    """The gaps of a sheet that is read by `mapping`, in the order of the record layout, each field once.

    A field that is required, or asked for and not optional, must have a column; one that is required or `needed` must
    have a value in some row (elsewhere a blank column may be the truth: nobody was suspended). No rows are one gap.
    """
    if not sheet.data_rows:
        return (
            Gap("", f"One row for each {record_type.unit}", "Without rows nothing can be tested", "no rows"),
        )
    filled = {column.letter for column in sheet.columns if column.filled}
    mapped = {column.field: column.letter in filled for column in mapping.columns if column.field}
    for field in record_type.fields:
        if field.derived_from in mapped and not mapped.get(field.name):
            mapped[field.name] = mapped[field.derived_from]
    why = {one.field: one.why for one in asked if not one.optional}
    return tuple(_gaps(record_type, why, frozenset(needed), mapped))


def _gaps(
    record_type: RecordType, why: dict[str, str], needed: frozenset[str], mapped: dict[str, bool]
) -> Iterator[Gap]:
    groups = record_type.required_one_of
    in_groups = {name for group in groups for name in group}
    satisfied = any(all(mapped.get(name) for name in group) for group in groups)
    said = False
    for field in record_type.fields:
        if field.name in in_groups:
            if not satisfied and not said:
                said = True
                yield _of_groups(record_type, why, mapped)
        elif field.name not in mapped:
            if field.required or field.name in why:
                yield _of_field(field, why, "no column")
        elif not mapped[field.name] and (field.required or field.name in needed):
            yield _of_field(field, why, "no value")


def _of_field(field: Field, why: dict[str, str], kind: GapKind) -> Gap:
    return Gap(field.name, field.meaning, why.get(field.name) or REQUIRED_BY_THE_LAYOUT, kind)


def _of_groups(record_type: RecordType, why: dict[str, str], mapped: dict[str, bool]) -> Gap:
    """One gap for groups of which one would do; its reasons are those of all their fields, each once."""
    groups = record_type.required_one_of
    names = dict.fromkeys(name for group in groups for name in group)
    fields = [field for name in names if (field := record_type.field(name)) is not None]
    reasons = dict.fromkeys(why[name] for name in names if why.get(name))
    there = any(all(name in mapped for name in group) for group in groups)
    return Gap(
        " or ".join(" and ".join(group) for group in groups),
        " ".join(field.meaning for field in fields),
        "; ".join(reasons) or REQUIRED_BY_THE_LAYOUT,
        "no value" if there else "no column",
    )
