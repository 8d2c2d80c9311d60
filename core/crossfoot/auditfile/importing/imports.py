"""Taking a workbook over into the audit file: all of it in one transaction, or none of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_cells import apply_overrides
from crossfoot.auditfile.corrections.rows_as_loaded import digest_as_loaded
from crossfoot.auditfile.history import new_uid, now
from crossfoot.auditfile.identity.register import rebuild_register
from crossfoot.auditfile.importing.certificates import certificate_record, certify_import
from crossfoot.auditfile.importing.identifiers import check_pseudonyms, pseudonymise, refuse_identifiers
from crossfoot.auditfile.importing.import_child import read_into_side_file, readers_for
from crossfoot.auditfile.importing.import_plan import ImportPlan, SheetPlan, Skipped
from crossfoot.auditfile.importing.left_out_values import certified_without_values, hazards_without_values
from crossfoot.auditfile.importing.repeats import mark_repeats
from crossfoot.auditfile.importing.side_file import schema_of, side_facts, side_files, side_path
from crossfoot.auditfile.importing.source_keeping import Kept, keeping_of
from crossfoot.auditfile.importing.source_store import keep_source
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    quoted,
    restricted_fields,
    restricted_table,
    rows_table,
)
from crossfoot.auditfile.record_tables import (
    drop_join_indexes,
)
from crossfoot.errors import Cancelled
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import Hazard
from crossfoot.workbook.reduced.reduce_apart import reduce_apart

MANY_ROWS = 20_000
COUNTS = ("rows", "hidden_rows", "cells", "typed", "misfits", "kept", "ignored")
RESTRICTED = "internal"  # the class of a column that no field describes, until someone says otherwise


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of one sheet: cells = typed + misfits + kept; `ignored` lie outside the data range.

    `corrected` counts the cells that corrections by raw value, set before, changed for the checks.
    """

    import_id: int
    sheet: str
    record_type: str
    list_name: str
    rows: int
    hidden_rows: int
    cells: int
    typed: int
    misfits: int
    kept: int
    ignored: int
    supersedes: int | None
    plan: SheetPlan
    hazards: tuple[Hazard, ...]
    certificate: dict[str, Any]
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one workbook: `kept` is what the audit file keeps of its bytes, `said_of_source` a sentence on it
    where it is not all of them or as the auditor said."""

    path: str
    name: str
    sha256: str
    imports: tuple[ImportSummary, ...]
    skipped: tuple[Skipped, ...]
    kept: Kept = "whole"
    said_of_source: str = ""


def load_workbook_rows(
    audit: Audit,
    plan: ImportPlan,
    *,
    keep_whole: bool = True,
    fuller_copy: bool = False,
    certify: bool = True,
    readers: int | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Carry out an import plan: read in a process of its own, then take everything over in one transaction.

    `certify` has the sheets read a second time by another program, which the certificate of each import reports.
    `readers` is how many processes read sheets at the same time (None: as many as pay, two at most).

    Of a workbook with columns left out a copy without them is kept; `fuller_copy` says that columns may be kept that an
    earlier import of the same file left out, which is refused else (AuditFileError).

    Cancelling (through `progress`) or a killed program leaves the audit file as it was.
    """
    path = Path(plan.workbook.path)
    for sheet_plan in plan.sheets:
        refuse_identifiers(sheet_plan.sheet, sheet_plan.mapping)
        check_pseudonyms(sheet_plan.mapping, sheet_plan.record_type)
    keeping = keeping_of(audit, plan, whole=keep_whole, fuller=fuller_copy)
    readers = readers_for(plan.sheets) if readers is None else readers
    side = side_path(audit.path, os.getpid())
    sides = side_files(side, readers)
    copy = side.with_name(f"{side.name}-kept") if keeping.kept == "reduced" else None
    with audit.write():
        pass  # an audit that cannot be written is said before the long reading, not after it
    try:
        facts = read_into_side_file(
            path, side, audit.facts.pack, plan.sheets, progress, plan.options, readers
        )
        certified = (
            certify_import(path, side, plan.sheets, facts, audit.facts.pack, plan.options, progress)
            if certify
            else None
        )
        if copy is not None:
            reduce_apart(path, copy, keeping.cuts, plan.options, progress)
        with attached_side_file(audit, *sides), _cancellable(audit, progress), audit.write():
            source_id = keep_source(
                audit.connection,
                path,
                sha256=plan.workbook.sha256,
                size=plan.workbook.bytes,
                file_format=plan.workbook.format,
                whole=keeping.kept == "whole",
                reduced=copy,
            )
            summaries = [
                take_over(
                    audit, source_id, number, sheet_plan, path.name, plan.workbook.sha256,
                    partial(
                        certificate_record,
                        certified=certified_without_values(certified[number], sheet_plan.mapping)
                        if certified
                        else None,
                    ),
                    plan.workbook.reading, keeping.kept,
                )
                for number, sheet_plan in enumerate(plan.sheets)
            ]  # fmt: skip
            changed = {sheet_plan.record_type.name for sheet_plan in plan.sheets}
            settle_rows(audit, changed, _may_repeat(audit, summaries, facts))
    finally:
        for laid in (*sides, *([copy] if copy else ())):
            with suppress(OSError):  # a leftover is removed when the audit is next opened
                laid.unlink(missing_ok=True)
    return ImportResult(
        plan.workbook.path,
        path.name,
        plan.workbook.sha256,
        tuple(summaries),
        plan.skipped,
        keeping.kept,
        keeping.said,
    )


