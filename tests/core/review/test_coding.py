"""Two people answer the same questions; where they differ someone decides; then the sample has its results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.errors import CrossfootError, EvidenceError, SampleError
from crossfoot.review.adjudication import CodedState, adjudicate, coded_state, evaluate
from crossfoot.review.coding_agreement import agreement, coding_agreement
from crossfoot.review.instruments import (
    Attribute,
    attribute_from_words,
    attributes_from_file,
    find_instrument,
    items_to_code,
    list_instruments,
    new_instrument,
    withdraw_instrument,
)
from crossfoot.review.sample_projection import project_sample
from crossfoot.review.sample_results import ResultEntry, enter_results, sample_state

from tests.core.review.coded import ALL_YES, FIRST, NAME, QUESTIONS, SECOND, Answers, code, coded_audit, make

DIFFERENT: Answers = {**ALL_YES, (2, "signed"): "no", (3, "named"): "not found"}


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with coded_audit(tmp_path) as found:
        yield found


def both(audit: Audit, folder: Path, first: Answers = ALL_YES, second: Answers = DIFFERENT) -> CodedState:
    code(audit, FIRST, folder, first)
    code(audit, SECOND, folder, second)
    return coded_state(audit, NAME)


def open_at(audit: Audit) -> list[tuple[int, str]]:
    return [(one.item.place, one.attribute.key) for one in coded_state(audit, NAME).disagreements]


# Instruments


def test_an_attribute_is_told_in_a_line_whose_question_may_hold_colons() -> None:
    found = attribute_from_words("signed: Signed: by whom? : deviation=No, not  found")
    assert found == Attribute("signed", "Signed: by whom?", "", ("no", "not found"))


def test_attributes_come_from_a_file_with_their_help(tmp_path: Path) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(
        '[[attributes]]\nkey = "signed"\nquestion = "Is it signed?"\nhelp = "By hand."\ndeviation = ["no"]\n'
    )
    assert attributes_from_file(file) == [Attribute("signed", "Is it signed?", "By hand.", ("no",))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[attributes]", "is no TOML file"),
        ("[attributes]\nkey = 1", r"has no \[\[attributes\]\]"),
        ('[[attributes]]\nkey = "a"\ncolour = "red"', "attribute 1: there is no colour"),
        ('[[attributes]]\nkey = "a"\ndeviation = "no"', "attribute 1: a part of it is no text"),
    ],
)
def test_a_file_of_attributes_that_is_written_wrongly_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "questions.toml"
    file.write_text(text)
    with pytest.raises(EvidenceError, match=said):
        attributes_from_file(file)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ((), "asks at least one question"),
        (("signed: Is it?: deviation=",), "No answer of this instrument is a deviation"),
        (("signed: Is it?: deviation=not applicable",), "cannot take 'not applicable' for a deviation"),
        (("signed: Is it?: deviation=nope",), "cannot take 'nope' for a deviation"),
        (("signed: Is it?: deviation=yes,no,not found",), "Every answer to 'signed' would be a deviation"),
        ((QUESTIONS[0], QUESTIONS[0]), "The key 'signed' stands twice"),
        (("Is it: so?: deviation=no",), "'Is it' is no key"),
        (("signed: Is it?",), "is no attribute"),
    ],
)
def test_an_instrument_that_could_settle_nothing_is_refused(
    audit: Audit, questions: tuple[str, ...], said: str
) -> None:
    with pytest.raises(EvidenceError, match=said):
        make(audit, "Other", questions)
    assert [one.name for one in list_instruments(audit)] == [NAME]


def test_the_name_of_a_withdrawn_instrument_stays_taken_and_its_reason_stands_in_the_history(
    audit: Audit,
) -> None:
    with pytest.raises(EvidenceError, match="only with a reason"):
        withdraw_instrument(audit, NAME, " ")
    withdraw_instrument(audit, NAME, "a question was unclear", by="the lead")
    assert list_instruments(audit) == []
    last = list(events(audit.connection))[-1]
    assert (last.kind, last.actor, last.body["reason"]) == (
        "instrument.withdrawn",
        "the lead",
        "a question was unclear",
    )
    with pytest.raises(EvidenceError, match="already"):
        make(audit)
    with pytest.raises(EvidenceError, match="was withdrawn"):
        coded_state(audit, NAME)


def test_an_instrument_needs_its_sample_and_its_step(audit: Audit) -> None:
    told = [attribute_from_words(QUESTIONS[0])]
    for given in ({"sample": "None"}, {"sample": "Papers", "step": "training.9"}):
        with pytest.raises(CrossfootError):
            new_instrument(audit, "Other", attributes=told, **given)


# What holds


def test_two_equal_answers_hold_and_different_ones_are_open(audit: Audit, tmp_path: Path) -> None:
    state = both(audit, tmp_path)
    assert open_at(audit) == [(2, "signed"), (3, "named")]
    assert [item.place for item in state.unsettled] == [2, 3]


def test_one_coding_settles_nothing(audit: Audit, tmp_path: Path) -> None:
    code(audit, FIRST, tmp_path, ALL_YES)
    state = coded_state(audit, NAME)
    assert (len(state.unsettled), state.disagreements) == (4, [])
    with pytest.raises(
        EvidenceError, match="4 of 4 items of 'File review' are not settled: 4 without both codings"
    ):
        evaluate(audit, NAME)


def test_what_is_adjudicated_holds_with_its_reason(audit: Audit, tmp_path: Path) -> None:
    both(audit, tmp_path)
    found = adjudicate(audit, NAME, "2", "signed", "Not Applicable", "a copy of another form", by="the lead")
    assert (found.settled, found.adjudication and found.adjudication.actor) == ("not applicable", "the lead")
    assert open_at(audit) == [(3, "named")]
    last = list(events(audit.connection))[-1]
    assert (last.kind, last.body["coders"]) == ("coding.adjudicated", {FIRST: "yes", SECOND: "no"})


@pytest.mark.parametrize(
    ("item", "attribute", "answer", "reason", "said"),
    [
        ("1", "signed", "yes", "seen", "the two coders do not differ"),
        ("2", "signed", "yes", " ", "only with a reason"),
        ("2", "signed", "maybe", "seen", "'maybe' is no answer"),
        ("2", "legible", "yes", "seen", "has no attribute 'legible'"),
        ("9", "signed", "yes", "seen", "has no item 9"),
    ],
)
def test_nothing_else_is_adjudicated(
    audit: Audit, tmp_path: Path, item: str, attribute: str, answer: str, reason: str, said: str
) -> None:
    both(audit, tmp_path)
    with pytest.raises((EvidenceError, SampleError), match=said):
        adjudicate(audit, NAME, item, attribute, answer, reason)
    assert len(open_at(audit)) == 2


def test_an_answer_that_changes_after_the_adjudication_opens_the_disagreement_again(
    audit: Audit, tmp_path: Path
) -> None:
    both(audit, tmp_path)
    adjudicate(audit, NAME, "2", "signed", "yes", "page 4 is signed")
    code(audit, SECOND, tmp_path, {(2, "signed"): "not found"})
    assert open_at(audit) == [(2, "signed"), (3, "named")]


# Into the sample


def test_the_settled_answers_become_the_results_of_the_sample_by_each_attributes_own_rule(
    audit: Audit, tmp_path: Path
) -> None:
    not_found: Answers = {**ALL_YES, (1, "signed"): "not found", (4, "named"): "not found"}
    both(audit, tmp_path, not_found, {**not_found, (2, "named"): "no"})
    adjudicate(audit, NAME, "2", "named", "no", "no name on any page")
    results = evaluate(audit, NAME, by="the lead").sample.results
    assert {place: found.result for place, found in results.items()} == {
        1: "deviation", 2: "deviation", 3: "no deviation", 4: "no deviation"
    }  # fmt: skip
    assert results[1].note == "Instrument File review: signed: not found"
    assert results[2].note == "Instrument File review: named: no, adjudicated"
    assert results[3].note == "Instrument File review: signed: yes; named: yes"
    assert list(events(audit.connection))[-1].actor == "the lead"
    assert project_sample(audit, "Papers").deviations == 2


def test_an_open_disagreement_stands_against_the_results(audit: Audit, tmp_path: Path) -> None:
    both(audit, tmp_path, second={**DIFFERENT, (2, "named"): "no"})
    with pytest.raises(
        EvidenceError, match="2 of 4 items of 'File review' are not settled: 2 with an open"
    ) as refused:
        evaluate(audit, NAME)
    assert "Adjudicate" in refused.value.hint
    assert sample_state(audit, "Papers").results == {}


def test_an_item_of_the_reserve_is_asked_about_once_it_is_called_up(tmp_path: Path) -> None:
    with coded_audit(tmp_path, reserve=1, non_response="replace from reserve") as audit:
        assert [item.place for item in items_to_code(sample_state(audit, "Papers"))] == [1, 2, 3, 4]
        enter_results(audit, "Papers", [ResultEntry(2, "not examined", note="file burnt")])
        assert [item.place for item in coded_state(audit, NAME).items] == [1, 3, 4, 5]


# Agreement


def test_the_agreement_counts_answers_that_both_gave(audit: Audit, tmp_path: Path) -> None:
    both(audit, tmp_path, second={asked: answer for asked, answer in DIFFERENT.items() if asked[0] != 4})
    table = coding_agreement(audit, NAME)
    assert [(one.attribute, one.same, one.both) for one in (*table.attributes, table.overall)] == [
        ("signed", 2, 3), ("named", 2, 3), ("overall", 4, 6)
    ]  # fmt: skip


def test_an_answer_that_is_changed_once_both_are_known_does_not_raise_the_agreement(
    audit: Audit, tmp_path: Path
) -> None:
    both(audit, tmp_path)
    code(audit, SECOND, tmp_path, {(2, "signed"): "yes"})
    table = coding_agreement(audit, NAME)
    assert (table.overall.same, table.overall.both, table.changed) == (6, 8, 1)
    assert open_at(audit) == [(3, "named")]


def test_a_correction_before_the_other_coder_came_counts(audit: Audit, tmp_path: Path) -> None:
    code(audit, FIRST, tmp_path, DIFFERENT)
    both(audit, tmp_path, second=ALL_YES)
    table = coding_agreement(audit, NAME)
    assert (table.overall.same, table.changed) == (8, 0)


def test_cohens_kappa_is_the_agreement_beyond_what_chance_would_give() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement("signed", pairs)  # observed 35/50; by chance (25*30 + 25*20) / 2500 = 1/2
    assert (found.rate, found.kappa) == (0.7, pytest.approx(0.4))


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([], "no item has both answers"),
        ([("yes", "yes")] * 9, "both coders gave one and the same answer throughout"),
    ],
)
def test_where_kappa_cannot_be_computed_it_is_said_why(pairs: list[tuple[str, str]], why: str) -> None:
    found = agreement("signed", pairs)
    assert (found.kappa, found.why_no_kappa) == (None, why)


def test_the_history_holds_every_step(audit: Audit, tmp_path: Path) -> None:
    both(audit, tmp_path, second=ALL_YES)
    evaluate(audit, NAME)
    kinds = [event.kind for event in events(audit.connection)]
    found = [one for one in kinds if one.startswith(("instrument.", "coding."))]
    assert found == ["instrument.made", "coding.read", "coding.read"]
    assert kinds.count("sample.result") == 4
    assert find_instrument(audit, NAME).attributes[0].deviation == ("no", "not found")
