"""No more columns are asked for than planned checks read, and each says why."""

from __future__ import annotations

from dataclasses import replace

from crossfoot import content
from crossfoot.checks.catalogue import load_checks
from crossfoot.mapping.record_types import record_types
from crossfoot.request.columns import asked_columns
from crossfoot.request.model import AskedColumn

TYPES = record_types()
CHECKS = load_checks(content.pack(), TYPES).checks


def by_field(columns: tuple[AskedColumn, ...]) -> dict[str, AskedColumn]:
    return {column.field: column for column in columns}


def test_what_a_check_reads_is_asked_for_and_the_rest_is_left_out() -> None:
    columns = by_field(asked_columns(TYPES["equipment"], [("Days", CHECKS["equipment-install-timeliness"])]))
    assert columns["installed_on"].why == "Days"
    assert columns["order_id"].why == "Identifies the row; Days"
    assert columns["agency_id"].why.startswith("Names the agency")
    assert "isa_signed_on" not in columns
    assert "cost" not in columns


def test_two_readers_of_one_column_are_both_named() -> None:
    readers = [("First", CHECKS["authority-expired"]), ("Second", CHECKS["officer-eligibility"])]
    columns = by_field(asked_columns(TYPES["officers"], readers))
    assert columns["authorized_on"].why == "First; Second"
    assert columns["us_citizen"].why == "Second"
    assert "last_name" not in columns


def test_a_list_that_no_check_reads_is_asked_for_without_what_is_said_of_persons() -> None:
    columns = by_field(asked_columns(TYPES["officers"], [("Read the list", None)]))
    assert columns["status"].why == "Read the list"
    assert "us_citizen" not in columns
    assert "last_name" not in columns
    assert "officer_id" in columns  # a person's, but nothing can be said of a row without it


def test_a_reader_without_a_check_adds_nothing_beside_a_check() -> None:
    check = ("Days", CHECKS["equipment-install-timeliness"])
    alone = asked_columns(TYPES["equipment"], [check])
    assert asked_columns(TYPES["equipment"], [check, ("Read orders", None)]) == alone


def test_a_field_that_another_column_tells_is_not_asked_for_beside_it() -> None:
    told = [field for field in TYPES["agreements"].fields if field.derived_from]
    assert told
    check = replace(CHECKS["moa-document-missing"], needs={"agreements": (told[0].name,)}, uses={})
    columns = by_field(asked_columns(TYPES["agreements"], [("Links", check)]))
    assert columns[told[0].derived_from].why == "Links"
    assert told[0].name not in columns


def test_when_a_record_was_made_is_welcome_but_not_required() -> None:
    columns = by_field(asked_columns(TYPES["officers"], ()))
    assert columns["record_created_on"].optional
    assert not columns["officer_id"].optional
