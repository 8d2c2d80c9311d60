"""The import page shows what an import would do before it does it."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.lookups import imports, tables
from crossfoot_gui.presenters.importing import ImportPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.gui.presenters.desks import Bench, Shown, bench_with_audit


def page(bench: Bench) -> tuple[ImportPresenter, Shown]:
    view = Shown()
    presenter = ImportPresenter(bench.desk, view, lambda: None)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def agreements(
    folder: Path, *rows: tuple[object, ...], name: str = "list.xlsx", hidden: tuple[int, ...] = ()
) -> Path:
    return write_xlsx(folder / name, {"Agreements": [AGREEMENT_HEADERS, *rows]}, hidden_rows=hidden)


def test_a_preview_shows_sheets_columns_reasons_and_hazards_and_imports_nothing(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
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
    presenter, view = page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B", "05/082017")))
    presenter.import_now()
    (result,) = view.state.results
    assert view.state.stage == "done"
    assert result.headline == "Agreements: 2 rows from sheet Agreements."
    assert result.misfits == 1
    assert [count for words, count in result.facts if "ledger of misfits" in words] == ["1"]
    assert [line.rows for line in imports(bench.desk.audit)] == [2]


def test_a_required_field_without_a_column_is_named_while_the_mapping_is_edited(tmp_path: Path) -> None:
    presenter, view = page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("F", "")
    assert view.state.sheet.missing == ("signed_on",)
    assert "signed_on" in view.state.obstacle
    presenter.set_field("F", "signed_on")
    assert view.state.sheet.missing == ()
    assert view.state.obstacle == ""


def test_a_field_given_to_another_column_is_taken_from_the_first(tmp_path: Path) -> None:
    presenter, view = page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("C", "signed_on")
    fields = {line.letter: line.field for line in view.state.sheet.columns}
    assert (fields["C"], fields["F"]) == ("signed_on", "")


def test_a_second_list_of_one_kind_waits_until_the_auditor_says_what_it_is(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
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
    presenter, view = page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.import_now()
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="other.xlsx"))
    presenter.set_place("new", "agreements")
    assert "another name" in view.state.obstacle
    presenter.set_place("new", "pending agreements")
    presenter.import_now()
    assert [line.list_name for line in imports(bench.desk.audit)] == ["agreements", "pending agreements"]


def test_a_sheet_that_fits_nothing_is_left_out_until_it_is_said_what_it_is(tmp_path: Path) -> None:
    presenter, view = page(bench_with_audit(tmp_path))
    presenter.choose_file(write_xlsx(tmp_path / "x.xlsx", {"Menu": [["COLOUR", "TASTE"], ["red", "sweet"]]}))
    assert [sheet.included for sheet in view.state.sheets] == [False]
    assert view.state.obstacle == "No sheet is ticked for import."
    presenter.set_record_type("officers")
    assert view.state.sheet.missing
    assert "no column is mapped to" in view.state.obstacle


def test_a_file_that_is_no_workbook_gives_one_clear_message(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
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
    presenter, view = page(bench)
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
    presenter, _ = page(bench)
    rows = {name: [AGREEMENT_HEADERS, agreement_row(name)] for name in ("North", "South")}
    presenter.choose_file(write_xlsx(tmp_path / "two.xlsx", rows))
    presenter.import_now()
    assert [line.list_name for line in imports(bench.desk.audit)] == [
        "agreements: North",
        "agreements: South",
    ]
