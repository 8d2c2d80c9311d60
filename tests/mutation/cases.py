"""The cases of a check, each with its lists laid ready, so that one text of the check after the other runs on them."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.auditfile.stand_in import StandIn
from crossfoot.checks import sandbox as sandbox_module
from crossfoot.checks.catalogue import Catalogue, load_checks
from crossfoot.checks.funnel import evidence_columns
from crossfoot.checks.header import PackView
from crossfoot.checks.presence import absent_needs
from crossfoot.checks.runner import Prepared, fill_outcomes, judge_outcomes, prepare_check
from crossfoot.checks.sandbox import CheckSqlError, Sandbox, open_sandbox
from crossfoot.errors import Cancelled, CrossfootError
from crossfoot.mapping.record_types import record_types
from crossfoot.testing.case_file import Case, read_case_file
from crossfoot.testing.expectations import Unit, differences
from crossfoot.testing.run import new_blank, settled_audit

sandbox_module.native_sql = lru_cache(maxsize=64)(
    sandbox_module.native_sql
)  # one text runs on case after case
_SECONDS_FOR_A_TEXT = 3.0
_OF_NO_TEXT = (
    "limitations",
    "measure_because",
    "not_tested_because",
)  # what a case expects whatever the SQL says


def pack_catalogue() -> Catalogue:
    """The checks of the pack that ships."""
    return load_checks(content.pack(), record_types())


@dataclass(slots=True)
class ReadyCase:
    """A case whose lists stand in a sandbox that stays open."""

    name: str
    expect: dict[str, Any]
    one: Prepared
    sandbox: Sandbox
    started: list[float]
    select: str | None = None

    def problems(self, select: str, figures: str) -> list[str]:
        """What the case would say of the check with these two texts; empty where it holds."""
        self.started[0] = time.process_time()
        check = replace(self.one.check, sql=select, figures_sql=figures)
        one = replace(self.one, check=check)
        try:
            if select != self.select:  # a mutant of the figures reads the outcomes that stand
                self.select = None
                self.sandbox.clear_outcomes()
                fill_outcomes(self.sandbox, one)
                self.select = select
            outcome, _, columns = judge_outcomes(self.sandbox, one, [])
            units = _units(self.sandbox, columns, measures=one.measures)
        except (CheckSqlError, CrossfootError, Cancelled) as error:
            return [] if self.expect["status"] == "failed" else [f"It broke: {error}"]
        return list(differences(self.expect, outcome, units))


def _units(sandbox: Sandbox, columns: list[str], *, measures: bool) -> list[Unit]:
    evidence = evidence_columns(columns)
    listed = ", ".join(
        f'"{column}"' for column in ("entity", "outcome", "kind", "row_id", "reason", *evidence)
    )
    found = []
    for entity, outcome, kind, pointed, *told in sandbox.own(
        f"SELECT {listed} FROM outcomes ORDER BY entity"
    ):
        kept = "tested" if measures and outcome == "exception" else outcome
        seen = {"row_ids": _row_ids(pointed), **dict(zip(("reason", *evidence), told, strict=True))}
        found.append(Unit(str(entity), kept, kind or "", seen))
    return found


def _row_ids(pointed: int | str | None) -> list[int]:
    """The rows that a unit points to: none, one, or those of a JSON array."""
    if isinstance(pointed, str):
        return list(json.loads(pointed))
    return [] if pointed is None else [pointed]


@contextmanager
def ready_cases(
    files: list[Path], catalogue: Catalogue, views: tuple[PackView, ...] | None = None
) -> Iterator[list[ReadyCase]]:
    """The cases of these files that get as far as its SQL; `views` in place of the pack's own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crossfoot-mutation-")))
        blank = new_blank(folder, content.DEFAULT_PACK)
        types = record_types()
        cases = [case for file in files for case in read_case_file(file, catalogue, types)]
        laid = [
            _ready(stack, case, folder / f"{number}", blank, catalogue, views or catalogue.views)
            for number, case in enumerate(cases)
        ]
        yield [case for case in laid if case is not None]


def _ready(
    stack: ExitStack,
    case: Case,
    place: Path,
    blank: Path,
    catalogue: Catalogue,
    views: tuple[PackView, ...],
) -> ReadyCase | None:
    check = catalogue.check(case.check)
    path = place.with_suffix(".crossfoot")
    with settled_audit(case, blank, path, catalogue) as audit:
        if absent_needs(audit, check):
            return None
        one = prepare_check(audit, check, {})
        audit.lay_join_indexes()
        lists = StandIn(path, audit.facts, audit.types)
    started = [0.0]

    def within_time(_done: int, _total: int, _note: str) -> None:
        if time.process_time() - started[0] > _SECONDS_FOR_A_TEXT:
            raise Cancelled

    sandbox = stack.enter_context(
        open_sandbox(lists, place.with_suffix(".sqlite"), views, one.parameters, within_time, one.terms)
    )
    expect = {key: value for key, value in json_free(case.expect).items() if key not in _OF_NO_TEXT}
    return ReadyCase(case.name, expect, one, sandbox, started)


def json_free(expect: dict[str, Any]) -> dict[str, Any]:
    """The expectations as they are; a copy, so that a case file that is read once stays as it is."""
    return json.loads(json.dumps(expect, default=str))
