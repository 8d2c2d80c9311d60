"""The evidence page: the register, interviews in numbered paragraphs, citations for and against."""

from __future__ import annotations

from pathlib import Path

from crossfoot.evidence.citations import list_citations
from crossfoot.evidence.register import list_evidence
from crossfoot_gui.presenters.evidence import EvidencePresenter

from tests.core.evidence.test_citations import audit_with_finding
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with, bench_with_audit

CONDITION = "finding:f1nd1ng#condition"


def page(bench: Bench) -> tuple[EvidencePresenter, PanelShown]:
    view = PanelShown()
    presenter = EvidencePresenter(bench.desk, view)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def with_memo(folder: Path, **said: str) -> tuple[Bench, EvidencePresenter, PanelShown]:
    """An audit with a finding, and a memorandum that was added as evidence."""

    def build(kept: Path) -> Path:
        with audit_with_finding(kept) as audit:
            return audit.path

    bench = bench_with(folder, "evidence-finding", build)
    presenter, view = page(bench)
    (folder / "memo.txt").write_text("No one reviews it.", encoding="utf-8")
    presenter.do("add")
    first = {
        "file": str(folder / "memo.txt"),
        "title": "Memorandum",
        "source": "Alex Sample",
        "on": "2018-04-02",
    }
    assert view.answer(**{**first, **said})
    return bench, presenter, view


def test_an_empty_register_says_what_to_do(tmp_path: Path) -> None:
    _, view = page(bench_with_audit(tmp_path))
    assert "Press Add a document" in view.state.empty
    assert view.possible() == {"add", "interview"}


def test_a_document_is_kept_whole_or_by_its_fingerprint(tmp_path: Path) -> None:
    bench, _, view = with_memo(tmp_path)
    assert view.state.rows == [
        ("E-1", "documentary", "Memorandum", "Alex Sample", "2018-04-02", "not cited yet")
    ]
    assert "kept in the audit file" in view.state.detail
    assert "save" in view.possible()
    (one,) = list_evidence(bench.desk.audit)
    assert one.attached


def test_by_its_fingerprint_no_copy_can_be_saved(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path, keep="fingerprint", held="Safe 3")
    assert "only its fingerprint is kept" in view.state.detail
    assert "save" not in view.possible()
    presenter.do("save")
    assert bench.troubles[0].hint == "It is held at: Safe 3."


def test_neither_a_file_nor_a_place_keeps_the_question_open(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    presenter.do("add")
    assert not view.answer(title="Memorandum", source="Alex Sample")
    assert "neither a file nor a place" in bench.troubles[0].message
    assert not view.answer(title="Memorandum", source="Alex Sample", held="Safe 3", pages="many")
    assert "'many' is not a number of pages" in bench.troubles[1].message


def test_an_interview_shows_its_numbered_paragraphs(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("interview")
    text = "1. We had no plan.\n\n2. Nobody asked."
    assert view.answer(
        who="Robin Example", title="Head of office", on="2018-04-03", present="J. Auditor", text=text
    )
    assert view.column("Kind") == ["documentary", "interview"]
    assert view.state.detail.splitlines()[-2:] == ["1. We had no plan.", "2. Nobody asked."]
    presenter.choose("show", "interviews")
    assert view.column("Number") == ["E-2"]
    assert bench.troubles == []


def test_an_interview_is_confirmed_and_its_paragraphs_are_corroborated(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("confirm")
    assert bench.troubles[0].message == "E-1 is no interview."
    presenter.do("interview")
    view.answer(
        who="Robin Example", title="Head of office", on="2018-04-03", present="J. Auditor", text="No plan."
    )
    presenter.do("confirm")
    assert [entry.value for entry in view.question.blanks[0].choices] == ["Robin Example", "J. Auditor"]
    assert view.answer(on="2018-04-10")
    assert "Confirmed by Robin Example on 2018-04-10." in view.state.detail
    presenter.do("corroborate")
    assert view.answer()
    assert view.state.detail.splitlines()[-1] == "1. No plan. (corroborated by E-1)"
    presenter.do("corroborate")
    assert view.answer(does="no")
    assert view.state.detail.splitlines()[-1] == "1. No plan."


def test_evidence_is_cited_for_and_against_and_says_where(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("cite")
    offered = view.question.blanks[1].choices
    assert offered[0].label == "Finding 1, condition: Training"
    assert [entry.value for entry in offered[-2:]] == ["question:quest1", "step:training.1"]
    assert view.answer(object=CONDITION, quote="No one reviews it.")
    assert bench.desk.message == "E-1 is cited."
    presenter.do("cite")
    assert view.answer(object="finding:f1nd1ng#cause", says="against", page="3")
    assert view.column("Cited for") == ["≠ against Finding 1, cause; Finding 1, condition"]
    assert 'supports Finding 1, condition: "No one reviews it."' in view.state.detail
    presenter.choose("show", "against")
    assert view.column("Number") == ["E-1"]
    presenter.choose("show", "uncited")
    assert view.state.empty == "All evidence is cited."


def test_a_quote_that_does_not_stand_there_is_refused_and_an_unread_one_is_said(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("cite")
    assert not view.answer(object=CONDITION, quote="Everyone reviews it.")
    assert "does not stand in E-1" in bench.troubles[0].message
    presenter.do("add")
    assert view.answer(title="Plan", source="Alex Sample", held="Safe 3")
    presenter.do("cite")
    assert view.answer(evidence="E-2", object=CONDITION, quote="Two years.")
    assert "compare it yourself" in bench.desk.message


def test_a_citation_is_withdrawn_before_its_evidence(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("cite")
    view.answer(object=CONDITION)
    presenter.do("withdraw")
    assert not view.answer(what="", reason="It is a draft.")
    assert "is cited 1 time" in bench.troubles[0].message
    assert view.answer(reason="It is a draft.")
    assert list_citations(bench.desk.audit) == []
    presenter.do("withdraw")
    assert view.answer(reason="It is a draft.")
    assert view.state.rows == []


def test_a_copy_is_saved_once_a_marking_is_chosen(tmp_path: Path) -> None:
    bench, presenter, view = with_memo(tmp_path)
    presenter.do("save")
    assert "File, Facts of the audit" in bench.troubles[0].hint
    bench.desk.audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    presenter.do("save")
    assert view.answer(path=str(tmp_path / "copy.txt"), to="The referencer")
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == "No one reviews it."
