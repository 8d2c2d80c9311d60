from __future__ import annotations

import hashlib
import os
import random
import stat
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from crossfoot.errors import PasswordError, WorkbookError
from crossfoot.workbook.book import open_book
from crossfoot.workbook.format import sniff
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names

from tests.core.workbook.xls_parts import XlsSheet, ole_file, text, write_xls
from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook

msoffcrypto = pytest.importorskip("msoffcrypto")
WITH_SECRET = ReadOptions(password="geheim 7")


FILLER = {"xl/filler.bin": random.Random(0).randbytes(6000)}
"""The library's own encryption goes wrong for workbooks of less than 4,096 bytes."""


def protect(path: Path, password: str = "geheim 7") -> Path:
    """The workbook, protected as Excel does it today (agile encryption)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    protected = BytesIO()
    OOXMLFile(BytesIO(path.read_bytes())).encrypt(password, protected)
    path.write_bytes(protected.getvalue())
    return path


@pytest.fixture
def list_with_password(tmp_path: Path) -> Path:
    return protect(
        write_workbook(
            tmp_path / "list.xlsx", Sheet(table(["name"], ["José"]), name="Officers"), parts=FILLER
        )
    )


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary files"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_protected_workbook_opens_with_its_password(list_with_password: Path) -> None:
    assert sniff(list_with_password) == "encrypted"
    assert sheet_names(list_with_password, WITH_SECRET) == ["Officers"]
    assert [cell.raw for cell in iter_cells(list_with_password, None, WITH_SECRET)] == ["name", "José"]
    assert [row.number for row in open_rows(list_with_password, "Officers", WITH_SECRET)] == [1, 2]


def test_the_fingerprint_is_that_of_the_file_as_received(list_with_password: Path) -> None:
    info = inspect_workbook(list_with_password, options=WITH_SECRET)
    assert info.sha256 == hashlib.sha256(list_with_password.read_bytes()).hexdigest()
    assert (info.format, info.path) == ("xlsx", str(list_with_password))
    assert info.reading == {"opened_with_password": True}
    assert "geheim" not in repr(info)


def test_without_a_password_the_sentence_says_how_to_give_it(list_with_password: Path) -> None:
    for nothing in (None, ""):
        with pytest.raises(PasswordError) as caught:
            sheet_names(list_with_password, ReadOptions(password=nothing))
        assert caught.value.message == "list.xlsx is password protected."
        assert "--password" in caught.value.hint and "window" in caught.value.hint


def test_a_wrong_password_is_said_and_leaves_nothing_behind(
    list_with_password: Path, temporary: Path
) -> None:
    with pytest.raises(PasswordError, match=r"The password does not open list\.xlsx\.") as caught:
        sheet_names(list_with_password, ReadOptions(password="falsch"))
    assert "falsch" not in caught.value.message + caught.value.hint
    assert list(temporary.iterdir()) == []


def test_without_the_library_the_sentence_names_the_extra(
    list_with_password: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    with pytest.raises(WorkbookError, match="is password protected") as caught:
        sheet_names(list_with_password, WITH_SECRET)
    assert "crossfoot[passwords]" in caught.value.hint and "Excel" in caught.value.hint


def test_the_opened_copy_is_private_and_removed_when_the_workbook_is_closed(
    list_with_password: Path, temporary: Path
) -> None:
    with open_book(list_with_password, WITH_SECRET) as book:
        assert book.path.name == "list.xlsx"
        assert book.path.parent.parent == temporary
        if os.name == "posix":
            assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
            assert stat.S_IMODE(book.path.parent.stat().st_mode) == 0o700
    assert list(temporary.iterdir()) == []


def test_the_opened_copy_is_removed_when_what_is_inside_is_no_workbook(
    tmp_path: Path, temporary: Path
) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(), parts={"xl/workbook.xml": "<broken", **FILLER})
    with pytest.raises(WorkbookError, match=r"list\.xlsx is damaged"):
        sheet_names(protect(path), WITH_SECRET)
    assert list(temporary.iterdir()) == []


def test_excels_own_password_is_tried_without_asking(tmp_path: Path) -> None:
    path = protect(
        write_workbook(tmp_path / "list.xlsx", Sheet(table(["a"])), parts=FILLER), "VelvetSweatshop"
    )
    assert [cell.raw for cell in iter_cells(path)] == ["a"]
    assert inspect_workbook(path).reading == {"opened_with_excels_own_password": True}


def test_an_old_workbook_opens_with_its_password(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "list.xls", XlsSheet("S", (text(0, 0, "José"),)), password="geheim 7")
    assert sniff(path) == "encrypted"
    assert [cell.raw for cell in iter_cells(path, "S", WITH_SECRET)] == ["José"]
    assert inspect_workbook(path, options=WITH_SECRET).format == "xls"
    with pytest.raises(WorkbookError, match="is password protected"):
        sheet_names(path)
    with pytest.raises(WorkbookError, match="The password does not open"):
        sheet_names(path, ReadOptions(password="falsch"))


def test_a_password_for_a_workbook_that_needs_none_does_no_harm(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", Sheet(table(["a"])))
    assert [cell.raw for cell in iter_cells(path, None, WITH_SECRET)] == ["a"]
    assert inspect_workbook(path, options=WITH_SECRET).reading == {}


def test_a_protection_of_an_unknown_kind_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(ole_file({"EncryptedPackage": b"", "EncryptionInfo": b"\x09\x00\x09\x00"}))
    assert sniff(path) == "encrypted"
    with pytest.raises(WorkbookError, match="in a way that cannot be opened here") as caught:
        sheet_names(path, WITH_SECRET)
    assert "save a copy without" in caught.value.hint
