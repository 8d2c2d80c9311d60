"""The request page: what is asked for, what comes back, the papers that go out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.request.read import find_request
from crossfoot_gui.presenters import request, request_papers
from crossfoot_gui.presenters.request import RequestPresenter

from tests.builders import day, new_audit
from tests.core.request.planned_audit import POLICY, planned_audit
from tests.core.request.sent import COURSE, COURSES, filled
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with, bench_with_audit

TODAY = day("2018-04-20")


@pytest.fixture(autouse=True)
def the_day_on_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (request, request_papers):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def page(bench: Bench, folder: Path) -> tuple[RequestPresenter, PanelShown]:
    view = PanelShown(folder)
    presenter = RequestPresenter(bench.desk, view)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def planned(folder: Path) -> tuple[Bench, RequestPresenter, PanelShown]:
    def build(kept: Path) -> Path:
        with planned_audit(kept) as audit:
            return audit.path

    bench = bench_with(folder, "request-planned", build)
    return (bench, *page(bench, folder))


def asked(folder: Path) -> tuple[Bench, RequestPresenter, PanelShown]:
    """The request is written to the folder `out`, due ten days after today."""
    bench, presenter, view = planned(folder)
    presenter.do("write")
    assert view.answer(folder=str(folder / "out"), due="2018-04-30", addressee="Alex Sample")
    return bench, presenter, view


def item_for(view: PanelShown, asked_for: str) -> str:
    return next(row[0] for row in view.state.rows if row[2].startswith(asked_for))


def test_before_a_request_the_page_says_to_write_one(tmp_path: Path) -> None:
    _, _, view = planned(tmp_path)
    assert "Press Write the request" in view.state.empty
    assert view.possible() == {"write"}


def test_nothing_is_written_before_a_marking_is_chosen_and_it_is_said_where(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = page(bench, tmp_path)
    presenter.do("write")
    assert "has chosen its marking" in bench.troubles[0].message
    assert "File, Facts of the audit" in bench.troubles[0].hint


def test_the_request_is_written_as_a_job_and_its_files_and_blanks_are_told(tmp_path: Path) -> None:
    bench, _, view = asked(tmp_path)
    assert bench.troubles == []
    assert "Writing the request" in bench.jobs.notes
    assert (tmp_path / "out" / "letter.docx").is_file()
    assert "Blank in the letter, to be stated by you: authority, contact." in " ".join(view.table.facts)
    assert view.table.rows[0][:2] == ("letter.docx", "to the auditee")
    assert set(view.column("State")) == {"○ asked"}
    assert set(view.column("Due")) == {"2018-04-30"}
    assert "As of 2018-04-20" in view.state.facts


def test_a_date_that_is_none_or_a_full_folder_keeps_the_question_open(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path)
    presenter.do("write")
    assert not view.answer(folder=str(tmp_path / "out"), due="soon")
    assert "'soon' is no date" in bench.troubles[0].message
    assert not view.answer(folder=str(tmp_path), due="2018-04-30")
    assert "is not empty" in bench.troubles[1].message
    assert view.state.rows == []


def test_the_same_request_can_be_written_again_to_another_folder(tmp_path: Path) -> None:
    _, presenter, view = asked(tmp_path)
    presenter.do("write")
    assert view.answer(which="1", folder=str(tmp_path / "again"))
    assert (tmp_path / "again" / "letter.docx").read_bytes() == (
        tmp_path / "out" / "letter.docx"
    ).read_bytes()


def test_an_answer_of_an_official_makes_evidence_that_can_be_cited(tmp_path: Path) -> None:
    bench, presenter, view = asked(tmp_path)
    number = item_for(view, POLICY)
    presenter.select(int(number) - 1)
    presenter.do("answer")
    assert view.question.blanks[0].value == number
    assert not view.answer()
    assert "named official" in bench.troubles[0].message
    assert view.answer(official="Alex Sample", title="Director", said="There is none.")
    row = next(row for row in view.state.rows if row[0] == number)
    assert row[5:] == ("✕ does not exist", "2018-04-20", "Alex Sample, Director")
    assert bench.desk.message.endswith("It can be cited as E-1.")
    assert "It can be cited as E-1." in view.state.detail


def test_a_filled_template_is_received_as_a_job_and_answers_its_item(tmp_path: Path) -> None:
    bench, presenter, view = asked(tmp_path)
    sent = find_request(bench.desk.audit)
    file = filled(tmp_path / "courses.xlsx", sent, "training_courses", COURSES, [COURSE])
    presenter.do("receive")
    assert view.answer(files=str(file))
    assert bench.troubles == []
    assert view.table.title == "Received: 1 file"
    assert any("is imported as the list" in line for line in view.table.facts)
    row = next(row for row in view.state.rows if row[2].startswith("Training courses"))
    assert row[5].split()[1] in ("received", "partial")
    assert row[6] == "2018-04-20"
    presenter.do("receipt")
    assert "It lists 1 file" in view.question.facts[0]
    assert view.answer(path=str(tmp_path / "receipt.docx"))
    assert (tmp_path / "receipt.docx").is_file()


def test_a_file_that_names_no_item_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    bench, presenter, view = asked(tmp_path)
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    presenter.do("receive")
    view.answer(files=str(tmp_path / "letter.pdf"))
    assert "does not say which item it answers" in bench.troubles[0].message
    assert set(view.column("State")) == {"○ asked"}


def test_what_is_overdue_goes_into_the_deficiency_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, presenter, view = asked(tmp_path)
    presenter.do("deficiency")
    assert "nothing is missing and nothing is overdue" in bench.troubles[0].message
    monkeypatch.setattr(request, "today", lambda: TODAY + dt.timedelta(days=30))
    presenter.enter()
    assert set(view.column("State")) == {"▲ overdue"}
    presenter.do("deficiency")
    assert "without an answer by the due date" in view.question.facts[0]
    assert not view.answer(path=str(tmp_path / "letter.pdf"))
    assert "no name for a letter" in bench.troubles[1].message
    assert view.answer(path=str(tmp_path / "missing.docx"))
    assert (tmp_path / "missing.docx").is_file()


def test_without_a_plan_the_question_says_what_is_asked_for_then(tmp_path: Path) -> None:
    def build(kept: Path) -> Path:
        with new_audit(kept) as audit:
            audit.set_facts(marking="FOR OFFICIAL USE ONLY")
            return audit.path

    bench = bench_with(tmp_path, "request-unplanned", build)
    presenter, view = page(bench, tmp_path)
    presenter.do("write")
    assert "The audit has no plan" in view.question.facts[1]
