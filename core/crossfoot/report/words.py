"""Running text as data: plain words, figures that trace, literals that say why they need no trace, links,
references.

Text is never markup: `<b>` in a name is four letters. Whatever accepts `Words` takes a string, one run, or
several.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

Style = OneOf["plain", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words that contain no number of the audit."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A number that comes from the audit: its id in the figure register, and its text as printed."""

    figure_id: str
    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text with digits that is no figure of the audit, and `why` it needs no trace (a citation, the as-of
    date).
    """

    text: str
    why: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web; only http and https addresses become links, the text is printed in any case."""

    text: str
    url: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A reference to a section, table, figure or recommendation by its `key`.

    Printed as its label ("Table 3"; a section without one by its heading), or as `text` where given; with
    `page` the page number follows.
    """

    key: str
    text: str = ""
    page: bool = False
    style: Style = "plain"


Run = Text | FigureRef | Literal | Link | CrossRef
Words = str | Run | tuple[str | Run, ...]


def runs_of(words: Words) -> tuple[Run, ...]:
    """Words as runs; plain strings become `Text`."""
    if isinstance(words, str):
        return (Text(words),) if words else ()
    if isinstance(words, tuple):
        return tuple(Text(run) if isinstance(run, str) else run for run in words)
    return (words,)


def plain(words: Words) -> str:
    """The text of words without their references (a `CrossRef` without text gives nothing)."""
    return "".join(run.text for run in runs_of(words))


def joined(parts: Iterable[Words], between: str = " ") -> tuple[Run, ...]:
    """Several words in one row, `between` set between them."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Text(between))
        runs.extend(runs_of(part))
    return tuple(runs)
