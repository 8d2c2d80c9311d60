"""Computations: analytical evidence that states what went in, by what formula in words, and what came out.

An input is a figure of the audit, named by its id, or a typed number with its source; a number without one is refused.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import Computation, ComputationInput
from crossfoot.evidence.register import find_evidence, insert_evidence


def record_computation(
    audit: Audit,
    title: str,
    *,
    formula: str,
    result: str,
    inputs: Sequence[ComputationInput],
    figures: Mapping[str, str],
    made_on: dt.date,
    note: str = "",
    by: str | None = None,
) -> Computation:
    """Record a computation as analytical evidence. `figures` has the printed text of each figure of the audit by id.

    An input that names a figure takes its text from there. EvidenceError where formula, result or inputs are missing, a
    figure is not in the audit, or a typed number has no source.
    """
    for name, text in (("formula", formula), ("result", result)):
        if not text.strip():
            raise EvidenceError(
                f"The computation {title.strip()!r} does not state its {name}.",
                "Say in words how it was computed, and what came out.",
            )
    if not inputs:
        raise EvidenceError(
            f"The computation {title.strip()!r} does not state what went in.",
            "Name each figure of the audit, or give the number with its source.",
        )
    stated = [_stated(given, figures) for given in inputs]
    row = {
        "formula": formula.strip(),
        "result": result.strip(),
        "inputs": json.dumps([asdict(given) for given in stated], ensure_ascii=False),
    }
    with audit.write() as db:
        uid = insert_evidence(
            audit,
            "analytical",
            title,
            obtained_from=f"Computed by {by or audit.actor}",
            obtained_on=made_on,
            note=note,
            by=by,
        )
        db.conn.execute(
            "INSERT INTO cf_computation (evidence_uid, formula, result, inputs) "
            "VALUES (:uid, :formula, :result, :inputs)",
            {"uid": uid, **row},
        )
        audit.record("computation.recorded", f"evidence:{uid}", row, actor=by)
    return find_computation(audit, uid)


def find_computation(audit: Audit, ref: str) -> Computation:
    """The computation that `ref` names; EvidenceError where that evidence is none."""
    evidence = find_evidence(audit, ref)
    rows = audit.rows("SELECT * FROM cf_computation WHERE evidence_uid = ?", (evidence.uid,))
    if not rows:
        raise EvidenceError(
            f"{evidence.label} ({evidence.title}) is no computation.",
            "`crossfoot evidence AUDIT list` shows the kind of each.",
        )
    inputs = tuple(ComputationInput(**given) for given in json.loads(rows[0]["inputs"]))
    return Computation(evidence, rows[0]["formula"], rows[0]["result"], inputs)


def changed_inputs(
    computation: Computation, figures: Mapping[str, str]
) -> list[tuple[ComputationInput, str]]:
    """The inputs whose figure prints otherwise now, each with its present text ('' where it is gone)."""
    return [
        (given, figures.get(given.figure, ""))
        for given in computation.inputs
        if given.figure and figures.get(given.figure, "") != given.text
    ]


def _stated(given: ComputationInput, figures: Mapping[str, str]) -> ComputationInput:
    if given.figure:
        if given.figure not in figures:
            raise EvidenceError(
                f"The audit has no figure {given.figure!r}.",
                "`crossfoot checks show ID` lists the figures of a check; run the check first.",
            )
        return replace(given, name=given.name or given.figure, text=figures[given.figure])
    if not given.text.strip() or not any(letter.isdigit() for letter in given.text):
        raise EvidenceError(f"The input {given.name!r} has no number.", "Give a number, or name a figure.")
    if not given.source.strip():
        raise EvidenceError(
            f"The number {given.text.strip()} ({given.name or 'without a name'}) has no source.",
            "Say where it was read: a document with its page, an interview with its paragraph.",
        )
    return replace(given, text=given.text.strip(), source=given.source.strip())
