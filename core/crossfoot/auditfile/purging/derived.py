"""What was counted from purged values and would let someone try values against it: made anew, or made to say nothing.

The identity of an exception is a hash over the unit it is about, its facts have a digest, the rows of an import have
one, the frame of a sample and an approved plan too. None of them has a salt, so none of the old ones stays in the file.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.rows_as_loaded import digest_as_loaded
from crossfoot.auditfile.exception_identity import exception_id, facts_digest
from crossfoot.auditfile.purging.rewriting import Places, SealRewriter, rewrite_table
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    holds_rows,
    restricted_table,
    rows_table,
)

_NO_VALUES = ("column", "measure", "ref", "cell")
_WITHOUT_SEALS = ("cf_raw_cell", "cf_misfit", "cf_spelling", "cf_outcome_row")


def exception_anew(work: Work, rowid: int, new: dict[str, str]) -> None:
    """Give an exception the identity and the digest of facts that the next run of its check will give it."""
    run = work.audit.connection
    old_id, check_id, entity, kind, evidence, digest, header = run.execute(
        "SELECT e.exception_id, e.check_id, e.entity, e.kind, e.evidence, e.facts_digest, r.header "
        "FROM cf_exception e JOIN cf_check_run r ON r.run_id = e.run_id WHERE e.rowid = ?",
        (rowid,),
    ).fetchone()
    if new.keys() & {"entity", "kind", "check_id"}:
        now = exception_id(new.get("check_id", check_id), new.get("entity", entity), new.get("kind", kind))
        new["exception_id"] = work.seal(old_id, now)
        work.exceptions += 1
    if new.keys() & {"entity", "evidence"}:
        facts = _facts_of(header)
        same = facts_digest(_facts(work.audit, facts, evidence)) == digest
        now = facts_digest(_facts(work.audit, facts, new.get("evidence", evidence))) if same else ""
        if now != digest:
            new["facts_digest"] = work.seal(digest, now)
        for (earlier,) in run.execute(
            "SELECT DISTINCT facts_digest FROM cf_decision WHERE exception_id = ? AND facts_digest <> ?",
            (old_id, digest),
        ).fetchall():
            work.seal(earlier)  # facts that no longer hold: nobody can count their digest anew


def _facts_of(header: str) -> list[str]:
    try:
        return [str(name) for name in json.loads(header).get("facts", [])]
    except (ValueError, AttributeError):
        return []


def _facts(audit: Audit, facts: list[str], evidence: str) -> str:
    """The facts of an exception as SQLite wrote them when its check ran."""
    parts = ", ".join("?, json_extract(?, ?)" for _ in facts)
    given = [part for name in facts for part in (name, evidence, f'$."{name}"')]
    return str(audit.connection.execute(f"SELECT json_object({parts})", given).fetchone()[0])


def settle_digests(work: Work) -> None:
    """Count anew what rests on the rows, texts and plans that changed, and let the new digests stand everywhere."""
    _imports(work)
    _samples(work)
    _approvals(work)
    _modules(work)
    if not work.seals:
        return
    rewriter, elsewhere = SealRewriter(work.seals), Places()
    for table in work.tables():
        if table.name in _WITHOUT_SEALS or holds_rows(table.name):
            continue
        rewrite_table(work.audit.connection, table, rewriter, elsewhere)
    work.events.update(int(key[0]) for key in elsewhere.rows.get("cf_event", ()))


def _imports(work: Work) -> None:
    """The digest of the rows of each import, and the checksums that its certificate holds of its columns."""
    run, changed = work.audit.connection, work.places.columns
    for import_id, uid, record_type, digest, certificate, sha, file_format in run.execute(
        "SELECT i.import_id, i.uid, i.record_type, i.digest, i.certificate, s.sha256, s.format FROM cf_import i "
        "JOIN cf_source s ON s.source_id = i.source_id ORDER BY i.import_id"
    ).fetchall():
        if not changed.keys() & {
            rows_table(record_type),
            restricted_table(record_type),
            "cf_override_cell",
            "cf_raw_cell",
            KEPT_CELLS,
            "cf_misfit",
            "cf_spelling",
        }:
            continue
        now = digest_as_loaded(work.audit, import_id)
        if now != digest:
            work.seal(digest, now)
            work.imports.append((uid, now))
            if file_format == "typed":
                work.seal(sha)
        letters = _letters(work, import_id, record_type)
        if now != digest or letters:
            made = _certificate_without(work, json.loads(certificate), letters, told=False)
            run.execute(
                "UPDATE cf_import SET certificate = ? WHERE import_id = ?", (json.dumps(made), import_id)
            )


def _letters(work: Work, import_id: int, record_type: str) -> set[str]:
    """The columns of an import of which cells were purged; all of them where stored texts were."""
    changed = work.places.columns
    fields = changed.get(rows_table(record_type), set()) | changed.get(restricted_table(record_type), set())
    stored = bool(changed.keys() & {"cf_raw_cell", KEPT_CELLS, "cf_misfit", "cf_spelling"})
    return {
        letter
        for letter, field in work.audit.connection.execute(
            "SELECT letter, field FROM cf_import_column WHERE import_id = ?", (import_id,)
        )
        if stored or field in fields
    }


def _certificate_without(work: Work, value: Any, letters: set[str], *, told: bool) -> Any:
    """A certificate without what it tells of the values of these columns: checksums, sums, ends, cells that differ.

    A sum less the values that are left is the value that was purged. `told`: `value` is of one of the columns.
    """
    if isinstance(value, list):
        return [_certificate_without(work, part, letters, told=told) for part in value]
    if not isinstance(value, dict):
        return value
    told = told or value.get("column") in letters
    made = {name: _certificate_without(work, part, letters, told=told) for name, part in value.items()}
    if told:
        for name, part in made.items():
            if name == "checksum" and part:
                made[name] = work.seal(str(part))
            elif name not in _NO_VALUES and isinstance(part, str):
                made[name] = ""
    return made


def _samples(work: Work) -> None:
    """The hash of a frame is over the keys of its units: where one of them changed, it cannot be drawn again."""
    for uid, name, record_type, frame, design, digest in work.audit.connection.execute(
        "SELECT uid, name, record_type, frame, design, frame_sha256 FROM cf_sample"
    ).fetchall():
        kind = work.audit.types.get(record_type)
        columns = work.places.columns.get(rows_table(record_type), set()) | work.places.columns.get(
            restricted_table(record_type), set()
        )
        named = (
            {field.name for field in kind.fields if f'"{field.name}"' in frame + design} if kind else set()
        )
        rests_on = {"agency_ref", *named, *(kind.key if kind else ())}
        items = any(key[0] == uid for key in work.places.rows.get("cf_sample_item", ()))
        if columns & rests_on or items:
            work.seal(digest)
            work.samples.append(name)
            work.notes.append(
                f"The sample {name!r} stands as it was drawn, but cannot be drawn again by its seed."
            )


def _approvals(work: Work) -> None:
    if "cf_plan_approval" not in work.places.columns:
        return
    for plan, digest in work.audit.connection.execute("SELECT plan, digest FROM cf_plan_approval").fetchall():
        now = sha256(plan.encode()).hexdigest()
        if now != digest:
            work.seal(digest, now)


def _modules(work: Work) -> None:
    """A check of the auditor's own, whose text held the value, has a fingerprint over it."""
    if "header" not in work.places.columns.get("cf_check_run", ()):
        return
    for header, digest, file in work.audit.connection.execute(
        "SELECT header, module_sha256, module_file FROM cf_check_run ORDER BY run_id"
    ).fetchall():
        if "[purged:" in str(json.loads(header).get("sql", "")).lower() and digest not in work.seals:
            work.seal(digest)
            work.notes.append(f"The check {file} holds the value in its own text: correct that file too.")
