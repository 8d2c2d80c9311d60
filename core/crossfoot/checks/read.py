"""Read stored runs: latest outcomes, figures, and the rows behind a figure."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.model import CheckOutcome, Excluded, Figure, ParameterValue
from crossfoot.checks.sandbox import Sandbox, open_sandbox
from crossfoot.errors import CheckRunError
from crossfoot.progress import silent

_RUN = "SELECT * FROM cf_check_run WHERE latest = 1"
_PLAIN_NAME = re.compile(r"\w+")
_NO_REASON_KEPT = "It was run as exploratory before audit files kept the reason."


@dataclass(frozen=True, slots=True)
class TracedRows:
    """Rows of one record type behind a figure. `part` names the part of a ratio that they belong to."""

    record_type: str
    row_ids: tuple[int, ...]
    part: str = ""


def latest_outcomes(audit: Audit) -> list[CheckOutcome]:
    """The latest outcome of each check that ever ran, in the order in which they were run."""
    return [_outcome(audit, row) for row in audit.rows(f"{_RUN} ORDER BY run_id")]


def outcome_of(audit: Audit, check_id: str) -> CheckOutcome | None:
    """The latest outcome of a check; None where it did not run."""
    rows = audit.rows(f"{_RUN} AND check_id = ?", (check_id,))
    return _outcome(audit, rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class ExploratoryRun:
    """A run that the plan did not foresee, and why. `latest`: no later run of the check took its place."""

    run_id: str
    check: str
    because: str
    ran_at: str
    actor: str
    latest: bool


def exploratory_runs(audit: Audit) -> list[ExploratoryRun]:
    """Every run that was exploratory, in the order in which they were run; later runs hide none."""
    rows = audit.rows("SELECT * FROM cf_check_run WHERE planned = 0 ORDER BY run_id")
    return [
        ExploratoryRun(
            row["uid"], row["check_id"], _because(row), row["ran_at"], row["actor"], bool(row["latest"])
        )
        for row in rows
    ]


def figure(audit: Audit, figure_id: str) -> Figure:
    """A figure of the latest run of its check; CheckRunError where there is none."""
    return _figure(_figure_row(audit, figure_id))


def trace_figure(audit: Audit, figure_id: str) -> list[TracedRows]:
    """The rows behind a figure: of a count its units' rows, of a ratio the rows of each part.

    An empty list means that no row lies behind it (a count of zero, a date, a parameter).
    """
    row = _figure_row(audit, figure_id)
    run = audit.rows("SELECT * FROM cf_check_run WHERE run_id = ?", (row["run_id"],))[0]
    return _trace(audit, run, row["name"], row["group"], part="")


_OF_FUNNEL = {
    "read": "1",
    "tested": "outcome IN ('tested', 'exception')",
    "excluded": "outcome = 'excluded' AND (:group = '' OR reason = :group)",
    "exempt": "outcome = 'exempt'",
    "exceptions": "outcome = 'exception'",
}
_PARTS_OF_FUNNEL = {
    "rate": ("exceptions", "tested"),
    "rate_low": ("exceptions", "tested", "excluded"),
    "rate_high": ("exceptions", "tested", "excluded"),
}


def _trace(audit: Audit, run: dict[str, Any], name: str, group: str, part: str) -> list[TracedRows]:
    declared = {figure["name"]: figure for figure in json.loads(run["header"])["figures"]}
    header = declared.get(name, {})
    parts = header.get("parts") or _PARTS_OF_FUNNEL.get(name, ())
    if parts:
        return [traced for each in parts for traced in _trace(audit, run, each, group, part=each)]
    where = header.get("where") or _OF_FUNNEL.get(name, "")
    if not where and not header.get("rows"):
        return []
    parameters = {n: ParameterValue(**value) for n, value in json.loads(run["parameters"]).items()}
    catalogue = audit_checks(audit)
    with (
        tempfile.TemporaryDirectory(prefix="crossfoot-trace-") as folder,
        open_sandbox(audit, Path(folder) / "trace.sqlite", catalogue.views, parameters, silent) as sandbox,
    ):
        _lay_outcomes(sandbox, run["run_id"])
        of_outcomes = where or re.search(r"\boutcomes\b", header["rows"])
        if of_outcomes and not sandbox.own("SELECT 1 FROM outcomes LIMIT 1"):
            return []  # and no columns of evidence that the text could name
        if where:
            sql = f"SELECT record_type, row_ids FROM outcomes WHERE {where}"
            found = sandbox.rows(sql, {"group": group})
            pairs = [(row["record_type"], number) for row in found for number in json.loads(row["row_ids"])]
        else:
            found = sandbox.rows(header["rows"], {"group": group})
            pairs = [(row["record_type"], row["row_id"]) for row in found]
    kinds = sorted({kind for kind, _ in pairs})
    return [TracedRows(kind, tuple(sorted({n for k, n in pairs if k == kind})), part) for kind in kinds]


def _lay_outcomes(sandbox: Sandbox, run_id: int) -> None:
    """The stored outcome rows of a run as a table with their evidence as columns, as the check's figures saw them."""
    names = sandbox.own(
        "SELECT DISTINCT e.key FROM (SELECT evidence FROM audit.cf_outcome_row WHERE run_id = ? LIMIT 1) r, "
        "json_each(r.evidence) e",
        (run_id,),
    )
    columns = [name for (name,) in names if _PLAIN_NAME.fullmatch(name)]
    evidence = [f"json_extract(evidence, '$.{column}')" for column in columns]
    sandbox.lay_own_table(
        "outcomes",
        ["entity", "row_ids", "record_type", "outcome", "reason", "kind", *columns],
        f"SELECT {', '.join(['entity, row_ids, record_type, outcome, reason, kind', *evidence])} "
        "FROM audit.cf_outcome_row WHERE run_id = ?",
        (run_id,),
    )


