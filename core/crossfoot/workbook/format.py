"""What a file really is, by its content and never by its ending, and its fingerprint."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import Literal

from crossfoot.errors import WorkbookError

Format = Literal[
    "xlsx",
    "xlsm",
    "xlsb",
    "xls",
    "ods",
    "csv",
    "encrypted",
    "old-xls",
    "html",
    "xml",
    "zip",
    "empty",
    "other",
]

_HEAD = 64 * 1024
_CHUNK = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAM = re.compile(rb"W\0O\0R\0K\0B\0O\0O\0K\0|\0B\0O\0O\0K\0\0\0", re.IGNORECASE)
_FILE_PASS = re.compile(rb"\x09\x08(?:\x10\0\0\x06.{14}|\x08\0\0\x05.{6})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
"""The first record of a workbook in BIFF8 or BIFF5 with the record behind it that says that the rest is encrypted."""
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_BARE_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_MARKUP = re.compile(rb"<[?!a-z]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTENT_TYPES: tuple[tuple[bytes, Format], ...] = (
    (b"macroEnabled.main+xml", "xlsm"),
    (b"spreadsheetml", "xlsx"),
)
_SAVE_AS_XLSX = "Open it in Excel or LibreOffice, save it as .xlsx and use that file; keep the original too."

_REFUSALS: dict[Format, tuple[str, str]] = {
    "old-xls": ("is in a format of Excel 4 or older, which cannot be read", _SAVE_AS_XLSX),
    "html": ("is a web page and not a workbook, whatever its ending says", _SAVE_AS_XLSX),
    "xml": ("is an XML document and not a workbook, whatever its ending says", _SAVE_AS_XLSX),
    "zip": ("is a zip archive that holds no workbook", "Unpack it and choose the workbook inside."),
    "empty": ("is empty (0 bytes)", "Ask the sender for the file again."),
    "other": (
        "is not a workbook",
        "Choose an Excel workbook (.xlsx, .xlsm, .xlsb, .xls), a .ods or a .csv file.",
    ),
}


def fingerprint(path: Path) -> str:
    """The sha256 of the file's bytes, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise unreadable(path, error) from None
    return digest.hexdigest()


def unreadable(path: Path, error: OSError) -> WorkbookError:
    """The trouble with a file that the operating system does not let us read."""
    reason = error.strerror or str(error)
    return WorkbookError(
        f"{path} cannot be read: {reason}.", "Check the path and that you may read the file."
    )


def sniff(path: Path) -> Format:
    """The format of the file by its content."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_OLE):
                return _sniff_ole(head + file.read())
    except OSError as error:
        raise unreadable(path, error) from None
    if not head:
        return "empty"
    if head.startswith(_ZIP):
        return _sniff_zip(path)
    if head.startswith(_OLD_BIFF):
        return "old-xls"
    if head.startswith(_BARE_BIFF):
        return "xls"
    return _sniff_text(head)


def require_readable(path: Path, as_text: bool = False) -> Format:
    """The format, if it is one that is read, with a password or without; WorkbookError in one sentence if not.

    `as_text`: a person says that it is a text table in an encoding that its content does not give away.
    """
    found = sniff(path)
    if found == "other" and as_text:
        return "csv"
    if refusal := _REFUSALS.get(found):
        what, hint = refusal
        raise WorkbookError(f"{path.name} {what}.", hint)
    return found


def _sniff_ole(content: bytes) -> Format:
    if _ENCRYPTED_STREAM in content or _FILE_PASS.search(content):
        return "encrypted"
    return "xls" if _WORKBOOK_STREAM.search(content) else "other"


def _sniff_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
            if "mimetype" in names:
                with archive.open(names["mimetype"]) as part:
                    if part.read(200).startswith(b"application/vnd.oasis.opendocument"):
                        return "ods"
            if any(name.endswith("workbook.bin") for name in names):
                return "xlsb"
            if "[content_types].xml" not in names:
                return "xlsx" if "xl/workbook.xml" in names else "zip"
            with archive.open(names["[content_types].xml"]) as part:
                types = part.read(_CHUNK)
    except OSError as error:
        raise unreadable(path, error) from None
    except Exception:  # damaged in one of zipfile's many ways: the package says which when it is opened
        return "xlsx"
    return next((found for mark, found in _CONTENT_TYPES if mark in types), "zip")


def _sniff_text(head: bytes) -> Format:
    if head.startswith(_BOMS[1:]):
        return "csv"
    if b"\x00" in head:
        return "csv" if bare_utf16(head) else "other"
    start = head.removeprefix(_BOMS[0]).lstrip()[:1000].lower()
    if _MARKUP.match(start):
        return "html" if b"<html" in start or b"<!doctype html" in start or b"<table" in start else "xml"
    if start.startswith((b"%pdf", b"{\\rtf")):
        return "other"
    control = sum(head.count(byte) for byte in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18))
    return "other" if control * 100 > len(head) else "csv"


def bare_utf16(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of the first text is nought in nearly all such files."""
    sample = head[: min(len(head), 4096) // 2 * 2]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    for name, letters, noughts in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if noughts > 0.5 and letters < 0.05:
            try:
                sample[:-2].decode(name)
            except UnicodeDecodeError:
                return None
            return name
    return None
