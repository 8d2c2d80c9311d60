from __future__ import annotations

from dataclasses import replace

import pytest
from crossfoot.errors import MappingError
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import record_types
from crossfoot.mapping.saved import mapping_from_toml, mapping_to_toml
from crossfoot.mapping.stated import stated_sheets
from crossfoot.mapping.validate import validate_mapping

from tests.core.mapping.sheets import PARTICIPATING, column, sheet

TYPES = record_types()

BY_HAND = """
record_type = "agreements"

[[columns]]
column = "a"
field = "state"

[[columns]]
header = "Law Enforcement Agency"
field = "agency"

[[columns]]
column = "E"
header = "SUPPORT TYPE"
field = "model"

[[columns]]
column = "F"
field = "signed_on"
date_format = "%m/%d/%Y"
reason = "The owner of the list says month first."
"""


def read(text: str) -> Mapping:
    return mapping_from_toml(text, PARTICIPATING, TYPES)


def test_a_mapping_comes_back_from_its_file_as_it_was() -> None:
    proposed = propose_mapping(PARTICIPATING, TYPES)
    back = read(mapping_to_toml(proposed))
    assert (back.sheet, back.record_type, back.header_row) == ("Sheet1", "agreements", 1)
    assert [(c.letter, c.header, c.field, c.reason) for c in back.columns] == [
        (c.letter, c.header, c.field, c.reason) for c in proposed.columns
    ]
    assert {c.kind for c in back.columns} == {"auditor"}
    assert mapping_to_toml(back) == mapping_to_toml(proposed)


def test_headers_with_quotes_breaks_and_control_characters_survive_the_file() -> None:
    odd = sheet(*PARTICIPATING.columns, column('Note "A"\n\\ \x7f é', "x"))
    back = mapping_from_toml(mapping_to_toml(propose_mapping(odd, TYPES)), odd, TYPES)
    assert back.columns[-1].header == 'Note "A"\n\\ \x7f é'


def test_a_file_written_by_hand_names_columns_by_letter_or_header() -> None:
    mapping = read(BY_HAND)
    assert [c.field for c in mapping.columns] == [
        "state",
        "agency",
        None,
        None,
        "model",
        "signed_on",
        None,
        None,
    ]
    signed = mapping.column_of("signed_on")
    assert signed is not None
    assert (signed.date_format, signed.reason) == ("%m/%d/%Y", "The owner of the list says month first.")
    assert mapping.columns[2].reason == "The mapping file gives it no field; kept as raw text."
    assert mapping.missing_required == ()


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (('"agreements"', "agreements"), "The mapping file is not valid TOML", "Correct the line"),
        (
            ('"agreements"', '"agreement"'),
            'names the record type "agreement", which the pack does not',
            "agreements, app",
        ),
        (('record_type = "agreements"', ""), "The mapping names no record type.", 'record_type = "..."'),
        (
            ('"signed_on"', '"signed"'),
            'Column F is mapped to "signed", which Agreements does not have.',
            "signed_on",
        ),
        (
            ('column = "F"', 'column = "Z"'),
            'names column Z, which sheet "Sheet1" does not have.',
            "F (SIGNED)",
        ),
        (
            ('field = "model"', 'field = "state"'),
            "Columns A and E are both mapped to state.",
            "kept as raw text",
        ),
        (
            ('field = "signed_on"\ndate_format = "%m/%d/%Y"', ""),
            'Sheet "Sheet1" as Agreements: no column is mapped to signed_on.',
            "Map a column to it",
        ),
        (
            ('field = "agency"', ""),
            "no column is mapped to agency_id or agency and state.",
            "Map a column to it",
        ),
        (('column = "F"', 'column = "A"'), "The mapping names column A twice.", "Remove one"),
        (
            ('column = "F"', 'columm = "F"'),
            'Column entry 4 of the mapping file has the unknown key "columm".',
            "column,",
        ),
        (('column = "F"', ""), "has neither a letter nor a header.", 'column = "A"'),
        (('column = "F"', "column = 6"), '"column" is 6.', "text in quotes"),
        (
            ('"Law Enforcement Agency"', '"Agency"'),
            'has no column with the header "Agency".',
            "B (LAW ENFORCEMENT",
        ),
        (
            ('header = "SUPPORT TYPE"', 'header = "MODEL"'),
            'Column E is called "MODEL" in the mapping, but',
            "another list",
        ),
        (("%m/%d/%Y", "%m/%d"), 'Column F: "%m/%d" does not say how a whole date is written.', "%m/%d/%Y"),
        (
            ('column = "F"', 'column = "F"\nheader = "SIGNED"\nx = 1'),
            'has the unknown key "x".',
            "The keys are",
        ),
        (("record_type", "header_row = 0\nrecord_type"), "puts the header in row 0.", "count from 1"),
        (("record_type", "header_row = true\nrecord_type"), '"header_row" is True.', "whole number"),
        (
            ("record_type", "header_row = 3\nrecord_type"),
            'puts the header of sheet "Sheet1" in row 3, but the sheet was looked through with its header in row 1.',
            "Look the sheet through again",
        ),
        (
            ("record_type", "header_row = 2\nheader_rows = 3\nrecord_type"),
            "3 rows cannot end in row 2",
            "last row",
        ),
        (("record_type", "header_rows = 2\nrecord_type"), "but not where it stands", "header_row = N"),
        (
            ('field = "model"', 'field = "model"\nleft_out = true'),
            "Column E is left out, but it is mapped to model as well.",
            "Remove one",
        ),
        (
            ('header = "SUPPORT TYPE"\nfield = "model"', 'left_out = "yes"'),
            "\"left_out\" is 'yes'",
            "true or false",
        ),
        (
            ('field = "model"', 'date_format = "%Y-%m-%d"'),
            "Column E has a date format, but fills no field.",
            "Map the column",
        ),
        (
            ("[[columns]]", '[[skipped]]\nrows = "x"\nreason = "r"\n\n[[columns]]'),
            '"x" names no rows.',
            '"12-14"',
        ),
        (
            ("[[columns]]", '[[skipped]]\nrows = "4"\n\n[[columns]]'),
            "rows 4 to 4 are to be left out without",
            "why",
        ),
        (
            ("[[columns]]", '[[skipped]]\nrows = "12-14"\nreason = "r"\n\n[[columns]]'),
            'Sheet "Sheet1": rows 12 to 14 are to be left out, but its data stand in rows 2 to 13.',
            "Name rows of the data",
        ),
        (
            ("[[columns]]", '[[skipped]]\nrows = "1"\nreason = "r"\n\n[[columns]]'),
            "but its data stand in rows 2 to 13.",
            "Name rows of the data",
        ),
        (
            ("[[columns]]", '[[skipped]]\nrows = "5-4"\nreason = "r"\n\n[[columns]]'),
            "the first comes after the last",
            "smaller row first",
        ),
        (
            ("record_type", 'list = "a"\nnew_version_of = "b"\nrecord_type'),
            "both list and new_version_of",
            "own",
        ),
    ],
)
def test_a_wrong_mapping_file_says_what_is_wrong_and_what_to_do(
    change: tuple[str, str], message: str, hint: str
) -> None:
    wrong = BY_HAND.replace(*change, 1)
    assert wrong != BY_HAND
    with pytest.raises(MappingError) as caught:
        read(wrong)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_rows_are_left_out_once() -> None:
    twice = '[[skipped]]\nrows = "3-6"\nreason = "r"\n\n[[skipped]]\nrows = "5"\nreason = "r"\n\n[[columns]]'
    with pytest.raises(MappingError, match="rows 5 to 5 are left out twice"):
        read(BY_HAND.replace("[[columns]]", twice, 1))


