from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.format import fingerprint, require_readable, sniff

from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOF_BIFF8 = b"\x09\x08\x10\x00\x00\x06" + bytes(14)
BOF_BIFF5 = b"\x09\x08\x08\x00\x00\x05" + bytes(6)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "csv"),
        ("name;José\n".encode("cp1252"), "csv"),
        ("a\tb\n".encode("utf-16"), "csv"),
        (b"\xef\xbb\xbfa,b\n", "csv"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + bytes(100_000) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "\0Book\0".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "other"),
        (OLE + "Workbook".encode("utf-16-le") + BOF_BIFF8 + b"\x2f\x00", "encrypted"),
        (OLE + "Workbook".encode("utf-16-le") + BOF_BIFF8 + b"\x86\x00\x00\x00\x2f\x00", "encrypted"),
        (OLE + "Book\0".encode("utf-16-le") + BOF_BIFF5 + b"\x2f\x00", "encrypted"),
        (OLE + "Workbook".encode("utf-16-le") + BOF_BIFF8 + b"\xe1\x00\x2f\x00", "xls"),
        (b"\x09\x08\x10\x00\x00\x06", "xls"),
        (b"\x09\x04\x06\x00\x00\x00", "old-xls"),
        ("name,José\n1,2\n".encode("utf-16-le"), "csv"),
        ("name,José\n1,2\n".encode("utf-16-be"), "csv"),
        (b"name,\x00\x00\x00\n1,2\n", "other"),
        (b"  <html><body><table>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (b"%PDF-1.7", "other"),
        (bytes(600), "other"),
        (b"PK,NAME\n1,a\n", "csv"),
        (b"<5,>5\n1,2\n", "csv"),
        (b"name,note\n" + b"a,b\n" * 100 + b"c,\x02d\n", "csv"),
        (bytes(range(1, 20)) * 9, "other"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other"),
    ],
)
def test_content_decides_the_format_and_not_the_ending(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert sniff(path) == found


def test_a_workbook_under_another_ending_is_a_workbook(tmp_path: Path) -> None:
    assert sniff(write_workbook(tmp_path / "list.csv", Sheet(table(["a"])))) == "xlsx"


def test_a_workbook_with_macros_is_told_apart(tmp_path: Path) -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    assert (
        sniff(write_workbook(tmp_path / "list.xlsx", Sheet(), parts={"[Content_Types].xml": types})) == "xlsm"
    )


def test_other_zips_are_told_apart(tmp_path: Path) -> None:
    for name, parts, found in [
        ("a", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ("b", {"xl/workbook.bin": "", "[Content_Types].xml": "<Types/>"}, "xlsb"),
        ("c", {"readme.txt": "hello"}, "zip"),
    ]:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part, text in parts.items():
                archive.writestr(part, text)
        assert sniff(tmp_path / name) == found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x09\x00\x04\x00", "list.xlsx is in a format of Excel 4 or older, which cannot be read."),
        (OLE, "list.xlsx is not a workbook."),
        (b"%PDF-1.7", "list.xlsx is not a workbook."),
        (b"", "list.xlsx is empty (0 bytes)."),
    ],
)
def test_what_is_not_read_is_refused_in_one_sentence_with_a_hint(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        require_readable(path)
    assert caught.value.message == sentence
    assert caught.value.hint


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be read: No such file"):
        require_readable(tmp_path / "absent.xlsx")
    with pytest.raises(WorkbookError, match="cannot be read: No such file"):
        fingerprint(tmp_path / "absent.xlsx")


def test_the_fingerprint_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"abc" * 1_000_000)
    assert fingerprint(path) == hashlib.sha256(b"abc" * 1_000_000).hexdigest()
