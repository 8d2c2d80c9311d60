"""Which columns of a dataset are asked for, and why: what planned checks read, what identifies a row, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.checks.model import Check
from crossfoot.mapping.model import Field, RecordType
from crossfoot.request.model import AskedColumn

RECORD_DATES = ("record_created_on", "record_changed_on")
"""Asked for wherever the system has them: records made after the audit was announced are worth a look."""
_IDENTIFIES, _NAMES_AGENCY = "Identifies the row", "Names the agency"
_REQUIRED, _WHEN_MADE = "Required to read the list", "Tells when the record was made or changed"


def read_by(check: Check, record_type: str) -> tuple[str, ...]:
    """The fields of `record_type` that a check needs or uses."""
    return (*check.needs.get(record_type, ()), *check.uses.get(record_type, ()))


def asked_columns(
    record_type: RecordType, readers: Iterable[tuple[str, Check | None]]
) -> tuple[AskedColumn, ...]:
    """The columns of `record_type` that these readers need, in the order of its fields.

    A reader is a label (a step or a check) and its check. A reader without a check reads the list as a whole: where no
    check reads the list, all its fields that are public or internal are asked for, so that there is something to read.
    A field that another one tells (the state of a document from its link) is not asked for beside that one.
    """
    why: dict[str, list[str]] = {}
    by_check = False
    plain = []
    for label, check in readers:
        fields = read_by(check, record_type.name) if check is not None else ()
        by_check |= bool(fields)
        if check is None:
            plain.append(label)
        for name in fields:
            _note(why, _source(record_type, name), label)
    if not by_check:
        open_fields = [
            field.name for field in record_type.fields if field.field_class in ("public", "internal")
        ]
        for name in open_fields:
            for label in plain:
                _note(why, _source(record_type, name), label)
    return tuple(
        AskedColumn(field.name, *_reason(record_type, field, why.get(field.name, [])))
        for field in record_type.fields
        if field.name in why or _stands_anyway(record_type, field.name)
    )


def _note(why: dict[str, list[str]], field: str, label: str) -> None:
    said = why.setdefault(field, [])
    if label not in said:
        said.append(label)


def _source(record_type: RecordType, name: str) -> str:
    """The field to ask for: the one that also tells `name`, where there is one."""
    field = record_type.field(name)
    return field.derived_from if field is not None and field.derived_from else name


def _stands_anyway(record_type: RecordType, name: str) -> bool:
    field = record_type.field(name)
    return bool(_ground(record_type, name)) or name in RECORD_DATES or bool(field and field.required)


def _ground(record_type: RecordType, name: str) -> str:
    """Why a field is asked for whoever reads the list; '' where it is not."""
    agency = record_type.agency
    if name in record_type.key or (not record_type.key and name in record_type.natural_key):
        return _IDENTIFIES
    if agency is not None and name in (agency.id, agency.name, agency.state):
        return _NAMES_AGENCY
    if any(name in group for group in record_type.required_one_of):
        return _NAMES_AGENCY
    return ""


def _reason(record_type: RecordType, field: Field, labels: list[str]) -> tuple[str, bool]:
    ground = _ground(record_type, field.name)
    if not ground and field.required and not labels:
        ground = _REQUIRED
    if not ground and field.name in RECORD_DATES:
        ground = _WHEN_MADE
    said = "; ".join([*([ground] if ground else []), *labels])
    return said, field.name in RECORD_DATES and not field.required and not labels
