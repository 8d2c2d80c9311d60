"""Say the date functions of checks in SQLite's own words before the text runs: the same values, ten times sooner.

A check calls `days_between` and `add_days`; a call into Python for each of a million rows would take most of its time.
Month arithmetic stays a function of the program, because SQLite does not clip (checks.functions).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\[[^\]]*\]|`[^`]*`|--[^\n]*|/\*.*?\*/|[A-Za-z_][A-Za-z0-9_]*|[(),]|[^A-Za-z_'"\[`(),/-]+|.""",
    re.DOTALL,
)


def _day(argument: str) -> str:
    return f"julianday(substr({argument}, 1, 10))"


def _days_between(start: str, end: str) -> str:
    return f"CAST({_day(end)} - {_day(start)} AS INTEGER)"


def _add_days(date: str, days: str) -> str:
    return f"date(substr({date}, 1, 10), CAST({days} AS INTEGER) || ' days')"


_NATIVE: dict[str, Callable[..., str]] = {"days_between": _days_between, "add_days": _add_days}


def native_sql(sql: str) -> str:
    """`sql` with the functions that SQLite can say itself written out; everything else stays as it is."""
    return "".join(_written_out(sql_tokens(sql)))


def sql_tokens(sql: str) -> list[str]:
    """The words, texts, comments and signs of `sql` in order; together they are `sql` again."""
    return _TOKEN.findall(sql)


def _written_out(tokens: list[str]) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(tokens):
        say = _NATIVE.get(tokens[place].lower())
        opening = _next_word(tokens, place + 1)
        if say is None or opening is None or tokens[opening] != "(":
            out.append(tokens[place])
            place += 1
            continue
        arguments, closing = _arguments(tokens, opening)
        try:
            out.append(say(*("".join(_written_out(argument)).strip() for argument in arguments)))
        except TypeError:  # a wrong number of arguments: SQLite says it better when it sees the call
            out.extend(tokens[place : closing + 1])
        place = closing + 1
    return out


def _next_word(tokens: list[str], place: int) -> int | None:
    while place < len(tokens) and tokens[place].isspace():
        place += 1
    return place if place < len(tokens) else None


def _arguments(tokens: list[str], opening: int) -> tuple[list[list[str]], int]:
    """The arguments of the call whose `(` stands at `opening`, each as its tokens, and the place of its `)`."""
    arguments: list[list[str]] = [[]]
    depth = 0
    for place in range(opening, len(tokens)):
        token = tokens[place]
        depth += (token == "(") - (token == ")")
        if depth == 0:
            return arguments, place
        if token == "," and depth == 1:
            arguments.append([])
        elif place > opening:
            arguments[-1].append(token)
    return arguments, len(tokens) - 1
