"""Run checks on an audit: each reads on a connection of its own and is written in its own transaction, in order.

A check that breaks does not stop the others.

Statuses: settled.md section 3 of the design. Only `clean` is clean; what was not tested says why.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import BrokenCheck, Catalogue, audit_checks
from crossfoot.checks.figures import check_figures, funnel_figures
from crossfoot.checks.funnel import Funnel, take_funnel
from crossfoot.checks.ground import ROOM, ROOM_OF_AN_OWN_CHECK, Lists
from crossfoot.checks.mistakes import said_with_place
from crossfoot.checks.model import Check, CheckOutcome, Figure, ParameterValue, Status
from crossfoot.checks.parameters import criteria_of, measure_reason, resolve_parameters
from crossfoot.checks.planned import exploratory_because, plan_standing
from crossfoot.checks.presence import absent_needs, absent_uses, inputs_of
from crossfoot.checks.program import NotTestableError, run_program
from crossfoot.checks.sandbox import CheckSqlError, Sandbox, open_sandbox
from crossfoot.checks.shared_views import SharedViews
from crossfoot.checks.side_by_side import READERS, side_by_side, ticking
from crossfoot.checks.store import Run, new_run_id, settle_result, store_run
from crossfoot.checks.terms import ALWAYS, Term, terms_of
from crossfoot.progress import Progress, silent

NONE_TO_TEST = "none to test"
_NOTHING = Funnel(0, (), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A check with all that is settled before its SQL runs; `measures`: it finds no exceptions.

    `exploratory_because` says why the plan did not foresee the run; it is empty where it did.
    """

    check: Check
    parameters: dict[str, ParameterValue]
    measure_because: str
    terms: tuple[Term, ...] = (ALWAYS,)
    exploratory_because: str = ""

    @property
    def measures(self) -> bool:
        return self.check.kind != "exception" or bool(self.measure_because)


def run_checks(
    audit: Audit,
    ids: list[str] | None = None,
    settings: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    *,
    catalogue: Catalogue | None = None,
) -> Iterator[CheckOutcome]:
    """Run the checks called `ids` (all of the pack where None) and store each outcome; yields them in order.

    `settings` are values of parameters for this run only, by check and parameter. A run that the plan did not foresee
    is exploratory, and its outcome says why. CheckRunError where a check or parameter is not there or a value does not
    fit: then nothing runs. `Cancelled` keeps the checks that had ended.
    """
    known = catalogue or audit_checks(audit)
    asked = dict(settings or {})
    for check_id in asked:
        known.check(check_id)
    chosen = known.of_the_pack if ids is None else [known.check(check_id) for check_id in dict.fromkeys(ids)]
    standing = plan_standing(audit)
    prepared = [
        replace(
            prepare_check(audit, check, asked.get(check.id, {})),
            exploratory_because=exploratory_because(audit, standing, check, asked.get(check.id, {})),
        )
        for check in chosen
    ]
    broken = known.broken if ids is None else ()
    return _run_all(audit, known, prepared, broken, progress)


def prepare_check(audit: Audit, check: Check, settings: Mapping[str, str]) -> Prepared:
    """The parameters of a check, the terms of its criteria, and whether it may find exceptions in this audit."""
    criteria = criteria_of(audit, check)
    parameters = resolve_parameters(audit, check, criteria, settings)
    standing = [(one.id, one.in_force_from, one.in_force_to, one.models) for one in criteria if one.stands]
    because = measure_reason(check, criteria, parameters)
    if check.kind == "exception" and not because:
        parameters |= dict(_without_unsourced_terms(check, parameters))
    return Prepared(check, parameters, because, terms_of(standing))


def _without_unsourced_terms(
    check: Check, found: Mapping[str, ParameterValue]
) -> Iterator[tuple[str, ParameterValue]]:
    """No exception rests on a value without a source: that part of the check is not tested (audit-practice.md 2)."""
    for parameter in check.parameters:
        if parameter.source == "term" and not found[parameter.name].sourced:
            said = "not tested: no confirmed criterion and no setting with a source gives it"
            yield parameter.name, ParameterValue(parameter.name, None, said, sourced=False)


