"""Which bytes of a source the audit file keeps: all of them, a copy without the columns left out, or none.

A column stays in the copy while any import of its sheet loads it, and only sheets that were imported stand in it. Of a
file that was kept whole before, the whole stays: its values are in the audit file, and only a purge takes them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_mappings import steps_of_import
from crossfoot.auditfile.importing.import_model import ImportPlan
from crossfoot.auditfile.importing.left_out_values import unkept_letters
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Mapping
from crossfoot.workbook.addresses import column_letters, column_number
from crossfoot.workbook.reduced.cuts import REDUCIBLE, SheetCut

Kept = Literal["whole", "hash only", "reduced"]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What will be kept, and what is to be said of it (a sentence; empty where all is as usual)."""

    kept: Kept
    cuts: tuple[SheetCut, ...] = ()
    said: str = ""


def keeping_of(audit: Audit, plan: ImportPlan, *, whole: bool = True, fuller: bool = False) -> Keeping:
    """What to keep of the workbook of `plan`.

    `fuller` says that the auditor wants columns kept that an earlier import of the same file left out; without it
    AuditFileError.
    """
    known = audit.rows("SELECT kept, kept_sha256 FROM cf_source WHERE sha256 = ?", (plan.workbook.sha256,))
    stored = known[0]["kept"] if known else "hash only"
    reduced = bool(known and known[0]["kept_sha256"])
    leaves_out = any(unkept_letters(sheet.mapping) for sheet in plan.sheets)
    if stored == "whole" and not reduced:
        return Keeping("whole", said=_still_there(plan) if leaves_out else "")
    before = _mappings_before(audit, plan.workbook.sha256)
    if reduced and not fuller:
        _refuse_fuller(plan, before)
    if not (whole or reduced) or not (leaves_out or reduced):
        return Keeping("whole" if whole else "hash only")
    if plan.workbook.format not in REDUCIBLE:
        return Keeping(
            "hash only",
            said=f"Only the fingerprint of {Path(plan.workbook.path).name} was kept: of a file of this kind no copy "
            "without the columns left out can be made.",
        )
    cuts = _cuts([*before, *(sheet.mapping for sheet in plan.sheets)])
    return Keeping("reduced", cuts, _said(cuts))


def cuts_of_imports(audit: Audit, sha256: str) -> tuple[SheetCut, ...]:
    """What a copy of the file holds by the imports of it that there are: their sheets, without what all left out."""
    return _cuts(_mappings_before(audit, sha256))


def _said(cuts: tuple[SheetCut, ...]) -> str:
    if any(cut.columns for cut in cuts):
        return (
            "The kept copy of the workbook holds the imported sheets without the columns left out or stored as "
            "pseudonyms; the fingerprint is that of the file as it came."
        )
    return "The kept copy of the workbook holds the imported sheets only."


def _still_there(plan: ImportPlan) -> str:
    letters = sorted(
        {letter for sheet in plan.sheets for letter in unkept_letters(sheet.mapping)}, key=column_number
    )
    return (
        f"This very file was kept whole by an earlier import: the values of column{'s' if len(letters) > 1 else ''} "
        f"{', '.join(letters)} stay in the audit file until they are purged."
    )


def _mappings_before(audit: Audit, sha256: str) -> list[Mapping]:
    """The mappings of all imports of the file, withdrawn ones too: their rows are in the audit file."""
    rows = audit.rows(
        "SELECT i.import_id FROM cf_import i JOIN cf_source s ON s.source_id = i.source_id WHERE s.sha256 = ? "
        "ORDER BY i.import_id",
        (sha256,),
    )
    return [steps_of_import(audit, row["import_id"]).mapping for row in rows]


def _cuts(mappings: list[Mapping]) -> tuple[SheetCut, ...]:
    by_sheet: dict[str, list[Mapping]] = {}
    for mapping in mappings:
        by_sheet.setdefault(mapping.sheet, []).append(mapping)
    return tuple(
        SheetCut(
            sheet,
            tuple(sorted(map(column_number, frozenset.intersection(*map(unkept_letters, found))))),
            tuple(sorted({row for mapping in found for row in _header(mapping)})),
        )
        for sheet, found in by_sheet.items()
    )


def _header(mapping: Mapping) -> range:
    return range(mapping.header_row - mapping.header_rows + 1, mapping.header_row + 1)


def _refuse_fuller(plan: ImportPlan, before: list[Mapping]) -> None:
    for sheet in plan.sheets:
        cut = next((one for one in _cuts(before) if one.sheet == sheet.sheet.name), None)
        more = (
            sorted(set(cut.columns) - set(map(column_number, unkept_letters(sheet.mapping)))) if cut else []
        )
        if cut and more:
            letters = ", ".join(map(column_letters, more))
            columns = f"column{'s' if len(more) > 1 else ''} {letters}"
            raise AuditFileError(
                f"An earlier import of this file left out {columns} of sheet {cut.sheet!r}; this one would bring "
                f"{'them' if len(more) > 1 else 'it'} into the audit file.",
                f"Leave out {columns} again (--leave-out), or say with --keep-fuller-copy that you need "
                f"{'them' if len(more) > 1 else 'it'} now.",
            )
