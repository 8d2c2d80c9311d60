"""What the import page shows: the file, its sheets, the proposed columns, what may mislead, the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

LEFT_OUT = "(leave out)"
"""What stands for a column that is not loaded, in the place of a field; no field is called so."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: what the program calls it, what the auditor reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the sheet, and the field that it would fill ("" for none: kept as raw text; LEFT_OUT: not loaded).

    `date_format` is how dates that stand as text are read ("" for: not at all); `dates` are the formats to choose
    from, none where the column fills no date.
    """

    letter: str
    header: str
    sample: str
    filled: str
    field: str
    sure: str
    reason: str
    date_format: str = ""
    dates: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class HazardLine:
    """What may mislead in a list: what it is, where, how often, why it matters, what was decided.

    `key` names it among the hazards of its list. `group` is "decide" while the auditor has to say what it means,
    "decided" after it, else "know". `choices` are the decisions to choose from; `rows` says which rows it is about
    where they can be left out by one click, and `rows_reason` the reason that this click gives of itself.
    """

    key: str
    what: str
    where: str
    count: str
    sentence: str
    group: Literal["decide", "decided", "know"]
    choices: tuple[str, ...]
    decision: str = ""
    reason: str = ""
    note: str = ""
    rows: str = ""
    rows_reason: str = ""


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """Rows that are left out, and why."""

    rows: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet of the workbook as the list of sheets shows it; `needs` says what it waits for, "" for nothing."""

    name: str
    note: str
    included: bool
    needs: str


@dataclass(frozen=True, slots=True)
class SheetState:
    """The sheet whose columns are shown.

    `place` is "new", "version" or "" while the auditor has to say which; `versions` are the lists that it may replace.
    The header ends in row `header_row` (0: the sheet is empty) and has `header_rows` rows.
    """

    name: str
    facts: str
    reason: str
    record_type: str
    record_types: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    columns: tuple[ColumnLine, ...]
    hazards: tuple[HazardLine, ...]
    hazards_summary: str
    missing: tuple[str, ...]
    place: Literal["new", "version", ""]
    versions: tuple[str, ...]
    version_of: str
    list_name: str
    header_row: int
    header_rows: int
    skipped: tuple[SkippedLine, ...]
    data_rows: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextTable:
    """How a text table is read, of what it may be chosen, and its first records as they are cut so.

    "" leaves encoding or separator to the file.
    """

    encoding: str
    delimiter: str
    encodings: tuple[Choice, ...]
    delimiters: tuple[Choice, ...]
    records: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileState:
    """The file: its facts, what its format does not give, and for a text table how it is read."""

    facts: tuple[str, ...]
    losses: tuple[str, ...]
    text_table: TextTable | None = None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What became of one sheet, in sentences; `alarm` says what the auditor has to look at first."""

    headline: str
    facts: tuple[tuple[str, str], ...]
    misfits: int
    import_id: int
    read_twice: bool
    certificate: str = ""
    alarm: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportState:
    """The import page. `obstacle` says why Import cannot be pressed; empty when it can.

    `refused` names a file that could not be read as it is, but perhaps as a text table in another encoding.
    `open_hazards` counts what may mislead in the lists of the audit and is not decided.
    """

    stage: Literal["choose", "preview", "done"]
    prompt: str
    file: str = ""
    file_facts: str = ""
    about_file: FileState | None = None
    sheets: tuple[SheetLine, ...] = ()
    sheet: SheetState | None = None
    keep_source: bool = True
    certify: bool = True
    obstacle: str = ""
    remark: str = ""
    results: tuple[ResultLine, ...] = ()
    imported: tuple[str, ...] = ()
    refused: str = ""
    hazards: int = 0
    open_hazards: int = 0


class ImportView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: ImportState) -> None: ...

    def ask_password(self, name: str, message: str) -> str | None:
        """The password of the file called `name`; None where the auditor does not give one."""
        ...
