"""From texts of the audit to words of the report: every number is a figure, or says why it needs none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from crossfoot import values
from crossfoot.checks.condition import Span
from crossfoot.report.model import Block, BulletList, Paragraph
from crossfoot.report.words import FigureRef, Literal, Run, Text, Words, joined

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def cited(text: str, why: str) -> Literal:
    """Text that stands as it is, digits and all, and why it needs no figure."""
    return Literal(text, why)


def date_words(date: dt.date, why: str) -> Literal:
    """A date of the audit, as the report prints it."""
    return Literal(values.date_text(date), why)


def numbers_in(text: str) -> frozenset[str]:
    """The number tokens of a text, placeholders left out."""
    return frozenset(NUMBER.findall(re.sub(r"\{[^{}]*\}", "", text)))


def words_of(
    spans: Iterable[Span], allowed: Collection[str] = (), why: str = "wording of the check"
) -> tuple[Run, ...]:
    """Filled text as words. A bare number that stands in `allowed` is a literal; any other stays a loose number."""
    runs: list[Run] = []
    for span in spans:
        if span.figure_id is not None:
            runs.append(FigureRef(span.figure_id, span.text))
        elif span.why:
            runs.append(Literal(span.text, span.why))
        else:
            runs.extend(_split(span.text, allowed, why))
    return tuple(runs)


def _split(text: str, allowed: Collection[str], why: str) -> list[Run]:
    runs: list[Run] = []
    place = 0
    for match in NUMBER.finditer(text):
        if match.group() in allowed:
            if match.start() > place:
                runs.append(Text(text[place : match.start()]))
            runs.append(Literal(match.group(), why))
            place = match.end()
    if place < len(text):
        runs.append(Text(text[place:]))
    return runs


def lines_of(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Words cut at line ends; blank lines are left out."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if isinstance(run, Text) and "\n" in run.text:
            first, *rest = run.text.split("\n")
            lines[-1] += [Text(first)] if first else []
            lines += [[Text(part)] if part else [] for part in rest]
        else:
            lines[-1].append(run)
    return [tuple(line) for line in lines if line]


def blocks_of(runs: Sequence[Run]) -> tuple[Paragraph | BulletList, ...]:
    """Paragraphs, and lists of the lines that begin with a dash."""
    blocks: list[Paragraph | BulletList] = []
    items: list[Words] = []
    for line in lines_of(runs):
        first = line[0]
        if isinstance(first, Text) and first.text.startswith("- "):
            items.append((Text(first.text[2:]), *line[1:]))
            continue
        if items:
            blocks.append(BulletList(tuple(items)))
            items = []
        blocks.append(Paragraph(line))
    return (*blocks, *((BulletList(tuple(items)),) if items else ()))


def paragraphs(*texts: Words) -> tuple[Block, ...]:
    """One paragraph for each text that is not empty."""
    return tuple(Paragraph(text) for text in texts if text)


def plural(unit: str) -> str:
    """The plural of a unit's name.

    >>> plural("officer"), plural("field of a list"), plural("participating agency")
    ('officers', 'fields of a list', 'participating agencies')
    """
    head, of, rest = unit.partition(" of ")
    many = f"{head[:-1]}ies" if head.endswith("y") else f"{head}s"
    return f"{many}{of}{rest}"


def listed(parts: Sequence[Words]) -> tuple[Run, ...]:
    """`a`, `a and b`, `a, b, and c`."""
    if len(parts) < 2:
        return joined(parts)
    between = ", " if len(parts) > 2 else " "
    return (*joined(parts[:-1], ", "), Text(f"{between}and "), *joined(parts[-1:]))
