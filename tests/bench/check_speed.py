"""What the checks cost on a nationwide audit, each against DuckDB on the same rows, and whether any grows too fast.

    python -m tests.bench.check_speed measure AUDIT TARGET.json          CPU seconds of each check, in this process
    python -m tests.bench.check_speed export AUDIT TARGET.sqlite TEXTS.json   rows and texts for DuckDB
    python -m tests.bench.check_speed all AUDIT THREADS                  all checks, stored

Measured for each check: its SELECT with the shared views that it names, into the scratch table (`sql`), and all of it
up to the stored run (`whole`). DuckDB runs the same SELECT, translated by sqlglot, on native tables with one thread; a
check counts only where both give the same funnel.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.checks import runner
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.presence import absent_needs
from crossfoot.checks.runner import Prepared, fill_outcomes, prepare_check, run_checks
from crossfoot.checks.sandbox import CheckSqlError, open_sandbox
from crossfoot.content import pack
from crossfoot.progress import silent

from tests.bench.goals import Goal, Outcome
from tests.bench.large_audit import make_large_audit
from tests.bench.prepared import Ground
from tests.bench.processes import answer_of, measured, tell

_SECONDS, _TIMES_DUCKDB, _DOUBLED, _THROUGHPUT = 0.6, 5.0, 2.6, 1.5
_TOO_SMALL_TO_COMPARE = 0.05
_MODULE = (sys.executable, "-m", "tests.bench.check_speed")
_RUNS = 3


def check_speed(ground: Ground, outcome: Outcome) -> None:
    """All of it, at the size that `rows` says (1,000,000 completions at full size)."""
    scale = ground.rows / 1_000_000
    large, half = ground.folder / "large.crossfoot", ground.folder / "half.crossfoot"
    tell("making two large audits ...")
    make_large_audit(large, scale)
    make_large_audit(half, scale / 2)
    outcome.headline(
        f"Checks on {int(1_000_000 * scale):,} completions and {int(500_000 * scale):,} encounters"
    )
    full, less = _measured(ground, large), _measured(ground, half)
    peer, why = _duckdb(ground, large)
    ratios = []
    for check, found in full.items():
        line = f"{check:<34} sql {found['sql']:6.2f} s CPU, whole {found['whole']:6.2f} s"
        growth = found["sql"] / less[check]["sql"] if less[check]["sql"] > 0 else 0.0
        line += f", double rows {growth:4.1f} x" if found["sql"] > _TOO_SMALL_TO_COMPARE else " " * 20
        beside = peer.get(check)
        if beside is not None and beside["funnel"] == found["funnel"]:
            ratios.append(found["sql"] / max(beside["cpu"], 0.001))
            line += f", DuckDB {beside['cpu']:6.2f} s: {ratios[-1]:5.1f} x"
        elif beside is not None:
            line += f", DuckDB gives another funnel: {beside['funnel']}"
        outcome.note(line)
    slow = max(full.values(), key=lambda found: float(found["sql"]))["sql"]
    within = sum(found["sql"] <= _SECONDS for found in full.values())
    outcome.note(f"{within} of {len(full)} checks within {_SECONDS} s CPU")
    outcome.goal(Goal("the slowest check", slow, [_SECONDS], "s CPU"))
    words = f"median over {len(ratios)} checks against DuckDB, one thread" if ratios else why
    outcome.goal(Goal(words, statistics.median(ratios) if ratios else None, [_TIMES_DUCKDB]))
    grown = [
        full[check]["sql"] / less[check]["sql"]
        for check in full
        if full[check]["sql"] > _TOO_SMALL_TO_COMPARE and less[check]["sql"] > 0
    ]
    outcome.goal(Goal("the most that double the rows cost", max(grown, default=None), [_DOUBLED]))
    _throughput(ground, large, outcome)


def _measured(ground: Ground, audit: Path) -> dict[str, Any]:
    target = audit.with_suffix(".json")
    answer_of((*_MODULE, "measure", str(audit), str(target)))
    found: dict[str, Any] = json.loads(target.read_text())
    return found


def _duckdb(ground: Ground, audit: Path) -> tuple[dict[str, Any], str]:
    missing = (
        answer_of((*ground.peer("offers", "duckdb"),))
        if Path(ground.peers).exists()
        else "no peers: make bench"
    )
    if missing.strip():
        return {}, missing.strip()
    rows, texts, target = (audit.with_suffix(ending) for ending in (".sqlite", ".texts.json", ".duckdb.json"))
    answer_of((*_MODULE, "export", str(audit), str(rows), str(texts)))
    answer_of(ground.peer("duckdb_checks", str(rows), str(texts), str(target)))
    found: dict[str, Any] = json.loads(target.read_text())
    return found, ""


def _throughput(ground: Ground, audit: Path, outcome: Outcome) -> None:
    walls = {}
    for threads in ("1", "2"):
        work = ground.folder / "work.crossfoot"
        shutil.copyfile(audit, work)
        walls[threads] = measured((*_MODULE, "all", str(work), threads)).wall
    outcome.note(f"all checks: {walls['1']:.1f} s on one connection, {walls['2']:.1f} s on two")
    outcome.goal(
        Goal(
            "checks on two read connections",
            walls["1"] / walls["2"],
            [_THROUGHPUT],
            "x throughput",
            "at least",
        )
    )


def _prepared(audit: Audit) -> Iterator[Prepared]:
    for check in load_checks(pack(audit.facts.pack), audit.types).of_the_pack:
        if not absent_needs(audit, check):
            yield prepare_check(audit, check, {})


def measure(audit_file: str, target: str) -> None:
    """CPU seconds of each check that the audit can answer: the median of three."""
    found = {}
    with open_audit(Path(audit_file), actor="bench") as audit, tempfile.TemporaryDirectory() as folder:
        audit.lay_join_indexes()
        views = load_checks(pack(audit.facts.pack), audit.types).views
        for one in _prepared(audit):
            taken, funnel, broke = [], {}, ""
            for run in range(_RUNS):
                scratch = Path(folder) / f"{run}.sqlite"
                scratch.unlink(missing_ok=True)
                with open_sandbox(audit, scratch, views, one.parameters, silent, one.terms) as sandbox:
                    began = time.process_time()
                    try:
                        fill_outcomes(sandbox, one)
                    except CheckSqlError as error:
                        broke = str(error)
                        break
                    taken.append(time.process_time() - began)
                    funnel = dict(sandbox.own("SELECT outcome, count(*) FROM outcomes GROUP BY 1 ORDER BY 1"))
            began = time.process_time()
            list(run_checks(audit, [one.check.id]))
            whole = time.process_time() - began
            sql = statistics.median(taken) if taken else 0.0
            found[one.check.id] = {"sql": sql, "whole": whole, "funnel": funnel, "broke": broke}
    Path(target).write_text(json.dumps(found))


def export(audit_file: str, rows: str, texts: str) -> None:
    """All visible names as plain tables of a SQLite file, and each check with its views in DuckDB's words."""
    import sqlglot

    told = []
    with open_audit(Path(audit_file), actor="bench") as audit, tempfile.TemporaryDirectory() as folder:
        known = load_checks(pack(audit.facts.pack), audit.types)
        views = {view.name: view.sql for view in known.views}
        names = [row["name"] for row in audit.rows("SELECT name FROM sqlite_master WHERE type = 'view'")]
        with sqlite3.connect(rows) as out:
            out.execute("ATTACH DATABASE ? AS audit", (audit_file,))
            for name in names:
                if not name.startswith("cf_"):
                    _typed_copy(out, name)
        for one in _prepared(audit):
            with open_sandbox(
                audit, Path(folder) / f"{one.check.id}.sqlite", known.views, one.parameters, silent, one.terms
            ) as sandbox:
                small = {
                    name: _table(sandbox, name)
                    for name in (
                        "audit_facts",
                        "criterion_terms",
                        *(f"param_{name}" for name in one.parameters),
                    )
                }
                bindings = sandbox.bindings
            try:
                needed = [(name, _in_duckdb(sql)) for name, sql in _views_of(one.check.sql, views)]
                sql = _in_duckdb(one.check.sql)
            except sqlglot.errors.SqlglotError:
                continue
            told.append(
                {"check": one.check.id, "small": small, "bindings": bindings, "views": needed, "sql": sql}
            )
    Path(texts).write_text(json.dumps(told, default=str))


