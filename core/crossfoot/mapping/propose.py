"""The proposal that an auditor sees before an import: which record type a sheet is, and which column is which field."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from crossfoot.errors import MappingError
from crossfoot.mapping.columns import map_columns, missing_required, required_count
from crossfoot.mapping.headers import header_key, known_headers
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.workbook.model import SheetInfo

GOOD_ENOUGH = 0.65
"""From this confidence on a sheet is taken to be of a record type although something required is missing."""
SHARE_OF_COLUMNS = 0.6
"""How much the known columns weigh in the confidence; the rest is the share of what is required."""
RecordTypes = MappingOf[str, RecordType]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A sheet tried as one record type."""

    record_type: RecordType
    columns: tuple[ColumnMapping, ...]
    missing: tuple[str, ...]
    known: int
    of: int
    confidence: float
    named: bool

    @property
    def fits(self) -> bool:
        """Whether this may be proposed.

        Either the sheet is called like it, or all that is required is there by its header, or at least half of that
        is there and most columns are known.
        """
        required = required_count(self.record_type)
        if self.known < min(2, self.of) or not self.known:
            return False
        if self.named:
            return True
        if not missing_required(self._known_by_header(), self.record_type):
            return required >= 2 or self.confidence >= GOOD_ENOUGH
        return 2 * len(self.missing) <= required and self.confidence >= GOOD_ENOUGH

    def rank(self) -> tuple[bool, float, bool, str]:
        """Smallest first: fitting, surest, called like the sheet, name."""
        return not self.fits, -self.confidence, not self.named, self.record_type.name

    def _known_by_header(self) -> set[str]:
        return {column.field for column in self.columns if column.field and column.kind != "content"}


def propose_mapping(sheet: SheetInfo, types: RecordTypes, wanted: str | None = None) -> Mapping:
    """How `sheet` would be read: the record type that fits best (or `wanted`), each column with field and reason.

    Nothing is decided here: the auditor may change all of it. A sheet that fits no record type gets a mapping
    with `record_type` "" whose reason says what was looked for. MappingError where `wanted` is no record type.
    """
    if wanted == OTHER_TABLE.name:
        return as_other_table(sheet)
    if wanted is not None:
        trial = _trial(sheet, _known_type(types, wanted))
        return _mapping(sheet, trial, f"Read as {trial.record_type.title}, as asked: {_account(trial)}")
    trials = _trials(sheet, types)
    if not trials or not trials[0].fits:
        return _nothing_fits(sheet, trials)
    best = trials[0]
    reason = f"The sheet fits {best.record_type.title}: {_account(best)}"
    if len(trials) > 1 and trials[1].fits:
        reason += f" Next best: {trials[1].record_type.title} ({_account(trials[1])[:-1]})."
    return _mapping(sheet, best, reason)


def record_type_for(sheet: SheetInfo, types: RecordTypes, wanted: str | None = None) -> RecordType:
    """The record type that `sheet` is read as: `wanted`, else the one that fits best; MappingError where none does."""
    if wanted is not None:
        return _known_type(types, wanted)
    proposal = propose_mapping(sheet, types)
    if not proposal.record_type:
        raise MappingError(
            f'Sheet "{sheet.name}": {proposal.reason}',
            "Say which list it is (--as RECORD_TYPE), hand over a mapping (--mapping FILE.toml), or keep every column "
            f"as it stands (--as {OTHER_TABLE.name}).",
        )
    return types[proposal.record_type]


def header_score(headers: list[str], types: RecordTypes) -> float:
    """How much a row looks like the header row: how many fields of the best-fitting record type it names.

    Only known headers count; a cell that is no known header costs nothing. 0 where the row names none.
    """
    keys = {header_key(header) for header in headers} - {""}
    if not keys:
        return 0.0
    return float(
        max(
            (
                len({field.name for key, field in known_headers(one).items() if key in keys})
                for one in types.values()
            ),
            default=0,
        )
    )


def _known_type(types: RecordTypes, name: str) -> RecordType:
    found = types.get(name)
    if found is None:
        raise MappingError(
            f'There is no record type called "{name}".', f"The record types are: {', '.join(types)}."
        )
    return found


def _trials(sheet: SheetInfo, types: RecordTypes) -> list[_Trial]:
    lists = (record_type for record_type in types.values() if record_type.fields)
    return sorted((_trial(sheet, record_type) for record_type in lists), key=_Trial.rank)


def _trial(sheet: SheetInfo, record_type: RecordType) -> _Trial:
    columns = map_columns(sheet.columns, record_type)
    fields = {column.field for column in columns if column.field}
    missing = missing_required(fields, record_type)
    used = [column for column in sheet.columns if column.filled or header_key(column.header)]
    share = sum(column.confidence for column in columns) / len(used) if used else 0.0
    required = required_count(record_type)
    fulfilled = (required - len(missing)) / required if required else 1.0
    confidence = SHARE_OF_COLUMNS * share + (1 - SHARE_OF_COLUMNS) * fulfilled
    named = header_key(sheet.name) in (header_key(record_type.name), header_key(record_type.title))
    return _Trial(record_type, columns, missing, len(fields), len(used), round(confidence, 4), named)


def _account(trial: _Trial) -> str:
    columns = f"{trial.known} of {trial.of} columns are known"
    if not trial.missing:
        return f"{columns}, and nothing required is missing."
    return f"{columns}; missing: {', '.join(trial.missing)}."


def _mapping(sheet: SheetInfo, trial: _Trial, reason: str) -> Mapping:
    return Mapping(
        sheet=sheet.name,
        record_type=trial.record_type.name,
        header_row=sheet.header_row,
        header_rows=sheet.header_rows,
        columns=trial.columns,
        reason=reason,
        confidence=trial.confidence,
        missing_required=trial.missing,
    )


def as_other_table(sheet: SheetInfo) -> Mapping:
    """`sheet` read as a table that is no list of the pack: no fields, every column kept as raw text."""
    reason = "Read as a table of its own, as asked: every column is kept as raw text."
    return _kept(sheet, OTHER_TABLE.name, "Kept as raw text.", reason, 1.0)


def _nothing_fits(sheet: SheetInfo, trials: list[_Trial]) -> Mapping:
    reason = "No record type fits the headers."
    if not sheet.columns:
        reason = "The sheet is empty."
    elif trials and trials[0].known:
        reason += f" Nearest was {trials[0].record_type.title}: {_account(trials[0])}"
    return _kept(sheet, "", "No record type fits the sheet.", reason, 0.0)


def _kept(sheet: SheetInfo, record_type: str, of_column: str, reason: str, confidence: float) -> Mapping:
    columns = tuple(
        ColumnMapping(column.letter, column.header, None, of_column, 0.0) for column in sheet.columns
    )
    return Mapping(
        sheet.name,
        record_type,
        sheet.header_row,
        columns,
        reason,
        confidence,
        header_rows=sheet.header_rows,
    )
