"""How a person says on the command line how a file is to be read: password, encoding, delimiter."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import ReadOptions

_NAMED_DELIMITERS = {
    "comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "bar": "|", "space": " ", "colon": ":",
}  # fmt: skip

_SHOWN_DELIMITERS = {"\t": "tab", " ": "space", ",": "comma", ";": "semicolon"}


def reading_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads a workbook or a text table."""
    group = parser.add_argument_group("how the file is read")
    password = group.add_mutually_exclusive_group()
    password.add_argument(
        "--password",
        metavar="TEXT",
        help="the workbook's password; others on this computer may see it in the list of running programs",
    )
    password.add_argument(
        "--password-file",
        metavar="FILE",
        help="a file whose first line is the workbook's password; - asks for it",
    )
    group.add_argument(
        "--encoding", metavar="NAME", help="the encoding of a text table, such as utf-8, utf-16 or cp1252"
    )
    group.add_argument(
        "--delimiter",
        metavar="SIGN",
        type=_delimiter,
        help="what separates the fields of a text table: one character, or comma, semicolon, tab, pipe, space",
    )


def reading_options(args: argparse.Namespace) -> ReadOptions:
    """The options that the arguments state; WorkbookError where the file with the password cannot be read."""
    password: str | None = args.password
    if args.password_file == "-":
        password = _asked()
    elif args.password_file is not None:
        password = _first_line(Path(args.password_file))
    return ReadOptions(encoding=args.encoding, delimiter=args.delimiter, password=password)


def reading_words(reading: Mapping[str, str | bool]) -> Iterator[str]:
    """What was found out or chosen of how a file is read (`WorkbookInfo.reading`), in sentences."""
    if reading.get("opened_with_password"):
        yield "The workbook is protected by a password and was opened with the one given."
    if reading.get("opened_with_excels_own_password"):
        yield "The workbook is protected against changes with Excel's own password and was opened with that."
    for key, what in (("encoding", "Encoding"), ("delimiter", "Fields are separated by")):
        if key in reading:
            chosen = "as chosen" if reading.get(f"{key}_chosen") else "as found in the file"
            value = str(reading[key])
            yield f"{what}: {_SHOWN_DELIMITERS.get(value, value)} ({chosen})."


def _delimiter(text: str) -> str:
    sign = _NAMED_DELIMITERS.get(text.lower(), text)
    if len(sign) != 1:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not one character; write comma, semicolon, tab, pipe, space or the character"
        )
    return sign


def _asked() -> str:
    from getpass import getpass

    try:
        return getpass("Password of the workbook: ")
    except EOFError:
        raise WorkbookError("No password was typed.", "Give it by --password-file FILE.") from None


def _first_line(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkbookError(
            f"The file with the password, {file}, cannot be read: {reason}.", "Check its path."
        ) from None
    except UnicodeDecodeError:
        raise WorkbookError(
            f"The file with the password, {file}, is not written in UTF-8.", "Save it as UTF-8."
        ) from None
    return text.split("\n", 1)[0].removesuffix("\r")
