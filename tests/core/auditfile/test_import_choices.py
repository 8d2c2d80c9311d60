"""What the auditor says of an import: header rows, rows and columns left out, several sheets, tables of any kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.importing.import_plan import ImportChoices, SheetChoice, plan_import
from crossfoot.errors import MappingError
from crossfoot.mapping.inspect_apart import THE_ONLY_SHEET, sheet_with_header
from crossfoot.mapping.model import SkippedRows
from crossfoot.workbook.model import HeaderChoice, ReadOptions

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

TOLD = ("Where", "Who", "What", "Where else", "How", "When", "Paper")


def titled(folder: Path, name: str = "list.xlsx", above: int = 3) -> Path:
    """Titles, a row of words that looks like a header, the header, three rows and a total."""
    rows = [[f"Title {n}"] for n in range(above)]
    table = [TOLD, AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}") for n in "ABC"), ["TOTAL", "3 agencies"]]
    return write_xlsx(folder / name, {"List": [*rows, *table]})


def test_the_header_row_that_the_auditor_chose_wins_and_may_stand_far_down(tmp_path: Path) -> None:
    path = titled(tmp_path, above=60)
    with new_audit(tmp_path) as audit:
        plan = plan_import(audit, path, ImportChoices(headers={"List": HeaderChoice(62)}))
        assert (plan.sheets[0].mapping.header_row, plan.sheets[0].sheet.data_rows) == (62, 4)
        plan = plan_import(audit, path, ImportChoices(headers={THE_ONLY_SHEET: HeaderChoice(62, 2)}))
        (sheet,) = plan.sheets
        assert (sheet.mapping.header_row, sheet.mapping.header_rows) == (62, 2)
        assert sheet.mapping.columns[0].header == "Where / STATE"


def test_the_header_row_of_a_mapping_file_is_looked_for_before_the_file_is_held_against_the_sheet(
    tmp_path: Path,
) -> None:
    toml = """
        header_row = 1
        record_type = "agreements"
        [[columns]]
        header = "Title"
        field = "state"
        [[columns]]
        column = "B"
        field = "agency"
        [[columns]]
        column = "C"
        field = "signed_on"
        [[columns]]
        column = "D"
        field = "model"
    """
    rows = [["Title", "x", "y", "z"], ["STATE", "AGENCY", "SIGNED", "MODEL"], ["a", "b", "c", "d"]]
    path = write_xlsx(tmp_path / "odd.xlsx", {"Odd": rows})
    with new_audit(tmp_path) as audit:
        assert (
            plan_import(audit, path, ImportChoices(record_type="other_table")).sheets[0].sheet.header_row == 2
        )
        (sheet,) = plan_import(audit, path, ImportChoices(mapping_toml=toml)).sheets
        assert (sheet.sheet.header_row, sheet.sheet.data_rows) == (1, 2)


def test_rows_and_columns_left_out_are_ignored_counted_and_kept_with_their_reason(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        (done,) = load(
            audit,
            titled(tmp_path, above=0),
            skipped=(SkippedRows(6, 6, "The sender's total."),),
            left_out={"C": "Not asked for."},
        ).imports
        assert (done.rows, done.cells, done.kept) == (3, 18, 0)
        assert done.ignored == 7 + 7 + 2 + 3, "two header-like rows, the total, one column"
        columns = audit.rows(
            "SELECT letter, treatment, reason FROM cf_import_column WHERE treatment = 'left out'"
        )
        assert columns == [{"letter": "C", "treatment": "left out", "reason": "Not asked for."}]
        assert audit.rows("SELECT skipped FROM cf_import") == [
            {"skipped": '[[6, 6, "The sender\'s total."]]'}
        ]


def test_a_header_row_without_a_sheet_is_refused_where_there_are_several(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "two.xlsx", {"One": [["a"], ["b"]], "Two": [["a"], ["b"]]})
    with new_audit(tmp_path) as audit, pytest.raises(MappingError, match="several sheets: One, Two"):
        plan_import(audit, path, ImportChoices(headers={THE_ONLY_SHEET: HeaderChoice(1)}))


def test_several_sheets_go_to_lists_of_their_own(tmp_path: Path) -> None:
    sheets = {
        "May": [AGREEMENT_HEADERS, agreement_row("A")],
        "June": [AGREEMENT_HEADERS, agreement_row("A"), agreement_row("B")],
        "Notes": [["Time", "Temperature"], [1, 20], [2, 21]],
    }
    path = write_xlsx(tmp_path / "months.xlsx", sheets)
    choices = (SheetChoice("June", as_list="Signed in June"), SheetChoice("Notes", "other_table"))
    with new_audit(tmp_path) as audit:
        done = load(audit, path, sheets=choices).imports
        assert [(one.list_name, one.record_type, one.rows) for one in done] == [
            ("Signed in June", "agreements", 2),
            ("Notes", "other_table", 2),
        ]
        same = tuple(SheetChoice(name, as_list="one") for name in ("May", "June"))
        with pytest.raises(MappingError, match="Two sheets would both become the list 'one'"):
            plan_import(audit, path, ImportChoices(sheets=same))


def test_a_mapping_file_about_several_sheets_says_to_which_list_each_goes(tmp_path: Path) -> None:
    toml = """
        [[sheets]]
        sheet = "Notes"
        record_type = "other_table"
        header_row = 2
        list = "Readings"
        [[sheets.skipped]]
        rows = "4"
        reason = "Broken sensor."
        [[sheets]]
        sheet = "More"
        record_type = "other_table"
        header_row = 1
        new_version_of = "Old readings"
    """
    table = [["Time", "Temperature"], [1, 20], [2, 21]]
    path = write_xlsx(tmp_path / "notes.xlsx", {"Notes": [["x"], *table], "More": table, "Third": table})
    with new_audit(tmp_path) as audit:
        load(
            audit,
            write_xlsx(tmp_path / "old.xlsx", {"More": table}),
            record_type="other_table",
            as_list="Old readings",
        )
        done = load(audit, path, mapping_toml=toml).imports
        assert [(one.sheet, one.list_name, one.rows, one.supersedes) for one in done] == [
            ("Notes", "Readings", 1, None),
            ("More", "Old readings", 2, 1),
        ]


def test_any_table_can_be_kept_whole_and_several_of_them(tmp_path: Path) -> None:
    table = [["Time", "Temperature"], ["00123", 20], ["7", "#N/A"]]
    one = write_xlsx(tmp_path / "one.xlsx", {"Sheet1": table, "Empty": []})
    two = write_xlsx(tmp_path / "two.xlsx", {"Sheet1": table})
    with new_audit(tmp_path) as audit:
        with pytest.raises(MappingError, match="No record type fits the headers") as caught:
            plan_import(audit, one)
        assert "--as other_table" in caught.value.hint
        (first,) = load(audit, one, record_type="other_table").imports
        (second,) = load(audit, two, record_type="other_table").imports
        assert (first.rows, first.cells, first.typed, first.misfits, first.kept) == (2, 4, 0, 0, 4)
        assert (first.list_name, second.list_name) == ("Sheet1", "two: Sheet1")
        assert audit.rows("SELECT count(*) AS n FROM other_table") == [{"n": 4}]
        raw = audit.rows("SELECT ref, raw FROM cf_restricted_cell WHERE import_id = 1 ORDER BY raw_cell_id")
        assert [(cell["ref"], cell["raw"]) for cell in raw] == [
            ("A2", "00123"), ("B2", "20"), ("A3", "7"), ("B3", "#N/A"),
        ]  # fmt: skip


def test_a_sheet_can_be_looked_through_again_with_another_header_row(tmp_path: Path) -> None:
    sheet = sheet_with_header(titled(tmp_path), "List", HeaderChoice(4))
    assert [column.header for column in sheet.columns] == list(TOLD)
    assert (sheet.header_row, sheet.data_rows) == (4, 5)


def test_a_workbook_without_anything_in_it_is_refused_in_one_short_sentence(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "empty.xlsx", {f"S{n}": [] for n in range(8)})
    with new_audit(tmp_path) as audit, pytest.raises(MappingError) as caught:
        plan_import(audit, path)
    assert caught.value.message == (
        "No sheet of empty.xlsx can be loaded. S0, S1, S2, S3, S4 and 3 more: The sheet is empty."
    )
    assert caught.value.hint == "Ask the agency whether this is the file that they meant."


def test_the_chosen_encoding_holds_for_the_rows_that_are_loaded_too(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Name,Place\nRen\x82,X\nAnn,Y\n")
    with new_audit(tmp_path) as audit:
        load(audit, path, record_type="other_table", options=ReadOptions(encoding="cp437"))
        assert audit.rows("SELECT raw FROM cf_restricted_cell WHERE ref = 'A2'") == [{"raw": "René"}]


def test_an_empty_row_at_the_top_of_a_chosen_header_belongs_to_it(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx", {"List": [["Title"], [], AGREEMENT_HEADERS, agreement_row("A")]}
    )
    with new_audit(tmp_path) as audit:
        (sheet,) = plan_import(audit, path, ImportChoices(headers={"List": HeaderChoice(3, 2)})).sheets
        assert (sheet.sheet.header_rows, sheet.mapping.header_rows, sheet.sheet.data_rows) == (2, 2, 1)
        toml = 'header_row = 3\nheader_rows = 2\nrecord_type = "other_table"\n'
        (sheet,) = plan_import(audit, path, ImportChoices(mapping_toml=toml)).sheets
        assert sheet.mapping.header_rows == 2
