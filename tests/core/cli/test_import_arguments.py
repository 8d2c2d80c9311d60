"""The arguments of an import say what they mean, or are refused in one sentence."""

from __future__ import annotations

import argparse

import pytest
from crossfoot.auditfile.importing.import_plan import ImportChoices, SheetChoice
from crossfoot.cli.import_arguments import import_choices, sheet_arguments
from crossfoot.errors import MappingError
from crossfoot.mapping.model import SkippedRows
from crossfoot.workbook.model import HeaderChoice


def said(*words: str) -> ImportChoices:
    parser = argparse.ArgumentParser()
    sheet_arguments(parser)
    return import_choices(parser.parse_args(words))


def test_nothing_said_leaves_all_to_the_proposal() -> None:
    assert said() == ImportChoices()


def test_rows_columns_and_the_header_are_named_beside_the_sheet() -> None:
    choices = said(
        "--sheet", "List", "--header-row", "4", "--header-rows", "2",
        "--skip", "12-14:totals: of the sender", "--skip", "20:blank form",
        "--leave-out", "c", "--leave-out", "D:notes",
    )  # fmt: skip
    assert choices.sheet == "List"
    assert choices.headers == {"List": HeaderChoice(4, 2)}
    assert choices.skipped == (
        SkippedRows(12, 14, "totals: of the sender"),
        SkippedRows(20, 20, "blank form"),
    )
    assert choices.left_out == {"C": "Left out by the auditor; not loaded.", "D": "notes"}


def test_a_header_row_without_a_sheet_is_that_of_the_only_sheet() -> None:
    assert said("--header-row", "4").headers == {"": HeaderChoice(4)}


def test_several_sheets_have_lists_of_their_own_in_the_same_order() -> None:
    choices = said("--sheet", "A", "--sheet", "B", "--as", "officers", "--as-list", "one", "--as-list", "two")
    assert choices.sheet is None
    assert choices.sheets == (
        SheetChoice("A", "officers", "one"),
        SheetChoice("B", "officers", "two"),
    )
    assert said("--sheet", "A", "--sheet", "B").sheets == (SheetChoice("A"), SheetChoice("B"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--skip", "12-14"), "does not say which rows are left out, and why"),
        (("--skip", "x:why"), "does not say which rows are left out, and why"),
        (("--header-rows", "2"), "not where it stands"),
        (("--header-row", "2", "--header-rows", "3"), "A header of 3 rows cannot end in row 2."),
        (("--header-row", "0"), "There is no row 0."),
        (("--header-row", "2", "--header-rows", "0"), "A header of 0 rows cannot end in row 2."),
        (("--sheet", "A", "--sheet", "A"), "The sheet 'A' is named twice."),
        (("--sheet", "A", "--sheet", "B", "--as-list", "x"), "2 sheets are named, but 1 --as-list."),
        (
            ("--sheet", "A", "--sheet", "B", "--header-row", "2"),
            "--header-row is about one sheet, but 2 are named.",
        ),
        (("--as-list", "x", "--as-list", "y"), "--as-list is given 2 times, but one sheet is named or none."),
    ],
)
def test_what_contradicts_itself_is_refused(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(MappingError) as caught:
        said(*words)
    assert message in caught.value.message
    assert caught.value.hint
