"""What the sender says a list holds is compared with what it holds, exactly, each time it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.control_totals import (
    list_control_totals,
    set_control_total,
    withdraw_control_total,
)
from crossfoot.auditfile.corrections.overrides import set_override
from crossfoot.auditfile.corrections.reconciliation import reconcile
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.errors import AuditFileError

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

LETTER = "letter of 3 May 2018"


def budget(folder: Path, *enacted: int | dict[str, str] | None) -> Audit:
    """An audit with a list `budget`; amounts are in cents."""
    audit = new_audit(folder)
    load_plain_rows(
        audit, "budget", [{"enacted": cents, "fiscal_year": 2018} for cents in enacted], columns=["enacted"]
    )
    return audit


def test_a_total_that_agrees_says_so_and_one_that_differs_says_by_how_much(tmp_path: Path) -> None:
    with budget(tmp_path, 125_000, 75_050) as audit:
        set_control_total(audit, "budget", "rows", "2", LETTER)
        set_control_total(audit, "budget", "sum", "$2,100.00", LETTER, field="enacted")
        rows, amounts = reconcile(audit)
    assert (rows.expected, rows.found, rows.difference, rows.agrees) == ("2", "2", "0", True)
    assert rows.words == f"budget, rows: expected 2 ({LETTER}), found 2; they agree."
    assert (amounts.expected, amounts.found, amounts.difference) == ("2,100.00", "2,000.50", "-99.50")
    assert not amounts.agrees
    assert amounts.words == (
        f"budget, sum of enacted: expected 2,100.00 ({LETTER}), found 2,000.50; the difference is -99.50."
    )


def test_numbers_are_added_as_they_print_not_as_binary_fractions(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "positions", [{"fte": value} for value in (0.1, 0.2, 0.3, 1e15)])
        set_control_total(audit, "positions", "sum", "1000000000000000.6", LETTER, field="fte")
        (one,) = reconcile(audit)
    assert (one.found, one.agrees) == ("1,000,000,000,000,000.6", True)


def test_a_sum_of_very_large_and_very_small_numbers_loses_no_digit(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "positions", [{"fte": value} for value in (1e20, 1e-9, 1e-9)])
        set_control_total(audit, "positions", "sum", "100000000000000000000.000000002", LETTER, field="fte")
        assert reconcile(audit)[0].agrees


def test_an_amount_beyond_what_a_binary_fraction_holds_is_added_to_the_cent(tmp_path: Path) -> None:
    with budget(tmp_path, 9_007_199_254_740_993, 1) as audit:
        set_control_total(audit, "budget", "sum", "90,071,992,547,409.94", LETTER, field="enacted")
        assert reconcile(audit)[0].agrees


def test_what_could_not_be_read_is_not_in_the_sum_and_is_said_until_it_is_corrected(tmp_path: Path) -> None:
    with budget(tmp_path, 100_00, {"misfit": "5O.OO", "reason": "text, not a number"}) as audit:
        set_control_total(audit, "budget", "sum", "150", LETTER, field="enacted")
        (one,) = reconcile(audit)
        assert (one.found, one.unreadable, one.corrected) == ("100.00", 1, 0)
        assert one.words.endswith("Cells of this field that could not be read and are not in it: 1.")
        set_override(audit, "budget", "enacted", "50.00", "Letter O for zero.", raw="5O.OO")
        (one,) = reconcile(audit)
        assert (one.found, one.agrees, one.unreadable, one.corrected) == ("150.00", True, 0, 1)
        assert one.words.endswith("they agree. Cells of this field that were corrected: 1.")


@pytest.mark.parametrize(
    ("measure", "field", "found"),
    [
        ("rows", "", "5"),
        ("distinct", "agency", "2"),
        ("filled", "signed_on", "3"),
        ("filled", "moa_link", "4"),
    ],
)
def test_rows_distinct_values_and_filled_cells_are_counted_as_in_the_workbook(
    tmp_path: Path, measure: Any, field: str, found: str
) -> None:
    rows = [
        agreement_row("Alpha SO"),
        agreement_row("ALPHA  SO", signed="7/72025"),
        agreement_row("Beta SO", signed=None),
        agreement_row("Beta SO", signed=None, moa=None),
        agreement_row("Beta SO", signed="2017-03-01", moa="https://a.example/b"),
    ]
    path = write_xlsx(tmp_path / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, *rows]}, hidden_rows=[4])
    with new_audit(tmp_path) as audit:
        load(audit, path)
        set_control_total(audit, "agreements", measure, found, LETTER, field=field)
        (one,) = reconcile(audit)
    assert (one.found, one.agrees) == (found, True)


def test_a_cell_that_is_taken_for_no_value_is_no_longer_filled(tmp_path: Path) -> None:
    with budget(tmp_path, 100, 200) as audit:
        set_control_total(audit, "budget", "filled", "2", LETTER, field="enacted")
        assert reconcile(audit)[0].agrees
        set_override(audit, "budget", "enacted", "", "A placeholder.", raw="1")
        assert reconcile(audit)[0].found == "1"


def test_a_total_is_compared_with_the_version_of_the_list_that_is_current(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        first = write_xlsx(tmp_path / "1.xlsx", {"Agreements": [AGREEMENT_HEADERS, agreement_row("A SO")]})
        rows = (agreement_row("A SO"), agreement_row("B SO"))
        second = write_xlsx(tmp_path / "2.xlsx", {"Agreements": [AGREEMENT_HEADERS, *rows]})
        load(audit, first)
        set_control_total(audit, "agreements", "rows", "2", LETTER)
        assert reconcile(audit)[0].difference == "-1"
        number = load(audit, second, new_version_of="agreements").imports[0].import_id
        assert reconcile(audit)[0].agrees
        withdraw_import(audit, number, "The wrong file.")
        (one,) = reconcile(audit)
        assert not one.agrees
        assert "no current import" in one.words


def test_a_field_without_a_column_cannot_be_compared_and_does_not_agree(tmp_path: Path) -> None:
    with budget(tmp_path, 100) as audit:
        set_control_total(audit, "budget", "sum", "0", LETTER, field="obligated")
        (one,) = reconcile(audit)
    assert (one.found, one.agrees) == ("", False)
    assert "the list has no column for obligated" in one.words


def test_a_second_total_replaces_the_first_only_when_that_is_said_and_the_history_tells(
    tmp_path: Path,
) -> None:
    with budget(tmp_path, 100) as audit:
        first = set_control_total(audit, "budget", "rows", "7", LETTER)
        with pytest.raises(AuditFileError, match="there already: 7"):
            set_control_total(audit, "budget", "rows", "1", LETTER)
        second = set_control_total(audit, "budget", "rows", "1", "their mail of 9 May 2018", replace=True)
        assert [t.uid for t in list_control_totals(audit)] == [second.uid]
        withdraw_control_total(audit, second.uid[:8], "The sender took it back.")
        assert reconcile(audit) == []
        assert {t.uid for t in list_control_totals(audit, withdrawn=True)} == {first.uid, second.uid}
        told = [(e.kind, e.body.get("expected"), e.body.get("reason")) for e in events(audit.connection)][-4:]
    assert told == [
        ("control_total.set", "7", None),
        ("control_total.withdrawn", None, "Replaced by another control total."),
        ("control_total.set", "1", None),
        ("control_total.withdrawn", None, "The sender took it back."),
    ]


@pytest.mark.parametrize(
    ("list_name", "measure", "expected", "source", "field", "sentence"),
    [
        ("ships", "rows", "1", LETTER, "", "There is no list called 'ships'"),
        ("budget", "median", "1", LETTER, "enacted", "There is no control total called 'median'"),
        ("budget", "rows", "1", " ", "", "needs its source"),
        ("budget", "rows", "1", LETTER, "enacted", "counted without a field"),
        ("budget", "sum", "1", LETTER, "", "needs a field"),
        ("budget", "sum", "1", LETTER, "colour", "has no field 'colour'"),
        ("budget", "sum", "1", LETTER, "program", "cannot be added up"),
        ("budget", "sum", "1.005", LETTER, "enacted", "finer than a cent"),
        ("budget", "sum", "1.5", LETTER, "fiscal_year", "not a whole number"),
        ("budget", "rows", "1.5", LETTER, "", "not a whole number"),
        ("budget", "rows", "about 5", LETTER, "", "is not a number"),
        ("budget", "rows", "1,23", LETTER, "", "is not a number"),
    ],
)
def test_a_total_that_cannot_be_kept_is_refused_in_one_sentence(
    tmp_path: Path, list_name: str, measure: Any, expected: str, source: str, field: str, sentence: str
) -> None:
    with budget(tmp_path, 100) as audit:
        with pytest.raises(AuditFileError) as refused:
            set_control_total(audit, list_name, measure, expected, source, field=field)
        assert sentence in refused.value.message
        assert refused.value.hint
        assert list_control_totals(audit, withdrawn=True) == []