def take_over(
    audit: Audit,
    source_id: int,
    number: int,
    plan: SheetPlan,
    file_name: str,
    sha256: str,
    certify: Callable[[dict[str, Any]], dict[str, Any]] = certificate_record,
    reading: dict[str, str | bool] | None = None,
    kept: Kept = "hash only",
) -> ImportSummary:
    """Copy one sheet from the attached side file, with its provenance and its event, inside a write block.

    `certify` makes the certificate of the import from the facts of its loading; `reading` says how the file was read,
    `kept` what is kept of its bytes.
    """
    run = audit.connection
    facts = side_facts(run, number)
    certificate = certify(facts)
    how = {**(reading or {}), "rows_on_the_exact_path": facts["exact"]}
    list_id = _list_id(audit, plan)
    values: dict[str, Any] = {
        "uid": new_uid(), "list_id": list_id, "source_id": source_id, "sheet": plan.sheet.name,
        "record_type": plan.record_type.name, "header_row": plan.sheet.header_row,
        "first_row": plan.sheet.first_data_row, "last_row": plan.sheet.last_data_row,
        **{name: facts[name] for name in (*COUNTS, "digest")}, "supersedes": plan.supersedes,
        "certificate": json.dumps(certificate), "actor": audit.actor, "loaded_at": now(),
        "reading": json.dumps(how),
        "skipped": json.dumps([[rows.first, rows.last, rows.reason] for rows in plan.mapping.skipped]),
    }  # fmt: skip
    columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    import_id = int(run.execute(f"INSERT INTO cf_import ({columns}) VALUES ({marks})", values).lastrowid or 0)
    if plan.supersedes is not None:
        run.execute("UPDATE cf_import SET state = 'superseded' WHERE import_id = ?", (plan.supersedes,))
    if facts["rows"] >= MANY_ROWS:
        drop_join_indexes(run, plan.record_type)
    pseudonymise(run, schema_of(run, number), number, plan.mapping, facts["fields"])
    _copy_rows(audit, import_id, number, plan, facts["fields"])
    _note_columns(audit, import_id, plan)
    if any(column.pseudonyms for column in plan.mapping.columns):
        certificate = _seal_anew(audit, import_id, facts, certificate)
    applied = apply_overrides(audit, import_id)
    hazards = hazards_without_values(plan.sheet.hazards, plan.mapping)
    run.executemany(
        "INSERT OR REPLACE INTO cf_hazard VALUES (?, ?, ?, ?, ?)",
        ((import_id, h.code, h.where, h.count, h.message) for h in hazards),
    )
    totals = {name: facts[name] for name in (*COUNTS, "digest")}
    body = {
        "file": file_name, "sha256": sha256, "sheet": plan.sheet.name, "record_type": plan.record_type.name,
        "list": plan.list_name, "supersedes": plan.supersedes, **totals, "mapping": asdict(plan.mapping),
        "range": [plan.sheet.header_row, plan.sheet.first_data_row, plan.sheet.last_data_row],
        "reading": how, "read_twice": certificate["verdict"], "source_kept": kept,
        **({"overrides": applied} if applied else {}),
    }  # fmt: skip
    audit.record("import.loaded", f"import:{values['uid']}", body, actor=audit.actor)
    counts = {name: facts[name] for name in COUNTS}
    return ImportSummary(
        import_id, plan.sheet.name, plan.record_type.name, plan.list_name, supersedes=plan.supersedes, plan=plan,
        hazards=hazards, certificate=certificate, corrected=sum(one["cells"] for one in applied), **counts,
    )  # fmt: skip


