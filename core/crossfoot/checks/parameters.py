"""The values of a check's parameters, and where each comes from.

Order: set for this run or stored by the auditor; else a confirmed criterion; else an unconfirmed criterion (good for a
measure only); else the default. Rule: audit-practice.md section 2 of the design (an exception needs a source for each).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot import values
from crossfoot.auditfile.approvals import is_frozen
from crossfoot.auditfile.audit import Audit, AuditFacts
from crossfoot.auditfile.history import now
from crossfoot.checks.model import Check, Parameter, ParameterValue
from crossfoot.errors import CheckRunError


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a check needs to know of a criterion: its name, whether it stands, and the values that it states."""

    id: str
    document: str
    confirmed: bool
    in_force: bool
    parameters: dict[str, Any]
    in_force_from: str | None = None
    in_force_to: str | None = None
    models: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether an exception may rest on it."""
        return self.confirmed and self.in_force


def criteria_of(audit: Audit, check: Check) -> list[Criterion]:
    """The criteria of a check that the audit holds: those of its header and those that the auditor attached."""
    rows = audit.rows(
        "SELECT criterion_id, document, in_force_from, in_force_to, applies_to, parameters, confirmed_by "
        "FROM cf_criterion "
        "WHERE criterion_id IN (SELECT value FROM json_each(?)) OR criterion_id IN "
        "(SELECT criterion_id FROM cf_check_criterion WHERE check_id = ?) ORDER BY criterion_id",
        (json.dumps(check.criteria), check.id),
    )
    start, end = audit.facts.period_start.isoformat(), audit.facts.period_end.isoformat()
    return [
        Criterion(
            row["criterion_id"],
            row["document"],
            bool(row["confirmed_by"]),
            (not row["in_force_from"] or row["in_force_from"] <= end)
            and (not row["in_force_to"] or row["in_force_to"] >= start),
            json.loads(row["parameters"] or "{}"),
            row["in_force_from"] or None,
            row["in_force_to"] or None,
            tuple(json.loads(row["applies_to"] or "[]")),
        )
        for row in rows
    ]


def resolve_parameters(
    audit: Audit, check: Check, criteria: Iterable[Criterion], settings: Mapping[str, str]
) -> dict[str, ParameterValue]:
    """The value of each parameter of `check`; CheckRunError where a setting or criterion does not fit its type."""
    known = {parameter.name for parameter in check.parameters}
    for name in settings:
        if name not in known:
            raise CheckRunError(
                f"The check {check.id} has no parameter called {name!r}.",
                f"Its parameters are: {', '.join(sorted(known)) or 'none'}.",
            )
    stored = {
        row["name"]: row
        for row in audit.rows("SELECT name, value, source FROM cf_parameter WHERE check_id = ?", (check.id,))
    }
    ranked = sorted(criteria, key=lambda criterion: not criterion.stands)
    found: dict[str, ParameterValue] = {}
    for parameter in check.parameters:
        name = parameter.name
        if name in settings:
            value = read_value(check, parameter, settings[name])
            found[name] = ParameterValue(name, value, "set for this run, no source stated", sourced=False)
        elif name in stored:
            value, source = (
                read_value(check, parameter, stored[name]["value"]),
                stored[name]["source"].strip(),
            )
            found[name] = ParameterValue(
                name, value, source or "set by the auditor, no source stated", bool(source)
            )
        else:
            found[name] = _from_criteria(check, parameter, ranked) or _default(audit.facts, check, parameter)
    return found


def _from_criteria(check: Check, parameter: Parameter, ranked: list[Criterion]) -> ParameterValue | None:
    for criterion in ranked:
        for key in (f"{check.id}.{parameter.name}", parameter.name):
            if key in criterion.parameters:
                value = read_value(check, parameter, criterion.parameters[key])
                said = criterion.document if criterion.stands else f"{criterion.document} (not confirmed)"
                return ParameterValue(parameter.name, value, said, criterion.stands)
    return None


def _default(facts: AuditFacts, check: Check, parameter: Parameter) -> ParameterValue:
    if parameter.source == "audit":
        named = _AUDIT_DATES.get(str(parameter.default))
        value = named(facts) if named else read_value(check, parameter, parameter.default)
        return ParameterValue(parameter.name, value, "the audit's period", sourced=True)
    if parameter.default is None:
        return ParameterValue(parameter.name, None, "not set", sourced=False)
    value = read_value(check, parameter, parameter.default)
    rule = parameter.source == "definition"
    said = "the rule of the check" if rule else "default of the check, not stated by a criterion"
    return ParameterValue(parameter.name, value, said, sourced=rule)


def _last_fiscal_year(facts: AuditFacts) -> tuple[dt.date, dt.date]:
    """The last fiscal year that ended within the audit's period; the period itself where none did."""
    start, end = values.fiscal_year_of(facts.period_end)
    if end > facts.period_end:
        start, end = values.fiscal_year_of(start - dt.timedelta(days=1))
    return (start, end) if end >= facts.period_start else (facts.period_start, facts.period_end)


_AUDIT_DATES: dict[str, Callable[[AuditFacts], str]] = {
    "as_of": lambda facts: facts.as_of.isoformat(),
    "period_start": lambda facts: facts.period_start.isoformat(),
    "period_end": lambda facts: facts.period_end.isoformat(),
    "last_fiscal_year_start": lambda facts: _last_fiscal_year(facts)[0].isoformat(),
    "last_fiscal_year_end": lambda facts: _last_fiscal_year(facts)[1].isoformat(),
}


