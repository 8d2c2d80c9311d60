"""The report says of each list whether two programs read it alike, and plainly where they do not."""

from __future__ import annotations

import json
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.report.build import build_report
from crossfoot.report.model import Note, Report, TableBlock
from crossfoot.report.walk import all_sections, loose_numbers
from crossfoot.report.words import plain

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx


def with_a_list(folder: Path) -> Audit:
    path = write_xlsx(folder / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, agreement_row("Alpha SO")]})
    audit = new_audit(folder)
    load(audit, path)
    return audit


def reliability(audit: Audit) -> tuple[list[str], list[str]]:
    """The notes of the section on reliability that lead with 'Readings differ', and the cells of its first table."""
    report: Report = build_report(audit)
    assert not loose_numbers(report)
    blocks = next(section for section in all_sections(report) if section.key == "reliability").blocks
    notes = [
        plain(block.words) for block in blocks if isinstance(block, Note) and block.label == "Readings differ"
    ]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    return notes, [plain(cell) for cell in tables[0].rows[0]]


def test_a_list_that_both_programs_read_alike_stands_in_a_table(tmp_path: Path) -> None:
    with with_a_list(tmp_path) as audit:
        notes, cells = reliability(audit)
    assert notes == []
    assert cells[1] == "list.xlsx, sheet Agreements"
    assert cells[2].endswith("14 cells, 0 differences.")


def test_a_list_that_the_programs_read_differently_is_said_before_the_table(tmp_path: Path) -> None:
    with with_a_list(tmp_path) as audit:
        record = {"verdict": "differ", "sentence": "The two readings differ in 3 cells, in column B."}
        with audit.write() as db:
            db.conn.execute("UPDATE cf_import SET certificate = ?", (json.dumps(record),))
        notes, cells = reliability(audit)
    assert notes == ["list.xlsx, sheet Agreements: The two readings differ in 3 cells, in column B."]
    assert cells[2] == "The two readings differ in 3 cells, in column B."