def _run_all(
    audit: Audit,
    known: Catalogue,
    prepared: list[Prepared],
    broken: tuple[BrokenCheck, ...],
    progress: Progress,
) -> Iterator[CheckOutcome]:
    total = len(prepared) + len(broken)
    audit.lay_join_indexes()
    with tempfile.TemporaryDirectory(prefix="crossfoot-checks-") as folder:
        shared = SharedViews(Path(folder))
        tasks = [
            _task(audit, known, one, Path(folder) / f"{number}.sqlite", shared)
            for number, one in enumerate(prepared)
        ]
        titles = [one.check.title for one in prepared]
        ran = side_by_side(
            tasks, titles, total, progress, threads=READERS if audit.reads_while_written else 1
        )
        for number, (one, result) in enumerate(zip(prepared, ran, strict=True)):
            run = _run_of(audit, one, result)
            store_run(audit, run, ticking(progress, number, total, one.check.title))
            if run.scratch is not None:
                run.scratch.unlink(missing_ok=True)
            yield run.outcome
    for number, wrong in enumerate(broken, start=len(prepared)):
        run = _broken_run(audit, wrong)
        store_run(audit, run, ticking(progress, number, total, wrong.id))
        yield run.outcome
    progress(total, total, "")


def _untested_parts(one: Prepared) -> Iterator[str]:
    for parameter in one.check.parameters:
        if parameter.source == "term" and one.parameters[parameter.name].value is None:
            yield (
                f"No confirmed criterion and no setting with a source gives {parameter.name}; "
                "the part of the check that rests on it was not tested."
            )


@dataclass(frozen=True, slots=True)
class _Result:
    """What a check said on its own connection: an outcome with its rows in `scratch`, or why there is none."""

    status: Status
    because: str
    limitations: tuple[str, ...]
    outcome: CheckOutcome | None = None
    funnel: Funnel = _NOTHING
    read: frozenset[str] = frozenset()
    scratch: Path | None = None
    kept: str = ""


def _task(
    audit: Audit, known: Catalogue, one: Prepared, scratch: Path, shared: SharedViews
) -> Callable[[Progress], _Result]:
    """What remains to be done for a check without the connection of the audit."""
    limitations = (*absent_uses(audit, one.check), *_untested_parts(one))
    absent = absent_needs(audit, one.check)
    lists = Lists(audit.path, audit.facts, audit.types)
    room = ROOM_OF_AN_OWN_CHECK if one.check.own else ROOM

    def run(progress: Progress) -> _Result:
        if absent:
            return _Result("not_tested", f"The audit holds no {', no '.join(absent)}.", limitations)
        try:
            with open_sandbox(
                lists, scratch, known.views, one.parameters, progress, one.terms, shared, room
            ) as sandbox:
                rows = fill_outcomes(sandbox, one)
                outcome, funnel, columns = judge_outcomes(sandbox, one, rows, limitations)
                kept = settle_result(sandbox, one.check, columns, measure=one.measures)
                read = frozenset(sandbox.read)
        except NotTestableError as reason:
            return _Result("not_tested", str(reason), limitations)
        except CheckSqlError as error:
            return _Result(
                "failed", f"The check broke: {said_with_place(one.check, str(error))}", limitations
            )
        return _Result(outcome.status, "", limitations, outcome, funnel, read, scratch, kept)

    return run


def _run_of(audit: Audit, one: Prepared, result: _Result) -> Run:
    if result.outcome is None:
        return _without_rows(one, result.status, result.because, result.limitations)
    inputs = inputs_of(audit, {*result.read, *one.check.needs, *one.check.uses})
    return Run(one.check, result.outcome, result.funnel, one.parameters, inputs, result.scratch, result.kept)


