"""The start page creates and opens audits, and remembers them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crossfoot.auditfile.audit import open_audit
from crossfoot.checks.read import latest_outcomes
from crossfoot.progress import Progress
from crossfoot_gui.presenters.demonstration import build_demonstration
from crossfoot_gui.presenters.recent import RecentAudits
from crossfoot_gui.presenters.start import BuildDemo, NewAudit, StartPresenter, proposed_file_name

from tests.builders import new_audit
from tests.gui.presenters.desks import Bench, Shown


def start(folder: Path, bench: Bench, demo: BuildDemo = build_demonstration) -> tuple[StartPresenter, Shown]:
    view = Shown()
    presenter = StartPresenter(bench.desk, view, RecentAudits(folder / "settings"), lambda: None, demo)
    presenter.enter()
    return presenter, view


def form(
    path: Path, title: str = "Oversight", start: str = "2016-10-01", end: str = "2018-03-31"
) -> NewAudit:
    day = dt.date.fromisoformat
    return NewAudit(
        path, title, day("2018-03-31"), day(start), day(end), auditee="Bureau of Delegated Examples"
    )


def test_with_no_audit_yet_the_page_says_what_to_do(tmp_path: Path) -> None:
    _, view = start(tmp_path, Bench())
    assert view.state.recent == ()
    assert view.state.empty.startswith("No audit yet. Create one")


def test_a_created_audit_is_open_and_remembered(tmp_path: Path) -> None:
    bench = Bench()
    presenter, view = start(tmp_path, bench)
    assert presenter.create(form(tmp_path / "fy18"))
    assert bench.desk.audit.path == tmp_path / "fy18.crossfoot"
    presenter.enter()
    assert [(audit.title, audit.is_there) for audit in view.state.recent] == [("Oversight", True)]


def test_a_form_that_cannot_be_is_said_and_creates_nothing(tmp_path: Path) -> None:
    bench = Bench()
    presenter, _ = start(tmp_path, bench)
    assert not presenter.create(form(tmp_path / "a", title=" "))
    assert not presenter.create(form(tmp_path / "a", start="2018-03-31", end="2016-10-01"))
    assert not presenter.create(form(Path()))
    said = [trouble.message for trouble in bench.troubles]
    assert [word in line for word, line in zip(("title", "period", "No file"), said, strict=True)] == [
        True
    ] * 3
    assert not any(trouble.is_our_bug for trouble in bench.troubles)
    assert list(tmp_path.glob("*.crossfoot")) == []


def test_the_latest_audit_stands_first_and_a_lost_file_is_told(tmp_path: Path) -> None:
    bench = Bench()
    presenter, view = start(tmp_path, bench)
    for name in ("one", "two"):
        presenter.create(form(tmp_path / name, title=name))
    (tmp_path / "one.crossfoot").unlink()
    presenter.enter()
    assert [(audit.title, audit.is_there) for audit in view.state.recent] == [("two", True), ("one", False)]
    presenter.forget(view.state.recent[1].path)
    assert [audit.title for audit in view.state.recent] == ["two"]


def test_a_spoilt_list_of_recent_audits_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "recent.json").write_text("[{")
    bench = Bench()
    _, view = start(tmp_path, bench)
    assert view.state.recent == ()
    assert bench.troubles == []


def test_the_demonstration_is_built_as_a_job_and_opened(tmp_path: Path) -> None:
    def build(folder: Path, progress: Progress) -> Path:
        with new_audit(folder, title="Demonstration") as audit:
            return audit.path

    bench = Bench()
    presenter, _ = start(tmp_path, bench, build)
    presenter.demo(tmp_path)
    assert bench.desk.audit.facts.title == "Demonstration"


def test_a_demonstration_that_is_cancelled_leaves_no_file_behind(tmp_path: Path) -> None:
    bench = Bench(cancel_after=3)
    presenter, _ = start(tmp_path, bench)
    presenter.demo(tmp_path)
    assert not bench.desk.is_open
    assert list(tmp_path.glob("*.crossfoot*")) == []
    assert bench.troubles == []


def test_the_demonstration_holds_the_sample_lists_checked_and_marked_as_fictitious(tmp_path: Path) -> None:
    bench = Bench()
    presenter, _ = start(tmp_path, bench)
    presenter.demo(tmp_path)
    audit = bench.desk.audit
    assert audit.facts.page_marking == "DEMONSTRATION - FICTITIOUS DATA"
    outcomes = {outcome.check: outcome for outcome in latest_outcomes(audit)}
    trained = outcomes["training-online-incomplete"]
    assert (trained.status, trained.exceptions, trained.tested) == ("flagged", 57, 300)
    presenter.demo(tmp_path)
    assert len(latest_outcomes(bench.desk.audit)) == len(outcomes)


def test_the_desk_lets_go_of_the_file_when_the_audit_is_closed(tmp_path: Path) -> None:
    bench = Bench()
    presenter, _ = start(tmp_path, bench)
    presenter.create(form(tmp_path / "fy18"))
    bench.desk.close()
    assert sorted(path.name for path in tmp_path.glob("fy18*")) == ["fy18.crossfoot"]
    open_audit(tmp_path / "fy18.crossfoot").close()


def test_a_title_gives_a_file_name_without_signs_that_systems_refuse() -> None:
    assert proposed_file_name("287(g): growth / FY 2025?") == "287-g-growth-FY-2025.crossfoot"
    assert proposed_file_name("?") == "audit.crossfoot"