def _seal_anew(
    audit: Audit, import_id: int, facts: dict[str, Any], certificate: dict[str, Any]
) -> dict[str, Any]:
    """Take the digest over the rows with their pseudonyms: one over the values themselves could be tried out."""
    facts["digest"] = digest_as_loaded(audit, import_id)
    loaded = certificate["loaded"] and {**certificate["loaded"], "digest": facts["digest"]}
    sealed = {**certificate, "rows_digest": facts["digest"], "loaded": loaded}
    audit.connection.execute(
        "UPDATE cf_import SET digest = ?, certificate = ? WHERE import_id = ?",
        (facts["digest"], json.dumps(sealed), import_id),
    )
    return sealed


def settle_rows(
    audit: Audit, changed: set[str], may_repeat: Mapping[str, Sequence[int]] | None = None
) -> None:
    """After rows came or went: which agency each row names, and which rows repeat another. Inside a write block.

    `may_repeat` names for a record type the only rows of all current ones that may repeat another, where that is known.
    """
    rebuild_register(audit.connection, audit.types)
    naming = {name for name, record_type in audit.types.items() if record_type.agency is not None}
    for name in sorted(changed | naming):
        mark_repeats(audit.connection, audit.types[name], (may_repeat or {}).get(name))


def _may_repeat(
    audit: Audit, summaries: Sequence[ImportSummary], facts: Sequence[dict[str, Any]]
) -> dict[str, list[int]]:
    """The rows that may repeat another, for record types of which the new import alone is current, as it was read."""
    current = dict(
        audit.connection.execute(
            "SELECT record_type, count(*) FROM cf_import WHERE state = 'current' GROUP BY record_type"
        ).fetchall()
    )
    return {
        summary.record_type: laid["repeats"]
        for summary, laid in zip(summaries, facts, strict=True)
        if current[summary.record_type] == 1 and not summary.corrected and laid.get("repeats") is not None
    }


