"""A rule that an auditor puts together from fields, operators and values, without SQL: what it is, and what it may say.

A rule flags the rows of one record type for which its conditions hold, all of them or any of them; a condition may be
a group of its own. Where a blank leaves open whether the rule holds, the row cannot be tested: it is excluded.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.values import fold


@dataclass(frozen=True, slots=True)
class Operator:
    """What a condition may say of a field: `values` is how many values follow, None for one or more."""

    words: str
    types: frozenset[str]
    values: int | None
    sql: str


_ORDERED = frozenset(("date", "timestamp", "integer", "number", "money"))
_DAYS = frozenset(("date", "timestamp"))
_TEXTS = frozenset(("text", "link"))
_ALL = _ORDERED | _TEXTS | {"boolean", "code"}
OPERATORS: dict[str, Operator] = {
    operator.words: operator
    for operator in (
        Operator("is blank", _ALL, 0, "{field} IS NULL"),
        Operator("is not blank", _ALL, 0, "{field} IS NOT NULL"),
        Operator("is not one of", _ALL, None, "{field} NOT IN ({values})"),
        Operator("is one of", _ALL, None, "{field} IN ({values})"),
        Operator("is not", _ALL, 1, "{field} <> {0}"),
        Operator("is", _ALL, 1, "{field} = {0}"),
        Operator("on or before", _DAYS, 1, "{field} <= {0}"),
        Operator("on or after", _DAYS, 1, "{field} >= {0}"),
        Operator("before", _DAYS, 1, "{field} < {0}"),
        Operator("after", _DAYS, 1, "{field} > {0}"),
        Operator("at least", _ORDERED - _DAYS, 1, "{field} >= {0}"),
        Operator("at most", _ORDERED - _DAYS, 1, "{field} <= {0}"),
        Operator("more than", _ORDERED - _DAYS, 1, "{field} > {0}"),
        Operator("less than", _ORDERED - _DAYS, 1, "{field} < {0}"),
        Operator("between", _ORDERED, 2, "{field} BETWEEN {0} AND {1}"),
        Operator("contains", _TEXTS, 1, "instr(lower({field}), lower({0})) > 0"),
        Operator("starts with", _TEXTS, 1, "lower(substr({field}, 1, length({0}))) = lower({0})"),
    )
}
"""By their words, the longer ones before those that they begin with."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One field, what is said of it, and the values as they were typed; a value may be another field of the row."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups of which all must hold, or (`any_of`) any."""

    parts: tuple[Condition | Group, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What flags a row of `record_type`."""

    record_type: str
    group: Group


def conditions_of(part: Condition | Group) -> Iterator[Condition]:
    """All conditions of a group, however deep."""
    if isinstance(part, Condition):
        yield part
        return
    for inner in part.parts:
        yield from conditions_of(inner)


def sql_of(part: Condition | Group, kind: RecordType) -> str:
    """The SQL of a condition or group over the row `r`; CheckDefinitionError says what does not fit the field."""
    if isinstance(part, Condition):
        return _condition_sql(part, kind)
    if not part.parts:
        raise CheckDefinitionError(
            "The rule has a group without conditions.", "Add one, or take the group away."
        )
    word = " OR " if part.any_of else " AND "
    return "(" + word.join(sql_of(inner, kind) for inner in part.parts) + ")"


def words_of(part: Condition | Group) -> str:
    """The rule as it is said and as it can be typed again."""
    if isinstance(part, Condition):
        said = " and ".join(_quoted_word(value) for value in part.values)
        if OPERATORS[part.operator].values is None:
            said = "(" + ", ".join(_quoted_word(value) for value in part.values) + ")"
        return f"{part.field} {part.operator} {said}".strip()
    word = " or " if part.any_of else " and "
    return word.join(
        f"({words_of(inner)})" if isinstance(inner, Group) and len(part.parts) > 1 else words_of(inner)
        for inner in part.parts
    )


def fields_needed(part: Condition | Group, kind: RecordType) -> list[str]:
    """The fields that the rule reads, each once, in the order of the rule."""
    found = [
        name
        for condition in conditions_of(part)
        for name in (condition.field, *(v for v in condition.values if kind.field(v) is not None))
    ]
    return list(dict.fromkeys(found))