def _whole(value: Any) -> int:
    if isinstance(value, float) and value != int(value):
        raise ValueError
    return int(str(value)) if isinstance(value, str) else int(value)


def _not_negative(value: Any) -> int:
    number = _whole(value)
    if number < 0:
        raise ValueError
    return number


def _number(value: Any) -> float:
    return float(str(value).rstrip("% ")) if isinstance(value, str) else float(value)


def _percent(value: Any) -> float:
    number = _number(value)
    if not 0 <= number <= 100:
        raise ValueError
    return number


def _day(value: Any) -> str:
    return dt.date.fromisoformat(str(value)).isoformat()


def _list(value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        # JSON, where a value itself may hold commas
        return list(json.loads(value))
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value)


def _table(value: Any) -> list[dict[str, Any]]:
    rows = json.loads(value) if isinstance(value, str) else value
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError
    return list(rows)


_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "days": (_not_negative, "a whole number of days, such as 30"),
    "months": (_not_negative, "a whole number of months, such as 24"),
    "integer": (_whole, "a whole number"),
    "number": (_number, "a number, such as 2.5"),
    "percent": (_percent, "a percentage from 0 to 100"),
    "date": (_day, "a date as year-month-day, such as 2017-01-25"),
    "text": (str, "a text"),
    "choice": (str, "one of the choices"),
    "list": (_list, "values with commas between them"),
    "table": (_table, "rows as JSON, a list of objects"),
}


def read_value(check: Check, parameter: Parameter, given: Any) -> Any:
    """`given` as a value of the parameter's type; CheckRunError says what form it should have."""
    reader, form = _READERS[parameter.type]
    try:
        value = reader(given)
        if parameter.choices and any(
            part not in parameter.choices for part in (value if isinstance(value, list) else [value])
        ):
            raise ValueError
    except (ValueError, TypeError, json.JSONDecodeError):
        if parameter.choices:
            form = f"one of {', '.join(parameter.choices)}"
        raise CheckRunError(
            f"The parameter {parameter.name} of {check.id} cannot be {given!r}.",
            f"Give {form}: {parameter.meaning}",
        ) from None
    return value


def set_parameter(audit: Audit, check: Check, name: str, value: str, source: str, reason: str = "") -> None:
    """Store the auditor's value of a parameter with its source; CheckRunError where it does not fit.

    Once the plan is approved, a parameter of a check that is a step of it changes only with a `reason`.
    """
    parameter = next((p for p in check.parameters if p.name == name), None)
    if parameter is None:
        raise CheckRunError(
            f"The check {check.id} has no parameter called {name!r}.",
            f"Its parameters are: {', '.join(p.name for p in check.parameters) or 'none'}.",
        )
    after = read_value(check, parameter, value)
    _refuse_without_reason(audit, check, name, reason)
    with audit.write() as db:
        before = _stored(audit, check, name)
        db.conn.execute(
            "INSERT OR REPLACE INTO cf_parameter VALUES (?, ?, ?, ?, ?, ?)",
            (check.id, name, value, source, audit.actor, now()),
        )
        audit.record(
            "parameter.set",
            f"parameter:{check.id}.{name}",
            {"value": value, "source": source, "before": before, "after": after, "reason": reason.strip()},
        )


def forget_parameter(audit: Audit, check: Check, name: str, reason: str = "") -> None:
    """Take back the auditor's value of a parameter, where one is stored; the history keeps it.

    Once the plan is approved, a parameter of a check that is a step of it changes only with a `reason`.
    """
    if _stored(audit, check, name) is None:
        return
    _refuse_without_reason(audit, check, name, reason)
    with audit.write() as db:
        before = _stored(audit, check, name)
        db.conn.execute("DELETE FROM cf_parameter WHERE check_id = ? AND name = ?", (check.id, name))
        now_holds = resolve_parameters(audit, check, criteria_of(audit, check), {})[name]
        audit.record(
            "parameter.withdrawn",
            f"parameter:{check.id}.{name}",
            {
                "before": before,
                "after": now_holds.value,
                "source": now_holds.source,
                "reason": reason.strip(),
            },
        )


def _stored(audit: Audit, check: Check, name: str) -> list[str] | None:
    """The stored value of a parameter and its source; None where the auditor set none."""
    row = audit.connection.execute(
        "SELECT value, source FROM cf_parameter WHERE check_id = ? AND name = ?", (check.id, name)
    ).fetchone()
    return list(row) if row else None


def _refuse_without_reason(audit: Audit, check: Check, name: str, reason: str) -> None:
    if not reason.strip() and is_frozen(audit.connection, check.id):
        raise CheckRunError(
            f"The plan is approved: {name} of {check.id} changes only with a reason, which the report prints.",
            "Say why it changes (--reason TEXT).",
        )


def measure_reason(check: Check, criteria: list[Criterion], found: Mapping[str, ParameterValue]) -> str:
    """Why a check of kind exception may only measure, as a sentence; empty where it may find exceptions."""
    if check.kind != "exception" or check.criteria_from:
        return ""
    if not any(criterion.stands for criterion in criteria):
        if any(criterion.confirmed for criterion in criteria):
            return "No criterion of this check was in force in the audit's period."
        named = "; ".join(dict.fromkeys(criterion.document for criterion in criteria))
        return f"No criterion of this check is confirmed{f' ({named})' if named else ''}."
    open_ = [p.name for p in check.parameters if p.source == "criterion" and not found[p.name].sourced]
    if open_:
        return f"No confirmed criterion and no setting with a source gives {', '.join(open_)}."
    return ""
