"""What the findings page shows: the list, and the finding that is being written."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot_gui.presenters.importing_state import Choice


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in the list."""

    uid: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class RecommendationForm:
    """One recommendation as it is written. A `template` is the check's own sentence, which no report prints yet."""

    uid: str
    addressee: str
    action: str
    template: bool


@dataclass(frozen=True, slots=True)
class FindingForm:
    """The parts of a finding that the auditor writes. Numbers stand in the texts as references in braces.

    `criteria` are the ids of the criteria that it rests on.
    """

    uid: str
    title: str
    criteria: tuple[str, ...]
    condition: str
    cause: str
    effect: str
    recommendations: tuple[RecommendationForm, ...]


@dataclass(frozen=True, slots=True)
class FlagLine:
    """What makes the finding weak, in words; one that is `answered` may stand in a final report."""

    key: str
    words: str
    answered: bool


@dataclass(frozen=True, slots=True)
class FindingCard:
    """The finding that is shown: what the auditor writes, and what the program tells beside it.

    `criteria` are those that it may rest on; `printed` is the condition as the report prints it now; `figures` may be
    put into the texts. `flags` say what makes the finding weak and what mends it; `evidence` is what is cited for it.
    """

    form: FindingForm
    kind: str
    criteria: tuple[Choice, ...]
    cause_prompt: str
    effect_prompt: str
    printed: str
    figures: tuple[Choice, ...]
    flags: tuple[FlagLine, ...]
    evidence: tuple[str, ...]
    unsaved: bool


@dataclass(frozen=True, slots=True)
class FindingsState:
    """The findings page. `candidates` are checks that a finding can be drafted from."""

    lines: tuple[FindingLine, ...]
    card: FindingCard | None
    candidates: tuple[Choice, ...]
    empty: str
