"""How a text table is written: its encoding and the character that separates its fields, found out or chosen."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.workbook.format import bare_utf16, unreadable
from crossfoot.workbook.model import AS_FOUND, ReadOptions

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50
_LONGEST_SAMPLE = 1024 * 1024
_CHUNK = 1024 * 1024
_MARKS = (  # the longer ones first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATOR_LINE = re.compile(r'sep=([^"\r\n\0]?)\r?\n?\Z', re.IGNORECASE)
"""What Excel takes as the statement of the separator, and not as a row."""
_NO_DELIMITER = '"\r\n\0'
_CHOOSE = (
    "Choose its encoding, such as utf-8, utf-16, cp1252 (Western European), cp1250 (Central European), "
    "cp1251 (Cyrillic), shift_jis or gb18030."
)


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How the text table is written; `skip` lines (a `sep=` line) stand before it."""

    encoding: str
    delimiter: str
    skip: int = 0
    encoding_chosen: bool = False
    delimiter_chosen: bool = False
    encoding_guessed: bool = False

    def doubts(self) -> Iterator[str]:
        """What to look at because it was guessed."""
        if self.encoding_guessed:
            yield (
                "The file is not UTF-8 and does not say its encoding; it is read as Windows-1252 (Western European). "
                "Look at letters with accents, and choose another encoding if they are wrong."
            )


def csv_shape(path: Path, options: ReadOptions = AS_FOUND) -> CsvShape:
    """The shape as chosen, and where nothing was chosen as the content tells it.

    Encoding: byte order mark, else UTF-8 where the whole file is that, else Windows-1252. Delimiter: a `sep=` line,
    else the one that cuts the lines most evenly. WorkbookError where the choice does not fit the file.
    """
    encoding, guessed = _encoding(path, options.encoding)
    _must_decode(path, encoding)
    lines = _first_lines(path, encoding)
    named = _SEPARATOR_LINE.match(lines[0]) if lines else None
    delimiter = options.delimiter
    if delimiter is None and named:
        delimiter = named.group(1) or ","
    if delimiter is None:
        delimiter = max(DELIMITERS, key=lambda mark: _evenness(lines, mark))
    if len(delimiter) != 1 or delimiter in _NO_DELIMITER:
        raise WorkbookError(
            f"{delimiter!r} cannot separate the fields of {path.name}.",
            "Give one character, such as a comma, a semicolon, a tab or |.",
        )
    return CsvShape(
        encoding,
        delimiter,
        1 if named else 0,
        options.encoding is not None,
        options.delimiter is not None,
        guessed,
    )


def _encoding(path: Path, chosen: str | None) -> tuple[str, bool]:
    """The name of the codec, and whether it is only a guess."""
    try:
        with path.open("rb") as file:
            head = file.read(64 * 1024)
    except OSError as error:
        raise unreadable(path, error) from None
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if chosen is not None:
        return _chosen(chosen, marked), False
    found = marked or bare_utf16(head)
    if found:
        return found, False
    return ("utf-8-sig", False) if _undecodable(path, "utf-8-sig") is None else ("cp1252", True)


def _chosen(name: str, marked: str | None) -> str:
    """The codec that the name means; a byte order mark of the same family is no part of the text."""
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, ValueError):
        raise WorkbookError(f"{name!r} is the name of no encoding that is known here.", _CHOOSE) from None
    family = info.name.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    if marked is not None and marked.removesuffix("-sig") == family:
        return marked
    return f"{family}-le" if info.name in ("utf-16", "utf-32") else info.name


def _must_decode(path: Path, encoding: str) -> None:
    trouble = _undecodable(path, encoding)
    if trouble is None:
        return
    name = encoding.removesuffix("-sig")
    raise WorkbookError(f"{path.name} cannot be read as text in {name}: {trouble}.", _CHOOSE)


def _undecodable(path: Path, encoding: str) -> str | None:
    """Where the bytes of the file are none of the encoding, in words; None where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                lines += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError as error:
        lines += error.object[: error.start].count(b"\n")
        bad = error.object[error.start : error.end][:4].hex(" ").upper()
        return f"line {lines:,} holds bytes ({bad}) that mean nothing in it"
    except UnicodeError as error:
        return str(error)
    return None


def _first_lines(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(_LONGEST_SAMPLE)
    return list(islice(StringIO(text, newline=""), _SAMPLE_LINES))


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    """The share of lines that are cut into the commonest number of fields, and that number; one field counts nought."""
    try:
        widths = [len(fields) for fields in csv.reader(lines, delimiter=mark) if fields]
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    common = max(set(widths), key=widths.count)
    return (widths.count(common) / len(widths) if common > 1 else 0.0), common
