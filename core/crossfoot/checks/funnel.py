"""From the rows that a check's SELECT gave to its funnel: read = tested + excluded + exempt, always."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.checks.model import Check, Excluded
from crossfoot.checks.sandbox import CheckSqlError, Sandbox

CONTRACT = ("entity", "row_id", "outcome", "reason", "kind")
"""The columns that the SELECT of a check must give, before its evidence; `record_type` may be among them."""
OUTCOMES = ("tested", "excluded", "exempt", "exception")


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many units were read, excluded (why), exempt, tested, and found to be exceptions."""

    read: int
    excluded: tuple[Excluded, ...]
    exempt: int
    tested: int
    exceptions: int

    @property
    def excluded_count(self) -> int:
        """All excluded units."""
        return sum(part.count for part in self.excluded)


def evidence_columns(columns: list[str]) -> list[str]:
    """The columns that a check gave beyond its contract."""
    return [column for column in columns if column not in (*CONTRACT, "record_type")]


def take_funnel(sandbox: Sandbox, check: Check, columns: list[str]) -> Funnel:
    """Check the rows against the contract and count them; CheckSqlError says what a check does wrongly."""
    missing = [column for column in CONTRACT if column not in columns]
    if missing:
        raise CheckSqlError(f"its SELECT lacks the column {', '.join(missing)}")
    strange = [column for column in check.facts if column not in columns]
    if strange:
        raise CheckSqlError(f"its header names the fact {', '.join(strange)}, which its SELECT does not give")
    wrong = sandbox.own(
        "SELECT outcome, count(*) FROM outcomes WHERE outcome IS NULL OR outcome NOT IN "
        "('tested', 'excluded', 'exempt', 'exception') GROUP BY outcome LIMIT 1"
    )
    if wrong:
        raise CheckSqlError(
            f"it gave the outcome {wrong[0][0]!r} for {wrong[0][1]} units; it is one of {', '.join(OUTCOMES)}"
        )
    if sandbox.own("SELECT 1 FROM outcomes WHERE entity IS NULL LIMIT 1"):
        raise CheckSqlError("it gave a unit without an entity")
    if check.own:
        _refuse_odd_values(sandbox, columns)
    twice = sandbox.own("SELECT entity, count(*) FROM outcomes GROUP BY entity HAVING count(*) > 1 LIMIT 1")
    if twice:
        raise CheckSqlError(f"it gave the unit {twice[0][0]!r} {twice[0][1]} times; each unit counts once")
    counts = sandbox.own(
        "SELECT outcome, CASE outcome WHEN 'excluded' THEN ifnull(nullif(reason, ''), 'no reason given') END, count(*) "
        "FROM outcomes GROUP BY 1, 2 ORDER BY 3 DESC, 2"
    )
    by = {outcome: sum(count for o, _, count in counts if o == outcome) for outcome in OUTCOMES}
    funnel = Funnel(
        read=sum(by.values()),
        excluded=tuple(Excluded(reason, count) for outcome, reason, count in counts if outcome == "excluded"),
        exempt=by["exempt"],
        tested=by["tested"] + by["exception"],
        exceptions=by["exception"],
    )
    assert funnel.read == funnel.tested + funnel.excluded_count + funnel.exempt
    return funnel


_NO_POINTER = """CASE typeof(row_id) WHEN 'null' THEN 0 WHEN 'integer' THEN 0 WHEN 'text' THEN
  CASE WHEN NOT json_valid(row_id) THEN 1 WHEN json_type(row_id) <> 'array' THEN 1
    ELSE EXISTS (SELECT 1 FROM json_each(row_id) e WHERE e.type <> 'integer') END
  ELSE 1 END"""


def _refuse_odd_values(sandbox: Sandbox, columns: list[str]) -> None:
    """Whoever reads the outcomes takes texts for texts and follows them to rows of lists: they must be that.

    The checks of a pack are held to it by their cases; the text of an auditor has none.
    """
    for column in ("entity", "outcome", "reason", "kind"):
        if sandbox.own(f"SELECT 1 FROM outcomes WHERE typeof({column}) = 'blob' LIMIT 1"):
            raise CheckSqlError(f"its column {column} gives bytes, not a text")
    found = sandbox.own(f"SELECT row_id FROM outcomes WHERE {_NO_POINTER} LIMIT 1")
    if found:
        raise CheckSqlError(
            f"it gave the row_id {found[0][0]!r}; it is the row_id of a record, or a JSON list of them"
        )
    if "record_type" not in columns:
        return
    for (name,) in sandbox.own("SELECT DISTINCT record_type FROM outcomes WHERE record_type IS NOT NULL"):
        if name not in sandbox.record_types:
            raise CheckSqlError(f"it gave the record type {name!r}, which there is not")
