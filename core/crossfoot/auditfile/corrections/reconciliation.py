"""Each control total beside what its list holds now.

Sums are exact: integers and cents are added as integers, other numbers as decimals of the digits that they print with.
They regard the rows as the checks read them, so corrections are in them; cells that could not be read are not in a sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.control_totals import (
    ControlTotal,
    Measure,
    list_control_totals,
    measured,
    number_text,
)
from crossfoot.auditfile.record_names import (
    quoted,
    whole_rows,
)
from crossfoot.mapping.model import Field
from crossfoot.values import count_text

_EXACT = Context(prec=1_000)  # wider than any sum of stored numbers, so that nothing is rounded


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A control total beside what the list holds: texts as printed, amounts with their cents.

    `found` and `difference` (found less expected) are '' and `agrees` False where the list has no current import or no
    such column. `unreadable` counts the cells of the field that are not in a sum or count of values, `corrected` those
    that a person corrected. `words` says it in a sentence.
    """

    total: ControlTotal
    expected: str
    found: str
    difference: str
    agrees: bool
    unreadable: int
    corrected: int
    words: str


def reconcile(audit: Audit) -> list[Reconciliation]:
    """Each control total in force beside what its list holds now."""
    return [_reconciled(audit, total) for total in list_control_totals(audit)]


def _reconciled(audit: Audit, total: ControlTotal) -> Reconciliation:
    field = audit.types[total.record_type].field(total.field)
    expected = number_text(total.expected, total.measure, field)
    imports = audit.rows(
        "SELECT i.import_id FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "WHERE i.state = 'current' AND l.name = ?",
        (total.list_name,),
    )
    said = f"{measured(total)}: expected {expected} ({total.source})"
    if not imports:
        words = f"{said}; the list has no current import to compare with."
        return Reconciliation(total, expected, "", "", False, 0, 0, words)
    one = imports[0]["import_id"]
    if total.field and not _has_column(audit, one, field):
        words = f"{said}; the list has no column for {total.field.replace('_', ' ')}."
        return Reconciliation(total, expected, "", "", False, 0, 0, words)
    found = _MEASURES[total.measure](audit, total, one)
    difference = _EXACT.subtract(found, total.expected)
    unreadable, corrected = _asides(audit, total, one)
    shown = number_text(found, total.measure, field)
    differs = number_text(difference, total.measure, field)
    signed = differs if difference <= 0 else f"+{differs}"
    verdict = "they agree" if not difference else f"the difference is {signed}"
    words = f"{said}, found {shown}; {verdict}.{_aside_words(total, unreadable, corrected)}"
    return Reconciliation(total, expected, shown, signed, not difference, unreadable, corrected, words)


def _has_column(audit: Audit, import_id: int, field: Field | None) -> bool:
    names = (field.name, field.derived_from) if field else ()
    rows = audit.rows("SELECT field FROM cf_import_column WHERE import_id = ?", (import_id,))
    return any(row["field"] in names for row in rows if row["field"])


def _rows(audit: Audit, total: ControlTotal, import_id: int) -> Decimal:
    return _counted(audit, "count(*)", total, import_id)


def _counted(audit: Audit, what: str, total: ControlTotal, import_id: int) -> Decimal:
    table = whole_rows(audit.types[total.record_type])
    rows = audit.rows(f"SELECT {what} AS n FROM {table} t WHERE t.import_id = ?", (import_id,))
    return Decimal(rows[0]["n"])


def _sum(audit: Audit, total: ControlTotal, import_id: int) -> Decimal:
    name, table = quoted(total.field), whole_rows(audit.types[total.record_type])
    found = Decimal(0)
    with localcontext(_EXACT):
        for value, times in audit.connection.execute(
            f"SELECT {name}, count(*) FROM {table} WHERE import_id = ? AND {name} IS NOT NULL GROUP BY 1",
            (import_id,),
        ):
            found += Decimal(str(value)) * times
    return found.to_integral_value() if found == found.to_integral_value() else found


def _distinct(audit: Audit, total: ControlTotal, import_id: int) -> Decimal:
    name, table = quoted(total.field), whole_rows(audit.types[total.record_type])
    field = audit.types[total.record_type].field(total.field)
    value = "fold(v)" if field is not None and field.type in ("text", "code") else "v"
    rows = audit.rows(
        f"SELECT count(DISTINCT {value}) AS n FROM (SELECT DISTINCT {name} AS v FROM {table} WHERE import_id = ?)",
        (import_id,),
    )
    return Decimal(rows[0]["n"])


def _filled(audit: Audit, total: ControlTotal, import_id: int) -> Decimal:
    at = "x.import_id = t.import_id AND x.row_no = t.row_no"
    letters = audit.rows(
        "SELECT letter FROM cf_import_column WHERE import_id = ? AND field = ?", (import_id, total.field)
    )
    kept = f"x.ref = '{letters[0]['letter']}' || t.row_no" if letters else "0"
    # A correction to no value leaves the cell unfilled for the checks, whatever the workbook holds.
    unread = (
        f"(NOT EXISTS (SELECT 1 FROM cf_override_cell x WHERE {at} AND x.field = '{total.field}') AND ("
        f"EXISTS (SELECT 1 FROM cf_misfit x WHERE {at} AND x.field = '{total.field}') OR "
        f"EXISTS (SELECT 1 FROM cf_raw_cell x WHERE {at} AND {kept})))"
    )
    what = f"coalesce(sum(t.{quoted(total.field)} IS NOT NULL OR {unread}), 0)"
    return _counted(audit, what, total, import_id)


_MEASURES: dict[Measure, Callable[[Audit, ControlTotal, int], Decimal]] = {
    "rows": _rows,
    "sum": _sum,
    "distinct": _distinct,
    "filled": _filled,
}


def _asides(audit: Audit, total: ControlTotal, import_id: int) -> tuple[int, int]:
    row = audit.rows(
        "SELECT (SELECT count(*) FROM cf_misfit m WHERE m.import_id = :i AND m.field = :f AND NOT EXISTS "
        "(SELECT 1 FROM cf_override_cell c WHERE c.import_id = m.import_id AND c.row_no = m.row_no "
        "AND c.field = m.field AND c.ref = m.ref)) AS unread, "
        "(SELECT count(*) FROM cf_override_cell c WHERE c.import_id = :i AND c.field = :f) AS corrected",
        {"i": import_id, "f": total.field},
    )[0]
    return row["unread"], row["corrected"]


def _aside_words(total: ControlTotal, unreadable: int, corrected: int) -> str:
    said = ""
    if unreadable:
        place = "are counted as filled" if total.measure == "filled" else "are not in it"
        said += f" Cells of this field that could not be read and {place}: {count_text(unreadable)}."
    if corrected:
        said += f" Cells of this field that were corrected: {count_text(corrected)}."
    return said
