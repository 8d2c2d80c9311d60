"""What the command line says when a list is replaced, loaded twice or withdrawn, so that nothing changes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.journeys.command_line import crossfoot

ROWS = (agreement_row("Alpha SO", signed="7/72025"), agreement_row("Beta SO"))


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """An audit with one version of a list of agreements, from `first.xlsx` beside it."""
    write_xlsx(tmp_path / "first.xlsx", {"Agreements": [AGREEMENT_HEADERS, *ROWS]})
    write_xlsx(
        tmp_path / "second.xlsx", {"Agreements": [AGREEMENT_HEADERS, *ROWS, agreement_row("Gamma SO")]}
    )
    assert crossfoot("new", tmp_path / "audit.crossfoot", "--title", "T", "--as-of", "2025-09-30").code == 0
    done = crossfoot("import", tmp_path / "audit.crossfoot", tmp_path / "first.xlsx")
    assert done.code == 0, done.err
    assert "7 of 7 columns are known" in done.out
    assert "mappings" in done.out
    return tmp_path / "audit.crossfoot"


def test_a_withdrawn_version_leaves_no_list_that_counts_and_that_is_said(audit: Path) -> None:
    second = audit.parent / "second.xlsx"
    assert crossfoot("import", audit, second, "--new-version-of", "agreements").code == 0
    said = crossfoot("withdraw", audit, "2", "--reason", "The wrong file.")
    assert "! No version of the list 'agreements' counts now" in said.out
    again = crossfoot("withdraw", audit, "2", "--reason", "The wrong file.")
    assert (again.code, "Import 2 is withdrawn already." in again.err) == (2, True)

    every = crossfoot("tables", audit, "--all").out.splitlines()
    assert [line.split()[:4] for line in every[2:]] == [
        ["1", "agreements", "agreements", "replaced"],
        ["2", "agreements", "agreements", "withdrawn"],
    ]
    assert [one["state"] for one in crossfoot("tables", audit, "--all", "--json").json] == [
        "superseded",
        "withdrawn",
    ]


def test_a_withdrawn_list_beside_another_that_counts_needs_no_warning(audit: Path) -> None:
    assert crossfoot("import", audit, audit.parent / "second.xlsx", "--as-list", "Other").code == 0
    said = crossfoot("withdraw", audit, "2", "--reason", "Twice.").out
    assert "No version of the list 'Other' counts now" in said
    assert "agreements" not in said


def test_corrections_of_single_cells_that_a_new_version_leaves_behind_are_said(audit: Path) -> None:
    one_cell = ("--import", "1", "--cell", "F2", "--used", "2025-07-07", "--reason", "Seen on the page.")
    assert crossfoot("override", audit, *one_cell).code == 0
    said = crossfoot("import", audit, audit.parent / "second.xlsx", "--new-version-of", "agreements").out
    assert "! Corrections of single cells of the version before that do not hold here: 1." in said


def test_a_sheet_that_is_loaded_twice_is_said(audit: Path) -> None:
    first = audit.parent / "first.xlsx"
    twice = crossfoot("import", audit, first, "--as-list", "Other").out
    assert "loaded already, as the list 'agreements' (import 1): its rows count twice." in twice
    same = crossfoot("import", audit, first, "--new-version-of", "agreements").out
    assert "the very file that was loaded as the version before (import 1)" in same
    assert "import 1): its rows count twice" not in same


def test_a_list_without_rows_is_said(audit: Path) -> None:
    second = audit.parent / "second.xlsx"
    done = crossfoot("import", audit, second, "--as-list", "None", "--skip", "2-4:all of them")
    assert "! The list has no rows" in done.out


def test_an_audit_without_a_list_is_not_said_to_be_clean(tmp_path: Path) -> None:
    empty = tmp_path / "empty.crossfoot"
    assert crossfoot("new", empty, "--title", "T", "--as-of", "2025-09-30").code == 0
    for asked in ("misfits", "hazards", "tables"):
        assert crossfoot(asked, empty).out.startswith("No list yet."), asked


def test_a_hidden_sheet_that_is_not_loaded_is_said_to_be_hidden(tmp_path: Path, audit: Path) -> None:
    book = Workbook()
    for row in (AGREEMENT_HEADERS, *ROWS):
        book.worksheets[0].append(row)
    book.create_sheet("Secret").append(["a", "b"])
    book["Secret"].sheet_state = "veryHidden"
    book.save(tmp_path / "hidden.xlsx")
    said = crossfoot("import", audit, tmp_path / "hidden.xlsx", "--as-list", "Other").out.splitlines()
    after = said[next(i for i, line in enumerate(said) if "'Secret' was not loaded" in line) + 1]
    assert "! The sheet is hidden so that Excel's menu does not show it." in after


def test_one_workbook_alone_is_not_taken_for_a_damaged_audit(audit: Path) -> None:
    refused = crossfoot("diff", audit.parent / "first.xlsx")
    assert (refused.code, "Only one workbook is named: first.xlsx." in refused.err) == (2, True)
