"""Read exceptions with their decisions, and walk each back to the cells of the workbook it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_list import CellCorrection, corrections_of
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    whole_rows,
)
from crossfoot.errors import ReviewError
from crossfoot.mapping.model import RecordType

DECISIONS = ("confirmed", "explained", "data_error", "out_of_scope", "ask", "no_reply", "refer")
"""What an auditor can decide of an exception; `reopened` takes a decision back."""
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class ExceptionRecord:
    """An exception as the latest run of its check found it, with the decision that holds for its present facts.

    `decision` is `undecided` where none holds; `reason` then says "facts changed" if one was made on other facts.
    `row_ids` are rows of `record_type`; they are empty where the exception is about a list and not about rows.
    """

    id: str
    check: str
    entity: str
    kind: str
    message: str
    decision: str
    reason: str
    decided_by: str
    decided_at: str
    evidence: dict[str, Any]
    record_type: str
    row_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell behind an exception. `value` is the typed value, `raw` the stored text where it says more ('' else).

    `correction` is '' unless a person corrected the cell; then `value` is what is used, `raw` what stands in the
    workbook, and `correction` says why and by whom: "used 2025-07-07 because: ... (A. Auditor, 2025-08-01)".
    """

    field: str
    ref: str
    value: Any
    raw: str
    field_class: str
    correction: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a workbook: the file by name and sha256, the sheet, Excel's row number, its cells."""

    record_type: str
    row_id: int
    sha256: str
    file: str
    sheet: str
    row: int
    hidden: bool
    cells: tuple[SourceCell, ...]


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """How many exceptions a check found, and how many of them stand decided in each way."""

    found: int
    confirmed: int
    explained: int
    data_error: int
    out_of_scope: int
    ask: int
    no_reply: int
    refer: int
    undecided: int


def list_exceptions(
    audit: Audit, check: str | None = None, decision: str | None = None
) -> list[ExceptionRecord]:
    """The exceptions that the latest runs found, by check and entity; ReviewError where `decision` is none."""
    if decision is not None and decision not in (*DECISIONS, UNDECIDED):
        raise ReviewError(
            f"There is no decision called {decision!r}.",
            f"The decisions are: {', '.join(DECISIONS)}, {UNDECIDED}.",
        )
    rows = audit.rows(
        "SELECT exception_id, check_id, entity, kind, message, decision, reason, decided_by, decided_at, evidence, "
        "record_type, row_ids FROM cf_exception_state WHERE present = 1 AND (:check IS NULL OR check_id = :check) "
        "AND (:decision IS NULL OR decision = :decision) ORDER BY check_id, entity, kind",
        {"check": check, "decision": decision},
    )
    return [_record(row) for row in rows]


def find_exception(audit: Audit, exception_id: str) -> ExceptionRecord:
    """The exception of that id; ReviewError where the latest runs found none."""
    rows = audit.rows(
        "SELECT * FROM cf_exception_state WHERE present = 1 AND exception_id = ?", (exception_id,)
    )
    if not rows:
        raise ReviewError(
            f"There is no exception {exception_id!r} in this audit.", "`crossfoot exceptions` lists them."
        )
    return _record(rows[0])


def _record(row: dict[str, Any]) -> ExceptionRecord:
    return ExceptionRecord(
        id=row["exception_id"],
        check=row["check_id"],
        entity=row["entity"],
        kind=row["kind"],
        message=row["message"],
        decision=row["decision"],
        reason=row["reason"],
        decided_by=row["decided_by"] or "",
        decided_at=row["decided_at"] or "",
        evidence=json.loads(row["evidence"]),
        record_type=row["record_type"],
        row_ids=tuple(json.loads(row["row_ids"])),
    )


def counts_by_decision(audit: Audit, check: str) -> DecisionCounts:
    """How the present exceptions of a check stand decided."""
    rows = audit.rows(
        "SELECT decision, count(*) AS n FROM cf_exception_state WHERE present = 1 AND check_id = ? GROUP BY decision",
        (check,),
    )
    by = {row["decision"]: row["n"] for row in rows}
    return DecisionCounts(
        found=sum(by.values()), **{name: by.get(name, 0) for name in (*DECISIONS, UNDECIDED)}
    )


def source_rows(audit: Audit, record: ExceptionRecord) -> list[SourceRow]:
    """The rows behind one exception, each with its cells; empty where the exception is about a whole list."""
    return source_cells(audit, [record]).get(record.id, [])


def source_cells(audit: Audit, records: Iterable[ExceptionRecord]) -> dict[str, list[SourceRow]]:
    """The rows behind many exceptions, by exception id; a few queries per record type, however many rows."""
    wanted = list(records)
    rows: dict[tuple[str, int], SourceRow] = {}
    for record_type in sorted({record.record_type for record in wanted}):
        if record_type in audit.types:
            ids = sorted(
                {i for record in wanted if record.record_type == record_type for i in record.row_ids}
            )
            rows.update(((record_type, row.row_id), row) for row in rows_behind(audit, record_type, ids))
    return {
        record.id: [rows[key] for i in record.row_ids if (key := (record.record_type, i)) in rows]
        for record in wanted
    }


