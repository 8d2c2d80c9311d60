"""Fill the sentences of a check from an outcome: words, and numbers that each carry the id of their figure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot import values
from crossfoot.checks.figures import NOT_COMPUTABLE
from crossfoot.checks.model import CheckOutcome, Figure

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `figure_id` is the figure that it prints, None for words, dates and parameters.

    `why` says, for text with digits that is no figure, what it is: "as-of date", "parameter target".
    """

    text: str
    figure_id: str | None = None
    why: str = ""


def fill_sentence(
    sentence: str,
    outcome: CheckOutcome,
    facts: Mapping[str, dt.date],
    instead: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Span, ...]:
    """`sentence` with its placeholders filled.

    `facts` gives the dates `as_of`, `period_start`, `period_end`. `instead` replaces figures by name with (figure
    id, text): published counts are those of confirmed exceptions, which a later stage counts. What an outcome does not
    have (a count of exceptions in a measure) is printed as "not computable".
    """
    figures = {_short(figure): figure for figure in outcome.figures}
    spans: list[Span] = []
    place = 0
    for match in _PLACEHOLDER.finditer(sentence):
        if match.start() > place:
            spans.append(Span(sentence[place : match.start()]))
        spans.append(_span(match.group(1), outcome, figures, facts, instead or {}))
        place = match.end()
    if place < len(sentence):
        spans.append(Span(sentence[place:]))
    return tuple(spans)


def plain_sentence(spans: tuple[Span, ...]) -> str:
    """The text of the spans alone."""
    return "".join(span.text for span in spans)


def _short(figure: Figure) -> str:
    return f"{figure.name}@{figure.group}" if figure.group else figure.name


def _span(
    name: str,
    outcome: CheckOutcome,
    figures: Mapping[str, Figure],
    facts: Mapping[str, dt.date],
    instead: Mapping[str, tuple[str, str]],
) -> Span:
    if name in instead:
        return Span(instead[name][1], instead[name][0])
    if name in figures:
        return Span(figures[name].text, figures[name].id)
    if name in facts:
        return Span(values.date_text(facts[name]), None, name.replace("_", " "))
    if name in outcome.parameters:
        return Span(_parameter_text(outcome.parameters[name]), None, f"parameter {name}")
    return Span(NOT_COMPUTABLE, None, f"no figure {name} in this run")


def _parameter_text(value: Any) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    date = values.parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    return values.date_text(date) if date else str(value)
