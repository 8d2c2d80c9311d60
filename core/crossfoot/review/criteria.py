"""Criteria: what should be, as typed and dated objects that stand only once the auditor has confirmed them.

Rule: audit-practice.md section 1 of the design. An exception rests on a confirmed criterion; else a check measures.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.errors import CheckDefinitionError, ReviewError

KINDS = frozenset(
    (
        "statute",
        "regulation",
        "policy",
        "agreement_term",
        "internal_control_standard",
        "contract",
        "own_target",
        "prior_recommendation",
        "benchmark",
    )
)
FORCES = ("must", "target", "effort")
Origin = Literal["pack", "sample", "auditor"]
_TEXTS = (
    "kind", "document", "section", "version", "in_force_from", "in_force_to", "responsible_party", "force", "text",
    "source",
)  # fmt: skip
_KEYS = frozenset((*_TEXTS, "id", "applies_to", "parameters", "parameters_wanted", "to_be_confirmed")) | {
    "stands_for",
    "fictitious",
}


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """A criterion of the audit. `text` is a paraphrase; `confirmed_by` is empty until someone read it on the page."""

    id: str
    kind: str
    document: str
    section: str
    version: str
    in_force_from: str
    in_force_to: str
    applies_to: tuple[str, ...]
    responsible_party: str
    force: str
    text: str
    source: str
    parameters: dict[str, Any]
    origin: str
    confirmed_by: str
    confirmed_on: str

    @property
    def confirmed(self) -> bool:
        """Whether a named person confirmed it."""
        return bool(self.confirmed_by)

    @property
    def citation(self) -> str:
        """The document with its section, as a report cites it."""
        return f"{self.document}, section {self.section}" if self.section else self.document


def load_pack_criteria(audit: Audit) -> int:
    """Bring the criteria of the audit's pack into the audit, those that are not there yet; returns how many came."""
    return sum(
        load_criteria_file(audit, file, "pack")
        for file in content.pack(audit.facts.pack).toml_files("criteria")
    )


def load_sample_criteria(audit: Audit) -> int:
    """Bring the fictitious policies of the demonstration into the audit, confirmed; returns how many came."""
    return sum(load_criteria_file(audit, file, "sample") for file in content.sample_criteria_files())


def load_criteria_file(audit: Audit, file: Traversable, origin: Origin = "auditor") -> int:
    """Bring the criteria of a TOML file into the audit; those already there stay as they are. Returns how many came.

    A criterion with `to_be_confirmed = false` counts as confirmed by the person who loads it. `stands_for` attaches it
    to every check that cites the criterion named there. CheckDefinitionError names the file and what is wrong in it.
    """
    entries = [_checked(entry, file) for entry in content.read_toml(file).get("criteria", [])]
    known = {row["criterion_id"] for row in audit.rows("SELECT criterion_id FROM cf_criterion")}
    new = [entry for entry in entries if entry["id"] not in known]
    if not new:
        return 0
    checks = audit_checks(audit).checks
    with audit.write():
        for entry in new:
            _insert(audit, entry, origin)
            for check in checks.values():
                if entry.get("stands_for") and entry["stands_for"] in check.criteria:
                    _attach(audit, check.id, entry["id"])
    return len(new)


def list_criteria(audit: Audit, check: str | None = None) -> list[CriterionRecord]:
    """The criteria of the audit, or those attached to one check beside or in its header; confirmed ones first."""
    cited: list[str] = []
    if check is not None:
        cited = list(audit_checks(audit).check(check).criteria)
    rows = audit.rows(
        "SELECT * FROM cf_criterion WHERE :check IS NULL OR criterion_id IN (SELECT value FROM json_each(:cited)) OR "
        "criterion_id IN (SELECT criterion_id FROM cf_check_criterion WHERE check_id = :check) "
        "ORDER BY confirmed_by IS NULL, criterion_id",
        {"check": check, "cited": json.dumps(cited)},
    )
    return [_record(row) for row in rows]


def find_criterion(audit: Audit, criterion_id: str) -> CriterionRecord:
    """The criterion of that id; ReviewError where there is none."""
    rows = audit.rows("SELECT * FROM cf_criterion WHERE criterion_id = ?", (criterion_id,))
    if not rows:
        raise ReviewError(
            f"There is no criterion {criterion_id!r} in this audit.",
            f"The criteria here are: {', '.join(c.id for c in list_criteria(audit)) or 'none'}.",
        )
    return _record(rows[0])


def confirm_criterion(audit: Audit, criterion_id: str, by: str, on: dt.date) -> CriterionRecord:
    """Record that `by` read the criterion on the page on the day `on`, so that exceptions may rest on it."""
    before = find_criterion(audit, criterion_id)
    if not by.strip():
        raise ReviewError(
            f"The criterion {criterion_id} is confirmed only by a named person.",
            "Say who read it on the page.",
        )
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_criterion SET confirmed_by = ?, confirmed_on = ? WHERE criterion_id = ?",
            (by.strip(), on.isoformat(), criterion_id),
        )
        audit.record(
            "criterion.confirmed",
            f"criterion:{criterion_id}",
            {
                "before": [before.confirmed_by, before.confirmed_on],
                "after": [by.strip(), on.isoformat()],
                "document": before.document,
                "text": before.text,
            },
            actor=by.strip(),
        )
    return find_criterion(audit, criterion_id)


