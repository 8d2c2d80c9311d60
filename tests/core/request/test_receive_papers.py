"""What goes back: the deficiency letter names each missing field once, the receipt's hashes are the files'."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import list_copies
from crossfoot.errors import AuditFileError, RequestError
from crossfoot.evidence.request_items import add_item, answer_item
from crossfoot.request.deficiency import find_deficiencies, write_deficiency_letter
from crossfoot.request.receipts import write_receipt
from crossfoot.request.receive import receive_files
from crossfoot.request.receive_list import LoadChoice
from crossfoot.request.track import received_files, track_items, tracked_item
from docx import Document
from openpyxl import load_workbook

from tests.builders import day, new_audit
from tests.core.request.sent import CAME, COURSE, COURSES, DUE, filled, item_of, sent_request

LATER = day("2018-05-02")
ONLY_NOTED = LoadChoice(load=False)


def marked_audit(folder: Path) -> Audit:
    return new_audit(folder, fictitious=True, office="Office of Example Audits", auditee="Bureau of Examples")


def texts(path: Path) -> str:
    """All texts of a letter, paragraphs first, then the cells of its tables."""
    document: Any = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def without(*headers: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The headers and the row of the course without these columns."""
    kept = [place for place, header in enumerate(COURSES) if header not in headers]
    return tuple(COURSES[place] for place in kept), tuple(COURSE[place] for place in kept)


