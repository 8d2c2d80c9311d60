"""Control totals: what the sender says a list holds, typed by the auditor with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_list import field_of
from crossfoot.auditfile.history import new_uid, now
from crossfoot.auditfile.uids import full_uid
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Field
from crossfoot.values import amount_text

Measure = Literal["rows", "sum", "distinct", "filled"]
"""`rows` of the list, hidden ones and repeats too; `sum` of a field; how many `distinct` values a field has (texts that
differ in case or blanks only are one); in how many rows a field is `filled`, unreadable cells too."""

_SUMMED = ("integer", "number", "money")
_AMOUNT = re.compile(r"[+-]?\$?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """One control total as it is kept. `expected` is exact: cents for an amount of money, else a decimal."""

    uid: str
    list_name: str
    record_type: str
    measure: Measure
    field: str
    expected: Decimal
    source: str
    actor: str
    at: str
    withdrawn: bool


def set_control_total(
    audit: Audit,
    list_name: str,
    measure: Measure,
    expected: str,
    source: str,
    *,
    field: str = "",
    replace: bool = False,
) -> ControlTotal:
    """Note what the sender says a list holds. `expected` is a number as people write it; `source` where it stands.

    AuditFileError where the list or field is unknown, the number is none or too fine for the field, no source is given,
    or such a total is in force already and `replace` does not say that it gives way.
    """
    list_id, record_type = _list(audit, list_name)
    if measure not in get_args(Measure):
        raise AuditFileError(
            f"There is no control total called {measure!r}.", f"There are: {', '.join(get_args(Measure))}."
        )
    if not source.strip():
        raise AuditFileError(
            "A control total needs its source.", 'Say where it stands, such as "letter of 3 May 2018".'
        )
    of = _measured_field(audit, record_type, measure, field)
    number = _expected(expected, measure, of)
    uid, at = new_uid(), now()
    with audit.write() as db:
        for row in audit.rows(
            "SELECT uid FROM cf_control_total WHERE withdrawn = 0 AND list_id = ? AND measure = ? AND field = ?",
            (list_id, measure, field),
        ):
            there = find_control_total(audit, row["uid"])
            if not replace:
                raise AuditFileError(
                    f"A control total for {measured(there)} is there already: "
                    f"{number_text(there.expected, measure, of)} ({there.source}).",
                    f"Withdraw it ({there.uid[:8]}), or say that the new one replaces it.",
                )
            _withdraw(audit, there, "Replaced by another control total.")
        db.conn.execute(
            "INSERT INTO cf_control_total (uid, list_id, measure, field, expected, source, actor, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (uid, list_id, measure, field, str(number), source.strip(), audit.actor, at),
        )
        body = {"list": list_name, "measure": measure, "field": field, "source": source.strip()}
        audit.record(
            "control_total.set",
            f"control_total:{uid}",
            {**body, "expected": number_text(number, measure, of)},
        )
    return find_control_total(audit, uid)


def withdraw_control_total(audit: Audit, uid: str, reason: str) -> ControlTotal:
    """Take a control total back, with a reason. `uid` may be its first letters."""
    if not reason.strip():
        raise AuditFileError(
            "A control total is withdrawn only with a reason.", "Say why it no longer counts."
        )
    total = find_control_total(audit, uid)
    if total.withdrawn:
        raise AuditFileError(
            "This control total was withdrawn before.", "`crossfoot control-totals` lists those in force."
        )
    with audit.write():
        _withdraw(audit, total, reason.strip())
    return find_control_total(audit, total.uid)


def _withdraw(audit: Audit, total: ControlTotal, reason: str) -> None:
    audit.connection.execute("UPDATE cf_control_total SET withdrawn = 1 WHERE uid = ?", (total.uid,))
    body = {"list": total.list_name, "measure": total.measure, "field": total.field, "reason": reason}
    audit.record("control_total.withdrawn", f"control_total:{total.uid}", body)


def list_control_totals(audit: Audit, *, withdrawn: bool = False) -> list[ControlTotal]:
    """The control totals in force, as they were set; with `withdrawn`, those taken back too."""
    return _read(audit, "t.withdrawn <= ?", (int(withdrawn),))


def find_control_total(audit: Audit, uid: str) -> ControlTotal:
    """The control total of that uid or of the one that starts so; AuditFileError where there is none."""
    hint = "`crossfoot control-totals` lists them."
    return _read(audit, "t.uid = ?", (full_uid(audit, "cf_control_total", uid, "control total", hint),))[0]


def _read(audit: Audit, where: str, given: tuple[Any, ...]) -> list[ControlTotal]:
    rows = audit.rows(
        "SELECT t.uid, l.name AS list_name, l.record_type, t.measure, t.field, t.expected, t.source, t.actor, t.at, "
        "t.withdrawn FROM cf_control_total t JOIN cf_list l ON l.list_id = t.list_id "
        f"WHERE {where} ORDER BY t.at, t.rowid",
        given,
    )
    return [
        ControlTotal(**{**row, "expected": Decimal(row["expected"]), "withdrawn": bool(row["withdrawn"])})
        for row in rows
    ]


def _list(audit: Audit, name: str) -> tuple[int, str]:
    rows = audit.rows("SELECT list_id, record_type FROM cf_list WHERE name = ?", (name,))
    if not rows:
        known = [row["name"] for row in audit.rows("SELECT name FROM cf_list ORDER BY list_id")]
        raise AuditFileError(
            f"There is no list called {name!r} in this audit.",
            f"The lists are: {', '.join(known)}." if known else "Import it first.",
        )
    return rows[0]["list_id"], rows[0]["record_type"]


def _measured_field(audit: Audit, record_type: str, measure: Measure, field: str) -> Field | None:
    if measure == "rows":
        if field:
            raise AuditFileError("The rows of a list are counted without a field.", "Leave the field out.")
        return None
    if not field:
        raise AuditFileError(f"A control total of the kind {measure} needs a field.", "Name the field.")
    kind, found = field_of(audit, record_type, field)
    if measure == "sum" and found.type not in _SUMMED:
        numbers = [one.name for one in kind.fields if one.type in _SUMMED]
        raise AuditFileError(
            f"{field.replace('_', ' ')} is a {found.type} and cannot be added up.",
            f"Fields that can be: {', '.join(numbers) or 'none'}.",
        )
    return found


def _expected(text: str, measure: Measure, field: Field | None) -> Decimal:
    stripped = text.strip()
    if not _AMOUNT.fullmatch(stripped):
        raise AuditFileError(f"{text!r} is not a number.", "Write it as 1,234 or 1234.50.")
    number = Decimal(stripped.replace(",", "").replace("$", ""))
    money = measure == "sum" and field is not None and field.type == "money"
    number = number.scaleb(2) if money else number
    if number != number.to_integral_value() and (
        money or measure != "sum" or (field is not None and field.type == "integer")
    ):
        what = "an amount finer than a cent" if money else "not a whole number"
        raise AuditFileError(f"{text!r} is {what}.", "Correct the number.")
    return number.to_integral_value() if number == number.to_integral_value() else number


def measured(total: ControlTotal) -> str:
    """What a control total measures, in words: `budget, sum of enacted`."""
    field = total.field.replace("_", " ")
    what = {
        "rows": "rows",
        "sum": f"sum of {field}",
        "distinct": f"distinct values of {field}",
        "filled": f"rows with {field} filled",
    }
    return f"{total.list_name}, {what[total.measure]}"


def number_text(number: Decimal, measure: Measure, field: Field | None) -> str:
    """A number of a measure as it is printed: amounts with their cents, thousands separated, nothing rounded."""
    if measure == "sum" and field is not None and field.type == "money":
        return amount_text(int(number))
    return f"{number:,f}"
