"""How a file is read, in the window's words: its format, what is lost, encoding and separator."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.workbook.model import WorkbookInfo

from crossfoot_gui.presenters.importing_file import Looked
from crossfoot_gui.presenters.importing_state import Choice, FileState, TextTable

FORMATS = {
    "xlsx": "Excel workbook (.xlsx)",
    "xlsm": "Excel workbook with macros (.xlsm); macros are never run",
    "xlsb": "binary Excel workbook (.xlsb)",
    "xls": "old Excel workbook (.xls)",
    "ods": "OpenDocument workbook (.ods)",
    "csv": "text table",
}
AS_FOUND = Choice("", "as found in the file")
ENCODINGS: tuple[Choice, ...] = (
    AS_FOUND,
    Choice("utf-8", "UTF-8"),
    Choice("utf-16", "UTF-16"),
    Choice("cp1252", "Windows-1252 (Western European)"),
    Choice("cp1250", "Windows-1250 (Central European)"),
    Choice("cp1251", "Windows-1251 (Cyrillic)"),
    Choice("iso8859-15", "ISO 8859-15 (Western European)"),
    Choice("cp437", "DOS 437 (United States)"),
    Choice("cp850", "DOS 850 (Western European)"),
    Choice("mac-roman", "Mac Roman"),
    Choice("shift_jis", "Shift JIS (Japanese)"),
    Choice("gb18030", "GB 18030 (Chinese)"),
)
DELIMITERS: tuple[Choice, ...] = (
    AS_FOUND,
    Choice(",", "comma"),
    Choice(";", "semicolon"),
    Choice("\t", "tab"),
    Choice("|", "upright bar |"),
    Choice(" ", "space"),
    Choice(":", "colon"),
)


def size_text(size: int) -> str:
    """A file's size as people say it: `84 kB`, `1.3 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def file_line(info: WorkbookInfo) -> str:
    """The file in one line: its size, what it is by its content."""
    said = f"{size_text(info.bytes)}, {FORMATS.get(info.format, info.format).split(';')[0]}"
    if not info.losses:
        return said
    things = f"{len(info.losses)} things are" if len(info.losses) > 1 else "1 thing is"
    return f"{said}   ▲ {things} not read, or in doubt: see 'The file'"


def file_state(looked: Looked) -> FileState:
    """All that is known of how the file is read."""
    info, options = looked.info, looked.options
    table = None
    if info.format == "csv":
        table = TextTable(
            encoding=options.encoding or "",
            delimiter=options.delimiter or "",
            encodings=_choices(info, "encoding", ENCODINGS),
            delimiters=_choices(info, "delimiter", DELIMITERS),
            records=looked.records,
        )
    return FileState(tuple(_facts(info)), info.losses, table)


def _facts(info: WorkbookInfo) -> Iterator[str]:
    what = FORMATS.get(info.format, info.format)
    yield f"{what[0].upper()}{what[1:]}, {info.bytes:,} bytes. What a file holds decides, not its ending."
    yield f"Fingerprint (sha256): {info.sha256}"
    if info.reading.get("opened_with_password"):
        yield "It is protected by a password and was opened with the one that you gave, which is kept nowhere."
    if info.reading.get("opened_with_excels_own_password"):
        yield "It is protected against changes with Excel's own password and was opened with that."


def _choices(info: WorkbookInfo, key: str, known: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """What may be chosen: first what was found in the file, and one that is not among the known where it was chosen."""
    value = str(info.reading.get(key, ""))
    label = next((each.label for each in known if each.value == value), value)
    if not info.reading.get(f"{key}_chosen"):
        return (Choice("", f"found: {label}"), *known[1:])
    other = () if value in {each.value for each in known} else (Choice(value, value),)
    return (*known, *other)
