"""What the checks page shows: the list of checks, and one of them with its latest outcome."""

from __future__ import annotations

from dataclasses import dataclass

STATUS_WORDS: dict[str, str] = {
    "": "not run yet",
    "clean": "✓ clean",
    "flagged": "▲ flagged",
    "none to test": "○ none to test",
    "measured": "● measured",
    "not_tested": "○ not tested",
    "failed": "✕ failed",
}
"""A sign and a word for each status, so that colour is never the only difference."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in the list. `family` is the heading that it stands under."""

    id: str
    title: str
    family: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a check needs of the lists, and whether the audit holds it."""

    words: str
    there: bool


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter as it would be used now: its value in words, and where the value comes from."""

    name: str
    value: str
    source: str
    meaning: str
    sourced: bool


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One bar of the funnel."""

    label: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """The latest outcome. `funnel` is empty where nothing was read."""

    status: str
    headline: str
    unit: str
    funnel: tuple[FunnelStep, ...]
    figures: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckDetail:
    """The check that is shown."""

    id: str
    title: str
    question: str
    population: str
    kind: str
    criteria: tuple[str, ...]
    needs: tuple[Need, ...]
    limits: tuple[str, ...]
    parameters: tuple[ParameterLine, ...]
    outcome: OutcomeState | None
    file: str


@dataclass(frozen=True, slots=True)
class ChecksState:
    """The checks page."""

    lines: tuple[CheckLine, ...]
    detail: CheckDetail | None
    summary: str
    empty: str
