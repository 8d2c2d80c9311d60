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
    confirms), `term` (the same for one part of the check: where no confirmed criterion and no setting with a source
    gives it, that part is not tested and the others may still find exceptions), `auditor` (the auditor sets it and
    says why), `audit` (a fact of the audit such as the period), `definition` (part of the rule itself, needs no
    source). `default` is None where no default may be invented.
    """

    name: str
    type: ParameterType
    meaning: str
    source: str
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureSentence:
    """A figure that a check returns: its name, the sentence that says what it counts, and how it is traced.

    `where` is a condition over the outcome rows that it counts (`kind = 'A'`, evidence columns, `:parameters` and
    `:group`; never `outcome = 'exception'`, which a measure does not have). `rows` is a SELECT of `record_type, row_id`
    for a figure that counts other rows than units. `parts` names the figures that a ratio is made of.
    """

    name: str
    sentence: str
    where: str = ""
    rows: str = ""
    parts: tuple[str, ...] = ()


AMONG_TESTED = "outcome = 'tested'"


@dataclass(frozen=True, slots=True)
class Seed:
    """A violation that `crossfoot checks self-test` puts into a copy of the auditor's data, to see it caught.

    `kind` is the kind of exception that must follow. `sql` are statements that change the copy: there the record types
    are tables, and `seeded` (entity, row_id) holds the units that were picked among those for which `among` (a
    condition over the outcome rows) holds. `says` is the violation in words.
    """

    kind: str
    says: str
    sql: tuple[str, ...]
    among: str = AMONG_TESTED


@dataclass(frozen=True, slots=True)
class Check:
    """A check module as its header defines it. `file` and `sha256` identify the very text that runs.

    `record_type` is the one that outcome rows point to unless the SELECT says otherwise in a column `record_type`.
    `criteria_from` is empty, or says what stands in place of a criterion ("record layout", for data reliability).
    `without` gives the limitation to print where a used record type or field (`agreements.terminated_on`) is absent.
    `kinds` are the sentences of an exception by kind, filled with evidence columns. `facts` are the evidence columns
    whose change reopens a decision. `absent_record`: the exception is that a record is absent, not that one says so.
    `program` names the module of core that computes the outcome rows where SQL cannot; `sql` is empty then. `reasons`
    are those for which units are left out, as far as they cannot be read from the text of the SELECT. `rests_on` is
    what of the audit's own work it reads beside lists: samples, requests.
    """

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
    record_type: str = ""
    criteria_from: str = ""
    without: dict[str, str] = field(default_factory=dict)
    chart: dict[str, Any] = field(default_factory=dict)
    seeds: tuple[Seed, ...] = ()
    program: str = ""
    sql_line: int = 0
    figures_line: int = 0
    own: bool = False
    reasons: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """The value of a parameter in one run, and where it comes from (words for the report).

    `sourced`: a confirmed criterion or a setting with a stated source gives it, so that an exception may rest on it.
    """

    name: str
    value: Any
    source: str
    sourced: bool


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
    """The result of one run. read = tested + sum(excluded) + exempt holds by construction and is asserted.

    `exploratory_because` says why the run is not one that the plan foresaw; it is empty where it is.
    """

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
    exploratory_because: str = ""

    @property
    def planned(self) -> bool:
        """Whether the plan foresaw this run; where it did not, the report labels it exploratory."""
        return not self.exploratory_because

    @property
    def said(self) -> str:
        """The status in words; where there was nothing to test it says so, as "clean" would praise what nobody saw."""
        return "none to test" if self.none_to_test else self.status.replace("_", " ")

    @property
    def none_to_test(self) -> bool:
        """Whether the check ran and found no unit that it could test."""
        return self.status == "clean" and self.tested == 0
