"""Files that come are known by the line on their statement; what is no list is noted and not read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from crossfoot.errors import RequestError, WorkbookError
from crossfoot.evidence.register import list_evidence
from crossfoot.evidence.request_items import add_item
from crossfoot.request.receive import receive_files
from crossfoot.request.statement import (
    ExtractionStatement,
    Identification,
    TemplateHead,
    head_of,
    read_template_head,
)
from crossfoot.request.track import tracked_item

from tests.builders import day, new_audit, write_xlsx
from tests.core.request.sent import CAME, COURSE, COURSES, filled, item_of, sent_request


def test_a_statement_says_whom_it_answers_and_what_was_extracted() -> None:
    head = head_of(
        [
            {1: "FICTITIOUS DATA"},
            {1: "Template: crossfoot request 2 item 7, record type officers, version 1"},
            {1: "What to state", 2: "Your answer"},
            {1: "System", 2: "Personnel"},
            {1: "As-of date", 2: "2018-03-31"},
            {1: "Sum of Salary", 2: "12.5"},
            {1: "Known gaps"},
        ]
    )
    assert head.identification == Identification(2, 7, "officers", 1)
    assert head.statement == ExtractionStatement(
        system="Personnel", as_of="2018-03-31", sums=(("salary", "12.5"),)
    )


def test_the_identification_is_the_line_that_it_is_read_from() -> None:
    mark = Identification(3, 12, "training_courses", 1)
    assert head_of([{1: mark.line}]).identification == mark


def test_numbers_of_a_statement_keep_all_their_digits(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        said = {"Row count": 1686.0, "Sum of Interval months": 1234567890123, "Run on": day("2018-04-16")}
        path = filled(tmp_path / "c.xlsx", sent_request(audit), "training_courses", COURSES, [COURSE], said)
    statement = read_template_head(path).statement
    assert statement is not None
    assert (statement.row_count, statement.sums) == ("1686", (("interval months", "1234567890123"),))
    assert statement.source("c.xlsx") == "extraction statement of c.xlsx on 2018-04-16"


def test_a_workbook_without_our_sheets_is_no_form(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {"Sheet": [["Template: crossfoot request 1 item 1, record type x, version 1"]]}
    )
    assert read_template_head(path) == TemplateHead()


def test_a_template_of_another_item_request_or_list_is_refused_before_anything_is_kept(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        number = item_of(request, "training_courses").number
        good = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE])
        with pytest.raises(RequestError, match=rf"template of item {number}, not of item 1\b"):
            receive_files(audit, [good], received_on=CAME, item=1)
        for mark, said in (
            (Identification(9, number, "training_courses", 1), "answers request 9, but item"),
            (
                Identification(1, number, "officers", 1),
                f"template of officers, but item {number} asks for training",
            ),
            (Identification(1, 999, "officers", 1), "There is no request item 999"),
        ):
            bad = write_xlsx(
                tmp_path / "b.xlsx", {"Data": [COURSES, COURSE], "Extraction statement": [[mark.line]]}
            )
            with pytest.raises(RequestError, match=said):
                receive_files(audit, [good, bad], received_on=CAME)
        assert tracked_item(audit, number).files == ()


def test_a_template_is_no_document_that_was_asked_for_either(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        number = item_of(request, "training_courses").number
        document = add_item(audit, "The staffing plan", asked_on=CAME)
        good = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE])
        with pytest.raises(
            RequestError, match=rf"template of item {number}, not of item {document.number}\b"
        ):
            receive_files(audit, [good], received_on=CAME, item=document.number)
        assert tracked_item(audit, document.number).files == ()
        plan = write_xlsx(tmp_path / "plan.xlsx", {"Plan": [["Positions", 12]]})
        (tmp_path / "note.xlsx").write_bytes(b"no workbook at all")
        came = receive_files(audit, [plan, tmp_path / "note.xlsx"], received_on=CAME, item=document.number)
        assert [one.state for one in came] == ["received", "received"]


def test_a_folder_or_an_empty_file_answers_nothing(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        number = add_item(audit, "The staffing plan", asked_on=CAME).number
        (tmp_path / "empty.pdf").touch()
        for path, said in (
            (tmp_path, "is a folder, not a file"),
            (tmp_path / "empty.pdf", r"empty\.pdf is empty \(0 bytes\)"),
            (tmp_path / "gone.pdf", r"There is no file gone\.pdf"),
        ):
            with pytest.raises(RequestError, match=said):
                receive_files(audit, [path], received_on=CAME, item=number)
        assert tracked_item(audit, number).state == "asked"


def test_a_file_cannot_have_come_before_it_was_asked_for(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        path = filled(tmp_path / "c.xlsx", sent_request(audit), "training_courses", COURSES, [COURSE])
        with pytest.raises(
            RequestError, match=r"was asked on 2018-04-02; c\.xlsx cannot have come on 2018-04-01"
        ):
            receive_files(audit, [path], received_on=day("2018-04-01"))


def test_a_data_dictionary_goes_with_its_item_and_answers_nothing(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        number = item_of(sent_request(audit), "training_courses").number
        words = tmp_path / "dictionary.pdf"
        words.write_bytes(b"%PDF-1.7 what each column means")
        with pytest.raises(WorkbookError):
            receive_files(audit, [words], received_on=CAME, item=number)
        (came,) = receive_files(audit, [words], received_on=CAME, item=number, enclosure=True)
        assert (came.state, came.rows, came.sha256) == ("asked", None, sha256(words.read_bytes()).hexdigest())
        assert [file.name for file in tracked_item(audit, number).files] == ["dictionary.pdf"]


def test_a_document_without_a_named_item_says_how_to_name_it(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        sent_request(audit)
        memo = tmp_path / "memo.pdf"
        memo.write_bytes(b"%PDF-1.7 a memorandum")
        with pytest.raises(RequestError, match=r"memo\.pdf is no filled template") as caught:
            receive_files(audit, [memo], received_on=CAME)
        assert "--item N" in caught.value.hint
        with pytest.raises(RequestError, match=r"There is no file gone\.pdf"):
            receive_files(audit, [tmp_path / "gone.pdf"], received_on=CAME)


@pytest.mark.parametrize(("answers", "state"), [((None, None), "partial"), ((None, "By hand."), "received")])
def test_a_questionnaire_is_received_when_any_of_it_is_answered(
    tmp_path: Path, answers: tuple[str | None, ...], state: str
) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        item = next(i for i in request.of_kind("questionnaire") if i.wanted.record_type == "officers")
        mark = Identification(request.number, item.number, "officers", 1)
        rows = [(n, "Entry", "Who enters a record?", answer) for n, answer in enumerate(answers, start=1)]
        path = write_xlsx(
            tmp_path / "q.xlsx", {"Questionnaire": [[f"{mark.line}, questionnaire"], ["No."], *rows]}
        )
        (came,) = receive_files(audit, [path], received_on=CAME)
    assert (came.item.number, came.state, came.questions) == (item.number, state, 2)
    assert came.answered == sum(answer is not None for answer in answers)


def test_a_document_becomes_evidence_where_that_is_wanted_and_is_registered_once(tmp_path: Path) -> None:
    with new_audit(tmp_path, auditee="Bureau of Examples") as audit:
        sent_request(audit)
        number = add_item(audit, "Memorandum on courses", asked_on=CAME).number
        memo = tmp_path / "memo.pdf"
        memo.write_bytes(b"%PDF-1.7 a memorandum")
        for _ in range(2):
            (came,) = receive_files(audit, [memo], received_on=CAME, item=number, as_evidence=True)
            assert (came.state, came.evidence) == ("received", "E-1")
        (kept,) = list_evidence(audit)
        assert (kept.title, kept.obtained_from, kept.sha256) == (
            "Memorandum on courses", "Bureau of Examples", came.sha256,
        )  # fmt: skip
        assert kept.attached