def test_rows_and_columns_that_are_left_out_say_why() -> None:
    text = BY_HAND.replace(
        "[[columns]]", '[[skipped]]\nrows = "12 to 13"\nreason = "Totals."\n\n[[columns]]', 1
    )
    mapping = read(text + '\n[[columns]]\ncolumn = "H"\nleft_out = true\n')
    assert mapping.skipped == (SkippedRows(12, 13, "Totals."),)
    assert [(c.letter, c.reason) for c in mapping.columns if c.left_out] == [
        ("H", "The mapping file leaves it out; not loaded.")
    ]


TWO_SHEETS = """
[[sheets]]
sheet = "Sheet1"
record_type = "agreements"
list = "Signed"

[[sheets.columns]]
column = "A"
field = "state"

[[sheets]]
sheet = "Temperatures"
record_type = "other_table"
"""


def test_a_file_about_several_sheets_is_asked_for_one_of_them() -> None:
    other = sheet(column("Time", "1"), name="Temperatures")
    assert mapping_from_toml(TWO_SHEETS, other, TYPES).record_type == "other_table"
    with pytest.raises(MappingError, match='does not name the sheet "Third"') as caught:
        mapping_from_toml(TWO_SHEETS, sheet(column("Time", "1"), name="Third"), TYPES)
    assert caught.value.hint == "Its sheets are: Sheet1, Temperatures."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('sheet = "Sheet1"', ""), "Sheet entry 1 of the mapping file names no sheet."),
        (('"Temperatures"', '"Sheet1"'), 'names the sheet "Sheet1" twice.'),
        (('list = "Signed"', "list = 3"), 'Sheet entry 1 of the mapping file: "list" is 3.'),
        (
            ('field = "state"', "x = 1"),
            "Column entry 1 of sheet entry 1 of the mapping file has the unknown key",
        ),
        (("[[sheets]]", 'record_type = "agreements"\n[[sheets]]'), 'the key "record_type" outside of them'),
    ],
)
def test_a_wrong_file_about_several_sheets_names_the_sheet(change: tuple[str, str], message: str) -> None:
    with pytest.raises(MappingError) as caught:
        stated_sheets(TWO_SHEETS.replace(*change, 1))
    assert message in caught.value.message


def test_a_date_format_belongs_to_a_date() -> None:
    with pytest.raises(MappingError, match="Column A has a date format, but state is not a date"):
        read(BY_HAND.replace('field = "state"', 'field = "state"\ndate_format = "%m/%d/%Y"'))


def test_columns_that_are_no_tables_are_refused() -> None:
    with pytest.raises(MappingError, match="columns is not a list of tables"):
        read('record_type = "agreements"\ncolumns = ["A"]')


def test_a_proposal_that_lacks_something_required_is_refused_before_it_is_used() -> None:
    lacking = sheet(*PARTICIPATING.columns[:5])
    with pytest.raises(MappingError, match="no column is mapped to signed_on"):
        validate_mapping(propose_mapping(lacking, TYPES, "agreements"), lacking, TYPES["agreements"])


def test_a_mapping_for_another_record_type_is_refused() -> None:
    with pytest.raises(MappingError, match='The mapping is for "agreements", not for "officers"'):
        validate_mapping(propose_mapping(PARTICIPATING, TYPES), PARTICIPATING, TYPES["officers"])


def test_a_mapping_for_another_sheet_is_refused() -> None:
    mapping = propose_mapping(PARTICIPATING, TYPES)
    shifted = replace(mapping, columns=tuple(replace(c, letter=f"A{c.letter}") for c in mapping.columns))
    with pytest.raises(MappingError, match="names column AA"):
        validate_mapping(shifted, PARTICIPATING, TYPES["agreements"])
