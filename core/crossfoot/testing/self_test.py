"""Plant violations into a copy of the auditor's own data, and count how many of them each check catches.

A check that its cases prove on typed rows may still be blind on real ones: a status that is never filled, a key that
is spelled in two ways. The units are picked in an order that only the seed number and their names decide.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.stand_in import PlantingError, StandIn, lay_stand_in, plant
from crossfoot.checks.catalogue import Catalogue, audit_checks
from crossfoot.checks.functions import BUILT_IN, FUNCTIONS
from crossfoot.checks.model import Check, Seed
from crossfoot.checks.presence import absent_needs
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.runner import Prepared, fill_outcomes, judge_outcomes, prepare_check
from crossfoot.checks.sandbox import CheckSqlError, Sandbox, open_sandbox
from crossfoot.progress import Progress, silent

PER_KIND, SEED_NUMBER = 20, 1


@dataclass(frozen=True, slots=True)
class SeedResult:
    """How many of the planted violations of one kind came out as exceptions of that kind (in a measure: bear it).

    `planted` 0 is no catch rate: `because` says why nothing was planted. `broke`: the seed or the check did not run.
    `missed` names the units that were not caught.
    """

    check: str
    kind: str
    says: str
    planted: int
    caught: int
    missed: tuple[str, ...] = ()
    because: str = ""
    broke: bool = False


Unit = tuple[str, Any]
"""The entity of an outcome row and its row_id: a number, a JSON list of numbers, or None."""


def self_test(
    audit: Audit,
    ids: Iterable[str] | None = None,
    *,
    per_kind: int = PER_KIND,
    seed_number: int = SEED_NUMBER,
    progress: Progress = silent,
    catalogue: Catalogue | None = None,
) -> Iterator[SeedResult]:
    """A result for each seed of the checks called `ids` (all of the pack where None); the audit is only read.

    CheckRunError where there is no such check.
    """
    known = catalogue or audit_checks(audit)
    chosen = known.of_the_pack if ids is None else [known.check(check_id) for check_id in ids]
    with tempfile.TemporaryDirectory(prefix="crossfoot-self-test-") as folder:
        progress(0, len(chosen), "copying the lists")
        bench = _Bench(
            known, lay_stand_in(audit, Path(folder) / "lists.sqlite"), Path(folder), per_kind, seed_number
        )
        for number, check in enumerate(chosen):
            progress(number, len(chosen), check.title)
            if not check.seeds:
                yield SeedResult(check.id, "", "", 0, 0, because=_no_seed(check))
            elif absent := absent_needs(audit, check):
                because = f"The audit holds no {', no '.join(absent)}."
                yield from (SeedResult(check.id, s.kind, s.says, 0, 0, because=because) for s in check.seeds)
            else:
                yield from bench.results(prepare_check(audit, check, {}))


@dataclass(frozen=True, slots=True)
class _Bench:
    catalogue: Catalogue
    lists: StandIn
    folder: Path
    per_kind: int
    seed_number: int

    def results(self, one: Prepared) -> Iterator[SeedResult]:
        check = one.check
        try:
            with self._outcomes(one, self.lists) as sandbox:
                picked = [self._units_to_seed(sandbox, seed) for seed in check.seeds]
                bindings = dict(sandbox.bindings)
        except (CheckSqlError, NotTestableError) as error:
            yield from (_not_planted(one, seed, error) for seed in check.seeds)
            return
        for seed, units in zip(check.seeds, picked, strict=True):
            try:
                yield self._result(one, seed, units, bindings)
            except (CheckSqlError, PlantingError, NotTestableError) as error:
                yield _not_planted(one, seed, error)

    def _result(self, one: Prepared, seed: Seed, units: list[Unit], bindings: dict[str, Any]) -> SeedResult:
        if not units:
            because = f"The lists hold no {one.check.unit} into which it could be planted."
            return SeedResult(one.check.id, seed.kind, seed.says, 0, 0, because=because)
        rows = [(entity, row_id) for entity, told in units for row_id in _row_ids(told)]
        copy = self.folder / "seeded.sqlite"
        seeded = plant(self.lists, copy, rows, seed.sql, bindings, FUNCTIONS, BUILT_IN)
        wanted = {entity for entity, _ in units}
        with self._outcomes(one, seeded) as sandbox:
            caught = wanted & set(_flagged(sandbox, seed.kind, measures=one.measures))
        unset = [
            p.name
            for p in one.check.parameters
            if p.source == "criterion" and one.parameters[p.name].value is None
        ]
        if caught != wanted and unset:
            because = f"No criterion gives {', '.join(unset)}, so the check measures and cannot tell."
            return SeedResult(one.check.id, seed.kind, seed.says, 0, 0, because=because)
        missed = tuple(sorted(wanted - caught))
        return SeedResult(one.check.id, seed.kind, seed.says, len(wanted), len(caught), missed)

    def _units_to_seed(self, sandbox: Sandbox, seed: Seed) -> list[Unit]:
        rows = sandbox.rows(f"SELECT entity, row_id FROM outcomes WHERE {seed.among}")
        return heapq.nsmallest(
            self.per_kind, ((str(row["entity"]), row["row_id"]) for row in rows), key=self._order
        )

    @contextmanager
    def _outcomes(self, one: Prepared, lists: StandIn) -> Iterator[Sandbox]:
        """The outcomes of the check on these lists, held to its contract."""
        scratch = self.folder / "scratch.sqlite"
        scratch.unlink(missing_ok=True)
        with open_sandbox(lists, scratch, self.catalogue.views, one.parameters, silent, one.terms) as sandbox:
            judge_outcomes(sandbox, one, fill_outcomes(sandbox, one))
            yield sandbox

    def _order(self, unit: Unit) -> str:
        return hashlib.sha256(f"{self.seed_number}|{unit[0]}".encode()).hexdigest()


def _no_seed(check: Check) -> str:
    if not check.kinds:
        return "The check counts and flags nothing; there is no violation to plant."
    return "The check states no violation to plant."


def _not_planted(one: Prepared, seed: Seed, error: Exception) -> SeedResult:
    broke = not isinstance(error, NotTestableError)
    because = f"{str(error).rstrip('.')}."
    return SeedResult(one.check.id, seed.kind, seed.says, 0, 0, because=because, broke=broke)


def _flagged(sandbox: Sandbox, kind: str, *, measures: bool) -> Iterator[str]:
    """The units that are exceptions of this kind, or (in a measure) bear it."""
    outcomes = "'tested', 'exception'" if measures else "'exception'"
    for row in sandbox.rows(f"SELECT entity, kind FROM outcomes WHERE outcome IN ({outcomes})"):
        if kind in {part.strip() for part in str(row["kind"] or "").split(",")}:
            yield str(row["entity"])


def _row_ids(told: Any) -> list[int | None]:
    """The rows of a unit: its one row, those of a JSON list, or (a unit without a row) none."""
    return json.loads(told) or [None] if isinstance(told, str) else [told]