def test_the_letter_names_each_missing_field_once_though_two_files_lack_it(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        number = item_of(request, "training_courses").number
        for name, gone in (("one", ("Due month day", "Title")), ("two", ("Due month day", "Grace days"))):
            headers, row = without(*gone)
            path = filled(tmp_path / f"{name}.xlsx", request, "training_courses", headers, [row])
            receive_files(audit, [path], received_on=CAME, choice=ONLY_NOTED)
        found = write_deficiency_letter(audit, tmp_path / "d.docx", CAME)
        said = texts(tmp_path / "d.docx")
        assert [(one.item.number, [gap.field for gap in one.gaps]) for one in found.gaps] == [
            (number, ["due_month_day", "grace_days"])
        ]
        assert [said.count(word) for word in ("Due month day", "Grace days", "Title")] == [1, 1, 0]
        assert said.count("Month and day of a fixed due date, written MM-DD.") == 1
        assert "In the file two.xlsx, which came on April 20, 2018:" in said
        assert "[day by which it is due: to be stated by the auditor]" in said
        assert [(copy.what, copy.given_to) for copy in list_copies(audit)] == [
            ("deficiency letter", "Director Example")
        ]


def test_an_item_asked_twice_is_named_once(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        item = item_of(request, "training_courses")
        audit.connection.execute(
            "UPDATE cf_request_item SET record_type = 'training_courses', fields = (SELECT fields FROM cf_request_item "
            "WHERE number = ?) WHERE number = 1",
            (item.number,),
        )
        headers, row = without("Title")
        for number in (1, item.number):
            path = filled(tmp_path / "c.xlsx", request, "training_courses", headers, [row])
            book = load_workbook(path)
            del book["Extraction statement"]
            book.save(path)
            choice = LoadChoice(load=False, sheet="Data")
            receive_files(audit, [path], received_on=CAME, item=number, choice=choice)
        found = find_deficiencies(audit, CAME)
        assert [gap.field for one in found.gaps for gap in one.gaps] == ["title"]


def test_overdue_items_and_items_answered_in_part_stand_in_the_letter(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        answer_item(audit, 2, "partial", answered_on=CAME, said="Only the tables.")
        answer_item(audit, 3, "does not exist", official="A. Chief", answered_on=CAME)
        found = write_deficiency_letter(audit, tmp_path / "d.docx", LATER, due_on=day("2018-05-16"))
        said = texts(tmp_path / "d.docx")
        assert [one.number for one in found.in_part] == [2]
        assert len(found.overdue) == len(request.items) - 2
        assert "Only the tables." in said and "May 16, 2018" in said
        assert "DEMONSTRATION - FICTITIOUS DATA" in said


def test_where_nothing_is_missing_nothing_is_written(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        sent_request(audit)
        assert write_deficiency_letter(audit, tmp_path / "d.docx", CAME).items == ()
        assert not (tmp_path / "d.docx").exists()
        assert list_copies(audit) == []


def test_a_letter_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        sent_request(audit)
        (tmp_path / "d.docx").write_text("sent")
        with pytest.raises(RequestError, match="there already"):
            write_deficiency_letter(audit, tmp_path / "d.docx", LATER)
        with pytest.raises(RequestError, match="would be due on 2018-05-02"):
            write_deficiency_letter(audit, tmp_path / "e.docx", LATER, due_on=LATER)


def test_no_paper_leaves_before_someone_chose_a_marking(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        sent_request(audit)
        with pytest.raises(AuditFileError, match="marking"):
            write_deficiency_letter(audit, tmp_path / "d.docx", LATER)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_hashes_of_a_receipt_are_those_of_the_files(tmp_path: Path, ending: str) -> None:
    receipt = tmp_path / f"receipt.{ending}"
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        course = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE])
        memo = tmp_path / "memo.pdf"
        memo.write_bytes(b"%PDF-1.7 a memorandum")
        number = add_item(audit, "Memorandum on courses", asked_on=CAME).number
        receive_files(audit, [course], received_on=CAME, choice=ONLY_NOTED, by="K. Auditor")
        receive_files(audit, [memo], received_on=CAME, item=number, by="K. Auditor")
        assert [(file.name, file.rows) for file in write_receipt(audit, receipt, CAME)] == [
            ("c.xlsx", 1),
            ("memo.pdf", None),
        ]
        assert [copy.what for copy in list_copies(audit)] == ["receipt for files"]
        assert [file.actor for file in received_files(audit)] == ["K. Auditor", "K. Auditor"]
    if ending == "docx":
        said = texts(receipt)
    else:
        said = "\n".join(str(cell.value) for row in load_workbook(receipt)["Receipt"] for cell in row)
    for path in (course, memo):
        assert path.name in said
        assert said.count(sha256(path.read_bytes()).hexdigest()) == 1
    assert "2018-04-20" in said and "K. Auditor" in said


def test_no_paper_is_dated_before_what_it_tells_of(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        headers, row = without("Due month day")
        path = filled(tmp_path / "c.xlsx", request, "training_courses", headers, [row])
        receive_files(audit, [path], received_on=CAME, choice=ONLY_NOTED)
        early = CAME - dt.timedelta(days=1)
        with pytest.raises(RequestError, match=f"The letter would be dated {early}.*came on {CAME}"):
            write_deficiency_letter(audit, tmp_path / "d.docx", early)
        with pytest.raises(RequestError, match=f"The receipt would be dated {early}.*came on {CAME}"):
            write_receipt(audit, tmp_path / "r.docx", early)
        assert not (tmp_path / "d.docx").exists() and not (tmp_path / "r.docx").exists()


def test_there_is_no_receipt_for_nothing_nor_in_another_format(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        request = sent_request(audit)
        with pytest.raises(RequestError, match="No file has come yet"):
            write_receipt(audit, tmp_path / "r.docx", CAME)
        path = filled(tmp_path / "c.xlsx", request, "training_courses", COURSES, [COURSE])
        receive_files(audit, [path], received_on=CAME, choice=ONLY_NOTED)
        with pytest.raises(RequestError, match=r"A receipt is no \.pdf"):
            write_receipt(audit, tmp_path / "r.pdf", CAME)


def test_overdue_is_worked_out_on_the_day_and_never_kept(tmp_path: Path) -> None:
    with marked_audit(tmp_path) as audit:
        sent_request(audit)
        one = tracked_item(audit, 1)
        assert (one.state_on(DUE), one.overdue(DUE), one.follow_up(DUE)) == ("asked", False, "")
        assert (one.state_on(LATER), one.overdue(LATER)) == ("overdue", True)
        assert one.follow_up(LATER) == "Ask again: no reply is no confirmation."
        answer_item(audit, 1, "partial", answered_on=CAME)
        answer_item(audit, 2, "refused", official="A. Chief", answered_on=CAME)
        partial, refused = track_items(audit)[:2]
        assert (partial.state_on(LATER), partial.complete) == ("partial, overdue", "no")
        assert (refused.state_on(LATER), refused.complete, refused.overdue(LATER)) == (
            "refused",
            "refused",
            False,
        )
        assert {row["state"] for row in audit.rows("SELECT state FROM cf_request_item")} == {
            "asked",
            "partial",
            "refused",
        }