def edit_criterion(audit: Audit, criterion_id: str, by: str | None = None, **changes: Any) -> CriterionRecord:
    """Fill in or correct a criterion (document, section, text, parameters ...); a confirmation it had is taken back."""
    before = audit.rows(
        "SELECT * FROM cf_criterion WHERE criterion_id = ?", (find_criterion(audit, criterion_id).id,)
    )[0]
    unknown = set(changes) - {*_TEXTS, "applies_to", "parameters"}
    if unknown:
        raise ReviewError(
            f"A criterion has no {', '.join(sorted(unknown))}.", f"It has: {', '.join(_TEXTS)}."
        )
    after = {
        name: json.dumps(value) if name in ("applies_to", "parameters") else value
        for name, value in changes.items()
    }
    if after.get("force", "must") not in FORCES:
        raise ReviewError(f"The force {after['force']!r} is none.", f"It is one of: {', '.join(FORCES)}.")
    changed = {name: value for name, value in after.items() if value != before[name]}
    if changed:
        with audit.write() as db:
            sets = ", ".join(f"{name} = :{name}" for name in changed)
            db.conn.execute(
                f"UPDATE cf_criterion SET {sets}, confirmed_by = NULL, confirmed_on = NULL WHERE criterion_id = :id",
                {**changed, "id": criterion_id},
            )
            audit.record(
                "criterion.edited",
                f"criterion:{criterion_id}",
                {
                    "before": {n: before[n] for n in (*changed, "confirmed_by", "confirmed_on")},
                    "after": changed,
                },
                actor=by,
            )
    return find_criterion(audit, criterion_id)


def attach_criterion(audit: Audit, check_id: str, criterion_id: str) -> None:
    """Let a check rest on a criterion beside those of its header; CheckRunError, ReviewError where one is not there."""
    audit_checks(audit).check(check_id)
    find_criterion(audit, criterion_id)
    with audit.write():
        _attach(audit, check_id, criterion_id)


def _attach(audit: Audit, check_id: str, criterion_id: str) -> None:
    done = audit.connection.execute(
        "INSERT OR IGNORE INTO cf_check_criterion VALUES (?, ?)", (check_id, criterion_id)
    )
    if done.rowcount:
        audit.record("criterion.attached", f"criterion:{criterion_id}", {"check": check_id})


def _insert(audit: Audit, entry: dict[str, Any], origin: Origin) -> None:
    stands = not entry.get("to_be_confirmed", True)
    row = {
        "criterion_id": entry["id"],
        **{name: str(entry.get(name) or "") for name in _TEXTS},
        "applies_to": json.dumps(entry.get("applies_to", [])),
        "parameters": json.dumps(entry.get("parameters", {}), default=str),
        "origin": origin,
        "confirmed_by": audit.actor if stands else None,
        "confirmed_on": dt.datetime.now(dt.UTC).date().isoformat() if stands else None,
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    audit.connection.execute(f"INSERT INTO cf_criterion ({names}) VALUES ({marks})", row)
    audit.record("criterion.added", f"criterion:{entry['id']}", row)


def _checked(entry: dict[str, Any], file: Traversable) -> dict[str, Any]:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise CheckDefinitionError(f"{file}: a criterion has no id.", "Give each [[criteria]] an id.")
    unknown = set(entry) - _KEYS
    if unknown:
        raise CheckDefinitionError(
            f"{file}: the criterion {name} has the unknown key {', '.join(sorted(unknown))}.",
            "Correct its spelling.",
        )
    empty = [key for key in ("kind", "document", "force", "text", "source") if not entry.get(key)]
    if empty:
        raise CheckDefinitionError(f"{file}: the criterion {name} lacks {', '.join(empty)}.", "Fill it in.")
    if entry["kind"] not in KINDS:
        raise CheckDefinitionError(
            f"{file}: the criterion {name} has the kind {entry['kind']!r}.",
            f"It is one of {', '.join(sorted(KINDS))}. A prior audit report is background, never a criterion.",
        )
    if entry["force"] not in FORCES:
        raise CheckDefinitionError(
            f"{file}: the criterion {name} has the force {entry['force']!r}.",
            f"It is one of {', '.join(FORCES)}.",
        )
    return entry


def _record(row: dict[str, Any]) -> CriterionRecord:
    texts = {name: row[name] or "" for name in (*_TEXTS, "origin", "confirmed_by", "confirmed_on")}
    return CriterionRecord(
        id=row["criterion_id"],
        applies_to=tuple(json.loads(row["applies_to"])),
        parameters=json.loads(row["parameters"]),
        **texts,
    )