def fill_outcomes(sandbox: Sandbox, one: Prepared) -> list[dict[str, Any]]:
    """Fill the outcomes; the rows of figures where a program gives them with the outcomes."""
    if one.check.program:
        return run_program(one.check, sandbox, {name: value.value for name, value in one.parameters.items()})
    sandbox.fill_outcomes(one.check.sql)
    return []


def judge_outcomes(
    sandbox: Sandbox, one: Prepared, rows: list[dict[str, Any]], limitations: tuple[str, ...] = ()
) -> tuple[CheckOutcome, Funnel, list[str]]:
    """What the filled outcomes say: the outcome, its funnel, and the columns of the outcome rows.

    `rows` are the figures that `fill_outcomes` gave. CheckSqlError where the check breaks its contract.
    """
    check = one.check
    columns = sandbox.columns_of("SELECT * FROM outcomes")
    funnel = take_funnel(sandbox, check, columns)
    figures = _figures(sandbox, check, rows)
    status, because = _status(funnel, measures=one.measures)
    kept = [] if status == "not_tested" else figures
    said = (*funnel_figures(check, funnel, measure=one.measures), *kept)
    return _outcome(one, status, funnel, said, because, limitations), funnel, columns


def _figures(sandbox: Sandbox, check: Check, rows: list[dict[str, Any]]) -> list[Figure]:
    return check_figures(check, sandbox.rows(check.figures_sql) if check.figures_sql else rows)


def _status(funnel: Funnel, *, measures: bool) -> tuple[Status, str]:
    if funnel.read == 0:
        return "clean", NONE_TO_TEST
    if funnel.tested == 0 and funnel.excluded_count:
        reasons = ", ".join(f"{part.reason} ({part.count})" for part in funnel.excluded)
        return "not_tested", f"Every unit was excluded: {reasons}."
    if funnel.tested == 0:
        return "clean", f"{NONE_TO_TEST}: every unit is exempt"
    if measures:
        return "measured", ""
    return ("flagged" if funnel.exceptions else "clean"), ""


def _without_rows(one: Prepared, status: Status, because: str, limitations: tuple[str, ...]) -> Run:
    outcome = _outcome(one, status, _NOTHING, (), because, limitations)
    return Run(one.check, outcome, _NOTHING, one.parameters, {}, None)


def _outcome(
    one: Prepared,
    status: Status,
    funnel: Funnel,
    figures: tuple[Figure, ...],
    because: str,
    limitations: tuple[str, ...],
) -> CheckOutcome:
    return CheckOutcome(
        check=one.check.id,
        run_id=new_run_id(),
        kind="measure" if one.measure_because else one.check.kind,
        status=status,
        unit=one.check.unit,
        read=funnel.read,
        excluded=funnel.excluded,
        exempt=funnel.exempt,
        tested=funnel.tested,
        exceptions=0 if one.measures else funnel.exceptions,
        figures=figures,
        not_tested_because=because,
        limitations=limitations,
        measure_because=one.measure_because,
        parameters={name: value.value for name, value in one.parameters.items()},
        exploratory_because=one.exploratory_because,
    )


def _broken_run(audit: Audit, wrong: BrokenCheck) -> Run:
    """A check module that cannot be read is a result too: failed, with what is wrong."""
    blank: dict[str, Any] = dict.fromkeys(
        (
            "question",
            "unit",
            "population",
            "condition",
            "cause",
            "effect",
            "recommend",
            "family",
            "sql",
            "figures_sql",
        ),
        "",
    )
    check = Check(
        **blank, id=wrong.id, title=wrong.id, kind="exception", criteria=(), background=(), needs={}, uses={},
        parameters=(), figures=(), kinds={}, facts=(), evidence={}, absent_record=False, file=wrong.file, sha256="",
    )  # fmt: skip
    because = exploratory_because(audit, plan_standing(audit), check, {})
    return _without_rows(Prepared(check, {}, "", exploratory_because=because), "failed", wrong.message, ())
