"""A check as its header defines it, and the outcome of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

OutcomeKind = Literal["exception", "measure", "lead"]
Status = Literal["clean", "flagged", "measured", "not_tested", "failed"]
ParameterType = Literal[
    "days", "months", "integer", "number", "percent", "date", "text", "choice", "list", "table"
]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a check.

    `source` says where its value must come from: `criterion` (the value stands in the criterion that the auditor
    confirms), `auditor` (the auditor sets it and says why), `audit` (a fact of the audit such as the period),
    `definition` (part of the rule itself, needs no source). `default` is None where no default may be invented.
    """

    name: str
    type: ParameterType
    meaning: str
    source: str
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureSentence:
    """A figure that a check returns: its name, the sentence that says what it counts, its unit and rounding."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check module as its header defines it. `file` and `sha256` identify the very text that runs."""

    id: str
    title: str
    family: str
    question: str
    kind: OutcomeKind
    unit: str
    population: str
    condition: str
    criteria: tuple[str, ...]
    background: tuple[str, ...]
    cause: str
    effect: str
    recommend: str
    needs: dict[str, tuple[str, ...]]
    uses: dict[str, tuple[str, ...]]
    parameters: tuple[Parameter, ...]
    figures: tuple[FigureSentence, ...]
    kinds: dict[str, str]
    facts: tuple[str, ...]
    evidence: dict[str, str]
    absent_record: bool
    sql: str
    figures_sql: str
    file: str
    sha256: str
    chart: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Excluded:
    """Units of the population that could not be tested, for one reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the report may print. `id` is `check-id.name` or `check-id.name@group`.

    `text` is the number as it is printed (already rounded as its rule says); `value` the exact one.
    """

    id: str
    name: str
    group: str
    value: float | int | str | None
    text: str
    unit: str
    rounding: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """The result of one run. read = tested + sum(excluded) + exempt holds by construction and is asserted."""

    check: str
    run_id: str
    kind: OutcomeKind
    status: Status
    unit: str
    read: int
    excluded: tuple[Excluded, ...]
    exempt: int
    tested: int
    exceptions: int
    figures: tuple[Figure, ...]
    not_tested_because: str
    limitations: tuple[str, ...]
    measure_because: str
    parameters: dict[str, Any]