def _copy_rows(audit: Audit, import_id: int, number: int, plan: SheetPlan, fields: list[str]) -> None:
    run, side = audit.connection, schema_of(audit.connection, number)
    table = quoted(rows_table(plan.record_type.name))
    apart = {field.name for field in restricted_fields(plan.record_type)}
    places = {name: f"f{place}" for place, name in enumerate(fields)}
    named = [(quoted(name), place) for name, place in places.items() if name not in apart]
    names, values = ("".join(f", {one[part]}" for one in named) for part in (0, 1))
    (last,) = run.execute(f"SELECT ifnull(max(row_id), 0) FROM {table}").fetchone()
    run.execute(
        f"INSERT INTO {table} (row_id, import_id, row_no, hidden{names}) "
        f"SELECT ? + rowid, ?, row_no, hidden{values} FROM {side}.rows_{number} ORDER BY rowid",
        (last, import_id),
    )
    if restricted := [name for name in fields if name in apart]:
        filled = " OR ".join(f"{places[name]} IS NOT NULL" for name in restricted)
        run.execute(
            f"INSERT INTO {quoted(restricted_table(plan.record_type.name))} "
            f"(row_id, {', '.join(map(quoted, restricted))}) SELECT ? + rowid, "
            f"{', '.join(places[name] for name in restricted)} FROM {side}.rows_{number} WHERE {filled} ORDER BY rowid",
            (last,),
        )
    run.execute(
        "INSERT INTO cf_misfit (import_id, row_no, ref, field, raw, cell_type, reason, suggestion) "
        f"SELECT ?, row_no, ref, field, raw, cell_type, reason, suggestion FROM {side}.misfits_{number} ORDER BY rowid",
        (import_id,),
    )
    letters = {column.field: column.letter for column in plan.mapping.columns if column.field}
    run.executemany(
        "INSERT INTO cf_spelling (import_id, field, value, letter, raw, cell_type) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (import_id, field, value, letters[field], raw, cell_type)
            for field, value, raw, cell_type in run.execute(
                f"SELECT field, value, raw, cell_type FROM {side}.spellings_{number}"
            )
        ],
    )
    kept = ", ".join(f"'{column.letter}'" for column in plan.mapping.columns if column.field is None)
    for place, of_kept in (("cf_raw_cell", "NOT IN"), (KEPT_CELLS, "IN")):
        run.execute(
            f"INSERT INTO {place} (import_id, row_no, ref, raw, cell_type, link) "
            f"SELECT ?, row_no, ref, raw, cell_type, link FROM {side}.raw_{number} "
            f"WHERE rtrim(ref, '0123456789') {of_kept} ({kept}) ORDER BY rowid",
            (import_id,),
        )


def _note_columns(audit: Audit, import_id: int, plan: SheetPlan) -> None:
    rows = []
    for position, column in enumerate(plan.mapping.columns):
        field = plan.record_type.field(column.field) if column.field else None
        treatment = "left out" if column.left_out else "field" if field else "kept"
        field_class = field.field_class if field else RESTRICTED
        rows.append(
            (import_id, position, column.letter, column.header, column.field, treatment, column.reason,
             column.confidence, column.kind, column.date_format, field_class)
        )  # fmt: skip
    audit.connection.executemany(f"INSERT INTO cf_import_column VALUES ({', '.join('?' * 11)})", rows)


def _list_id(audit: Audit, plan: SheetPlan) -> int:
    run = audit.connection
    known = run.execute("SELECT list_id FROM cf_list WHERE name = ?", (plan.list_name,)).fetchone()
    if known:
        return int(known[0])
    cursor = run.execute(
        "INSERT INTO cf_list (uid, name, record_type) VALUES (?, ?, ?)",
        (new_uid(), plan.list_name, plan.record_type.name),
    )
    return int(cursor.lastrowid or 0)


@contextmanager
def attached_side_file(audit: Audit, *sides: Path) -> Iterator[None]:
    """The side files, attached while what they hold is taken over."""
    names = [f"side{number}" for number in range(len(sides))]
    with ExitStack() as detached:
        for name, side in zip(names, sides, strict=True):
            audit.connection.execute(f"ATTACH DATABASE ? AS {name}", (str(side),))
            detached.callback(audit.connection.execute, f"DETACH DATABASE {name}")
        yield


@contextmanager
def _cancellable(audit: Audit, progress: Progress) -> Iterator[None]:
    """Ask `progress` while SQLite works on one long statement; where it raises Cancelled, the statement is stopped."""
    asked: list[Cancelled] = []

    def ask() -> int:
        try:
            progress(0, 0, "Writing the rows into the audit file")
        except Cancelled as cancelled:
            asked.append(cancelled)
        return int(bool(asked))

    audit.connection.set_progress_handler(ask, 200_000)
    try:
        yield
    except BaseException:
        if asked:
            raise asked[0] from None
        raise
    finally:
        audit.connection.set_progress_handler(None, 0)
