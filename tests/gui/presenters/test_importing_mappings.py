"""How a sheet is read is changed, kept as a template, written to a file and read from one."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.lookups import imports
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter
from crossfoot_gui.presenters.importing_state import LEFT_OUT

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.gui.presenters.desks import bench_with_audit
from tests.gui.presenters.import_bench import ImportShown, agreements, import_page


def column(view: ImportShown, letter: str) -> tuple[str, str]:
    line = next(line for line in view.state.sheet.columns if line.letter == letter)
    return line.field, line.date_format


def test_the_header_is_looked_for_where_the_auditor_says(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    above = ("Where", "Who", "What", "Where", "How", "When", "Link")
    rows = [above, AGREEMENT_HEADERS, agreement_row("A"), agreement_row("B")]
    presenter.choose_file(write_xlsx(tmp_path / "l.xlsx", {"S": rows}))
    assert (view.state.sheet.header_row, view.state.sheet.header_rows) == (2, 1)
    presenter.set_header(2, 2)
    assert view.state.sheet.header_rows == 2
    assert view.state.sheet.columns[0].header == "Where / STATE"
    presenter.set_header(1, 1)
    assert view.state.sheet.columns[0].header == "Where"
    assert view.state.sheet.data_rows == (2, 4)


def test_the_name_of_the_list_and_the_tick_stay_when_the_header_is_chosen(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A"), agreement_row("B")))
    presenter.set_place("new", "of May")
    presenter.include_sheet(0, False)
    presenter.set_header(1, 1)
    assert (view.state.sheet.list_name, view.state.sheets[0].included) == ("of May", False)


def test_a_column_is_left_out_or_given_its_way_of_writing_dates(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, agreement_row("A", "31/03/2018 ")))
    presenter.set_field("G", LEFT_OUT)
    presenter.set_date_format("F", "%d/%m/%Y")
    assert column(view, "G") == (LEFT_OUT, "")
    assert column(view, "F") == ("signed_on", "%d/%m/%Y")
    presenter.import_now()
    assert bench.desk.audit.rows("SELECT signed_on FROM agreements") == [{"signed_on": "2018-03-31"}]


def test_only_columns_of_dates_offer_ways_of_writing_dates(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    assert [line.letter for line in view.state.sheet.columns if line.dates] == ["F"]


def test_rows_are_left_out_with_a_reason_and_not_twice(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(agreements(tmp_path, *(agreement_row(n) for n in "ABC")))
    presenter.leave_out_rows(3, 4, " ")
    assert "only with a reason" in bench.troubles[-1].message
    presenter.leave_out_rows(4, 3, "Test entries.")
    presenter.leave_out_rows(4, 4, "Again.")
    assert bench.troubles[-1].message == "Rows 4 to 4 are left out already."
    assert [line.rows for line in view.state.sheet.skipped] == ["rows 3 to 4"]
    presenter.import_now()
    assert [line.rows for line in imports(bench.desk.audit)] == [1]


def test_a_template_is_recognised_when_the_list_comes_again(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    mappings = MappingsPresenter(presenter)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("D", LEFT_OUT)
    assert mappings.save("Monthly agreements")
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="june.xlsx"))
    assert view.state.sheet.reason.startswith('As in template "Monthly agreements", saved by ')
    assert column(view, "D") == (LEFT_OUT, "")
    assert mappings.withdraw("Monthly agreements", "It left out the county.")
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="july.xlsx"))
    assert column(view, "D") == ("county", "")
    assert mappings.lines() == ()


def test_a_template_is_used_by_name_and_one_name_is_not_given_twice(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    mappings = MappingsPresenter(presenter)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("D", "")
    mappings.save("T")
    assert not mappings.save("T")
    assert "already" in bench.troubles[-1].message
    presenter.set_field("D", "county")
    assert mappings.use("T")
    assert column(view, "D") == ("", "")
    assert [line.name for line in mappings.lines()] == ["T"]


def test_a_new_version_is_read_as_the_list_was_read(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    presenter.set_field("D", LEFT_OUT)
    presenter.import_now()
    presenter.choose_file(agreements(tmp_path, agreement_row("B"), name="june.xlsx"))
    assert column(view, "D") == ("county", "")
    presenter.set_place("version", "agreements")
    assert column(view, "D") == (LEFT_OUT, "")
    assert "As in the version" in view.state.sheet.reason


def test_a_mapping_goes_to_a_file_and_comes_back_from_it(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    mappings = MappingsPresenter(presenter)
    rows = {name: [AGREEMENT_HEADERS, agreement_row(name)] for name in ("North", "South")}
    path = write_xlsx(tmp_path / "two.xlsx", rows)
    presenter.choose_file(path)
    presenter.set_field("D", LEFT_OUT)
    presenter.set_place("new", "northern")
    presenter.show_sheet(1)
    presenter.set_header(2, 1)
    presenter.set_record_type("other_table")
    assert mappings.write(tmp_path / "m.toml")
    presenter.start_over()
    presenter.choose_file(path)
    mappings.load(tmp_path / "m.toml")
    assert bench.troubles == []
    assert view.state.sheet.name == "North"
    assert column(view, "D") == (LEFT_OUT, "")
    assert view.state.sheet.list_name == "northern"
    presenter.show_sheet(1)
    assert (view.state.sheet.record_type, view.state.sheet.header_row) == ("other_table", 2)


def test_a_mapping_file_that_fits_nothing_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    mappings = MappingsPresenter(presenter)
    presenter.choose_file(agreements(tmp_path, agreement_row("A")))
    before = view.state
    (tmp_path / "m.toml").write_text(
        'record_type = "agreements"\n[[columns]]\ncolumn = "Z"\nfield = "state"\n'
    )
    mappings.load(tmp_path / "m.toml")
    assert "names column Z" in bench.troubles[-1].message
    assert view.state == before
    mappings.load(tmp_path / "absent.toml")
    assert "cannot be read" in bench.troubles[-1].message


def test_columns_that_no_check_reads_are_named_and_one_that_names_persons_must_be_left_out(
    tmp_path: Path,
) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    rows = [[*AGREEMENT_HEADERS, "Contact"], [*agreement_row("A"), "123-45-6789"]]
    presenter.choose_file(write_xlsx(tmp_path / "list.xlsx", {"List": rows}))
    assert 'Read by no planned check: List!H "Contact".' in view.state.remark
    assert 'Column H "Contact"' in view.state.obstacle
    assert "numbers that name persons" in view.state.obstacle
    presenter.set_field("H", LEFT_OUT)
    assert view.state.obstacle == ""
    assert "Read by no planned check" not in view.state.remark
    presenter.import_now()
    assert "without the columns left out" in " ".join(view.state.results[0].notes)
