"""Saved steps meet a sheet again: in another order, with a column more or less, under another header row."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.mapping.edit import with_left_out, with_skipped
from crossfoot.mapping.model import SkippedRows
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import record_types
from crossfoot.mapping.templates import (
    SavedHeader,
    SavedSteps,
    carried,
    find_saved_header,
    pair_columns,
    recognised,
)
from crossfoot.workbook.model import Cell, HeaderChoice, SheetInfo, SheetRow

from tests.core.mapping.sheets import PARTICIPATING, PENDING, column, headers, sheet

TYPES = record_types()
STEPS = SavedSteps(propose_mapping(PARTICIPATING, TYPES), 'As in template "List", saved by Ann on 2025-07-01')


def reordered() -> SheetInfo:
    return sheet(*reversed(PARTICIPATING.columns))


def row(number: int, *texts: str) -> SheetRow:
    cells = tuple(
        Cell("S", f"{chr(64 + at)}{number}", number, at, "text", text, text)
        for at, text in enumerate(texts, start=1)
        if text
    )
    return SheetRow(number, False, cells)


def test_the_same_headers_in_another_order_are_recognised_and_each_column_keeps_its_field() -> None:
    mapping = recognised([STEPS], reordered(), TYPES)
    assert mapping is not None
    assert [(c.letter, c.header, c.field) for c in mapping.columns][:3] == [
        ("A", "ADDENDUM", "addendum_link"),
        ("B", "MOA", "moa_link"),
        ("C", "SIGNED", "signed_on"),
    ]
    assert {c.kind for c in mapping.columns} == {"template"}
    assert mapping.confidence == 1.0
    assert mapping.reason == 'As in template "List", saved by Ann on 2025-07-01.'
    assert mapping.columns[0].reason == mapping.reason


def test_a_column_more_and_one_less_are_named_and_the_new_one_is_proposed() -> None:
    renamed = sheet(*PARTICIPATING.columns[:7], column("Addendum link", "link", links=1))
    mapping = recognised([STEPS], renamed, TYPES)
    assert mapping is None, "7 of 9 headers are shared, which is too few"

    added = sheet(*PARTICIPATING.columns, column("Remarks", "seen"))
    mapping = recognised([STEPS], added, TYPES)
    assert mapping is not None
    assert mapping.reason.endswith('New: "Remarks".')
    assert mapping.confidence == round(8 / 9, 4)
    assert (mapping.columns[-1].field, mapping.columns[-1].kind) == (None, "none")

    removed = sheet(*PARTICIPATING.columns[:7])
    mapping = recognised([STEPS], removed, TYPES)
    assert mapping is not None
    assert mapping.reason.endswith('No longer there: "ADDENDUM".')


def test_a_sheet_without_a_required_column_is_not_recognised() -> None:
    without = sheet(*(c for c in PARTICIPATING.columns if c.header != "SIGNED"))
    assert pair_columns(STEPS.mapping, without).nearly
    assert recognised([STEPS], without, TYPES) is None


def test_another_list_is_not_recognised() -> None:
    assert recognised([STEPS], PENDING, TYPES) is None
    assert recognised([STEPS], headers("Temperature", "Time"), TYPES) is None


def test_a_template_of_another_kind_than_the_one_asked_for_is_not_taken() -> None:
    assert recognised([STEPS], PARTICIPATING, TYPES, "applications") is None


def test_the_template_that_shares_most_is_taken_and_of_equals_the_later_one() -> None:
    fewer = replace(STEPS, mapping=replace(STEPS.mapping, columns=STEPS.mapping.columns[:7]), origin="Fewer")
    later = replace(STEPS, origin="Later")
    found = recognised([STEPS, later, fewer], PARTICIPATING, TYPES)
    assert found is not None
    assert found.reason == "Later."


def test_columns_left_out_stay_left_out_and_rows_are_never_carried_over_blindly() -> None:
    mapping = with_skipped(with_left_out(STEPS.mapping, "H"), SkippedRows(12, 13, "totals"))
    again = carried(SavedSteps(mapping, "As before"), PARTICIPATING, TYPES["agreements"])
    assert [c.letter for c in again.columns if c.left_out] == ["H"]
    assert again.skipped == ()
    assert "Rows left out then are not left out now: 12 to 13 (totals)." in again.reason


def test_a_column_that_took_a_field_keeps_it_from_a_new_column_with_its_known_name() -> None:
    odd = sheet(*PARTICIPATING.columns[:5], column("Anything", "2025-05-08", "2025-05-09"))
    mapping = propose_mapping(odd, TYPES, "agreements")
    assert mapping.columns[5].field == "signed_on"
    now = sheet(*odd.columns, column("SIGNED", "2024-01-01"))
    again = carried(SavedSteps(mapping, "As before"), now, TYPES["agreements"])
    assert (again.columns[5].field, again.columns[6].field) == ("signed_on", None)
    assert again.columns[6].reason == "Another column fills signed_on, as before; kept as raw text."


def test_repeated_headers_are_paired_in_their_order_and_blank_ones_by_their_letter() -> None:
    saved = propose_mapping(headers("Name", "Date", "Date", ""), TYPES, "other_table")
    pairing = pair_columns(saved, headers("Date", "Date", "Name", ""))
    assert [(now.letter, then.letter) for now, then in pairing.both] == [
        ("A", "B"),
        ("B", "C"),
        ("C", "A"),
        ("D", "D"),
    ]
    assert pairing.share == 1.0


def test_the_headers_of_saved_steps_are_found_further_down() -> None:
    wanted = [SavedHeader(1, ("state", "agency", "signed"))]
    rows = [row(1, "A title"), row(7, "Agency", "SIGNED", "State"), row(8, "x", "y", "z")]
    assert find_saved_header(rows, wanted) == HeaderChoice(7)
    assert find_saved_header(rows[:1], wanted) is None
    assert find_saved_header([row(7, "Agency", "x", "y", "z")], wanted) is None


def test_a_saved_header_over_two_rows_is_found_over_two_rows() -> None:
    wanted = [SavedHeader(2, ("who name", "who rank", "when"))]
    group = SheetRow(3, False, (Cell("S", "A3", 3, 1, "text", "Who", "Who", merged="A3:B3"),))
    rows = [row(1, "A title"), group, row(4, "Name", "Rank", "When"), row(5, "x", "y", "z")]
    assert find_saved_header(rows, wanted) == HeaderChoice(4, 2)
