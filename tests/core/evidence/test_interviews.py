"""Interviews: numbered paragraphs that are cited, confirmed by one who was there, corroborated by other evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.errors import EvidenceError
from crossfoot.evidence.citations import cite
from crossfoot.evidence.interviews import (
    confirm_interview,
    corroborate,
    find_interview,
    list_interviews,
    paragraphs_of_file,
    record_interview,
    without_numbers,
)
from crossfoot.evidence.model import Interview
from crossfoot.evidence.register import withdraw_evidence
from crossfoot.evidence.request_items import add_item, answer_item

from tests.builders import day, new_audit
from tests.core.evidence.test_citations import audit_with_finding, for_condition
from tests.core.evidence.test_register import memo

NO_REVIEW = "No one is assigned to review the monthly report."
OWN_LISTS = "The field offices keep their own lists."


def interview(audit: Audit, who: str = "Pat Placeholder", **more: Any) -> Interview:
    """An interview of 10 April 2018 with two paragraphs."""
    parts: dict[str, Any] = {
        "title": "Chief of Staff",
        "held_on": day("2018-04-10"),
        "paragraphs": [NO_REVIEW, OWN_LISTS],
        "attendees": ["A. Auditor"],
    }
    return record_interview(audit, who, **{**parts, **more})


def test_an_interview_is_testimonial_evidence_with_numbered_paragraphs(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        kept = interview(audit, office="Office of Examples", place="by telephone", by="B. Boss")
        assert (kept.evidence.label, kept.evidence.kind) == ("E-1", "testimonial")
        assert kept.evidence.title == "Interview with Pat Placeholder, Chief of Staff"
        assert kept.evidence.obtained_from == "Pat Placeholder, Chief of Staff, Office of Examples"
        assert (kept.held_on, kept.evidence.obtained_on) == ("2018-04-10", "2018-04-10")
        assert [(one.number, one.text) for one in kept.paragraphs] == [(1, NO_REVIEW), (2, OWN_LISTS)]
        assert list_interviews(audit) == [kept]
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.actor) == ("interview.recorded", "B. Boss")
        assert event.body["paragraphs"] == [NO_REVIEW, OWN_LISTS]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"who": " "}, "who was interviewed"),
        ({"title": ""}, "title of Pat Placeholder is missing"),
        ({"paragraphs": [" "]}, "has no text"),
    ],
)
def test_an_interview_without_name_title_or_text_is_refused(
    tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(EvidenceError, match=said):
            interview(audit, **more)
        assert list_interviews(audit) == []


def test_paragraphs_of_a_text_file_are_those_between_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("\ufeffFirst line\nof one.\n \n\nSecond.\n", encoding="utf-8")
    assert paragraphs_of_file(path) == ["First line\nof one.", "Second."]
    path.write_text("1. First.\n\n2) In 2017 it began.\n", encoding="utf-8")
    assert paragraphs_of_file(path) == ["First.", "In 2017 it began."]
    path.write_text("2017. A year.\n\nNo number.\n", encoding="utf-8")
    assert paragraphs_of_file(path) == ["2017. A year.", "No number."]


def test_a_text_file_with_other_numbers_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("1. First.\n\n3. Third.\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"Paragraph 2 of talk.txt bears the number 3"):
        paragraphs_of_file(path)
    path.write_bytes(b"\xff\xfe\x00 not text")
    with pytest.raises(EvidenceError, match="not a text file in UTF-8"):
        paragraphs_of_file(path)
    with pytest.raises(EvidenceError, match="cannot be read"):
        paragraphs_of_file(tmp_path / "nothing.txt")


def test_a_citation_names_a_paragraph_that_is_there(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        interview(audit)
        with pytest.raises(EvidenceError, match="names one of its paragraphs"):
            for_condition(audit)
        for page in ("3", "0", "1-2", "one", "²"):
            with pytest.raises(EvidenceError, match=f"E-1 has no paragraph {page}"):
                for_condition(audit, page=page)
        assert for_condition(audit, page="02").page == "2"


def test_the_quote_must_stand_in_that_paragraph(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        interview(audit)
        with pytest.raises(EvidenceError, match="does not stand in paragraph 2 of E-1"):
            for_condition(audit, page="2", quote="No one is assigned")
        with pytest.raises(EvidenceError, match="does not stand"):
            for_condition(audit, page="1", quote="no one is assigned")
        assert for_condition(audit, page="1", quote="No one  is\nassigned").quote_checked


def test_one_who_was_there_confirms_the_record(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        interview(audit)
        with pytest.raises(EvidenceError, match="named person"):
            confirm_interview(audit, "E-1", " ", day("2018-04-12"))
        with pytest.raises(EvidenceError, match=r"S\. Stranger was not at the interview E-1"):
            confirm_interview(audit, "E-1", "S. Stranger", day("2018-04-12"))
        with pytest.raises(EvidenceError, match="held on 2018-04-10"):
            confirm_interview(audit, "E-1", "Pat Placeholder", day("2018-04-09"))
        done = confirm_interview(audit, "E-1", "Pat Placeholder", day("2018-04-12"))
        assert (done.confirmed_by, done.confirmed_on) == ("Pat Placeholder", "2018-04-12")
        assert list(events(audit.connection))[-1].body == {
            "before": ["", ""],
            "after": ["Pat Placeholder", "2018-04-12"],
        }


def test_other_evidence_corroborates_a_paragraph_until_it_is_taken_back(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        interview(audit)
        other = memo(audit)
        assert corroborate(audit, "E-1", 1, "E-2").paragraphs[0].corroborated_by == (other.uid,)
        before = len(list(events(audit.connection)))
        corroborate(audit, "E-1", 1, "E-2")
        assert len(list(events(audit.connection))) == before
        with pytest.raises(EvidenceError, match="E-2 corroborates paragraph 1 of E-1"):
            withdraw_evidence(audit, "E-2", "Not ours.")
        assert corroborate(audit, "E-1", 1, "E-2", take_back=True).paragraphs[0].corroborated_by == ()
        with pytest.raises(EvidenceError, match="does not corroborate paragraph 1"):
            corroborate(audit, "E-1", 1, "E-2", take_back=True)
        withdraw_evidence(audit, "E-2", "Not ours.")


def test_the_same_persons_word_corroborates_nothing(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        interview(audit)
        interview(audit, subject="A second interview")
        add_item(audit, "The plan")
        answer_item(audit, 1, "does not exist", official="pat placeholder", answered_on=day("2018-04-20"))
        interview(audit, "Sam Sample", title="Director")
        with pytest.raises(EvidenceError, match="cannot corroborate itself"):
            corroborate(audit, "E-1", 1, "E-1")
        for label in ("E-2", "E-3"):
            with pytest.raises(EvidenceError, match=f"{label} is the word of Pat Placeholder too"):
                corroborate(audit, "E-1", 1, label)
        with pytest.raises(EvidenceError, match="E-1 has no paragraph 3"):
            corroborate(audit, "E-1", 3, "E-4")
        assert corroborate(audit, "E-1", 1, "E-4").paragraphs[0].corroborated_by


def test_other_evidence_is_no_interview(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        memo(audit)
        with pytest.raises(EvidenceError, match=r"E-1 \(Memo on training\) is no interview"):
            find_interview(audit, "E-1")


def test_a_withdrawn_interview_is_not_listed_and_not_cited(tmp_path: Path) -> None:
    with audit_with_finding(tmp_path) as audit:
        interview(audit)
        withdraw_evidence(audit, "E-1", "Recorded twice.")
        assert list_interviews(audit) == []
        with pytest.raises(EvidenceError, match="was withdrawn"):
            cite(audit, "finding:1#cause", "E-1", page="1", supports=True)


def test_numbers_of_the_writer_are_dropped_or_refused_in_paragraphs_given_one_by_one() -> None:
    assert without_numbers(["1. We ask.", "2. We get less."]) == ["We ask.", "We get less."]
    with pytest.raises(EvidenceError, match="Paragraph 2 of the interview bears the number 3"):
        without_numbers(["1. We ask.", "3. We get less."])
