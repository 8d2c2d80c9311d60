"""The import page shows what an import would do before it does it."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.auditfile.lookups import imports, tables
from crossfoot_gui.presenters.importing_state import LEFT_OUT

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.gui.presenters.desks import bench_with_audit, empty_audit
from tests.gui.presenters.import_bench import agreements, import_page


def test_a_preview_shows_sheets_columns_reasons_and_hazards_and_imports_nothing(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B"), hidden=(3,)))
    state = view.state
    assert state.stage == "preview"
    assert [(sheet.name, sheet.included) for sheet in state.sheets] == [("Agreements", True)]
    assert "12 rows" not in state.sheets[0].note
    signed = next(line for line in state.sheet.columns if line.header == "SIGNED")
    assert (signed.field, signed.sure) == ("signed_on", "certain (100%)")
    assert "SIGNED" in signed.reason
    assert any("hidden" in hazard.sentence.lower() for hazard in state.sheet.hazards)
    assert state.obstacle == ""
    assert tables(bench.desk.audit) == []


def test_importing_tells_what_became_of_every_cell(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B", "05/082017")))
    presenter.import_now()
    (result,) = view.state.results
    assert view.state.stage == "done"
    assert result.headline == "Agreements: 2 rows from sheet Agreements."
    assert result.misfits == 1
    assert [count for words, count in result.facts if "ledger of misfits" in words] == ["1"]
    assert [line.rows for line in imports(bench.desk.audit)] == [2]


def test_a_required_field_without_a_column_is_named_while_the_mapping_is_edited(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("F", "")
    assert view.state.sheet.missing == ("signed_on",)
    assert "signed_on" in view.state.obstacle
    presenter.set_field("F", "signed_on")
    assert view.state.sheet.missing == ()
    assert view.state.obstacle == ""


def test_a_field_given_to_another_column_is_taken_from_the_first(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("C", "signed_on")
    fields = {line.letter: line.field for line in view.state.sheet.columns}
    assert (fields["C"], fields["F"]) == ("signed_on", "")


def test_a_second_list_of_one_kind_waits_until_the_auditor_says_what_it_is(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.import_now()
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B"), name="later.xlsx"))
    assert "new version of a list or another list" in view.state.obstacle
    presenter.import_now()
    assert len(imports(bench.desk.audit)) == 1
    presenter.set_place("version", "agreements")
    presenter.import_now()
    assert [(line.rows, line.state) for line in imports(bench.desk.audit)] == [
        (1, "superseded"),
        (2, "current"),
    ]


def test_another_list_needs_a_name_that_is_free(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.import_now()
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="other.xlsx"))
    presenter.set_place("new", "agreements")
    assert "another name" in view.state.obstacle
    presenter.set_place("new", "pending agreements")
    presenter.import_now()
    assert [line.list_name for line in imports(bench.desk.audit)] == ["agreements", "pending agreements"]


def test_a_sheet_that_fits_nothing_is_left_out_until_it_is_said_what_it_is(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(write_xlsx(tmp_path / "x.xlsx", {"Menu": [["COLOUR", "TASTE"], ["red", "sweet"]]}))
    assert [sheet.included for sheet in view.state.sheets] == [False]
    assert view.state.obstacle == "No sheet is ticked for import."
    presenter.set_record_type("officers")
    assert view.state.sheet.missing
    assert "no column is mapped to" in view.state.obstacle


def test_a_file_that_is_no_workbook_gives_one_clear_message(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    letter = tmp_path / "letter.xlsx"
    letter.write_bytes(b"%PDF-1.7 not a workbook" + bytes(100))
    presenter.choose_file(letter)
    (trouble,) = bench.troubles
    assert "letter.xlsx" in trouble.message
    assert trouble.hint
    assert not trouble.is_our_bug
    assert view.state.stage == "choose"


def test_cancelling_an_import_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, *(agreement_row(f"Agency {n}") for n in range(50))))
    bench.jobs._cancel_after = len(bench.jobs.notes)
    presenter.import_now()
    assert tables(bench.desk.audit) == []
    assert bench.troubles == []
    assert view.state.stage == "preview"
    assert "Nothing of it was kept" in bench.desk.message
    assert [path.name for path in tmp_path.glob("*.crossfoot*") if "side" in path.name] == []


def test_two_sheets_of_one_kind_become_two_lists(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = import_page(bench)
    rows = {name: [AGREEMENT_HEADERS, agreement_row(name)] for name in ("North", "South")}
    presenter.choose_file(write_xlsx(tmp_path / "two.xlsx", rows))
    presenter.import_now()
    assert [line.list_name for line in imports(bench.desk.audit)] == [
        "agreements: North",
        "agreements: South",
    ]


def test_a_certificate_says_whether_two_readings_agree_unless_it_is_not_wanted(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    assert view.state.certify
    presenter.import_now()
    assert "0 differences" in view.state.results[0].certificate
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="other.xlsx"))
    presenter.set_certify(False)
    presenter.set_place("new", "others")
    presenter.import_now()
    assert view.state.results[0].certificate.startswith("Not read a second time")


def test_every_cell_is_in_one_of_four_places(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B", "05/082017")))
    presenter.set_field("D", "")
    presenter.set_field("G", LEFT_OUT)
    presenter.import_now()
    all_cells, *places = [int(count) for _, count in view.state.results[0].facts]
    assert all_cells == 21 == sum(places)
    assert places == [9, 1, 2, 9]  # two rows of seven columns below a header of seven cells
    assert "1 column that you left out" in view.state.results[0].facts[-1][0]


def test_the_bytes_of_the_file_are_kept_or_only_its_fingerprint(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = import_page(bench)
    kept = []
    for name, keep in (("one.xlsx", True), ("two.xlsx", False)):
        presenter.choose_file(agreements(tmp_path, agreement_row(name), name=name))
        presenter.set_keep_source(keep)
        presenter.set_place("new", name)
        presenter.import_now()
        kept = [row["kept"] for row in bench.desk.audit.rows("SELECT kept FROM cf_source")]
    assert kept == ["whole", "hash only"]


def test_a_file_that_is_looked_at_is_laid_aside_when_another_audit_is_opened(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    (tmp_path / "other").mkdir()
    assert bench.desk.open(empty_audit(tmp_path / "other"))
    assert (view.state.stage, view.state.imported) == ("choose", ())


def test_a_list_that_was_withdrawn_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.import_now()
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="later.xlsx"))
    presenter.set_place("version", "agreements")
    withdraw_import(bench.desk.audit, 1, "The wrong list.")
    bench.desk.tell("Withdrawn.")
    assert (view.state.sheet.place, view.state.sheet.versions) == ("new", ())
    presenter.import_now()
    assert [line.state for line in imports(bench.desk.audit)] == ["withdrawn", "current"]
