"""A list that comes for a request is known by its statement, imported without a question, and its totals compared."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from crossfoot.auditfile.corrections.control_totals import list_control_totals, set_control_total
from crossfoot.auditfile.history import events
from crossfoot.auditfile.lookups import imports
from crossfoot.checks.presence import mapped_fields
from crossfoot.errors import MappingError, RequestError
from crossfoot.request.receive import receive_files
from crossfoot.request.receive_list import LoadChoice
from crossfoot.request.track import tracked_item

from tests.builders import day, new_audit, write_xlsx
from tests.core.request.sent import CAME, COURSE, COURSES, filled, item_of, sent_request

STATED = {
    "System": "Learning system of the bureau", "Owner": "Office of Training", "Filters": "none",
    "As-of date": day("2018-03-31"), "Run by": "A. Clerk, Analyst", "Run on": day("2018-04-16"), "Row count": 1,
    "Sum of Interval months": 12, "Known gaps": "none",
}  # fmt: skip
QUICK = LoadChoice(certify=False)


def test_a_filled_template_becomes_a_list_without_a_question_and_its_totals_are_compared(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        item = item_of(request, "training_courses")
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE], STATED)
        (came,) = receive_files(audit, [path], received_on=CAME)
        assert (came.item.number, came.state, came.rows, came.missing) == (item.number, "received", 1, ())
        assert (came.sha256, came.bytes) == (sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        assert came.listed is not None and came.listed.loaded is not None
        assert (came.listed.loaded.list_name, came.listed.loaded.rows) == ("training_courses", 1)
        assert [one.sheet for one in came.listed.skipped] == ["Record layout", "Extraction statement"]
        assert [
            (one.total.measure, one.total.field, one.expected, one.agrees) for one in came.totals.compared
        ] == [
            ("rows", "", "1", True),
            ("sum", "interval_months", "12", True),
        ]
        source = "extraction statement of c.xlsx, run by A. Clerk, Analyst on 2018-04-16"
        assert {total.source for total in list_control_totals(audit)} == {source}
        kinds = [event.kind for event in events(audit.connection)]
        assert kinds.count("request.file_received") == kinds.count("request_item.answered") == 1
        tracked = tracked_item(audit, item.number)
        assert (tracked.state, tracked.complete, tracked.follow_up(CAME)) == ("received", "yes", "")


def test_a_total_that_differs_is_said_in_one_sentence(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        said = {**STATED, "Row count": 3, "Sum of Interval months": "none"}
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE], said)
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
    assert [one.words for one in came.totals.differing] == [
        "training_courses, rows: expected 3 (extraction statement of c.xlsx, run by A. Clerk, Analyst on 2018-04-16), "
        "found 1; the difference is -2."
    ]
    assert len(came.totals.compared) == 1


def test_a_number_that_is_none_is_said_and_not_noted(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        said = {"Row count": "about 300", "Sum of Salaries": 4}
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE], said)
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
        assert list_control_totals(audit) == []
    assert came.totals.notes == (
        "The row count of the extraction statement was not noted: 'about 300' is not a number.",
        "The extraction statement gives a sum of 'salaries', which is no column of this list.",
    )


def test_a_second_file_of_the_dataset_is_a_new_version_and_brings_its_own_totals(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        first = filled(tmp_path / "c1.xlsx", request, "training_courses", COURSES, [COURSE], STATED)
        second = filled(
            tmp_path / "c2.xlsx", request, "training_courses", COURSES, [COURSE, ("B-2", *COURSE[1:])], {"Row count": 2}
        )  # fmt: skip
        receive_files(audit, [first], received_on=CAME, choice=QUICK)
        receive_files(audit, [second], received_on=day("2018-04-25"), choice=QUICK)
        assert [(line.list_name, line.rows, line.state) for line in imports(audit)] == [
            ("training_courses", 1, "superseded"),
            ("training_courses", 2, "current"),
        ]
        assert [(total.measure, total.expected) for total in list_control_totals(audit)] == [("rows", 2)]
        files = tracked_item(audit, item_of(request, "training_courses").number).files
        assert [file.name for file in files] == ["c1.xlsx", "c2.xlsx"]


def test_a_control_total_that_a_person_noted_stands_beside_a_statement(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        first = filled(tmp_path / "c1.xlsx", request, "training_courses", COURSES, [COURSE])
        receive_files(audit, [first], received_on=CAME, choice=QUICK)
        set_control_total(audit, "training_courses", "rows", "5", "letter of 3 April 2018")
        second = filled(
            tmp_path / "c2.xlsx", request, "training_courses", COURSES, [COURSE], {"Row count": 1}
        )
        (came,) = receive_files(audit, [second], received_on=CAME, choice=QUICK)
        assert [total.source for total in list_control_totals(audit)] == ["letter of 3 April 2018"]
    assert came.totals.notes == (
        "A control total from letter of 3 April 2018 stands; the one of the extraction statement (1) was not noted.",
    )


def test_the_very_file_is_noted_again_and_not_imported_twice(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE])
        receive_files(audit, [path], received_on=CAME, choice=QUICK)
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
        assert came.listed is not None and came.listed.not_loaded.startswith(
            "It is the very file that was imported on"
        )
        assert len(imports(audit)) == 1
        assert len(came.item.files) == 2


def test_a_missing_required_column_keeps_the_list_out_and_is_named(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        headers, row = COURSES[:1] + COURSES[2:], COURSE[:1] + COURSE[2:]
        path = filled(tmp_path / "c.xlsx", request, "training_courses", headers, [row])
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
        assert imports(audit) == []
    assert came.state == "partial"
    assert [(gap.field, gap.kind, gap.meaning) for gap in came.missing if gap.field == "title"] == [
        ("title", "no column", "The title of the course.")
    ]
    assert came.listed is not None
    assert came.listed.not_loaded == "It gives nothing for title, which the record layout requires."


def test_a_column_that_a_check_cannot_do_without_must_have_a_value(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        row = ("BDE-1", "First course", "", "", "yes", *[""] * 7)
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [row])
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
    gaps = {gap.field: gap.kind for gap in came.missing}
    assert gaps["due_rule"] == "no value"
    assert "grace_days" not in gaps
    assert came.state == "partial" and came.listed is not None and came.listed.loaded is not None


def test_a_column_that_came_back_empty_fills_no_field_until_a_later_version_fills_it(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        ended = (*COURSE[:10], "2018-01-31", COURSE[11])
        first = filled(tmp_path / "c1.xlsx", request, "training_courses", COURSES, [COURSE])
        second = filled(tmp_path / "c2.xlsx", request, "training_courses", COURSES, [ended])
        (came,) = receive_files(audit, [first], received_on=CAME, choice=QUICK)
        assert came.listed is not None and came.listed.empty == ("Models", "Effective to")
        assert "effective_to" not in mapped_fields(audit)["training_courses"]
        receive_files(audit, [second], received_on=CAME, choice=QUICK)
        assert "effective_to" in mapped_fields(audit)["training_courses"]


def test_a_template_that_came_back_empty_is_partial_and_not_imported(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [])
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
        assert imports(audit) == []
    assert (came.state, came.rows, [gap.kind for gap in came.missing]) == ("partial", 0, ["no rows"])
    assert came.listed is not None and came.listed.not_loaded == "It holds no rows."


def test_a_file_with_fewer_columns_does_not_take_columns_away(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        whole = filled(tmp_path / "c1.xlsx", request, "training_courses", COURSES, [COURSE])
        less = filled(tmp_path / "c2.xlsx", request, "training_courses", COURSES[:6], [COURSE[:6]])
        receive_files(audit, [whole], received_on=CAME, choice=QUICK)
        (came,) = receive_files(audit, [less], received_on=CAME, choice=QUICK)
        assert [line.state for line in imports(audit)] == ["current"]
    assert came.listed is not None
    assert came.listed.not_loaded.startswith("It gives nothing for Due month day, Interval months")


def test_a_native_export_needs_its_item_named_and_is_loaded_only_when_asked(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        number = item_of(request, "training_courses").number
        native = write_xlsx(
            tmp_path / "lms.xlsx",
            {
                "Export": [
                    ["LMS ID", "Course title", "Mandatory", "Frequency"],
                    ["X-1", "A course", "Y", "annual"],
                ]
            },
        )
        with pytest.raises(RequestError, match=r"lms\.xlsx does not say which item it answers"):
            receive_files(audit, [native], received_on=CAME, choice=QUICK)
        (came,) = receive_files(audit, [native], received_on=CAME, item=number)
        assert came.rows == 1 and imports(audit) == []
        assert "due_month_day" in {gap.field for gap in came.missing} and "title" not in {
            g.field for g in came.missing
        }
        (came,) = receive_files(
            audit, [native], received_on=CAME, item=number, choice=LoadChoice(load=True, certify=False)
        )
        assert [line.list_name for line in imports(audit)] == ["training_courses"]


def test_a_native_export_of_several_sheets_wants_its_sheet_named(tmp_path: Path) -> None:
    rows = [["Course ID", "Title"], ["X-1", "A course"]]
    native = write_xlsx(tmp_path / "two.xlsx", {"One": rows, "Two": rows})
    with new_audit(tmp_path) as audit:
        number = item_of(sent_request(audit), "training_courses").number
        with pytest.raises(MappingError, match="several sheets"):
            receive_files(audit, [native], received_on=CAME, item=number)
        (came,) = receive_files(
            audit, [native], received_on=CAME, item=number, choice=LoadChoice(sheet="Two")
        )
        assert came.rows == 1


def test_a_list_with_numbers_of_persons_is_noted_and_waits_for_the_auditor(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        request = sent_request(audit)
        row = ("900-12-3456", *COURSE[1:])
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [row])
        (came,) = receive_files(audit, [path], received_on=CAME, choice=QUICK)
        assert imports(audit) == []
        assert len(came.item.files) == 1
    assert came.item.follow_up(CAME) == "Import the list, which was only noted."
    assert came.listed is not None
    assert "holds numbers that name persons" in came.listed.not_loaded
    assert "--leave-out" in came.listed.not_loaded
