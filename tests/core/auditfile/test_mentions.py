"""How many rows name an agency, by what they resolve to and as they spell it; and the ledger page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.misfit_window import MisfitWindow
from crossfoot.auditfile.identity.agency_identity import confirm_same
from crossfoot.auditfile.identity.mentions import rows_naming, rows_spelled
from crossfoot.auditfile.lookups import misfits

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

ALPHA, OTHER = "TX|alpha county sheriff's office", "TX|alpha county sheriff's department"
ROWS = [
    agreement_row("Alpha County Sheriff's Office"),
    agreement_row("ALPHA County Sheriff\u2019s Office", "soon"),
    agreement_row("Alpha County Sheriff's Department", "later"),
    agreement_row("Bay Police", "soon"),
]


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as audit:
        load(audit, write_xlsx(tmp_path / "list.xlsx", {"L": [AGREEMENT_HEADERS, *ROWS]}), as_list="A")
        yield audit


def test_rows_count_for_the_agency_that_they_resolve_to(audit: Audit) -> None:
    assert rows_naming(audit)[ALPHA] == {"agreements": 2}
    confirm_same(audit, ALPHA, OTHER, "A letter.")
    assert rows_naming(audit)[ALPHA] == {"agreements": 3}
    assert OTHER not in rows_naming(audit)


def test_rows_count_for_the_name_as_it_is_spelled_whatever_was_decided(audit: Audit) -> None:
    confirm_same(audit, ALPHA, OTHER, "A letter.")
    assert (rows_spelled(audit)[ALPHA], rows_spelled(audit)[OTHER]) == (2, 1)


def test_only_current_rows_count(audit: Audit, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "next.xlsx", {"L": [AGREEMENT_HEADERS, ROWS[3]]})
    load(audit, path, new_version_of="A")
    assert rows_spelled(audit) == {"TX|bay police": 1}
    assert MisfitWindow(audit).count() == 1


def test_the_ledger_comes_a_page_at_a_time_as_it_is(audit: Audit) -> None:
    window = MisfitWindow(audit)
    assert [*window.page(0, 2), *window.page(2, 2)] == misfits(audit)
    assert window.page(3, 2) == []


def test_the_cells_of_one_text_are_told_from_the_others(audit: Audit) -> None:
    window = MisfitWindow(audit, ("agreements", "signed_on", "soon"))
    assert [line.ref for line in window.page(0, 10)] == ["F3", "F5"]
    assert MisfitWindow(audit, ("agreements", "county", "soon")).count() == 0
