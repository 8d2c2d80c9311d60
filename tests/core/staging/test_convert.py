"""What becomes of one cell under one field: a typed value, or the reason why it does not fit."""

from __future__ import annotations

from typing import Any

import pytest
from crossfoot.mapping.model import Field
from crossfoot.staging.convert import Unfit, converter, gives_back
from crossfoot.workbook.model import Cell

MODEL = Field(
    "model", "code", "The model.", values=(("JEM", ("Jail Enforcement Model",)), ("TFM", ("Task Force",)))
)


def cell(raw: str, kind: str = "text", value: Any = None, **more: Any) -> Cell:
    return Cell("S", "A2", 2, 1, kind, raw, raw if value is None else value, **more)  # type: ignore[arg-type]


def field(kind: str) -> Field:
    return Field("it", kind, "A field.")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "given", "typed"),
    [
        ("text", cell("  Gilmer County "), "  Gilmer County "),
        ("text", cell("1042", "number", 1042), "1042"),
        ("text", cell("42", "number", 42, number_format="00000"), "00042"),
        ("text", cell("10.5", "number", 10.5), "10.5"),
        ("date", cell("42760", "date", "2017-01-25"), "2017-01-25"),
        ("date", cell("42760.75", "datetime", "2017-01-25T18:00:00"), "2017-01-25"),
        ("date", cell("2017-01-25"), "2017-01-25"),
        ("timestamp", cell("42760.75", "datetime", "2017-01-25T18:00:00"), "2017-01-25T18:00:00"),
        ("integer", cell("7", "number", 7), 7),
        ("integer", cell("1,204"), 1204),
        ("number", cell("0.5", "number", 0.5), 0.5),
        ("money", cell("19.99", "number", 19.99), 1999),
        ("money", cell("$1,234.50"), 123450),
        ("boolean", cell("Yes"), 1),
        ("boolean", cell("0", "boolean", False), 0),
        ("link", cell("link", link="https://moa.example/a.pdf"), "https://moa.example/a.pdf"),
        ("link", cell("link pending"), None),
    ],
)
def test_a_cell_that_fits_becomes_its_typed_value(kind: str, given: Cell, typed: Any) -> None:
    assert converter(field(kind))(given) == typed


@pytest.mark.parametrize(
    ("kind", "given", "reason", "suggestion"),
    [
        ("text", cell("#N/A", "error"), "error value #N/A", ""),
        ("date", cell("7/72025"), "text, not a date", "2025-07-07"),
        ("date", cell("05/082025"), "text, not a date", "2025-05-08"),
        ("date", cell("soon"), "text, not a date", ""),
        ("date", cell("13/45/2017"), "text, not a date", ""),
        ("date", cell("N/A"), "text that stands for a missing value", ""),
        ("date", cell("   "), "only blanks", ""),
        ("date", cell("42760", "number", 42760), "a number, not a date", "2017-01-25"),
        ("integer", cell("7.5", "number", 7.5), "a number with a fraction, not a whole number", ""),
        ("number", cell("85%"), "text, not a number", ""),
        ("money", cell("1.005"), "an amount with a fraction of a cent", ""),
        ("money", cell("92233720368547758.08"), "an amount too large to be kept in cents", ""),
        ("money", cell("1E+300", "number", 1e300), "an amount too large to be kept in cents", ""),
        ("number", cell("9" * 400), "a number too large to be kept", ""),
        ("boolean", cell("maybe"), "neither yes nor no", ""),
    ],
)
def test_a_cell_that_does_not_fit_says_why_and_is_never_guessed(
    kind: str, given: Cell, reason: str, suggestion: str
) -> None:
    assert converter(field(kind))(given) == Unfit(reason, suggestion)


@pytest.mark.parametrize(
    ("stored", "value", "identifier"),
    [
        ("42.0", 42.0, "42"),
        ("-7", -7, "-7"),
        ("12345678901234567890", 12345678901234567890, "12345678901234567890"),
        ("1.234567890123457E+19", 1.234567890123457e19, "12345678901234570000"),
    ],
)
def test_an_identifier_stored_as_a_number_has_no_digits_that_stand_nowhere_in_the_file(
    stored: str, value: float, identifier: str
) -> None:
    assert converter(field("text"))(cell(stored, "number", value)) == identifier


def test_a_year_of_5025_is_no_plausible_date() -> None:
    found = converter(field("date"))(cell("1141572", "date", "5025-07-07"))
    assert isinstance(found, Unfit)
    assert "5025-07-07 is not a plausible date" in found.reason


def test_a_time_that_is_text_is_held_to_the_same_years_as_a_date() -> None:
    read = converter(field("timestamp"))
    assert read(cell("2017-01-25T18:00:00")) == "2017-01-25T18:00:00"
    found = read(cell("5025-07-07T18:00:00"))
    assert isinstance(found, Unfit)
    assert "5025-07-07 is not a plausible date" in found.reason


def test_a_date_that_is_text_in_a_column_of_times_gets_no_time_of_day() -> None:
    read = converter(field("timestamp"))
    assert read(cell(" 2017-01-25 ")) == "2017-01-25"
    assert read(cell("2017-01-25T00:00:00")) == "2017-01-25T00:00:00"
    assert read(cell("2017-01-25 18:00")) == "2017-01-25T18:00:00"


def test_text_dates_are_read_only_as_the_mapping_says() -> None:
    read = converter(field("date"), "%m/%d/%Y")
    assert read(cell("03/04/2017")) == "2017-03-04"
    assert isinstance(read(cell("2017.03.04")), Unfit)


def test_codes_are_found_by_any_known_spelling_and_a_near_miss_is_only_suggested() -> None:
    read = converter(MODEL)
    assert read(cell("Jail Enforcement Model ")) == "JEM"
    assert read(cell("TASK FORCE")) == "TFM"
    assert read(cell("Tsk Force")) == Unfit("not a known value of model", "TFM")


def test_raw_text_is_kept_exactly_where_the_typed_value_does_not_give_it_back() -> None:
    assert gives_back(cell("Gilmer"), "Gilmer")
    assert gives_back(cell("42760", "date", "2017-01-25"), "2017-01-25")
    assert not gives_back(cell("Task Force"), "TFM")
    assert not gives_back(cell("42760.75", "datetime", "2017-01-25T18:00:00"), "2017-01-25")
    assert not gives_back(cell("42", "number", 42), "00042")


@pytest.mark.parametrize(
    "kind", ["text", "date", "timestamp", "integer", "number", "money", "boolean", "link"]
)
@pytest.mark.parametrize("stored", ["number", "date"])
def test_a_formula_whose_result_is_not_stored_fits_no_field(kind: str, stored: str) -> None:
    given = Cell("S", "A2", 2, 1, stored, "", None, formula="B2+1", formula_without_value=True)  # type: ignore[arg-type]
    assert converter(field(kind))(given) == Unfit("formula without a stored result")


def test_the_link_of_such_a_formula_is_a_link_all_the_same() -> None:
    given = Cell(
        "S",
        "A2",
        2,
        1,
        "number",
        "",
        None,
        formula="B2",
        formula_without_value=True,
        link="https://a.example/",
    )
    assert converter(field("link"))(given) == "https://a.example/"
