"""The short planning pages of an audit: lines that are added, changed, and withdrawn with a reason, never deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import PlanError
from crossfoot.plan.note_pages import PAGES, Page, mistakes_of


@dataclass(frozen=True, slots=True)
class PlanNote:
    """A line of a planning page. `facts` are in the order in which the page asks for them."""

    uid: str
    page: str
    position: int
    subject: str
    text: str
    facts: dict[str, str]
    actor: str
    at: str


def find_page(name: str) -> Page:
    """The page of that name; PlanError where there is none."""
    wanted = " ".join(name.casefold().replace("-", " ").split())
    if wanted not in PAGES:
        raise PlanError(f"There is no planning page {name!r}.", f"The pages are: {', '.join(PAGES)}.")
    return PAGES[wanted]


def list_notes(audit: Audit, page: str | None = None) -> list[PlanNote]:
    """The lines that stand, page by page in their order; those of one page where it is named."""
    named = [find_page(page).name] if page is not None else list(PAGES)
    rows = audit.rows(
        "SELECT uid, page, position, subject, text, facts, actor, at FROM cf_plan_note "
        "WHERE withdrawn = 0 ORDER BY position, uid"
    )
    return [_record(row) for name in named for row in rows if row["page"] == name]


def find_note(audit: Audit, uid: str) -> PlanNote:
    """The line of that uid (its first digits are enough); PlanError where there is not exactly one."""
    found = [note for note in list_notes(audit) if uid and note.uid.startswith(uid)]
    if len(found) != 1:
        raise PlanError(
            f"{len(found)} planning lines begin with {uid!r}."
            if found
            else f"There is no planning line {uid!r}.",
            "`crossfoot planning AUDIT list` shows the lines of each page.",
        )
    return found[0]


def add_note(
    audit: Audit,
    page: str,
    *,
    subject: str,
    text: str = "",
    facts: Mapping[str, str] | None = None,
    by: str | None = None,
) -> PlanNote:
    """Add a line to a planning page; PlanError where the page does not know a fact, lacks one, or it cannot be so."""
    on = find_page(page)
    kept = _sound(on, subject, facts or {})
    row: dict[str, Any] = {
        "uid": new_uid(),
        "page": on.name,
        "subject": subject.strip(),
        "text": text.strip(),
        "facts": json.dumps(kept, ensure_ascii=False),
        "actor": by or audit.actor,
        "at": now(),
    }
    with audit.write() as db:
        row["position"] = db.conn.execute(
            "SELECT coalesce(max(position), 0) + 1 FROM cf_plan_note WHERE page = ?", (on.name,)
        ).fetchone()[0]
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.conn.execute(f"INSERT INTO cf_plan_note ({names}) VALUES ({marks})", row)
        audit.record("plan_note.added", f"plan_note:{row['uid']}", {**row, "facts": kept}, actor=by)
    return find_note(audit, row["uid"])


def edit_note(
    audit: Audit,
    uid: str,
    *,
    subject: str | None = None,
    text: str | None = None,
    facts: Mapping[str, str] | None = None,
    by: str | None = None,
) -> PlanNote:
    """Change a line; only what is given changes, and a fact given as '' is taken out. PlanError as for a new line."""
    before = find_note(audit, uid)
    changed = before.facts | {name: value.strip() for name, value in (facts or {}).items()}
    after = PlanNote(
        before.uid,
        before.page,
        before.position,
        (before.subject if subject is None else subject).strip(),
        (before.text if text is None else text).strip(),
        _sound(PAGES[before.page], before.subject if subject is None else subject, changed),
        before.actor,
        before.at,
    )
    if after == before:
        return before
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_plan_note SET subject = ?, text = ?, facts = ? WHERE uid = ?",
            (after.subject, after.text, json.dumps(after.facts, ensure_ascii=False), before.uid),
        )
        body = {"before": asdict(before), "after": asdict(after)}
        audit.record("plan_note.edited", f"plan_note:{before.uid}", body, actor=by)
    return find_note(audit, before.uid)


def withdraw_note(audit: Audit, uid: str, reason: str, by: str | None = None) -> None:
    """Take a line off its page; it stays in the history with the reason."""
    note = find_note(audit, uid)
    if not reason.strip():
        raise PlanError("A planning line is withdrawn only with a reason.", "Say why in a sentence.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_plan_note SET withdrawn = 1 WHERE uid = ?", (note.uid,))
        body = {"reason": reason.strip(), "page": note.page, "subject": note.subject}
        audit.record("plan_note.withdrawn", f"plan_note:{note.uid}", body, actor=by)


def _sound(page: Page, subject: str, facts: Mapping[str, str]) -> dict[str, str]:
    """The facts in the order of the page, those that say nothing left out; PlanError where something is wrong."""
    given = {name: value.strip() for name, value in facts.items() if value.strip()}
    if not subject.strip():
        raise PlanError(f"A line of the page '{page.name}' needs a subject.", f"Say {page.subject}.")
    wrong = next(mistakes_of(page, given), None)
    if wrong:
        raise PlanError(
            wrong, "`crossfoot planning AUDIT pages` shows what each page asks and may be answered."
        )
    return {fact.name: given[fact.name] for fact in page.facts if fact.name in given}


def _record(row: dict[str, Any]) -> PlanNote:
    known = json.loads(row["facts"])
    facts = {fact.name: known[fact.name] for fact in PAGES[row["page"]].facts if fact.name in known}
    return PlanNote(**{**row, "facts": facts})
