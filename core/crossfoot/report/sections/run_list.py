"""Every run of a check that the audit file keeps: clean ones too, and exploratory ones with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossfoot.checks.read import exploratory_runs
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Paragraph, TableBlock
from crossfoot.report.sections.plan_of_audit import day_of

_RESULTS = {
    "clean": "No exceptions",
    "flagged": "Exceptions found",
    "measured": "Measured",
    "not_tested": "Not tested",
    "failed": "Failed",
}


def run_blocks(material: Material) -> Iterator[Block]:
    """A table of all runs, in the order of the first run of each check; runs alike on one day share a row."""
    rows = material.audit.rows(
        "SELECT uid, check_id, title, status, tested, ran_at, latest FROM cf_check_run ORDER BY run_id"
    )
    if not rows:
        return
    because = {run.run_id: run.because for run in exploratory_runs(material.audit)}
    found = Counter(
        (
            row["check_id"],
            day_of(row["ran_at"]),
            "Nothing to test" if row["status"] == "clean" and not row["tested"] else _RESULTS[row["status"]],
            because.get(row["uid"], ""),
            bool(row["latest"]),
        )
        for row in rows
    )
    titles = {row["check_id"]: row["title"] for row in rows}
    place = {check: number for number, check in enumerate(dict.fromkeys(row["check_id"] for row in rows))}
    yield Paragraph(
        "Every run stands here, whatever it found. The report speaks of the latest run of each check. A run that the "
        "approved plan did not foresee is exploratory."
    )
    yield TableBlock(
        "All runs of checks",
        (
            Column("Check", width=2.6),
            Column("Day", width=1.6),
            Column("Runs", "right", 0.5),
            Column("Result", width=1.6),
            Column("Planned or exploratory", width=2.0),
        ),
        tuple(
            (titles[check], day, str(number), f"{result}{'' if latest else ', replaced'}", _label(why))
            for (check, day, result, why, latest), number in sorted(
                found.items(), key=lambda item: place[item[0][0]]
            )
        ),
        origin="records",
        key="table-runs",
    )


def _label(why: str) -> str:
    return f"Exploratory. {why.replace('_', ' ')}" if why else "Planned"
