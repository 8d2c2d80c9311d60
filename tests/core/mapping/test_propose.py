from __future__ import annotations

from functools import partial

import pytest
from crossfoot.errors import MappingError
from crossfoot.mapping.columns import map_columns
from crossfoot.mapping.model import ColumnMapping, Field, Mapping, RecordType
from crossfoot.mapping.propose import header_score, propose_mapping, record_type_for
from crossfoot.mapping.record_types import record_types
from crossfoot.workbook.inspection.inspect import inspect_workbook

from tests.core.mapping.sheets import PARTICIPATING, PENDING, PUBLISHED, column, headers, sheet
from tests.places import needs_real_workbooks, shared_data

TYPES = record_types()


def fields(mapping: Mapping) -> dict[str, str | None]:
    return {column.header: column.field for column in mapping.columns}


def of(mapping: Mapping, header: str) -> ColumnMapping:
    return next(column for column in mapping.columns if column.header == header)


def test_the_list_of_participating_agencies_is_a_list_of_agreements() -> None:
    mapping = propose_mapping(PARTICIPATING, TYPES)
    assert mapping.record_type == "agreements"
    assert mapping.missing_required == ()
    assert fields(mapping) == {
        "STATE": "state",
        "LAW ENFORCEMENT AGENCY": "agency",
        "TYPE": "agency_type",
        "COUNTY": "county",
        "SUPPORT TYPE": "model",
        "SIGNED": "signed_on",
        "MOA": "moa_link",
        "ADDENDUM": "addendum_link",
    }


def test_the_list_of_pending_agencies_is_a_list_of_applications() -> None:
    mapping = propose_mapping(PENDING, TYPES)
    assert mapping.record_type == "applications"
    assert set(fields(mapping).values()) == {"state", "agency", "agency_type", "county", "model"}


def test_the_table_of_2009_is_a_list_of_agreements() -> None:
    table = sheet(
        column("state", "Alabama", "Arizona"),
        column("agency", "Etowah County Sheriff's Office"),
        column("model", "Jail Enforcement", "Task Force", "Jail & Task Force"),
        column("signed", "2003-09-10", "2008-07-08"),
        column("status", "signed", "pending"),
    )
    mapping = propose_mapping(table, TYPES)
    assert (mapping.record_type, mapping.missing_required) == ("agreements", ())
    assert fields(mapping)["status"] == "status"


def test_a_list_without_models_and_dates_is_a_list_of_agencies() -> None:
    assert propose_mapping(sheet(*PUBLISHED[:4]), TYPES).record_type == "agencies"


def test_reasons_are_sentences_about_what_was_seen() -> None:
    mapping = propose_mapping(PARTICIPATING, TYPES)
    assert of(mapping, "SIGNED").reason == 'Header "SIGNED" is a known name of Signed on.'
    assert of(mapping, "MOA").reason == 'Header "MOA" is a known name of MOA link.'
    assert mapping.reason.startswith(
        "The sheet fits Agreements: 8 of 8 columns are known, and nothing required"
    )


def test_a_header_that_is_close_to_a_known_one_is_proposed_with_its_likeness() -> None:
    mapping = propose_mapping(
        sheet(*PUBLISHED, column("Dt signed", "2025-05-08", "2025-05-09", kind="date")), TYPES
    )
    signed = of(mapping, "Dt signed")
    assert (mapping.record_type, signed.field, signed.kind) == ("agreements", "signed_on", "fuzzy")
    assert signed.reason == 'Header "Dt signed" is close to "date signed" (90 of 100).'
    assert 0.7 < signed.confidence < 0.9


def test_a_close_header_is_not_proposed_where_the_values_contradict_it() -> None:
    wrong = sheet(*PUBLISHED, column("Dt signed", "yes", "no", "unknown"))
    assert of(propose_mapping(wrong, TYPES, "agreements"), "Dt signed").field is None


def test_assigned_is_not_close_enough_to_signed() -> None:
    mapping = propose_mapping(
        sheet(*PUBLISHED, column("Assigned", "2025-05-08", "2025-05-09")), TYPES, "agreements"
    )
    assert of(mapping, "Assigned").kind == "content"  # the header alone would not do


def test_a_column_of_dates_without_a_known_header_is_proposed_for_the_one_required_date() -> None:
    dates = tuple(f"05/{day:02d}/2025" for day in range(1, 12))
    mapping = propose_mapping(sheet(*PUBLISHED, column("Tag", *dates, "open")), TYPES, "agreements")
    tag = of(mapping, "Tag")
    assert (tag.field, tag.kind) == ("signed_on", "content")
    assert tag.reason == "11 of 12 values look like dates."


def test_a_column_of_dates_is_left_alone_where_the_required_date_is_known() -> None:
    mapping = propose_mapping(
        sheet(*PARTICIPATING.columns, column("Tag", "2025-05-08", "2025-05-09", kind="date")), TYPES
    )
    assert of(mapping, "Tag").field is None
    assert of(mapping, "Tag").reason == 'Header "Tag" is not known; kept as raw text.'


