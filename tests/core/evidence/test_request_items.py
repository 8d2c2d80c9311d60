"""Request items: answers are added and never changed; what an official says does not exist becomes evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import RequestItem
from crossfoot.evidence.register import find_evidence, list_evidence, withdraw_evidence
from crossfoot.evidence.request_items import (
    add_item,
    answer_item,
    find_item,
    item_answers,
    list_items,
    overdue_items,
    withdraw_item,
)

from tests.builders import day, new_audit

PLAN = "The staffing plan for fiscal year 2018"
OFFICIAL: dict[str, Any] = {
    "official": "Pat Placeholder",
    "official_title": "Chief of Staff",
    "answered_on": day("2018-04-20"),
}


def ask(audit: Audit, asked: str = PLAN, **more: Any) -> RequestItem:
    return add_item(audit, asked, asked_on=day("2018-04-02"), due_on=day("2018-04-16"), **more)


def test_an_item_is_asked_until_something_came(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        item = ask(audit, theme="staffing", why="To see what was planned.", steps=("staffing.1",))
        assert (item.number, item.state, item.due_on) == (1, "asked", "2018-04-16")
        assert (item.theme, item.steps) == ("staffing", ("staffing.1",))
        assert ask(audit, "Another").number == 2
        assert answer_item(audit, 1, "partial", official="Pat Placeholder").state == "partial"
        assert answer_item(audit, 1, "received").state == "received"
        assert [answer.state for answer in item_answers(audit, 1)] == ["partial", "received"]
        assert find_item(audit, 2).state == "asked"


@pytest.mark.parametrize(("in_writing", "kind"), [(True, "documentary"), (False, "testimonial")])
def test_what_does_not_exist_becomes_evidence_that_can_be_cited(
    tmp_path: Path, in_writing: bool, kind: str
) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        item = answer_item(
            audit, 1, "does not exist", said="We never wrote one.", in_writing=in_writing, **OFFICIAL
        )
        evidence = find_evidence(audit, item.evidence_uid)
        assert evidence.title == "Item 1: does not exist, said by Pat Placeholder"
        assert (evidence.kind, evidence.obtained_from, evidence.obtained_on) == (
            kind,
            "Pat Placeholder, Chief of Staff",
            "2018-04-20",
        )
        assert evidence.note == f"Asked for: {PLAN}\nAnswered: We never wrote one."
        assert (item.official, item.official_title, item.said) == (
            "Pat Placeholder",
            "Chief of Staff",
            "We never wrote one.",
        )


def test_the_reply_in_writing_is_attached_to_its_evidence(tmp_path: Path) -> None:
    letter = tmp_path / "reply.eml"
    letter.write_text("Subject: Item 1\n\nThere is no such plan.\n", encoding="utf-8")
    with new_audit(tmp_path) as audit:
        ask(audit)
        item = answer_item(audit, 1, "refused", file=letter, **OFFICIAL)
        evidence = find_evidence(audit, item.evidence_uid)
        assert (evidence.kind, evidence.name, evidence.attached) == ("documentary", "reply.eml", True)
        with pytest.raises(EvidenceError, match="reply in writing"):
            answer_item(audit, 1, "received", file=letter)


@pytest.mark.parametrize("state", ["does not exist", "refused"])
def test_nothing_is_missing_without_the_name_and_the_day(tmp_path: Path, state: str) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        with pytest.raises(EvidenceError, match="named official"):
            answer_item(audit, 1, state, **{**OFFICIAL, "official": " "})
        with pytest.raises(EvidenceError, match="on which day Pat Placeholder answered item 1"):
            answer_item(audit, 1, state, **{**OFFICIAL, "answered_on": None})
        assert (find_item(audit, 1).state, list_evidence(audit)) == ("asked", [])


def test_answers_that_cannot_be_are_refused(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        with pytest.raises(EvidenceError, match="'lost' is no state"):
            answer_item(audit, 1, "lost")
        with pytest.raises(
            EvidenceError, match="asked on 2018-04-02, so it cannot be answered on 2018-04-01"
        ):
            answer_item(audit, 1, "received", answered_on=day("2018-04-01"))
        with pytest.raises(EvidenceError, match="not overdue on 2018-04-16"):
            answer_item(audit, 1, "overdue", answered_on=day("2018-04-16"))
        with pytest.raises(EvidenceError, match="no request item 4"):
            answer_item(audit, 4, "received")
        assert answer_item(audit, 1, "overdue", answered_on=day("2018-04-17")).state == "overdue"


def test_items_that_cannot_be_are_refused(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match="what is asked for"):
            ask(audit, " ")
        with pytest.raises(EvidenceError, match="'thing' is no kind of item"):
            ask(audit, kind="thing")
        with pytest.raises(EvidenceError, match="before it is asked"):
            add_item(audit, PLAN, asked_on=day("2018-04-02"), due_on=day("2018-04-01"))
        assert list_items(audit) == []


def test_overdue_are_those_without_a_whole_answer_after_the_due_date(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        for number, state in enumerate(("partial", "received", "asked"), 1):
            ask(audit, f"Item {number}")
            answer_item(audit, number, state)
        assert overdue_items(audit, day("2018-04-16")) == []
        assert [item.number for item in overdue_items(audit, day("2018-04-17"))] == [1, 3]


def test_the_latest_answer_holds_and_the_evidence_of_the_one_before_stays(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        answer_item(audit, 1, "does not exist", said="There is none.", **OFFICIAL)
        with pytest.raises(EvidenceError, match="E-1 is the latest answer to request item 1"):
            withdraw_evidence(audit, "E-1", "No longer true.")
        item = answer_item(audit, 1, "received", official="Sam Sample", said="Here it is.")
        assert (item.official_title, item.said) == ("", "Here it is.")
        assert (item.state, item.official, item.evidence_uid) == ("received", "Sam Sample", "")
        assert [evidence.label for evidence in list_evidence(audit)] == ["E-1"]
        withdraw_evidence(audit, "E-1", "The plan came after all.")


def test_an_item_is_withdrawn_with_a_reason(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        with pytest.raises(EvidenceError, match="only with a reason"):
            withdraw_item(audit, 1, "")
        withdraw_item(audit, 1, "Asked twice.")
        assert list_items(audit) == []
        assert ask(audit).number == 2


def test_the_same_answer_is_not_recorded_twice(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        ask(audit)
        answer_item(audit, 1, "does not exist", said="There is none.", **OFFICIAL)
        with pytest.raises(EvidenceError, match="Item 1 is recorded so already: does not exist, said by Pat"):
            answer_item(audit, 1, "does not exist", said=" There is none. ", **OFFICIAL)
        assert [one.label for one in list_evidence(audit)] == ["E-1"]
        answer_item(audit, 1, "does not exist", said="There never was one.", **OFFICIAL)
        assert [one.label for one in list_evidence(audit)] == ["E-1", "E-2"]
