"""Write one run into the audit file: all of it in one transaction, copied by SQLite from the scratch database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.exception_identity import exception_id, facts_digest
from crossfoot.auditfile.history import canonical_json, new_uid, now
from crossfoot.checks.funnel import Funnel, evidence_columns
from crossfoot.checks.model import Check, CheckOutcome, Figure, ParameterValue
from crossfoot.checks.sandbox import Sandbox
from crossfoot.errors import Cancelled
from crossfoot.progress import Progress

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_STEPS_BETWEEN_LOOKS = 20_000


def settle_result(sandbox: Sandbox, check: Check, columns: list[str], *, measure: bool) -> str:
    """Lay the exceptions as the scratch table `found`; the SELECT over `outcomes` that the audit file keeps."""
    sentences = dict(check.kinds)

    def message(kind: str, evidence: str) -> str:
        found = json.loads(evidence)
        parts = [sentences.get(part.strip(), "") for part in kind.split(",")]
        said = " ".join(part for part in parts if part) or check.title
        return _PLACEHOLDER.sub(
            lambda m: "(blank)" if found.get(m.group(1)) is None else str(found[m.group(1)]), said
        )

    sandbox.add_function("exception_id", 3, exception_id)
    sandbox.add_function("facts_digest", 1, facts_digest)
    sandbox.add_function("exception_message", 2, message)
    evidence = ", ".join(f"'{column}', \"{column}\"" for column in evidence_columns(columns))
    facts = ", ".join(f"'{column}', \"{column}\"" for column in check.facts)
    pointed = f"'{check.record_type}'"
    record_type = f"coalesce(record_type, {pointed})" if "record_type" in columns else pointed
    outcome = "CASE outcome WHEN 'exception' THEN 'tested' ELSE outcome END" if measure else "outcome"
    kept = (
        "SELECT CAST(entity AS TEXT) AS entity, CASE WHEN row_id IS NULL THEN '[]' WHEN typeof(row_id) = 'text' THEN "
        f"row_id ELSE '[' || row_id || ']' END AS row_ids, {record_type} AS record_type, {outcome} AS outcome, "
        f"ifnull(reason, '') AS reason, ifnull(kind, '') AS kind, json_object({evidence}) AS evidence"
    )
    found = "outcome = 'exception'" if not measure else "0"
    sandbox.own(
        "CREATE TABLE found AS SELECT exception_id(:check_id, entity, kind) AS exception_id, entity, kind, "
        "record_type, row_ids, exception_message(kind, evidence) AS message, evidence, "
        f"facts_digest(facts) AS facts_digest FROM ({kept}, json_object({facts}) AS facts FROM outcomes WHERE {found} "
        "ORDER BY entity)",
        {"check_id": check.id},
    )
    return kept


@dataclass(frozen=True, slots=True)
class Run:
    """What is written of one run. `scratch` is None where the check did not look at any row.

    `kept` is the SELECT of what the audit file keeps of each outcome row (settle_result).
    """

    check: Check
    outcome: CheckOutcome
    funnel: Funnel
    parameters: dict[str, ParameterValue]
    inputs: dict[str, list[dict[str, Any]]]
    scratch: Path | None
    kept: str = ""


def store_run(audit: Audit, run: Run, progress: Progress) -> None:
    """Write the run, its outcomes, figures, exceptions and event; nothing of it is kept where it is cancelled."""
    with _attached(audit, run.scratch), _cancellable(audit, progress), audit.write() as db:
        run_id = _insert_run(audit, run)
        db.conn.execute(
            "UPDATE cf_check_run SET latest = 0 WHERE check_id = ? AND run_id <> ?", (run.check.id, run_id)
        )
        db.conn.execute(
            "UPDATE cf_exception SET present = 0 WHERE check_id = ? AND present = 1", (run.check.id,)
        )
        if run.scratch is not None:
            db.conn.execute(
                "INSERT INTO cf_outcome_row SELECT ?, entity, row_ids, record_type, outcome, reason, kind, evidence "
                f"FROM ({run.kept} FROM scratch.outcomes) ORDER BY entity",
                (run_id,),
            )
            db.conn.execute(
                "INSERT INTO cf_exception SELECT exception_id, ?, entity, kind, ?, record_type, row_ids, message, "
                "evidence, facts_digest, 1 FROM scratch.found WHERE true ON CONFLICT (exception_id) DO UPDATE SET "
                "run_id = excluded.run_id, record_type = excluded.record_type, row_ids = excluded.row_ids, "
                "message = excluded.message, evidence = excluded.evidence, "
                "facts_digest = excluded.facts_digest, present = 1",
                (run.check.id, run_id),
            )
        db.conn.executemany(
            "INSERT INTO cf_figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_figure_row(run_id, position, figure) for position, figure in enumerate(run.outcome.figures)),
        )
        audit.record("check.run", f"check:{run.check.id}", _event_body(run))


def _figure_row(run_id: int, position: int, figure: Figure) -> tuple[Any, ...]:
    value = None if figure.value is None else str(figure.value)
    text = (figure.text, figure.unit, figure.rounding, figure.sentence)
    return (figure.id, run_id, figure.name, figure.group, value, *text, position)


def _insert_run(audit: Audit, run: Run) -> int:
    outcome, facts = run.outcome, audit.facts
    left_out = (
        () if run.check.own else ("sql", "figures_sql")
    )  # the pack has them; an auditor's file may be gone
    header = {key: value for key, value in asdict(run.check).items() if key not in left_out}
    row: dict[str, Any] = {
        "uid": outcome.run_id, "check_id": run.check.id, "title": run.check.title, "module_file": run.check.file,
        "module_sha256": run.check.sha256, "header": canonical_json(header),
        "parameters": canonical_json({name: asdict(value) for name, value in run.parameters.items()}),
        "as_of": facts.as_of.isoformat(), "period_start": facts.period_start.isoformat(),
        "period_end": facts.period_end.isoformat(), "kind": outcome.kind, "status": outcome.status,
        "unit": outcome.unit, "read": outcome.read,
        "excluded": canonical_json([asdict(part) for part in outcome.excluded]),
        "excluded_count": run.funnel.excluded_count, "exempt": outcome.exempt, "tested": outcome.tested,
        "exceptions": outcome.exceptions, "not_tested_because": outcome.not_tested_because,
        "limitations": canonical_json(list(outcome.limitations)), "measure_because": outcome.measure_because,
        "planned": int(outcome.planned), "exploratory_because": outcome.exploratory_because,
        "inputs": canonical_json(run.inputs), "actor": audit.actor, "ran_at": now(),
    }  # fmt: skip
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    cursor = audit.connection.execute(f"INSERT INTO cf_check_run ({names}) VALUES ({marks})", row)
    return int(cursor.lastrowid or 0)


def _event_body(run: Run) -> dict[str, Any]:
    outcome = run.outcome
    return {
        "run": outcome.run_id, "module_sha256": run.check.sha256, "status": outcome.status, "kind": outcome.kind,
        "parameters": {name: [value.value, value.source] for name, value in run.parameters.items()},
        "funnel": {
            "read": outcome.read, "excluded": {part.reason: part.count for part in outcome.excluded},
            "exempt": outcome.exempt, "tested": outcome.tested, "exceptions": outcome.exceptions,
        },
        "figures": {figure.id: figure.text for figure in outcome.figures}, "inputs": run.inputs,
        "planned": outcome.planned, "exploratory_because": outcome.exploratory_because,
        "because": outcome.not_tested_because or outcome.measure_because,
    }  # fmt: skip


def new_run_id() -> str:
    """The identifier of a run."""
    return new_uid()


@contextmanager
def _attached(audit: Audit, scratch: Path | None) -> Iterator[None]:
    if scratch is None:
        yield
        return
    audit.connection.execute("ATTACH DATABASE ? AS scratch", (str(scratch),))
    try:
        yield
    finally:
        audit.connection.execute("DETACH DATABASE scratch")


@contextmanager
def _cancellable(audit: Audit, progress: Progress) -> Iterator[None]:
    """Let Cancel stop the copying; the write block then rolls back."""
    stopped: list[Cancelled] = []

    def look() -> int:
        try:
            progress(0, 0, "")
        except Cancelled as cancelled:
            stopped.append(cancelled)
            return 1
        return 0

    audit.connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except Exception:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        audit.connection.set_progress_handler(None, 0)
