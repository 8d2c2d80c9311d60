"""The register of evidence: numbered records that are withdrawn with a reason and never deleted."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import EvidenceError
from crossfoot.evidence import files
from crossfoot.evidence.model import CLASSES, KINDS, Evidence, EvidenceKind

_LABEL = re.compile(r"(?:E-?)?(\d{1,9})", re.IGNORECASE)
_SHORTEST_UID = 4
_LONGEST_TITLE = 250


def add_evidence(
    audit: Audit,
    kind: EvidenceKind,
    title: str,
    *,
    obtained_from: str,
    obtained_on: dt.date,
    obtained_by: str = "",
    file: Path | None = None,
    attach: bool = True,
    held_at: str = "",
    evidence_class: str = "internal",
    pages: int | None = None,
    note: str = "",
    by: str | None = None,
) -> Evidence:
    """Register a piece of evidence. With a `file` its sha256 is kept, and with `attach` its bytes too.

    `obtained_by` defaults to who acts. EvidenceError where title or source is missing, there is neither a file nor a
    place where it is held, the same file is registered already, or the file cannot be read.
    """
    if kind == "analytical" and file is None:
        raise EvidenceError(
            "A computation states what went in, how, and what came out.",
            "Record it with `crossfoot evidence AUDIT compute`, or attach the file in which it was made.",
        )
    if file is None and not held_at.strip():
        raise EvidenceError(
            f"{title.strip() or 'The evidence'} has neither a file nor a place where it is held.",
            "Name the file, or say where the original is kept.",
        )
    parts: dict[str, Any] = {"held_at": held_at.strip()}
    if file is not None:
        sha256, size = files.fingerprint(file)
        _refuse_twice(audit, sha256, file.name)
        parts |= {"name": file.name, "sha256": sha256, "bytes": size, "attached": int(attach)}
    with audit.write():
        uid = insert_evidence(
            audit,
            kind,
            title,
            obtained_from=obtained_from,
            obtained_on=obtained_on,
            obtained_by=obtained_by,
            evidence_class=evidence_class,
            pages=pages,
            note=note,
            by=by,
            **parts,
        )
        if file is not None and attach:
            files.attach(audit, uid, file, parts["sha256"])
    return find_evidence(audit, uid)


def insert_evidence(
    audit: Audit,
    kind: str,
    title: str,
    *,
    obtained_from: str,
    obtained_on: dt.date,
    obtained_by: str = "",
    evidence_class: str = "internal",
    pages: int | None = None,
    note: str = "",
    by: str | None = None,
    **parts: Any,
) -> str:
    """Write a row of the register and its event inside a write block; returns its uid. Checks what every kind needs."""
    _refuse_unfit(kind, title, obtained_from, evidence_class, pages)
    _refuse_day_to_come(title.strip(), obtained_on)
    number = audit.connection.execute("SELECT coalesce(max(number), 0) + 1 FROM cf_evidence").fetchone()[0]
    row: dict[str, Any] = {
        "uid": new_uid(),
        "number": number,
        "kind": kind,
        "title": title.strip(),
        "obtained_from": obtained_from.strip(),
        "obtained_on": obtained_on.isoformat(),
        "obtained_by": obtained_by.strip() or by or audit.actor,
        "evidence_class": evidence_class,
        "pages": pages,
        "note": note.strip(),
        "actor": by or audit.actor,
        "at": now(),
        **parts,
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    audit.connection.execute(f"INSERT INTO cf_evidence ({names}) VALUES ({marks})", row)
    audit.record("evidence.added", f"evidence:{row['uid']}", row, actor=by)
    return str(row["uid"])


def list_evidence(audit: Audit) -> list[Evidence]:
    """The evidence that stands, in the order of its numbers."""
    return [_record(row) for row in audit.rows(f"{_STANDING} ORDER BY number")]


def find_evidence(audit: Audit, ref: str) -> Evidence:
    """The evidence that `ref` names: 'E-7', '7', or its uid (the first four digits are enough); else EvidenceError."""
    label = _LABEL.fullmatch(ref.strip())
    rows = audit.rows(f"{_STANDING} AND number = ?", (int(label.group(1)),)) if label else []
    if not rows and len(ref.strip()) >= _SHORTEST_UID:
        start = ref.strip().lower()
        rows = audit.rows(f"{_STANDING} AND substr(uid, 1, ?) = ?", (len(start), start))
    if len(rows) != 1:
        raise EvidenceError(
            f"{ref!r} names {len(rows)} pieces of evidence." if rows else _not_there(audit, ref),
            "Name it by its number, such as E-7; `crossfoot evidence AUDIT list` shows all.",
        )
    return _record(rows[0])


def export_evidence(
    audit: Audit, ref: str, target: Path, *, given_to: str = "", by: str | None = None
) -> Path:
    """Write an attached file out again, byte for byte, to `target` (a folder, or a file that is not there yet).

    The copy is noted in the custody log. EvidenceError where the bytes were not attached, or `target` exists or cannot
    be written; AuditFileError where nobody has chosen a marking.
    """
    evidence = find_evidence(audit, ref)
    require_marking(audit)
    if not evidence.attached:
        raise EvidenceError(
            f"The bytes of {evidence.label} are not in this audit file.",
            f"It is held at: {evidence.held_at}."
            if evidence.held_at
            else f"Only the sha256 of {evidence.name} was kept; the file is with whoever gave or registered it."
            if evidence.name
            else f"It has no file; `crossfoot evidence AUDIT show {evidence.label}` prints what is kept of it.",
        )
    path = target / Path(evidence.name).name if target.is_dir() else target
    try:
        with path.open("xb") as file:
            for piece in files.attached_pieces(audit, evidence):
                file.write(piece)
    except FileExistsError:
        raise EvidenceError(f"{path} exists already.", "Choose another name or folder.") from None
    except OSError as error:
        if path.is_file():
            path.unlink(missing_ok=True)  # what was begun is not the evidence
        raise EvidenceError(
            f"{path} cannot be written: {error.strerror}.", "Choose a folder that you may write to."
        ) from None
    record_copy(audit, path, f"evidence {evidence.label}", given_to=given_to, by=by)
    return path


def withdraw_evidence(audit: Audit, ref: str, reason: str, by: str | None = None) -> None:
    """Take evidence out of the register; it stays in the history with the reason, and its number is not used again.

    EvidenceError without a reason, or where a citation, a corroboration or the latest answer to a request rests on it.
    """
    evidence = find_evidence(audit, ref)
    if not reason.strip():
        raise EvidenceError("Evidence is withdrawn only with a reason.", "Say why in a sentence.")
    _refuse_in_use(audit, evidence)
    with audit.write() as db:
        db.conn.execute("UPDATE cf_evidence SET withdrawn = 1 WHERE uid = ?", (evidence.uid,))
        audit.record(
            "evidence.withdrawn",
            f"evidence:{evidence.uid}",
            {"reason": reason.strip(), "number": evidence.number, "title": evidence.title},
            actor=by,
        )


_STANDING = "SELECT * FROM cf_evidence WHERE withdrawn = 0"


def evidence_by_uid(audit: Audit) -> dict[str, Evidence]:
    """All evidence ever registered, withdrawn too, by uid: what a citation may point to."""
    return {row["uid"]: _record(row) for row in audit.rows("SELECT * FROM cf_evidence")}


def _refuse_unfit(kind: str, title: str, obtained_from: str, evidence_class: str, pages: int | None) -> None:
    if kind not in KINDS:
        raise EvidenceError(f"{kind!r} is no kind of evidence.", f"It is one of: {', '.join(KINDS)}.")
    if evidence_class not in CLASSES:
        raise EvidenceError(
            f"{evidence_class!r} is no class of evidence.", f"It is one of: {', '.join(CLASSES)}."
        )
    if not title.strip():
        raise EvidenceError("The evidence has no title.", "Say in a few words what it is.")
    if len(title.strip()) > _LONGEST_TITLE or "\n" in title.strip():
        raise EvidenceError(
            f"A title is one line of up to {_LONGEST_TITLE} characters; this one has {len(title.strip()):,}"
            f"{' in several lines' if chr(10) in title.strip() else ''}.",
            "Say in a few words what it is, and the rest as a note.",
        )
    if not obtained_from.strip():
        raise EvidenceError(
            f"It is not said from whom {title.strip()!r} was obtained.",
            "Name the person or office that gave it, or where it was seen.",
        )
    if pages is not None and pages < 1:
        raise EvidenceError(
            f"{title.strip()!r} cannot have {pages} pages.", "Give their number, or leave it out."
        )


def _refuse_day_to_come(title: str, obtained_on: dt.date) -> None:
    """A day after tomorrow: east of here it may be tomorrow already."""
    today = dt.datetime.now(dt.UTC).date()
    if obtained_on > today + dt.timedelta(days=1):
        raise EvidenceError(
            f"{title!r} cannot have been obtained on {obtained_on}: by the clock of this computer today is {today}.",
            "Check the day, and the clock.",
        )


def _refuse_twice(audit: Audit, sha256: str, name: str) -> None:
    rows = audit.rows(f"{_STANDING} AND sha256 = ?", (sha256,))
    if rows:
        known = _record(rows[0])
        raise EvidenceError(
            f"{name} is registered already, as {known.label} ({known.title}).",
            f"Cite {known.label}, or withdraw it first with a reason.",
        )


def _refuse_in_use(audit: Audit, evidence: Evidence) -> None:
    cited = audit.rows(
        "SELECT count(*) AS n FROM cf_citation WHERE evidence_uid = ? AND withdrawn = 0", (evidence.uid,)
    )[0]["n"]
    if cited:
        raise EvidenceError(
            f"{evidence.label} is cited {cited} time{'s' * (cited > 1)}.",
            "Withdraw those citations first: `crossfoot cite AUDIT list` shows them.",
        )
    for row in audit.rows(
        "SELECT e.number, p.number AS paragraph FROM cf_interview_paragraph p JOIN cf_evidence e "
        "ON e.uid = p.evidence_uid WHERE e.withdrawn = 0 AND EXISTS "
        "(SELECT 1 FROM json_each(p.corroborated_by) WHERE value = ?)",
        (evidence.uid,),
    ):
        raise EvidenceError(
            f"{evidence.label} corroborates paragraph {row['paragraph']} of E-{row['number']}.",
            "Take that corroboration back first: crossfoot interview AUDIT corroborate --take-back.",
        )
    for row in audit.rows(
        "SELECT i.name, c.place FROM cf_coding c JOIN cf_instrument i ON i.uid = c.instrument_uid "
        "WHERE c.evidence_uid = ? AND i.withdrawn = 0 ORDER BY c.seq LIMIT 1",
        (evidence.uid,),
    ):
        raise EvidenceError(
            f"{evidence.label} is given for item {row['place']} of the instrument {row['name']!r}.",
            "Withdraw that instrument first, with a reason, or let the evidence stand.",
        )
    for row in audit.rows(
        "SELECT number FROM cf_request_item WHERE evidence_uid = ? AND withdrawn = 0", (evidence.uid,)
    ):
        raise EvidenceError(
            f"{evidence.label} is the latest answer to request item {row['number']}.",
            "Record the new answer to the item; the earlier one may be withdrawn then.",
        )


def _not_there(audit: Audit, ref: str) -> str:
    label = _LABEL.fullmatch(ref.strip())
    if label and (
        rows := audit.rows("SELECT title FROM cf_evidence WHERE number = ?", (int(label.group(1)),))
    ):
        return f"E-{int(label.group(1))} ({rows[0]['title']}) was withdrawn."
    return f"There is no evidence {ref!r} in this audit."


def _record(row: dict[str, Any]) -> Evidence:
    return Evidence(
        uid=row["uid"],
        number=row["number"],
        kind=row["kind"],
        title=row["title"],
        obtained_from=row["obtained_from"],
        obtained_on=row["obtained_on"] or "",
        obtained_by=row["obtained_by"],
        name=row["name"],
        sha256=row["sha256"] or "",
        bytes=row["bytes"],
        attached=bool(row["attached"]),
        held_at=row["held_at"],
        evidence_class=row["evidence_class"],
        pages=row["pages"],
        note=row["note"],
        actor=row["actor"],
        at=row["at"],
    )
