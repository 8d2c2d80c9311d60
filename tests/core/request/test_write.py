"""The files of a request: the same request gives the same bytes, each copy is noted, nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from crossfoot.auditfile.custody import list_copies
from crossfoot.errors import AuditFileError, RequestError
from crossfoot.plan.edit import add_step
from crossfoot.request.write import check_folder, write_request, write_tracker

from tests.core.request.planned_audit import DUE, TRAINING, asked, planned_audit


def test_a_request_is_a_folder_of_letter_templates_questionnaires_lists_and_tracker(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        request = asked(audit)
        written = write_request(audit, tmp_path / "out")
    names = [file.name for file in written.files]
    assert names[:2] == ["letter.docx", "datasets/01-officers.xlsx"]
    assert names[-2:] == ["documents-and-interviews.xlsx", "tracker.xlsx"]
    first = request.of_kind("questionnaire")[0].number
    assert f"questionnaires/{first:02d}-officers-questionnaire.xlsx" in names
    for file in written.files:
        assert sha256(written.path(file.name).read_bytes()).hexdigest() == file.sha256
    assert [file.name for file in written.files if not file.to_send] == ["tracker.xlsx"]


def test_written_again_it_is_the_same_bytes_even_after_the_plan_grew(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        asked(audit)
        first = write_request(audit, tmp_path / "first")
        add_step(audit, TRAINING, kind="check", title="Exam", check_id="training-exam-score")
        again = write_request(audit, tmp_path / "again", 1)
    assert again.files == first.files


def test_every_file_is_noted_in_the_custody_log_with_whom_it_is_for(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        asked(audit, addressee="Alex Sample")
        written = write_request(audit, tmp_path / "out", by="R. Lead")
        copies = list_copies(audit)
    assert [(one.file, one.sha256) for one in copies] == [
        (file.name.rpartition("/")[2], file.sha256) for file in written.files
    ]
    assert {one.given_to for one in copies[:-1]} == {"Alex Sample"}
    assert copies[-1].given_to == ""
    assert {(one.actor, one.marking) for one in copies} == {("R. Lead", "FOR OFFICIAL USE ONLY")}


def test_without_an_addressee_the_files_are_for_the_auditee(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        asked(audit)
        write_request(audit, tmp_path / "out")
        assert list_copies(audit)[0].given_to == "Bureau of Delegated Examples"


def test_nothing_is_written_where_something_lies_already(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        asked(audit)
        write_request(audit, tmp_path / "out")
        with pytest.raises(RequestError, match="The folder out is not empty"):
            write_request(audit, tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(RequestError, match="file is no folder to write to"):
        check_folder(tmp_path / "file")


def test_nothing_is_written_before_somebody_chose_the_marking(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        asked(audit)
        audit.set_facts(marking=None)
        with pytest.raises(AuditFileError, match="nobody has chosen its marking"):
            write_request(audit, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_tracker_is_written_by_itself_as_of_a_day(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        with pytest.raises(RequestError, match="Nothing was asked for yet"):
            write_tracker(audit, tmp_path / "t.xlsx", DUE)
        request = asked(audit)
        assert write_tracker(audit, tmp_path / "t.xlsx", DUE + dt.timedelta(days=1)) == len(request.items)
        page = openpyxl.load_workbook(tmp_path / "t.xlsx")["Items"]
        assert page["A2"].value == "Request tracker as of 2018-05-03"
        assert page["H5"].value == "overdue"
        with pytest.raises(RequestError, match=r"t\.pdf is not called so"):
            write_tracker(audit, tmp_path / "t.pdf", DUE)


def test_the_files_of_a_fictitious_audit_bear_it_in_their_names(tmp_path: Path) -> None:
    with planned_audit(tmp_path, fictitious=True) as audit:
        asked(audit)
        written = write_request(audit, tmp_path / "out")
    assert all("DEMONSTRATION-" in file.name for file in written.files)
    assert written.path("letter.docx").name == "DEMONSTRATION-letter.docx"