def fields_compared(part: Condition | Group, kind: RecordType) -> list[str]:
    """The fields whose blank leaves a row untested: all but those that are only asked whether they are blank."""
    found = [
        name
        for condition in conditions_of(part)
        if OPERATORS[condition.operator].values != 0
        for name in (condition.field, *(v for v in condition.values if kind.field(v) is not None))
    ]
    return list(dict.fromkeys(found))


def _condition_sql(condition: Condition, kind: RecordType) -> str:
    field = kind.field(condition.field)
    if field is None:
        raise CheckDefinitionError(
            f"{kind.title} have no field called {condition.field!r}.",
            f"They have: {', '.join(each.name for each in kind.fields)}.",
        )
    operator = OPERATORS.get(condition.operator)
    if operator is None or field.type not in operator.types:
        known = ", ".join(each.words for each in OPERATORS.values() if field.type in each.types)
        raise CheckDefinitionError(
            f"Of {field.name}, which is a {field.type}, a rule cannot say {condition.operator!r}.",
            f"It can say: {known}.",
        )
    wanted, given = operator.values, len(condition.values)
    if (wanted is None and given == 0) or (wanted is not None and given != wanted):
        raise CheckDefinitionError(
            f"After {field.name} {operator.words} {_counted(wanted)}, not {given}.", "Correct the condition."
        )
    values = [_value_sql(value, field, kind) for value in condition.values]
    return operator.sql.format(*values, field=f"r.{field.name}", values=", ".join(values))


def refuse_signs_without_text(text: str, what: str) -> None:
    """A check's file is lines of UTF-8: CheckDefinitionError where `text` holds what would break them."""
    if any(sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff" for sign in text):
        raise CheckDefinitionError(
            f"{what} holds a line break or another sign that is no text.", "Type it in one line."
        )


def _counted(wanted: int | None) -> str:
    return {None: "there must be one value or more", 0: "no value may stand"}.get(
        wanted, f"there must be {wanted} value{'s' if wanted != 1 else ''}"
    )


def _value_sql(value: str, field: Field, kind: RecordType) -> str:
    refuse_signs_without_text(value, f"A value of {field.name}")
    other = kind.field(value)
    if other is not None and other.name != field.name:
        if (other.type in _DAYS) != (field.type in _DAYS):
            raise CheckDefinitionError(
                f"{field.name} is a {field.type} and {other.name} a {other.type}; the two cannot be compared.",
                "Compare fields of one type.",
            )
        return f"r.{other.name}"
    reader, form = _READERS[field.type]
    try:
        read = reader(value, field)
    except (ValueError, ArithmeticError):
        raise CheckDefinitionError(f"{field.name} cannot be {value!r}.", f"Give {form(field)}.") from None
    return str(read) if isinstance(read, int | float) else "'" + str(read).replace("'", "''") + "'"


def _code(value: str, field: Field) -> str:
    code = field.code_for(fold(value))
    if code is None and field.values:
        raise ValueError
    return code or value


def _money(value: str, _field: Field) -> int:
    cents = Decimal(value.replace(",", "").replace("$", "")) * 100
    if cents != int(cents):
        raise ValueError
    return int(cents)


def _number(value: str, _field: Field) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


_YES = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}


def _truth(value: str, _field: Field) -> int:
    if value.casefold() not in _YES:
        raise ValueError
    return _YES[value.casefold()]


def _said(form: str) -> Callable[[Field], str]:
    return lambda _field: form


_READERS: dict[str, tuple[Callable[[str, Field], Any], Callable[[Field], str]]] = {
    "text": (lambda value, _f: value, _said("a text")),
    "link": (lambda value, _f: value, _said("an address")),
    "date": (
        lambda value, _f: dt.date.fromisoformat(value).isoformat(),
        _said("a date as year-month-day, such as 2017-01-25, or the name of another date field"),
    ),
    "timestamp": (
        lambda value, _f: dt.datetime.fromisoformat(value).isoformat(),
        _said("a date, or a date and time such as 2017-01-25T14:30"),
    ),
    "integer": (lambda value, _f: int(value), _said("a whole number")),
    "number": (_number, _said("a number")),
    "money": (_money, _said("an amount, such as 1250.00")),
    "boolean": (_truth, _said("yes or no")),
    "code": (_code, lambda field: "one of " + ", ".join(code for code, _ in field.values)),
}


def _quoted_word(value: str) -> str:
    return f'"{value}"' if " " in value or not value else value
