"""Where in a check's file a mistake lies that SQLite found: it says the word, and the file tells the line."""

from __future__ import annotations

import re

from crossfoot.checks.model import Check

_SAID = (
    re.compile(r'near "(?P<word>[^"]+)"'),
    re.compile(r"no such (?:column|table|function): (?:\w+\.)?(?P<word>\w+)"),
    re.compile(r"(?:not authorized to use function|wrong number of arguments to function): (?P<word>\w+)"),
    re.compile(r'unrecognized token: "(?P<word>[^"]+)"'),
    re.compile(r"ambiguous column name: (?:\w+\.)?(?P<word>\w+)"),
)


def said_with_place(check: Check, message: str) -> str:
    """`message` as a sentence, with the file and, where it can be told, the line in which the mistake stands."""
    line = _line(check, message)
    place = f"{check.file}, line {line}" if line else check.file
    said = message if message.endswith(("?", ".")) else f"{message}."
    return f"{place}: {said}" if place else said


def _line(check: Check, message: str) -> int:
    """The line of the first place with the word that SQLite complains of; the start of the query where none is."""
    word = next((match.group("word") for said in _SAID if (match := said.search(message))), "")
    for sql, start in ((check.sql, check.sql_line), (check.figures_sql, check.figures_line)):
        if word and sql:
            edge = r"\b" if word[0].isalnum() else ""
            found = re.search(rf"{edge}{re.escape(word)}", sql)
            if found:
                return start + sql.count("\n", 0, found.start())
    return check.sql_line
