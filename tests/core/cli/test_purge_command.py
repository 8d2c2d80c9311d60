"""`crossfoot purge` on the command line: what it says, its exit codes, and that it writes the value down nowhere."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from crossfoot.cli.main import main

from tests.core.auditfile import quillfeather
from tests.core.auditfile.bytes_of import leaks
from tests.core.auditfile.quillfeather import OFFICER

WHY = ["--reason", "It was sent by mistake.", "--authority", "Privacy Office"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quillfeather.built_once(tmp_path_factory)


@pytest.fixture
def path(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return Path(shutil.copy(built, tmp_path))


def test_it_says_where_the_value_stands_and_then_removes_it(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["purge", str(path), "--value", OFFICER, *WHY, "--dry-run"]) == 0
    looked = capsys.readouterr().out
    assert "officers: officer id" in looked
    assert "Nothing was changed." in looked
    assert leaks(path, OFFICER)
    assert main(["purge", str(path), "--value", OFFICER, *WHY, "--by", "C. Example", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["cells"] == 4
    assert OFFICER not in json.dumps(done)
    assert [copy["file"] for copy in done["recall"]] == ["memo.txt"]
    assert main(["verify", str(path)]) == 0
    assert "C. Example purged a value" in capsys.readouterr().out
    assert leaks(path, OFFICER) == []


def test_a_value_can_be_given_without_standing_in_the_history_of_a_shell(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{OFFICER}\n"))
    assert main(["purge", str(path), "--value", "-", *WHY]) == 0
    assert leaks(path, OFFICER) == []


def test_a_mistake_of_the_program_does_not_write_the_value_into_its_log(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["purge", str(path), "--value", OFFICER, *WHY]
    monkeypatch.setattr(sys, "argv", ["crossfoot", *words])

    def broken(*_: object, **__: object) -> None:
        raise KeyError(OFFICER)

    monkeypatch.setattr("crossfoot.auditfile.purging.purge.purge", broken)
    assert main(words) == 70
    log = (tmp_path / "temporary" / "crossfoot-mistake.log").read_text(encoding="utf-8")
    assert "purge_command.py" in log
    assert OFFICER not in log


def test_a_row_is_named_by_import_and_number(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge", str(path), "--row", "two", *WHY]) == 2
    assert "write it as 3:17" in capsys.readouterr().err
    assert main(["purge", str(path), "--row", "2:6", *WHY]) == 0
    assert "Purged row 6 of import 2" in capsys.readouterr().out
