"""Which sheets of a workbook are meant, and the mapping of each: as stated, as before, by a template, or proposed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crossfoot.apart.plain import from_plain
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_model import ImportChoices, SheetChoice, Skipped
from crossfoot.auditfile.importing.template_sheets import without_rows
from crossfoot.auditfile.importing.templates import recognise, template_steps
from crossfoot.errors import AuditFileError, MappingError, WorkbookError
from crossfoot.mapping.edit import with_left_out, with_pseudonyms, with_skipped
from crossfoot.mapping.inspect_apart import THE_ONLY_SHEET
from crossfoot.mapping.model import Mapping
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.mapping.saved import settled
from crossfoot.mapping.stated import StatedSheet, stated_sheets
from crossfoot.mapping.templates import SavedHeader, SavedSteps, carried, pair_columns
from crossfoot.workbook.model import HeaderChoice, SheetInfo, WorkbookInfo

_EMPTY = "The sheet is empty."
_NAMED = 5


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """A sheet that can be loaded, the mapping found for it, what the auditor said of it, whether it is as before."""

    sheet: SheetInfo
    mapping: Mapping
    choice: SheetChoice
    as_before: bool = False


class Mappings:
    """Where the mappings of one import come from."""

    def __init__(self, audit: Audit, choices: ImportChoices) -> None:
        self._audit, self._choices = audit, choices
        self._stated = stated_sheets(choices.mapping_toml) if choices.mapping_toml is not None else ()
        self._templates = template_steps(audit)
        versions = {choices.new_version_of, *(one.new_version_of for one in choices.sheets)}
        versions |= {one.new_version_of for one in self._stated}
        self._before = {name: found for name in versions if name and (found := _steps_of_list(audit, name))}

    def headers(self) -> dict[str, HeaderChoice]:
        """The header rows that the auditor chose, by sheet; what is said beside a mapping file wins over the file."""
        headers = {
            _sheet_of(one, self._choices): one.header for one in self._stated if one.header is not None
        }
        for sheet, header in self._choices.headers.items():
            headers[sheet or self._choices.sheet or THE_ONLY_SHEET] = header
        return headers

    def saved_headers(self) -> list[SavedHeader]:
        """The headers to look for in sheets whose header nobody chose: those of the version before, or of templates."""
        known = list(self._before.values()) or self._templates
        return [SavedHeader(steps.mapping.header_rows, steps.keys) for steps in known if steps.keys]

    def of(self, info: WorkbookInfo, *, unfinished: bool = False) -> tuple[list[MappedSheet], list[Skipped]]:
        """The sheets that can be loaded with their mappings, and those that cannot or are not meant.

        With `unfinished`, a mapping may lack a required field: the auditor will say which column it is.
        """
        asked = self._asked(info)
        named = bool(self._choices.sheets or self._choices.sheet or self._stated)
        found: list[MappedSheet] = []
        skipped: list[Skipped] = []
        set_apart = {} if named else without_rows(info)
        for sheet, choice, stated in asked:
            if sheet.name in set_apart:
                skipped.append(Skipped(sheet.name, set_apart[sheet.name]))
                continue
            if sheet.header_row == 0 or not sheet.columns:
                skipped.append(Skipped(sheet.name, _EMPTY))
                continue
            mapped = self._mapped(sheet, choice, stated)
            if mapped.mapping.record_type and (unfinished or not mapped.mapping.missing_required):
                found.append(mapped)
            elif named or choice.record_type:
                raise _does_not_fit(info, sheet, mapped.mapping)
            else:
                skipped.append(Skipped(sheet.name, _does_not_fit(info, sheet, mapped.mapping).message))
        if len(found) > 1 and not named:
            found = self._the_one_meant(info, found, skipped)
        if not found:
            raise _nothing_to_load(info, skipped)
        return self._edited(info, found), skipped

    def _asked(self, info: WorkbookInfo) -> list[tuple[SheetInfo, SheetChoice, StatedSheet | None]]:
        choices = self._choices
        if choices.sheets:
            stated = {one.sheet: one for one in self._stated}
            return [(_sheet(info, c.sheet), c, stated.get(c.sheet)) for c in choices.sheets]
        alone = SheetChoice("", choices.record_type, choices.as_list, choices.new_version_of)
        if len(self._stated) > 1:
            if choices.as_list or choices.new_version_of:
                raise MappingError(
                    "The mapping file is about several sheets, but one list is named.",
                    'Write list = "NAME" or new_version_of = "NAME" into each sheet of the file.',
                )
            return [
                (_sheet(info, one.sheet), _as_said(one, alone), one)
                for one in self._stated
                if choices.sheet in (None, one.sheet)
            ]
        if self._stated:
            sheet = self._sheet_stated(info, self._stated[0])
            return [(sheet, _as_said(self._stated[0], alone), self._stated[0])]
        sheets = [_sheet(info, choices.sheet)] if choices.sheet is not None else list(info.sheets)
        return [(sheet, alone, None) for sheet in sheets]

    def _sheet_stated(self, info: WorkbookInfo, stated: StatedSheet) -> SheetInfo:
        """The sheet that a mapping file about one sheet means: the one named, else the only one that is not empty."""
        if self._choices.sheet is not None:
            return _sheet(info, self._choices.sheet)
        filled = [sheet for sheet in info.sheets if sheet.header_row]
        known = info.sheet(stated.sheet)
        if known is not None:
            return known
        if len(filled) == 1:
            return filled[0]
        raise MappingError(
            f"{Path(info.path).name} has several sheets, and none is called {stated.sheet!r} as in the mapping file."
            if stated.sheet
            else f"{Path(info.path).name} has several sheets, and the mapping file does not say which it is about.",
            f"Name the one you mean with --sheet: {', '.join(sheet.name for sheet in filled)}.",
        )

    def _mapped(self, sheet: SheetInfo, choice: SheetChoice, stated: StatedSheet | None) -> MappedSheet:
        types = self._audit.types
        if stated is not None:
            return MappedSheet(sheet, settled(self._with_header(stated, sheet), sheet, types), choice)
        before = self._before.get(choice.new_version_of or "")
        if before is not None and choice.record_type in (None, before.mapping.record_type):
            record_type = types.get(before.mapping.record_type)
            if record_type is not None and pair_columns(before.mapping, sheet).nearly:
                return MappedSheet(sheet, carried(before, sheet, record_type), choice, as_before=True)
        template = recognise(self._audit, sheet, choice.record_type, self._templates)
        return MappedSheet(sheet, template or propose_mapping(sheet, types, choice.record_type), choice)

    def _with_header(self, stated: StatedSheet, sheet: SheetInfo) -> StatedSheet:
        """What a file states, with the header row that was chosen beside it."""
        chosen = self._choices.headers.get(sheet.name) or self._choices.headers.get(THE_ONLY_SHEET)
        if chosen is None:
            return stated
        return StatedSheet(
            stated.record_type, stated.sheet, chosen, stated.columns, stated.skipped, stated.list_name,
            stated.new_version_of,
        )  # fmt: skip

    def _the_one_meant(
        self, info: WorkbookInfo, found: list[MappedSheet], skipped: list[Skipped]
    ) -> list[MappedSheet]:
        """Of several sheets that nobody named: all, or the one that is as the version before; else MappingError."""
        choices = self._choices
        as_before = [one for one in found if one.as_before]
        if len(as_before) == 1:
            others = (one for one in found if not one.as_before)
            reason = f"It does not have the columns of the list {choices.new_version_of!r}."
            skipped.extend(Skipped(one.sheet.name, reason) for one in others)
            return as_before
        one_list = choices.as_list or choices.new_version_of
        if one_list or (choices.record_type and choices.record_type != OTHER_TABLE.name):
            names = ", ".join(one.sheet.name for one in found)
            raise MappingError(
                f"{Path(info.path).name} has several sheets that can be loaded ({names}).",
                "Name the one you mean with --sheet.",
            )
        return found

    def _edited(self, info: WorkbookInfo, found: list[MappedSheet]) -> list[MappedSheet]:
        """The mappings with the rows and columns left out that the auditor named."""
        skipped, left_out = self._choices.skipped, self._choices.left_out
        kept = self._choices.keep_identifiers
        if not (skipped or left_out or kept):
            return found
        if len(found) > 1:
            names = ", ".join(one.sheet.name for one in found)
            raise MappingError(
                "Rows or columns are to be left out or kept as pseudonyms, but "
                f"{Path(info.path).name} has several sheets ({names}).",
                "Name the sheet with --sheet, or write all of it into a mapping file.",
            )
        (one,) = found
        mapping = one.mapping
        for letter, reason in left_out.items():
            mapping = with_left_out(mapping, letter, reason)
        for letter, reason in kept.items():
            mapping = with_pseudonyms(mapping, letter, reason)
        for rows in skipped:
            mapping = with_skipped(mapping, rows)
        return [MappedSheet(one.sheet, mapping, one.choice, one.as_before)]


def steps_of_import(audit: Audit, import_id: int) -> SavedSteps:
    """The mapping that an import was read by, as it stands in the history; AuditFileError where there is none."""
    rows = audit.rows(
        "SELECT e.body, i.actor, i.loaded_at, l.name FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "JOIN cf_event e ON e.kind = 'import.loaded' AND e.object = 'import:' || i.uid WHERE i.import_id = ?",
        (import_id,),
    )
    if not rows:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    row = rows[0]
    mapping = from_plain(Mapping, json.loads(row["body"])["mapping"])
    origin = f'As in the version of "{row["name"]}" that {row["actor"]} loaded on {row["loaded_at"][:10]}'
    return SavedSteps(mapping, origin)


def _steps_of_list(audit: Audit, name: str) -> SavedSteps | None:
    """The steps by which the current version of a list was read; None where there is no such list."""
    rows = audit.rows(
        "SELECT max(i.import_id) AS import_id FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "WHERE l.name = ? AND i.state = 'current'",
        (name,),
    )
    found = rows[0]["import_id"]
    return steps_of_import(audit, found) if found is not None else None


def _sheet_of(stated: StatedSheet, choices: ImportChoices) -> str:
    return choices.sheet or stated.sheet or THE_ONLY_SHEET


def _as_said(stated: StatedSheet, alone: SheetChoice) -> SheetChoice:
    """What is said of a sheet in its mapping file and beside it; what is said beside it wins."""
    if alone.as_list or alone.new_version_of:
        return SheetChoice(stated.sheet, None, alone.as_list, alone.new_version_of)
    return SheetChoice(stated.sheet, None, stated.list_name, stated.new_version_of)


def _sheet(info: WorkbookInfo, name: str) -> SheetInfo:
    sheet = info.sheet(name)
    if sheet is None:
        names = ", ".join(known.name for known in info.sheets)
        raise WorkbookError(
            f"{Path(info.path).name} has no sheet called {name!r}.", f"Its sheets are: {names}."
        )
    return sheet


def _nothing_to_load(info: WorkbookInfo, skipped: Sequence[Skipped]) -> MappingError:
    reasons: dict[str, list[str]] = {}
    for entry in skipped:
        reasons.setdefault(entry.reason, []).append(entry.sheet)
    said = " ".join(f"{_few(sheets)}: {reason}" for reason, sheets in reasons.items())
    hint = (
        "Name the sheet and the kind of list (--sheet, --as), give a mapping (--mapping FILE.toml), or keep every "
        f"column as it stands (--as {OTHER_TABLE.name})."
    )
    if set(reasons) <= {_EMPTY}:
        hint = "Ask the agency whether this is the file that they meant."
    return MappingError(f"No sheet of {Path(info.path).name} can be loaded. {said}".rstrip(), hint)


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _does_not_fit(info: WorkbookInfo, sheet: SheetInfo, mapping: Mapping) -> MappingError:
    if not mapping.record_type:
        return MappingError(
            mapping.reason,
            "Say what kind of list it is with --as, give a mapping with --mapping FILE.toml, or keep every column as "
            f"it stands with --as {OTHER_TABLE.name}.",
        )
    missing = ", ".join(mapping.missing_required)
    return MappingError(
        f"Sheet {sheet.name!r} of {Path(info.path).name} cannot be loaded as {mapping.record_type}: "
        f"no column was found for: {missing}.",
        "Say which column it is in a mapping (--mapping FILE.toml), or ask the agency for the column.",
    )
