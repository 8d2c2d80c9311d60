"""The question for a correction: which value is to be used for a cell, or for all cells of a text, and why."""

from __future__ import annotations

from collections.abc import Callable

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_cells import used_value
from crossfoot.auditfile.corrections.override_list import field_at, field_of
from crossfoot.auditfile.corrections.overrides import set_override

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.panel_state import PanelView
from crossfoot_gui.presenters.question import Blank, Question, reason_blank


def ask_to_correct_cell(
    desk: Desk, view: PanelView, import_id: int, ref: str, field: str, stands: str
) -> None:
    """Ask for the value to use for one cell, whatever it holds."""
    record_type, _, row = field_at(desk.audit, import_id, ref)

    def work(audit: Audit, used: str, reason: str) -> None:
        set_override(audit, record_type, field, used, reason, import_id=import_id, row_no=row, replace=True)

    ask_for_correction(
        desk, view, (record_type, field), f"Cell {ref}, {field.replace('_', ' ')}. {stands}", work
    )


def ask_for_correction(
    desk: Desk, view: PanelView, of: tuple[str, str], stands: str, work: Callable[[Audit, str, str], None]
) -> None:
    """Ask what is to be used and why; a value that does not fit the field keeps the question open."""
    _, field = field_of(desk.audit, *of)
    blanks = (
        Blank(
            "used", "Value to use (leave empty for no value)", required=False, hint=_HINTS.get(field.type, "")
        ),
        reason_blank(),
    )

    def record(said: dict[str, str]) -> bool:
        used = said["used"].strip()
        if desk.now(lambda: (used_value(field, used),)) is None:
            return False
        desk.run(
            "Correcting values",
            lambda audit, _progress: work(audit, used, said["reason"]),
            lambda _: desk.tell(f"Corrected to {used or 'no value'}. Run the checks again."),
        )
        return True

    facts = (
        stands,
        "The workbook and the ledger of misfits stay as they are; the checks read the value used.",
    )
    view.ask(Question("Enter a reading", facts, blanks, "&Use it"), record)


_HINTS = {
    "date": "year-month-day, such as 2018-03-31",
    "timestamp": "such as 2018-03-31T14:05:00",
    "integer": "a whole number",
    "number": "a number, such as 12.5",
    "money": "an amount, such as 1,250.00",
    "boolean": "yes or no",
}
