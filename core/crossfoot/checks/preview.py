"""What a check would say of an audit, without running it for the record: nothing is stored and no event is written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue
from crossfoot.checks.ground import ROOM_OF_AN_OWN_CHECK
from crossfoot.checks.mistakes import said_with_place
from crossfoot.checks.model import Check, CheckOutcome
from crossfoot.checks.presence import absent_needs
from crossfoot.checks.runner import fill_outcomes, judge_outcomes, prepare_check
from crossfoot.checks.sandbox import CheckSqlError, open_sandbox
from crossfoot.errors import CheckRunError
from crossfoot.progress import Progress, silent

ROWS = 20
_FLAGGED = "SELECT * FROM outcomes WHERE ifnull(kind, '') <> '' ORDER BY entity LIMIT {rows}"


@dataclass(frozen=True, slots=True)
class Preview:
    """The outcome that a run would have now, how many units bear a kind, and the first of them with their evidence."""

    outcome: CheckOutcome
    flagged: int
    rows: tuple[dict[str, Any], ...]


def preview_check(
    audit: Audit, check: Check, known: Catalogue, progress: Progress = silent, rows: int = ROWS
) -> Preview:
    """Run the check in a scratch copy. CheckRunError where the audit lacks what it needs or its text is wrong."""
    absent = absent_needs(audit, check)
    if absent:
        raise CheckRunError(
            f"The audit holds no {', no '.join(absent)}.", "Load that list, or choose other fields."
        )
    audit.lay_join_indexes()
    one = prepare_check(audit, check, {})
    with tempfile.TemporaryDirectory(prefix="crossfoot-preview-") as folder:
        scratch = Path(folder) / "preview.sqlite"
        try:
            with open_sandbox(
                audit, scratch, known.views, one.parameters, progress, one.terms, room=ROOM_OF_AN_OWN_CHECK
            ) as sandbox:
                outcome, _, _ = judge_outcomes(sandbox, one, fill_outcomes(sandbox, one))
                flagged = sandbox.own("SELECT count(*) FROM outcomes WHERE ifnull(kind, '') <> ''")[0][0]
                first = sandbox.rows(_FLAGGED.format(rows=rows))
        except CheckSqlError as error:
            raise CheckRunError(
                f"The check breaks: {said_with_place(check, str(error))}", "Correct its text."
            ) from None
    return Preview(outcome, int(flagged), tuple(first))
