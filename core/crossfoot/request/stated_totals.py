"""The control totals that come with an extraction statement: noted with their source, compared at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.control_totals import (
    ControlTotal,
    Measure,
    list_control_totals,
    set_control_total,
    withdraw_control_total,
)
from crossfoot.auditfile.corrections.reconciliation import Reconciliation, reconcile
from crossfoot.errors import AuditFileError
from crossfoot.mapping.headers import header_key, known_headers
from crossfoot.mapping.model import RecordType
from crossfoot.request.statement import SOURCE, ExtractionStatement

_NONE = ("", "none", "n a", "not applicable")
_SUPERSEDED = "A new version of the list came with a statement of its own."


@dataclass(frozen=True, slots=True)
class StatedTotals:
    """What became of the numbers of a statement: those that were noted and compared, and sentences on the others."""

    compared: tuple[Reconciliation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[Reconciliation, ...]:
        """Those that do not agree with the list."""
        return tuple(one for one in self.compared if not one.agrees)


def note_stated_totals(
    audit: Audit, list_name: str, record_type: RecordType, statement: ExtractionStatement, file: str
) -> StatedTotals:
    """Note row count and column sums of `statement` as control totals of the list, and compare them.

    Totals of an earlier statement give way; one that a person noted from elsewhere stands, and a sentence says so.
    """
    source, noted = statement.source(file), set()
    notes: list[str] = []
    before = {
        (total.measure, total.field): total
        for total in list_control_totals(audit)
        if total.list_name == list_name
    }
    for measure, field, stated in _stated(record_type, statement, notes):
        there = before.get((measure, field))
        if there is not None and not _from_statement(there):
            notes.append(
                f"A control total from {there.source} stands; the one of the {SOURCE} ({stated}) was not noted."
            )
            continue
        try:
            total = set_control_total(
                audit, list_name, measure, stated, source, field=field, replace=there is not None
            )
        except AuditFileError as error:
            what = "row count" if measure == "rows" else f"sum of {field.replace('_', ' ')}"
            notes.append(f"The {what} of the {SOURCE} was not noted: {error.message}")
        else:
            noted.add(total.uid)
            before.pop((measure, field), None)
    for total in before.values():
        if _from_statement(total):
            withdraw_control_total(audit, total.uid, _SUPERSEDED)
    return StatedTotals(tuple(one for one in reconcile(audit) if one.total.uid in noted), tuple(notes))


def _from_statement(total: ControlTotal) -> bool:
    return total.source.startswith(SOURCE)


def _stated(
    record_type: RecordType, statement: ExtractionStatement, notes: list[str]
) -> Iterator[tuple[Measure, str, str]]:
    """Measure, field and number as stated; what names no column of the list is noted instead."""
    if header_key(statement.row_count) not in _NONE:
        yield "rows", "", statement.row_count
    known = known_headers(record_type)
    for column, stated in statement.sums:
        if header_key(stated) in _NONE:
            continue
        field = known.get(header_key(column))
        if field is None:
            notes.append(f"The {SOURCE} gives a sum of {column!r}, which is no column of this list.")
        else:
            yield "sum", field.name, stated
