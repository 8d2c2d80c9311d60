"""Which fields a check reads: those that its header names, and those that its text or a shared view reads besides.

A header names what a check cannot do without (needs) and what it misses visibly (uses); a field whose absence changes
nothing that is printed, such as the grace of a course, is read all the same, and has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from crossfoot.checks.header import PackView
from crossfoot.checks.model import Check
from crossfoot.mapping.model import RecordType

_WORD = re.compile(r"(?:\b\w+\.)?[A-Za-z_]\w*")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_OUTCOME = frozenset(("entity", "kind", "outcome", "reason", "record_type", "row_id"))
"""Columns that every check gives: as a field they are known only behind the name of a table (`c.kind`)."""


def with_fields_read(check: Check, views: Iterable[PackView], types: Mapping[str, RecordType]) -> Check:
    """The check with all fields that it reads of the lists that its header names; those found in texts are `uses`."""
    named = {*check.needs, *check.uses}
    uses = {name: list(fields) for name, fields in check.uses.items()}
    for text in _texts(check, {view.name: view for view in views}):
        words = set(_WORD.findall(_TEXT.sub("''", _COMMENT.sub("", text))))
        plain = {word for word in words if "." not in word and word not in _OUTCOME}
        read = plain | {word.rpartition(".")[2] for word in words if "." in word}
        for name in named & plain:
            known = {*check.needs.get(name, ()), *uses.get(name, ())}
            found = [field.name for field in types[name].fields if field.name in read - known]
            if found:
                uses.setdefault(name, []).extend(found)
    return replace(check, uses={name: tuple(fields) for name, fields in uses.items()})


def _texts(check: Check, views: Mapping[str, PackView]) -> Iterator[str]:
    """The text of the check and those of the shared views that it names, and that they name."""
    waiting, seen = [check.sql, check.figures_sql], set[str]()
    while waiting:
        text = waiting.pop()
        yield text
        for word in set(_WORD.findall(text)):
            if word in views and word not in seen:
                seen.add(word)
                waiting.append(views[word].sql)
