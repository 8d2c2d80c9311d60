"""What an auditor types about a sample: conditions on rows, amounts of money, texts; each refused in a sentence."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import SampleError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.values import fold, parse_date

_CONDITION = re.compile(r"\s*(\w+)\s*(=|!=|<=|>=|<|>|is blank|is filled)\s*(.*?)\s*")
_AMOUNT = re.compile(r"[+-]?\$?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_DATE_ONLY = len("2018-03-31")
_LONGEST_AMOUNT = 20  # characters; more cents than that the audit file cannot hold
_COMPARED = {"=": "=", "!=": "<>", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}


def conditions_sql(kind: RecordType, where: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """The conditions as SQL with its parameters. Fields and comparisons are taken from lists, values are bound."""
    refuse_unwritable(*where)
    parts, given = ["1"], {}
    for number, text in enumerate(where):
        match = _CONDITION.fullmatch(text)
        one = kind.field(match.group(1)) if match else None
        if match is None or one is None:
            raise SampleError(
                f"{text!r} is no condition on {kind.name}.",
                'Write it as "FIELD = VALUE", with =, !=, <, <=, > or >=, or "FIELD is blank", "FIELD is filled".',
            )
        column, sign = f"t.{quoted(one.name)}", match.group(2)
        if one.type == "timestamp" and len(match.group(3)) == _DATE_ONLY:  # a day is all of its hours
            column = f"substr({column}, 1, {_DATE_ONLY})"
        if sign in _COMPARED:
            parts.append(f"{column} {_COMPARED[sign]} :w{number}")
            given[f"w{number}"] = _value(one, match.group(3))
        else:
            parts.append(f"{column} IS {'' if sign == 'is blank' else 'NOT '}NULL")
    return " AND ".join(parts), given


def _value(one: Field, text: str) -> Any:
    """The text as the audit file stores values of the field; SampleError where it fits none."""
    try:
        if one.type in ("date", "timestamp"):
            day = parse_date(text)
            if day is None:
                raise ValueError
            timed = one.type == "timestamp" and len(text) != _DATE_ONLY
            return dt.datetime.fromisoformat(text).isoformat() if timed else day.isoformat()
        if one.type == "money":
            return cents(text)
        if one.type == "integer":
            return int(text)
        if one.type == "number":
            return float(text)
        if one.type == "boolean":
            return {"yes": 1, "no": 0, "1": 1, "0": 0}[fold(text)]
        if one.type == "code" and one.values:
            found = one.code_for(fold(text))
            if found is None:
                raise ValueError
            return found
    except (ValueError, KeyError):
        raise SampleError(
            f"{text!r} is no value of {one.name}.", f"It is a {one.type}: {one.meaning}"
        ) from None
    return text


def refuse_unwritable(*texts: str) -> None:
    """SampleError where a text holds what is no character, as a terminal of another encoding may pass on."""
    for text in texts:
        if text.encode("utf-8", "replace").decode("utf-8") != text:
            raise SampleError(f"{text!r} holds bytes that are no characters.", "Write it anew.")


def cents(text: str) -> int:
    """An amount as people write it, in cents; SampleError where it is none or finer than a cent.

    >>> cents("$1,250.50")
    125050
    """
    stripped = text.strip()
    if not _AMOUNT.fullmatch(stripped) or len(stripped) > _LONGEST_AMOUNT:
        raise SampleError(f"{text!r} is no amount.", "Write it as 1,250.50.")
    amount = Decimal(stripped.replace(",", "").replace("$", "")).scaleb(2)
    if amount != amount.to_integral_value():
        raise SampleError(f"{text!r} is no amount of whole cents.", "Write it as 1,250.50.")
    return int(amount)