def test_states_models_and_links_are_known_by_their_values() -> None:
    mute = sheet(
        column("A1", "TEXAS", "FL", "Georgia", "UTAHJ"),
        column("LEA", "Example Police Department"),
        column("B2", "Task Force Model", "Jail & Task Force"),
        column("SIGNED", "2025-05-08"),
        column("C3", "https://moa.example/1.pdf", "https://moa.example/2.pdf"),
    )
    mapping = propose_mapping(mute, TYPES)
    assert mapping.record_type == "agreements"
    assert fields(mapping) == {
        "A1": "state",
        "LEA": "agency",
        "B2": "model",
        "SIGNED": "signed_on",
        "C3": "moa_link",
    }
    assert of(mapping, "A1").reason == "3 of 4 values look like known values of State."
    assert of(mapping, "C3").reason == "2 of 2 values look like links."


def test_half_the_values_are_not_enough_for_a_proposal() -> None:
    half = sheet(*PUBLISHED, column("Tag", "2025-05-08", "2025-05-09", "open", "closed"))
    assert of(propose_mapping(half, TYPES, "agreements"), "Tag").field is None


def test_words_that_carry_hyperlinks_are_links() -> None:
    linked = sheet(*PARTICIPATING.columns[:6], column("Paper", "link", "link pending", links=2))
    assert of(propose_mapping(linked, TYPES), "Paper").field == "moa_link"


def test_numbers_are_looked_at_too() -> None:
    scores = sheet(column("officer id", "D1"), column("course id", "C1"), column("completed", "2018-01-05"))
    good = propose_mapping(sheet(*scores.columns, column("score", "70", "99.5")), TYPES)
    bad = propose_mapping(sheet(*scores.columns, column("score", "good", "fair")), TYPES)
    assert of(good, "score").confidence == 1
    assert of(bad, "score").reason.endswith("But only 0 of 2 values look like numbers.")


def test_a_known_header_over_values_that_do_not_fit_is_marked_as_doubtful() -> None:
    doubtful = sheet(*PUBLISHED, column("SIGNED", "yes", "no", "2025-05-08"))
    signed = of(propose_mapping(doubtful, TYPES), "SIGNED")
    assert signed.field == "signed_on"
    assert signed.reason.endswith("But only 1 of 3 values look like dates.")
    assert signed.confidence < 1


def test_a_field_is_given_to_one_column_only() -> None:
    mapping = propose_mapping(sheet(*PARTICIPATING.columns, column("DATES SIGNED", "2025-05-08")), TYPES)
    assert of(mapping, "SIGNED").field == "signed_on"
    assert of(mapping, "DATES SIGNED").field is None
    assert of(mapping, "DATES SIGNED").reason == (
        'Header "DATES SIGNED" is a known name of Signed on, which column F already fills; kept as raw text.'
    )


def test_empty_and_nameless_columns_say_so() -> None:
    mapping = propose_mapping(sheet(*PENDING.columns, column(""), column("", "see note")), TYPES)
    assert mapping.columns[5].reason == "The column is empty."
    assert mapping.columns[6].reason == "The column has no header; kept as raw text."


def test_headers_meet_without_case_punctuation_and_blanks() -> None:
    mapping = propose_mapping(headers("officer_id", "Agency  Name", "DATE-AUTHORIZED:"), TYPES)
    assert mapping.record_type == "officers"
    assert set(fields(mapping).values()) == {"officer_id", "agency", "authorized_on"}


def test_what_is_required_and_not_there_is_listed() -> None:
    mapping = propose_mapping(headers("officer id", "last name", "first name"), TYPES, "officers")
    assert mapping.missing_required == ("authorized_on", "agency_id or agency")


def test_an_agreement_names_its_agency_by_id_or_by_name_and_state() -> None:
    by_name = propose_mapping(headers("agency", "model", "signed"), TYPES, "agreements")
    assert by_name.missing_required == ("agency_id or agency and state",)
    assert (
        propose_mapping(headers("agency id", "model", "signed"), TYPES, "agreements").missing_required == ()
    )


def test_a_sheet_that_fits_nothing_says_so_in_one_short_sentence() -> None:
    mapping = propose_mapping(headers("Temperature", "Time"), TYPES)
    assert (mapping.record_type, mapping.confidence) == ("", 0.0)
    assert mapping.reason == "No record type fits the headers."
    assert [column.field for column in mapping.columns] == [None, None]


def test_a_list_that_shares_a_word_or_two_with_a_record_type_fits_none() -> None:
    assert propose_mapping(headers("Date", "Status", "Type"), TYPES).record_type == ""


def test_a_list_that_lacks_most_of_what_is_required_fits_none_and_says_what_is_missing() -> None:
    mapping = propose_mapping(headers("officer id", "last name", "first name"), TYPES)
    assert mapping.record_type == ""
    assert mapping.reason.endswith(
        "Nearest was Officers: 3 of 3 columns are known; missing: authorized_on, agency_id or agency."
    )


def test_a_sheet_that_is_called_like_a_record_type_is_proposed_with_what_it_lacks() -> None:
    mapping = propose_mapping(headers("officer id", "last name", name="OFFICERS"), TYPES)
    assert mapping.record_type == "officers"
    assert mapping.missing_required == ("authorized_on", "agency_id or agency")


