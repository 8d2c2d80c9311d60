"""The rule builder: what it offers, what the rule says, what it would flag, and keeping it as a check."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.history import content_head
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.rules import RuleLine, RulePresenter

from tests.gui.presenters.desks import Bench, Shown
from tests.gui.presenters.flagged import audit_with_agreements


def builder(tmp_path: Path) -> tuple[Bench, RulePresenter, Shown]:
    bench, view = Bench(), Shown()
    assert bench.desk.open(audit_with_agreements(tmp_path, run=False))
    presenter = RulePresenter(bench.desk, view, Catalogues())
    presenter.enter()
    return bench, presenter, view


def test_it_offers_the_lists_of_the_audit_their_fields_and_what_may_be_said(tmp_path: Path) -> None:
    _, _, view = builder(tmp_path)
    assert view.state.tables == (("agreements", "Agreements"),)
    assert "signed_on" in [name for name, _ in view.state.fields]
    assert "before" in view.state.operators["signed_on"]
    assert "before" not in view.state.operators["model"]
    assert (view.state.sound, view.state.said) == (False, "The rule has no condition yet. Add a line.")


def test_and_binds_closer_than_or(tmp_path: Path) -> None:
    _, presenter, view = builder(tmp_path)
    presenter.write(
        (
            RuleLine("model", "is", "WSO"),
            RuleLine("model", "is", "JEM", "or"),
            RuleLine("signed_on", "between", "2017-01-01 and 2017-12-31", "and"),
        )
    )
    assert view.state.sound
    said = "model is WSO or (model is JEM and signed_on between 2017-01-01 and 2017-12-31)"
    assert view.state.said == f"Flags a row where {said}."


def test_what_does_not_fit_is_said_at_once(tmp_path: Path) -> None:
    _, presenter, view = builder(tmp_path)
    presenter.write((RuleLine("signed_on", "before", "yesterday"),))
    assert not view.state.sound
    assert view.state.said.startswith("signed_on cannot be 'yesterday'.")


def test_the_count_is_shown_and_nothing_is_stored(tmp_path: Path) -> None:
    bench, presenter, view = builder(tmp_path)
    before = content_head(bench.desk.audit.connection)
    presenter.write((RuleLine("agency", "starts with", "Alder"),))
    presenter.count()
    assert view.state.count == "1 of 3 agreements tested would be flagged. Nothing was stored."
    assert ("Alder County" in view.state.rows[0][1], len(view.state.rows)) == (True, 1)
    assert content_head(bench.desk.audit.connection) == before
    presenter.write((RuleLine("agency", "starts with", "Birch"),))
    assert (view.state.count, view.state.rows) == ("", ())  # a count of another rule is not shown


def test_a_kept_rule_is_a_check_in_the_folder_of_ones_own(tmp_path: Path, own_folder: str) -> None:
    bench, presenter, _ = builder(tmp_path)
    presenter.write((RuleLine("model", "is one of", "JEM, WSO"),))
    assert presenter.keep("some-models", "Some models")
    assert "model is one of (JEM, WSO)" in Path(own_folder, "some-models.sql").read_text(encoding="utf-8")
    assert not presenter.keep("some-models", "Some models")
    assert bench.troubles[-1].message == "There is a check called 'some-models' already."
