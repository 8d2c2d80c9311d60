"""`crossfoot request` for what comes back, as an auditor types it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from crossfoot.cli.main import main

from tests.builders import new_audit
from tests.core.request.sent import COURSE, COURSES, filled, item_of, sent_request


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path, int]:
    """An audit that asked for all, a template that came back, and the number of its item."""
    with new_audit(tmp_path, fictitious=True) as audit:
        request = sent_request(audit)
        said = {"Row count": 2, "Run by": "A. Clerk"}
        path = filled(tmp_path / "courses.xlsx", request, "training_courses", COURSES, [COURSE], said)
        return audit.path, path, item_of(request, "training_courses").number


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(word) for word in words]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    return json.loads(printed(capsys, *words, "--json"))


def test_a_template_is_received_and_what_differs_is_said(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    audit, path, number = asked
    said = printed(capsys, "request", audit, "receive", path, "--on", "2018-04-20", "--by", "K. Auditor")
    assert f"courses.xlsx  (sha256 {sha256(path.read_bytes()).hexdigest()})" in said
    assert f"Item {number}, Training courses: one row for each course, 1 row: received." in said
    assert "Imported as the list 'training_courses'." in said
    assert "These columns came back empty, so the list says nothing of them: Models, Effective to." in said
    assert "Sheet 'Record layout' was not loaded. It tells what each column" in said
    assert "found 1; the difference is -1." in said
    (item,) = [
        one
        for one in document(capsys, "request", audit, "status", "--on", "2018-05-02")
        if one["item"] == number
    ]
    assert (item["state"], item["complete"], item["received_on"]) == ("received", "yes", "2018-04-20")
    assert item["files"][0]["actor"] == "K. Auditor"


def test_what_came_cannot_be_said_not_to_exist(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    audit, path, number = asked
    printed(capsys, "request", audit, "receive", path, "--on", "2018-04-20")
    words = ("answer", number, "--state", "does not exist", "--official", "A. Chief", "--on", "2018-04-21")
    assert main([str(word) for word in ("request", audit, *words)]) == 2
    said = capsys.readouterr().err
    assert f"Item {number} cannot be what does not exist: courses.xlsx came for it on 2018-04-20." in said
    assert document(capsys, "evidence", audit, "list") == []


def test_noting_a_file_imports_nothing(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    audit, path, _ = asked
    (one,) = document(capsys, "request", audit, "receive", path, "--on", "2018-04-20", "--no-import")
    assert (one["list"], one["not_imported"], one["rows"]) == (None, "It was not to be imported.", 1)
    assert document(capsys, "tables", audit) == []


def test_what_does_not_exist_becomes_evidence_and_leaves_the_letter(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audit, _, number = asked
    said = printed(
        capsys, "request", audit, "answer", number, "--state", "does not exist", "--official", "A. Chief", "--title",
        "Director", "--on", "2018-04-20", "--said", "There is no list of courses.",
    )  # fmt: skip
    assert said.strip().endswith("does not exist. It can be cited as E-1.")
    assert f" {number}  dataset " in printed(capsys, "request", audit, "status", "--on", "2018-05-02")
    letter = document(
        capsys, "request", audit, "deficiency", "--out", tmp_path / "d.docx", "--on", "2018-05-02"
    )
    assert number not in letter["overdue"] and letter["overdue"]
    assert printed(
        capsys, "request", audit, "deficiency", "--out", tmp_path / "e.docx", "--item", number, "--on", "2018-05-02"
    ) == "As of 2018-05-02 nothing is missing, so no letter was written.\n"  # fmt: skip
    assert not (tmp_path / "e.docx").exists()


def test_a_receipt_is_written_for_what_came(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audit, path, _ = asked
    printed(capsys, "request", audit, "receive", path, "--on", "2018-04-20", "--no-import")
    said = printed(capsys, "request", audit, "receipt", "--out", tmp_path / "r.xlsx", "--on", "2018-04-20")
    assert said == "r.xlsx is the receipt for 1 file.\n"


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (("deficiency", "--out", "letter.pdf"), "letter.pdf is no name for a letter"),
        (("receipt", "--out", "r.docx"), "No file has come yet"),
        (("receive", "gone.xlsx"), "There is no file gone.xlsx"),
        (("receive", "a.xlsx", "b.xlsx", "--sheet", "X"), "--sheet and --mapping are about one file"),
        (("answer", "1", "--state", "refused"), "the word of a named official"),
    ],
)
def test_trouble_is_said_in_a_sentence_with_what_to_do(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str], words: tuple[str, ...], trouble: str
) -> None:
    assert main(["request", str(asked[0]), *words]) == 2
    said = capsys.readouterr().err
    assert trouble in said and "What to do:" in said


def test_templates_of_a_request_are_filled_in_by_the_fictitious_agency(
    asked: tuple[Path, Path, int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    printed(capsys, "request", asked[0], "write", "--out", tmp_path / "out")
    said = printed(capsys, "samples", tmp_path / "back", "--fill", tmp_path / "out")
    assert "The fictitious agency keeps no list of: " in said
    assert len(list((tmp_path / "back" / "datasets").iterdir())) == 16
