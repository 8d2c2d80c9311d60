from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from crossfoot.cli.main import main
from crossfoot.cli.reading_arguments import reading_arguments, reading_options, reading_words
from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import AS_FOUND, ReadOptions

from tests.core.workbook.xls_parts import XlsSheet, text, write_xls


def options(*words: str) -> ReadOptions:
    parser = argparse.ArgumentParser()
    reading_arguments(parser)
    return reading_options(parser.parse_args(words))


def test_nothing_said_leaves_the_reading_to_the_content() -> None:
    assert options() == AS_FOUND


@pytest.mark.parametrize(
    ("word", "sign"),
    [("tab", "\t"), ("\\t", "\t"), ("Semicolon", ";"), ("comma", ","), ("pipe", "|"), ("#", "#")],
)
def test_a_delimiter_is_a_word_or_the_sign_itself(word: str, sign: str) -> None:
    assert options("--delimiter", word) == ReadOptions(delimiter=sign)


def test_a_delimiter_of_several_signs_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options("--delimiter", ";;")
    assert "is not one character; write comma" in capsys.readouterr().err


def test_the_encoding_and_the_password_are_taken_as_they_are() -> None:
    assert options("--encoding", "cp1252", "--password", " p w ") == ReadOptions("cp1252", None, " p w ")


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nsecond line\n"])
def test_a_password_file_gives_its_first_line(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(b"\xef\xbb\xbf" + f" gehéim {ending}".encode())
    assert options("--password-file", str(file)) == ReadOptions(password=" gehéim ")


def test_a_dash_asks_for_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "typed")
    assert options("--password-file", "-") == ReadOptions(password="typed")


def test_a_password_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"The file with the password, .*absent.* cannot be read"):
        options("--password-file", str(tmp_path / "absent"))
    latin = tmp_path / "latin"
    latin.write_bytes(b"\xe9")
    with pytest.raises(WorkbookError, match="is not written in UTF-8"):
        options("--password-file", str(latin))


def test_a_password_is_not_printed_with_the_options() -> None:
    assert "geheim" not in repr(ReadOptions(password="geheim"))


def test_password_and_password_file_are_not_both_given() -> None:
    with pytest.raises(SystemExit):
        options("--password", "a", "--password-file", "b")


def test_the_reading_is_said_in_words() -> None:
    assert list(reading_words({"encoding": "utf-8", "delimiter": "\t", "delimiter_chosen": True})) == [
        "Encoding: utf-8 (as found in the file).",
        "Fields are separated by: tab (as chosen).",
    ]
    assert list(reading_words({})) == []


def test_inspect_and_cells_take_the_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name;Ort\nJosé;München\n".encode("cp850"))
    chosen = ["--encoding", "cp850", "--delimiter", "semicolon"]
    assert main(["cells", str(path), *chosen]) == 0
    assert "München" in capsys.readouterr().out
    assert main(["inspect", str(path), *chosen]) == 0
    assert "Encoding: cp850 (as chosen)." in capsys.readouterr().out


def test_inspect_says_what_the_format_loses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", (text(0, 0, "a"),)))
    assert main(["inspect", str(path)]) == 0
    assert capsys.readouterr().out.count("Error cells (#N/A, #REF! and the like) come as blank cells.") == 1


def test_a_protected_workbook_opens_by_a_password_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("msoffcrypto")
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", (text(0, 0, "José"),)), password="geheim")
    file = tmp_path / "password.txt"
    file.write_text("geheim\n", encoding="utf-8")
    assert main(["cells", str(path), "--password-file", str(file)]) == 0
    assert "José" in capsys.readouterr().out
    assert main(["cells", str(path)]) == 2
    assert "list.xls is password protected." in capsys.readouterr().err
