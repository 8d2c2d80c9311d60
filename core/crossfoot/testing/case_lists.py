"""What a case says of its lists beside their rows: earlier versions, a second list, control totals, hazards.

earlier.agreements = [[...rows of the first version...], [...]]
other_lists.field = { of = "agreements", rows = [...] }
control_totals = [{ list = "equipment", measure = "sum", field = "cost", expected = "12.50" }]
hazards = [{ list = "equipment", code = "blank-row-inside", count = 2 }]
"""

from __future__ import annotations

from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.control_totals import set_control_total

LIST_KEYS = frozenset(("earlier", "other_lists", "control_totals", "hazards"))


def note_totals(audit: Audit, totals: list[dict[str, Any]]) -> None:
    """State the control totals of a case."""
    for total in totals:
        set_control_total(
            audit,
            total["list"],
            total["measure"],
            str(total["expected"]),
            "letter",
            field=total.get("field", ""),
        )


def note_hazards(audit: Audit, hazards: list[dict[str, Any]]) -> None:
    """Say of the current version of a list what the inspection of its workbook would have said."""
    with audit.write() as db:
        for hazard in hazards:
            db.conn.execute(
                "INSERT INTO cf_hazard SELECT i.import_id, ?, ?, ?, '' FROM cf_import i JOIN cf_list l "
                "ON l.list_id = i.list_id WHERE l.name = ? AND i.state = 'current'",
                (hazard["code"], hazard.get("place", "typed rows"), hazard["count"], hazard["list"]),
            )