def _figure_row(audit: Audit, figure_id: str) -> dict[str, Any]:
    rows = audit.rows(
        "SELECT f.* FROM cf_figure f JOIN cf_check_run r ON r.run_id = f.run_id AND r.latest = 1 WHERE f.figure_id = ?",
        (figure_id,),
    )
    if not rows:
        raise CheckRunError(
            f"There is no figure {figure_id!r} in this audit.",
            "Run its check first; `crossfoot checks show` lists the figures of a check.",
        )
    return rows[0]


def _outcome(audit: Audit, row: dict[str, Any]) -> CheckOutcome:
    figures = audit.rows("SELECT * FROM cf_figure WHERE run_id = ? ORDER BY position", (row["run_id"],))
    return CheckOutcome(
        check=row["check_id"],
        run_id=row["uid"],
        kind=row["kind"],
        status=row["status"],
        unit=row["unit"],
        read=row["read"],
        excluded=tuple(Excluded(**part) for part in json.loads(row["excluded"])),
        exempt=row["exempt"],
        tested=row["tested"],
        exceptions=row["exceptions"],
        figures=tuple(_figure(each) for each in figures),
        not_tested_because=row["not_tested_because"],
        limitations=tuple(json.loads(row["limitations"])),
        measure_because=row["measure_because"],
        parameters={name: value["value"] for name, value in json.loads(row["parameters"]).items()},
        exploratory_because=_because(row),
    )


def _because(row: dict[str, Any]) -> str:
    """Why a run was exploratory; before version 4 of the audit file no reason was kept."""
    return row["exploratory_because"] or ("" if row["planned"] else _NO_REASON_KEPT)


def _figure(row: dict[str, Any]) -> Figure:
    text, rounding = row["value"], row["rounding"]
    value: float | int | str | None = text
    if text is not None and rounding not in ("text", "date"):
        number = float(text)
        value = int(number) if rounding == "count" else number
    return Figure(
        row["figure_id"],
        row["name"],
        row["group"],
        value,
        row["text"],
        row["unit"],
        rounding,
        row["sentence"],
    )
