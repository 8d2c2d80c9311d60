"""The report page: build, look, save; a report that is older than the audit says so."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import ReportError
from crossfoot.progress import Progress
from crossfoot.report.pdf import Paper, RenderedPdf
from crossfoot_gui.presenters.facts import FactsPresenter
from crossfoot_gui.presenters.report import ReportPresenter, Status

from tests.gui.presenters.desks import Bench, Shown, bench_with_audit


def make(audit: Audit, path: Path, status: Status, paper: Paper, progress: Progress) -> RenderedPdf:
    if status == "final":
        raise ReportError("The report cannot be final without an issue date.", "Set it.")
    path.write_bytes(b"%PDF " + paper.encode())
    return RenderedPdf(path, "ab" * 32, 12)


def page(bench: Bench) -> tuple[ReportPresenter, Shown]:
    view = Shown()
    presenter = ReportPresenter(bench.desk, view, make)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def test_before_the_first_build_the_page_says_how_to_build(tmp_path: Path) -> None:
    presenter, view = page(bench_with_audit(tmp_path))
    assert view.state.pdf is None
    assert "Press Build" in view.state.empty
    presenter.close()


def test_a_built_report_is_shown_and_saved_where_the_auditor_says(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    presenter.choose("draft", "a4")
    presenter.build()
    assert view.state.facts.startswith("12 pages")
    presenter.save_as(tmp_path / "out")
    assert "nobody has chosen its marking" in bench.troubles[0].message
    bench.desk.audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    presenter.save_as(tmp_path / "out")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF a4"
    presenter.close()
    assert not view.state.pdf.exists()


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = page(bench)
    bench.desk.audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    presenter.build()
    presenter.save_as(tmp_path / "no such folder" / "out.pdf")
    assert "cannot be saved" in bench.troubles[0].message
    assert bench.troubles[0].hint
    presenter.close()


def test_a_report_that_cannot_be_final_says_why_and_the_last_one_stays(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    presenter.build()
    before = view.state.pdf
    presenter.choose("final", "letter")
    presenter.build()
    assert "issue date" in bench.troubles[0].message
    assert view.state.pdf == before
    presenter.close()


def test_a_report_older_than_the_audit_says_so(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    presenter.build()
    assert view.state.stale == ""
    facts = FactsPresenter(bench.desk)
    form = facts.form()
    assert facts.save(type(form)(**{**_as_dict(form), "issue_date": "2018-06-30"}))
    assert "has changed since" in view.state.stale
    presenter.build()
    assert view.state.stale == ""
    presenter.close()


def test_the_facts_of_the_audit_are_checked_before_they_are_kept(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    facts = FactsPresenter(bench.desk)
    form = _as_dict(facts.form())
    kind = type(facts.form())
    assert not facts.save(kind(**{**form, "issue_date": "30 June"}))
    assert not facts.save(kind(**{**form, "title": " "}))
    assert not facts.save(kind(**{**form, "marking_chosen": True}))
    assert [bool(trouble.hint) for trouble in bench.troubles] == [True, True, True]
    assert facts.save(kind(**{**form, "marking_chosen": True, "marking": "FOR OFFICIAL USE ONLY"}))
    assert bench.desk.audit.facts.page_marking == "FOR OFFICIAL USE ONLY"


def _as_dict(form: object) -> dict[str, object]:
    return {name: getattr(form, name) for name in form.__dataclass_fields__}  # type: ignore[attr-defined]
