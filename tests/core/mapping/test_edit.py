"""What the auditor changes of a proposal, one thing at a time."""

from __future__ import annotations

import pytest
from crossfoot.errors import MappingError
from crossfoot.mapping.edit import field_choices, with_date_format, with_field, with_left_out, with_skipped
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import record_types

from tests.core.mapping.sheets import PARTICIPATING, column, sheet

TYPES = record_types()
AGREEMENTS = TYPES["agreements"]


def proposed() -> Mapping:
    return propose_mapping(PARTICIPATING, TYPES)


def test_a_field_goes_from_the_column_that_had_it_to_the_one_chosen() -> None:
    mapping = with_field(proposed(), "G", "signed_on", AGREEMENTS)
    by_letter = {c.letter: c for c in mapping.columns}
    assert (by_letter["G"].field, by_letter["G"].kind) == ("signed_on", "auditor")
    assert by_letter["F"].field is None
    assert by_letter["F"].reason == "You gave its field to column G; kept as raw text."
    assert mapping.missing_required == ()


def test_taking_a_required_field_away_says_what_is_missing() -> None:
    assert with_field(proposed(), "F", None, AGREEMENTS).missing_required == ("signed_on",)


def test_a_column_left_out_fills_no_field() -> None:
    left = with_left_out(proposed(), "H", "Not asked for.").columns[-1]
    assert (left.field, left.left_out, left.reason) == (None, True, "Not asked for.")


def test_a_date_format_is_the_auditors_word() -> None:
    signed = with_date_format(proposed(), "F", "%m/%d/%Y").column_of("signed_on")
    assert signed is not None
    assert (signed.date_format, signed.kind) == ("%m/%d/%Y", "auditor")


def test_rows_are_left_out_in_their_order() -> None:
    mapping = with_skipped(with_skipped(proposed(), SkippedRows(9, 9, "b")), SkippedRows(4, 5, "a"))
    assert [rows.first for rows in mapping.skipped] == [4, 9]


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(MappingError, match="'Sheet1' has no column Z"):
        with_left_out(proposed(), "Z")


def test_every_field_can_be_chosen_and_any_other_table_has_none() -> None:
    assert ("signed_on", "Signed on") in field_choices(AGREEMENTS)
    assert field_choices(TYPES["other_table"]) == ()


def test_the_last_row_of_a_header_over_several_rows_names_the_column() -> None:
    two_rows = sheet(
        column("Where / STATE", "TEXAS"),
        column("Who / LAW ENFORCEMENT AGENCY", "Example County Sheriff"),
        column("What / SUPPORT TYPE", "Task Force Model"),
        column("When / SIGNED", "2025-05-08"),
    )
    mapping = propose_mapping(two_rows, TYPES)
    assert [c.field for c in mapping.columns] == ["state", "agency", "model", "signed_on"]
    assert mapping.columns[0].reason == '"STATE", the last part of the header, is a known name of State.'
    assert mapping.columns[0].confidence == 0.9