def rows_behind(audit: Audit, record_type: str, ids: Sequence[int]) -> list[SourceRow]:
    """The source rows of these row ids, each with file, fingerprint, sheet, row and cells, in the order of the ids."""
    found = audit.rows(
        "SELECT r.*, i.sheet, s.name AS source_file, s.sha256 AS source_sha256 "
        f"FROM {whole_rows(audit.types[record_type])} r JOIN cf_import i ON i.import_id = r.import_id "
        "JOIN cf_source s ON s.source_id = i.source_id "
        "WHERE r.row_id IN (SELECT value FROM json_each(?)) ORDER BY r.row_id",
        (json.dumps(list(ids)),),
    )
    places = [(row["import_id"], row["row_no"]) for row in found]
    columns = _columns(audit, {import_id for import_id, _ in places})
    stored = _StoredTexts(audit, places)
    corrected = corrections_of(audit, places)
    kind = audit.types[record_type]
    return [
        SourceRow(
            record_type,
            row["row_id"],
            row["source_sha256"],
            row["source_file"],
            row["sheet"],
            row["row_no"],
            bool(row["hidden"]),
            tuple(
                _cells(
                    kind,
                    row,
                    columns.get(row["import_id"], []),
                    stored,
                    {c.field: c for c in corrected.get((row["import_id"], row["row_no"]), ())},
                )
            ),
        )
        for row in found
    ]


def _cells(
    kind: RecordType,
    row: dict[str, Any],
    columns: Sequence[dict[str, Any]],
    stored: _StoredTexts,
    corrected: dict[str, CellCorrection],
) -> Iterator[SourceCell]:
    """One cell per column, and one per corrected field that is only derived from the cell of another."""
    for column in columns:
        field, ref = column["field"], f"{column['letter']}{row['row_no']}"
        correction = corrected.pop(field, None)
        stood = correction.stood if correction else ""
        became = stood if correction else str(row.get(field) if field else "")
        raw = stored.of(row["import_id"], ref, field, became)
        yield SourceCell(
            field or column["header"],
            ref,
            row.get(field) if field else None,
            stood if raw is None else raw,
            column["field_class"],
            correction.sentence if correction else "",
        )
    for name, correction in corrected.items():
        field_class = next((field.field_class for field in kind.fields if field.name == name), "internal")
        raw = stored.of(row["import_id"], correction.ref, name, correction.stood)
        shown = correction.stood if raw is None else raw
        yield SourceCell(name, correction.ref, row.get(name), shown, field_class, correction.sentence)


def _columns(audit: Audit, import_ids: set[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in audit.rows(
        "SELECT import_id, letter, header, field, field_class FROM cf_import_column "
        "WHERE import_id IN (SELECT value FROM json_each(?)) AND treatment <> 'left out' ORDER BY import_id, position",
        (json.dumps(sorted(import_ids)),),
    ):
        found.setdefault(row["import_id"], []).append(row)
    return found


class _StoredTexts:
    """The text as stored of cells whose typed value does not give it back: misfits, kept columns, spelled codes."""

    def __init__(self, audit: Audit, places: list[tuple[int, int]]) -> None:
        asked = {"asked": json.dumps(sorted(set(places)))}
        rows = audit.rows(
            "WITH place AS (SELECT value ->> 0 AS import_id, value ->> 1 AS row_no FROM json_each(:asked)) "
            "SELECT c.import_id, c.ref, coalesce(c.link, c.raw) AS raw FROM place p JOIN cf_raw_cell c "
            "ON c.import_id = p.import_id AND c.row_no = p.row_no "
            f"UNION ALL SELECT k.import_id, k.ref, coalesce(k.link, k.raw) FROM place p JOIN {KEPT_CELLS} k "
            "ON k.import_id = p.import_id AND k.row_no = p.row_no "
            "UNION ALL SELECT m.import_id, m.ref, m.raw FROM place p JOIN cf_misfit m "
            "ON m.import_id = p.import_id AND m.row_no = p.row_no",
            asked,
        )
        self._by_address = {(row["import_id"], row["ref"]): row["raw"] for row in rows}
        spelled = audit.rows(
            "SELECT import_id, field, value, raw FROM cf_spelling "
            "WHERE import_id IN (SELECT value ->> 0 FROM json_each(:asked))",
            asked,
        )
        self._spelled = {(row["import_id"], row["field"], row["value"]): row["raw"] for row in spelled}

    def of(self, import_id: int, ref: str, field: str | None, value: str) -> str | None:
        """The text of the cell that became `value`; None where the value itself gives it back."""
        found = self._by_address.get((import_id, ref))
        return self._spelled.get((import_id, field or "", value)) if found is None else found
