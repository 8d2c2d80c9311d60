"""The numbers that a run returns: exact value and printed text, those of the funnel and those of the check itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from crossfoot import values
from crossfoot.checks.funnel import Funnel
from crossfoot.checks.model import Check, Figure
from crossfoot.checks.sandbox import CheckSqlError

NOT_COMPUTABLE = "not computable"
_COLUMNS = frozenset(("name", "group", "value", "unit", "rounding", "part", "whole"))


def _decimals(places: int) -> Callable[[Any], str]:
    return lambda value: f"{values.rounded(value, places):,}"


ROUNDINGS: dict[str, Callable[[Any], str]] = {
    "count": lambda value: values.count_text(int(value)),
    "one decimal": _decimals(1),
    "two decimals": _decimals(2),
    "four decimals": _decimals(4),
    "percent change, one decimal": lambda value: (
        f"{values.rounded(value, 1):{'+,' if value else ','}} percent"
    ),
    "date": lambda value: values.date_text(dt.date.fromisoformat(str(value)[:10])),
    "text": str,
}
"""How a value is printed. Beside these there is `rate`: `part` of `whole` as a whole percent."""


def check_figures(check: Check, rows: list[dict[str, Any]]) -> list[Figure]:
    """The figures that the check's second query gave; CheckSqlError where one is not declared or has no known form."""
    declared = {figure.name: figure.sentence for figure in check.figures}
    found: list[Figure] = []
    for row in rows:
        name, group = str(row.get("name")), str(row.get("group") or "")
        if name not in declared:
            raise CheckSqlError(f"its figure {name!r} is not declared in the header")
        strange = set(row) - _COLUMNS
        if strange:
            raise CheckSqlError(f"its query of figures gives the column {', '.join(sorted(strange))}")
        rounding, value = str(row.get("rounding") or "count"), row.get("value")
        if rounding == "rate":
            part, whole = row.get("part"), row.get("whole")
            if not isinstance(part, int) or not isinstance(whole, int):
                raise CheckSqlError(f"its figure {name} is a rate without whole numbers `part` and `whole`")
            found.append(rate_figure(check, name, declared[name], part, whole, group))
            continue
        if rounding not in ROUNDINGS:
            raise CheckSqlError(
                f"its figure {name} has the rounding {rounding!r}; it is one of {', '.join(ROUNDINGS)}, rate"
            )
        if isinstance(value, bytes):
            raise CheckSqlError(f"its figure {name} has bytes for its value")
        try:
            text = NOT_COMPUTABLE if value is None else ROUNDINGS[rounding](value)
        except (ValueError, ArithmeticError, TypeError):
            raise CheckSqlError(
                f"its figure {name} has the value {value!r}, which is no {rounding}"
            ) from None
        sentence = declared[name].replace("{group}", group)
        found.append(
            Figure(
                _id(check, name, group),
                name,
                group,
                value,
                text,
                str(row.get("unit") or ""),
                rounding,
                sentence,
            )
        )
    twice = [figure for figure, times in Counter(figure.id for figure in found).items() if times > 1]
    if twice:
        raise CheckSqlError(f"its query gives the figure {min(twice)} twice")
    return found


def funnel_figures(check: Check, funnel: Funnel, *, measure: bool) -> list[Figure]:
    """The figures that every run has: the funnel, and for exceptions the rate with its bounds."""
    population = check.population or check.unit
    rows = [
        ("read", "", funnel.read, f"Units read ({population})"),
        ("tested", "", funnel.tested, f"Units tested ({population})"),
        ("excluded", "", funnel.excluded_count, "Units that could not be tested"),
        *(
            ("excluded", part.reason, part.count, f"Units that could not be tested: {part.reason}")
            for part in funnel.excluded
        ),
        ("exempt", "", funnel.exempt, "Units that are exempt"),
    ]
    if not measure:
        rows.append(
            ("exceptions", "", funnel.exceptions, f"Exceptions among the units tested ({population})")
        )
    found = [
        Figure(
            _id(check, name, group),
            name,
            group,
            number,
            values.count_text(number),
            check.unit,
            "count",
            sentence,
        )
        for name, group, number, sentence in rows
    ]
    if measure:
        return found
    found.append(
        rate_figure(
            check, "rate", "Exceptions as a share of the units tested", funnel.exceptions, funnel.tested
        )
    )
    excluded = funnel.excluded_count
    if excluded and funnel.tested:
        whole = funnel.tested + excluded
        low = "Share if none of the units that could not be tested were an exception"
        high = "Share if all units that could not be tested were exceptions"
        found.append(rate_figure(check, "rate_low", low, funnel.exceptions, whole))
        found.append(rate_figure(check, "rate_high", high, funnel.exceptions + excluded, whole))
    return found


def rate_figure(check: Check, name: str, sentence: str, part: int, whole: int, group: str = "") -> Figure:
    """`part` of `whole` as a figure; its text never claims 0 or 100 percent unless that is exact."""
    value = part / whole if whole else None
    said = sentence.replace("{group}", group)
    return Figure(
        _id(check, name, group), name, group, value, values.rate_text(part, whole), "", "rate", said
    )


def _id(check: Check, name: str, group: str) -> str:
    return f"{check.id}.{name}@{group}" if group else f"{check.id}.{name}"