def test_values_alone_do_not_make_a_list_fit() -> None:
    work = sheet(
        column("Employee ID", "1"),
        column("Day", "2025-05-08", "2025-05-09"),
        *(column(name, "x") for name in ("Program", "Email", "Project", "Utilization", "Login", "Notes")),
    )
    assert propose_mapping(work, TYPES).record_type == ""


def test_an_empty_sheet_says_so() -> None:
    assert propose_mapping(sheet(), TYPES).reason == "The sheet is empty."


def test_the_name_of_the_sheet_decides_between_equals() -> None:
    columns = ("state", "agency", "model")
    assert propose_mapping(headers(*columns), TYPES).record_type == "applications"
    assert propose_mapping(headers(*columns, name="Inspections"), TYPES).record_type == "inspections"


def test_the_header_row_scores_higher_than_titles_and_data() -> None:
    header = [column.header for column in PARTICIPATING.columns]
    assert header_score(header, TYPES) == 8
    assert header_score(["Participating agencies", "", ""], TYPES) == 0
    assert (
        header_score(["ALABAMA", "Colbert County Sheriff's Office", "County", "Colbert County"], TYPES) == 1
    )
    assert header_score(["", " "], TYPES) == 0


def test_the_record_type_that_was_asked_for_is_taken() -> None:
    assert record_type_for(PARTICIPATING, TYPES).name == "agreements"
    assert record_type_for(PARTICIPATING, TYPES, "applications").name == "applications"
    mapping = propose_mapping(PARTICIPATING, TYPES, "applications")
    assert mapping.reason.startswith("Read as Applications, as asked: 5 of 8 columns are known")


def test_an_unknown_record_type_is_named_with_those_that_exist() -> None:
    with pytest.raises(MappingError, match='There is no record type called "agreement"') as caught:
        propose_mapping(PARTICIPATING, TYPES, "agreement")
    assert "agreements, applications" in caught.value.hint


def test_a_sheet_that_fits_nothing_asks_for_a_record_type() -> None:
    with pytest.raises(MappingError, match='Sheet "Sheet1": No record type fits') as caught:
        record_type_for(headers("Temperature", "Time"), TYPES)
    assert "--as RECORD_TYPE" in caught.value.hint
    assert "--as other_table" in caught.value.hint


def test_any_sheet_can_be_kept_as_a_table_of_its_own_when_the_auditor_says_so() -> None:
    mapping = propose_mapping(PARTICIPATING, TYPES, "other_table")
    assert (mapping.record_type, mapping.missing_required) == ("other_table", ())
    assert {column.field for column in mapping.columns} == {None}
    assert {column.left_out for column in mapping.columns} == {False}


def test_no_sheet_is_proposed_to_be_a_table_of_its_own() -> None:
    assert propose_mapping(sheet(column("", "1"), name="other_table"), TYPES).record_type == ""


def test_a_column_of_digits_never_becomes_a_field_by_its_content() -> None:
    digits = sheet(*PUBLISHED, column("Reference", "00123", "20180331", "43190", "7", kind="number"))
    for name in ("agreements", "officers", "encounters", "budget"):
        assert of(propose_mapping(digits, TYPES, name), "Reference").field is None, name


@needs_real_workbooks
@pytest.mark.parametrize(
    ("place", "record_type", "columns"),
    [
        ("2025-05-16/participatingAgencies05162025am.xlsx", "agreements", 7),
        ("2025-05-16/pendingAgencies05152025am.xlsx", "applications", 5),
        ("2025-07-18/participatingAgencies07182025pm.xlsx", "agreements", 8),
        ("2025-07-18/pendingAgencies07182025pm.xlsx", "applications", 5),
    ],
)
def test_the_real_lists_are_mapped_whole(place: str, record_type: str, columns: int) -> None:
    info = inspect_workbook(
        shared_data("ice-287g", *place.split("/")), header_score=partial(header_score, types=TYPES)
    )
    mapping = propose_mapping(info.sheets[0], TYPES)
    assert (mapping.record_type, mapping.header_row, mapping.confidence) == (record_type, 1, 1.0)
    assert sum(column.field is not None for column in mapping.columns) == columns


def test_a_very_wide_sheet_is_read_closely_on_its_left_only() -> None:
    wide = sheet(
        *PARTICIPATING.columns, *(column(f"note {number}") for number in range(300)), column("Expirres")
    )
    assert propose_mapping(wide, TYPES).columns[-1].field is None
    assert (
        of(propose_mapping(sheet(*PARTICIPATING.columns, column("Expirres")), TYPES), "Expirres").kind
        == "fuzzy"
    )


def test_a_column_of_dates_is_not_guessed_where_two_required_dates_are_open() -> None:
    start, end = (Field(name, "date", "A day.", required=True) for name in ("start_on", "end_on"))
    days = (column("Tag", "2025-05-08", "2025-05-09"),)
    assert map_columns(days, RecordType("leave", "Leave", "leave", (start,)))[0].field == "start_on"
    assert map_columns(days, RecordType("leave", "Leave", "leave", (start, end)))[0].field is None