def _typed_copy(out: sqlite3.Connection, name: str) -> None:
    """A table of the rows of a view, each column with the type of its values: DuckDB goes by the declared one."""
    columns = [row[0] for row in out.execute("SELECT name FROM pragma_table_info(?, 'audit')", (name,))]
    asked = 'SELECT typeof("{0}") FROM audit."{1}" WHERE "{0}" IS NOT NULL LIMIT 1'
    found = [out.execute(asked.format(column, name)).fetchone() for column in columns]
    types = [kind[0] if kind else "text" for kind in found]
    listed = ", ".join(f'"{column}" {kind}' for column, kind in zip(columns, types, strict=True))
    out.execute(f'CREATE TABLE "{name}" ({listed})')
    out.execute(f'INSERT INTO "{name}" SELECT * FROM audit."{name}"')


def _in_duckdb(sql: str) -> str:
    """The text in DuckDB's words; functions of the program keep names that sqlglot does not know."""
    import sqlglot

    own = re.sub(r"\b(days_between|add_days|add_months|months_between|fiscal_year)\s*\(", r"cf_\1(", sql)
    return str(sqlglot.transpile(own, read="sqlite", write="duckdb")[0])


def _table(sandbox: Any, name: str) -> dict[str, Any]:
    rows = sandbox.rows(f"SELECT * FROM {name}")
    columns = list(rows[0]) if rows else ["value"]
    return {"columns": columns, "rows": [list(row.values()) for row in rows]}


def _views_of(sql: str, views: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The shared views that a text needs, those that others need first."""
    seen: dict[str, str] = {}

    def visit(text: str) -> None:
        for name, body in views.items():
            if name in text and name not in seen:
                visit(body)
                seen[name] = body

    visit(sql)
    yield from seen.items()


def run_all(audit_file: str, threads: str) -> None:
    """All checks of the pack as a person runs them."""
    runner.READERS = int(threads)
    with open_audit(Path(audit_file), actor="bench") as audit:
        list(run_checks(audit))


if __name__ == "__main__":
    {"measure": measure, "export": export, "all": run_all}[sys.argv[1]](*sys.argv[2:])
