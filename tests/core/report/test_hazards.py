"""The report names what may mislead in its sources, what was decided of it, and what nobody has decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.hazard_decisions import OPEN_AGAIN, decide_hazard
from crossfoot.report.build import build_report
from crossfoot.report.model import Note, TableBlock
from crossfoot.report.pdf import render_pdf
from crossfoot.report.walk import all_blocks, loose_numbers
from crossfoot.report.words import plain

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """A list with a hidden row."""
    rows = [AGREEMENT_HEADERS, agreement_row("Hall"), agreement_row("Bay"), agreement_row("Lee")]
    with new_audit(tmp_path) as audit:
        load(audit, write_xlsx(tmp_path / "a.xlsx", {"List": rows}, hidden_rows=[3]))
        yield audit


def decide(audit: Audit, decision: str) -> None:
    decide_hazard(audit, 1, "hidden-rows", None, decision, "Asked on 3 May.")


def decisions(audit: Audit) -> list[str]:
    return [
        plain(row[3])
        for _, block in all_blocks(build_report(audit))
        if isinstance(block, TableBlock) and block.key == "table-hazards"
        for row in block.rows
        if "hidden" in plain(row[2])
    ]


def limitations(audit: Audit) -> list[str]:
    return [
        plain(block.words)
        for _, block in all_blocks(build_report(audit))
        if isinstance(block, Note) and block.label == "Limitation"
    ]


def test_what_is_not_decided_is_a_limitation(audit: Audit) -> None:
    assert decisions(audit) == ["Not decided."]
    (limitation,) = limitations(audit)
    assert limitation.startswith(
        "The auditor has not decided what the following means for the lists: data rows that are hidden in Excel."
    )
    assert loose_numbers(build_report(audit)) == ()


def test_a_decision_stands_beside_the_hazard_with_its_reason(audit: Audit) -> None:
    decide(audit, "they count")
    assert (decisions(audit), limitations(audit)) == (["They count. Asked on 3 May."], [])
    decide(audit, OPEN_AGAIN)
    assert len(limitations(audit)) == 1


def test_rows_that_do_not_belong_but_are_loaded_are_said(audit: Audit) -> None:
    decide(audit, "they do not belong to the list")
    assert decisions(audit) == [
        "They do not belong to the list. Asked on 3 May. The rows are still in the list."
    ]


def test_the_page_can_be_printed(audit: Audit, tmp_path: Path) -> None:
    decide(audit, "they count")
    assert render_pdf(build_report(audit), tmp_path / "report.pdf")
