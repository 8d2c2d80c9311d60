"""Lists, questionnaire and tracker: a line for each item, and columns for the answers."""

from __future__ import annotations

from pathlib import Path

from crossfoot.mapping.record_types import record_types
from crossfoot.request.lists import list_sheets
from crossfoot.request.model import Request, RequestItem, Wanted
from crossfoot.request.questionnaire import QUESTIONS, questionnaire_sheets
from crossfoot.request.track import track_items
from crossfoot.request.tracker_sheet import tracker_sheets

from tests.builders import day
from tests.core.request.planned_audit import COORDINATOR, POLICY, TRAINING, asked, planned_audit


def request_of(*wanted: Wanted) -> Request:
    when = (day("2018-04-02"), day("2018-05-02"))
    items = tuple(RequestItem(str(number), number, one, *when) for number, one in enumerate(wanted, start=1))
    return Request("r", 4, "", "", "", "", *when, "", items)


def test_documents_and_interviews_stand_by_theme_with_room_for_the_answer() -> None:
    request = request_of(
        Wanted("document", "Plan", "Growth", "Read plans"),
        Wanted("document", "Policy", "Training", "Read policies"),
        Wanted("document", "Budget", "Growth", "Read budgets"),
        Wanted("interview", "Head of office", "Growth", "Ask about growth"),
    )
    documents, interviews = list_sheets(request)
    blank = (None, None, None, None)
    assert documents.rows == [
        (1, "Growth", "Plan", "Read plans", *blank),
        (3, "Growth", "Budget", "Read budgets", *blank),
        (2, "Training", "Policy", "Read policies", *blank),
    ]
    assert [column.header for column in documents.columns if column.fill] == [
        "Provided as (file or place)",
        "Does not exist",
        "Official who says so, title",
        "Date",
    ]
    assert interviews.rows == [(4, "Growth", "Head of office", "Ask about growth", *blank)]


def test_a_list_that_would_be_empty_is_not_written() -> None:
    (only,) = list_sheets(request_of(Wanted("document", "Plan")))
    assert only.name == "Documents"
    assert list_sheets(request_of(Wanted("questionnaire", "Q", record_type="officers"))) == ()


def test_the_questionnaire_has_every_question_and_names_its_item() -> None:
    request = request_of(Wanted("questionnaire", "Q", record_type="officers"))
    (sheet,) = questionnaire_sheets(request, request.items[0], record_types()["officers"])
    assert len(sheet.rows) == sum(len(questions) for _, questions in QUESTIONS)
    assert [row[0] for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    assert all(str(row[2]).count("?") and row[3:] == (None, None, None) for row in sheet.rows)
    assert (
        sheet.lead[1]
        == "Template: crossfoot request 4 item 1, record type officers, version 1, questionnaire"
    )


def test_the_tracker_shows_every_item_and_what_is_overdue_on_the_day(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        request = asked(audit)
        items = track_items(audit)
    before, _ = tracker_sheets(items, day("2018-05-02"))
    after, files = tracker_sheets(items, day("2018-05-03"))
    assert [row[0] for row in before.rows] == [item.number for item in request.items]
    policy = next(row for row in before.rows if row[3] == POLICY)
    assert policy[1:8] == (1, "document", POLICY, TRAINING, day("2018-04-02"), day("2018-05-02"), "asked")
    late = next(row for row in after.rows if row[3] == COORDINATOR)
    assert late[7] == "overdue"
    assert "no reply is no confirmation" in str(late[12])
    assert files.rows == []


def test_many_themes_are_counted_where_a_column_is_narrow() -> None:
    assert Wanted("dataset", "A", "X; Y").short_theme == "X; Y"
    assert Wanted("dataset", "A", "X; Y; Z").short_theme == "3 themes"
    assert Wanted("dataset", "A").short_theme == ""
