"""What may mislead is decided before the import or after it; undecided, it is said and stops nothing."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.importing.hazard_decisions import list_hazards
from crossfoot.auditfile.lookups import imports
from crossfoot_gui.presenters.importing_hazards import StoredHazardsPresenter
from crossfoot_gui.presenters.importing_state import HazardLine

from tests.builders import agreement_row
from tests.gui.presenters.desks import Bench, bench_with_audit
from tests.gui.presenters.import_bench import ImportShown, agreements, import_page

TOTAL = ("TOTAL", None, None, None, 3, None, None)


def hazard(view: ImportShown, code: str) -> HazardLine:
    lines: tuple[HazardLine, ...] = view.state.sheet.hazards
    return next(line for line in lines if line.key.startswith(f"{code}|"))


def with_hidden_rows_and_total(folder: Path, name: str = "list.xlsx") -> Path:
    return agreements(folder, *(agreement_row(n) for n in "ABC"), TOTAL, name=name, hidden=(3,))


def decided(bench: Bench) -> dict[str, str]:
    return {line.code: line.decision.decision for line in list_hazards(bench.desk.audit) if line.decision}


def test_hazards_to_be_decided_stand_first_with_their_choices(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    groups = [line.group for line in view.state.sheet.hazards]
    assert groups == sorted(groups, key=["decide", "decided", "know"].index)
    hidden = hazard(view, "hidden-rows")
    assert hidden.group == "decide"
    assert hidden.choices == ("they count", "they do not belong to the list")
    assert "2 for you to decide" in view.state.sheet.hazards_summary
    assert "2 things that may mislead are not decided yet" in view.state.remark
    assert view.state.obstacle == ""


def test_a_decision_made_before_the_import_is_kept_with_it(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    presenter.decide(hazard(view, "hidden-rows").key, "they count", "The agency hid them for printing.")
    line = hazard(view, "hidden-rows")
    assert (line.group, line.decision, line.reason) == (
        "decided", "they count", "The agency hid them for printing.",
    )  # fmt: skip
    presenter.import_now()
    assert decided(bench) == {"hidden-rows": "they count"}
    assert view.state.open_hazards == 1


def test_rows_of_totals_are_left_out_by_one_click_and_come_back(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    total = hazard(view, "total-rows")
    assert (total.rows, total.rows_reason) == ("5", "Rows of totals among the data.")
    presenter.leave_hazard_out(total.key, total.rows_reason)
    assert [(line.rows, line.reason) for line in view.state.sheet.skipped] == [
        ("row 5", "Rows of totals among the data.")
    ]
    presenter.take_decision_back(total.key)
    assert view.state.sheet.skipped == ()
    presenter.leave_hazard_out(total.key, "Totals of the sender.")
    presenter.import_now()
    assert [line.rows for line in imports(bench.desk.audit)] == [3]
    assert decided(bench) == {"total-rows": "leave the rows out"}
    assert not any(line.still_loaded for line in list_hazards(bench.desk.audit))


def test_rows_taken_back_by_hand_are_said_to_be_still_in_the_list(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    presenter.leave_hazard_out(hazard(view, "total-rows").key, "Totals.")
    presenter.take_rows_back(0)
    assert "still in the list" in hazard(view, "total-rows").note


def test_a_decision_for_the_version_before_holds_where_the_hazard_is_the_same(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    presenter.decide(hazard(view, "hidden-rows").key, "they count", "For printing.")
    presenter.import_now()
    presenter.choose_file(with_hidden_rows_and_total(tmp_path, "june.xlsx"))
    assert hazard(view, "hidden-rows").group == "decide"
    presenter.set_place("version", "agreements")
    line = hazard(view, "hidden-rows")
    assert (line.group, line.decision, line.reason) == ("decided", "they count", "For printing.")
    assert "for the version before" in line.note


def test_a_decision_is_gone_when_another_header_changes_what_it_was_about(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(agreements(tmp_path, *(agreement_row(n) for n in "ABC"), hidden=(2, 4)))
    presenter.decide(hazard(view, "hidden-rows").key, "they count", "For printing.")
    presenter.set_header(2, 1)
    assert hazard(view, "hidden-rows").group == "decide"
    assert presenter.draft.decisions == {}


def test_hazards_of_lists_in_the_audit_are_decided_and_opened_again(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = import_page(bench)
    presenter.choose_file(with_hidden_rows_and_total(tmp_path))
    presenter.import_now()
    stored = StoredHazardsPresenter(bench.desk)
    first = stored.lines()[0]
    assert first.group == "decide"
    stored.decide(first.key, first.choices[0], "Asked the agency.")
    after = next(line for line in stored.lines() if line.key == first.key)
    assert (after.group, after.decision, after.reason) == ("decided", first.choices[0], "Asked the agency.")
    stored.take_back(first.key, "They answered otherwise.")
    assert next(line for line in stored.lines() if line.key == first.key).group == "decide"
    assert bench.troubles == []
