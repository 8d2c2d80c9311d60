"""Whatever is handed to the command line, trouble is one clear sentence, a hint, and exit code 2."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.journeys.command_line import Answer, command, crossfoot


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    path = tmp_path / "audit.crossfoot"
    assert crossfoot("new", path, "--title", "T", "--as-of", "2018-03-31").code == 0
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_xlsx(
        tmp_path / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, agreement_row("Alpha County SO")]}
    )


def refused(answer: Answer) -> str:
    assert answer.code == 2, (answer.out, answer.err)
    assert answer.out == ""
    said = answer.err.strip().splitlines()
    assert len(said) == 2, "one sentence and what to do"
    assert said[0].startswith("crossfoot: ")
    assert said[1].startswith("What to do: ")
    return said[0]


def test_a_file_that_is_no_workbook(audit: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2_000))
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and then nothing that a zip would hold")
    assert "is not a workbook" in refused(crossfoot("import", audit, picture))
    assert "broken.xlsx" in refused(crossfoot("inspect", broken))
    assert "gone.xlsx" in refused(crossfoot("cells", tmp_path / "gone.xlsx"))


def test_a_sheet_that_is_not_there(audit: Path, workbook: Path) -> None:
    assert "no sheet called 'Officers'" in refused(
        crossfoot("import", audit, workbook, "--sheet", "Officers")
    )
    assert "Officers" in refused(crossfoot("cells", workbook, "--sheet", "Officers"))


def test_a_wrong_mapping(audit: Path, workbook: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    for text, word in (
        ('sheet = "Agreements"\nrecord_type = "ships"\nheader_row = 1\n', "ships"),
        (
            'sheet = "Agreements"\nrecord_type = "agreements"\nheader_row = 1\n[[columns]]\ncolumn = "Z"\n',
            "Z",
        ),
        ("this is not TOML", "mapping"),
    ):
        mapping.write_text(text)
        assert word in refused(crossfoot("import", audit, workbook, "--mapping", mapping))
    assert "cannot be read" in refused(
        crossfoot("import", audit, workbook, "--mapping", tmp_path / "gone.toml")
    )


def test_a_damaged_and_a_newer_audit_file(audit: Path, workbook: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.crossfoot"
    damaged.write_bytes(audit.read_bytes()[:9_000])
    newer = tmp_path / "newer.crossfoot"
    newer.write_bytes(audit.read_bytes())
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 12")
    connection.close()
    for words in (["tables"], ["misfits"], ["check"], ["history"]):
        assert "is damaged" in refused(crossfoot(*words, damaged))
        assert "newer version of Crossfoot" in refused(crossfoot(*words, newer))
    assert "newer version of Crossfoot" in refused(crossfoot("import", newer, workbook))


def test_a_check_or_parameter_that_is_not_there(audit: Path) -> None:
    assert "no-such-check" in refused(crossfoot("check", audit, "no-such-check"))
    assert "names no check and parameter" in refused(crossfoot("check", audit, "--set", "days=30"))
    assert "growth" in refused(crossfoot("check", audit, "--set", "growth-agency-count.speed=30"))
    assert "base_date" in refused(
        crossfoot("check", audit, "--set", "growth-agency-count.base_date=yesterday")
    )


def test_the_exceptions_of_a_check_that_did_not_run_are_not_said_to_be_none(audit: Path) -> None:
    assert "did not run" in refused(crossfoot("exceptions", audit, "--check", "authority-not-revoked"))
    assert "No check has run yet" in crossfoot("exceptions", audit).out
    crossfoot("check", audit)
    assert "0 tested for exceptions; the others did not" in crossfoot("exceptions", audit).out


def test_an_audit_keeps_its_title(audit: Path) -> None:
    assert "without a title" in refused(crossfoot("audit", audit, "--title", " "))


def test_a_report_is_never_written_over_the_audit_or_a_workbook(audit: Path, workbook: Path) -> None:
    crossfoot("audit", audit, "--no-marking-because", "made for this test")
    for victim in (audit, workbook):
        assert "is not a PDF" in refused(crossfoot("report", audit, victim))
    assert crossfoot("tables", audit).code == 0, "the audit is still an audit"
    assert crossfoot("inspect", workbook).code == 0, "the workbook is still a workbook"
    assert crossfoot("report", audit, audit.parent / "report.pdf").code == 0
    assert crossfoot("report", audit, audit.parent / "report.pdf").code == 0, "an earlier report is replaced"


def test_an_audit_whose_name_looks_like_a_database_address(workbook: Path, tmp_path: Path) -> None:
    name = "file:x?mode=ro.crossfoot"
    words = [
        [*command("new", name, "--title", "T", "--as-of", "2018-03-31")],
        command("import", name, workbook),
    ]
    for each in words:
        done = subprocess.run(each, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_demonstration_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    assert "cannot be written" in refused(crossfoot("demo", tmp_path / "taken"))


def test_help_names_every_command_and_a_word_that_is_none_is_told() -> None:
    from crossfoot.cli.main import COMMANDS

    said = crossfoot("--help")
    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)
    assert crossfoot("dance").code == 2
