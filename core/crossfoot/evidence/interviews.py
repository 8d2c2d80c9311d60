"""Interviews: who said what, in numbered paragraphs that are cited, confirmed, and corroborated by other evidence."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import Evidence, Interview, Paragraph
from crossfoot.evidence.register import find_evidence, insert_evidence, list_evidence

_BLANK_LINES = re.compile(r"\n\s*\n")
_OWN_NUMBER = re.compile(r"^\s*(\d{1,4})[.)]\s+")


def record_interview(
    audit: Audit,
    interviewee: str,
    *,
    title: str,
    office: str = "",
    held_on: dt.date,
    paragraphs: Sequence[str],
    attendees: Sequence[str] = (),
    place: str = "",
    subject: str = "",
    evidence_class: str = "internal",
    held_at: str = "",
    by: str | None = None,
) -> Interview:
    """Record an interview as testimonial evidence; its paragraphs are numbered from 1 in the order given.

    EvidenceError where interviewee, title or text is missing.
    """
    who = interviewee.strip()
    if not who:
        raise EvidenceError("The interview does not say who was interviewed.", "Give the person's name.")
    if not title.strip():
        raise EvidenceError(
            f"The title of {who} is missing.", "Give it: a finding that rests on the interview names it."
        )
    texts = [text.strip() for text in paragraphs if text.strip()]
    if not texts:
        raise EvidenceError(
            f"The interview with {who} has no text.",
            "Give its paragraphs, or a text file with a blank line between them.",
        )
    row: dict[str, Any] = {
        "interviewee": who,
        "title": title.strip(),
        "office": office.strip(),
        "held_on": held_on.isoformat(),
        "place": place.strip(),
        "attendees": json.dumps([name.strip() for name in attendees if name.strip()], ensure_ascii=False),
    }
    with audit.write() as db:
        uid = insert_evidence(
            audit,
            "testimonial",
            subject.strip() or f"Interview with {who}, {title.strip()}",
            obtained_from=", ".join(part for part in (who, row["title"], row["office"]) if part),
            obtained_on=held_on,
            evidence_class=evidence_class,
            held_at=held_at.strip(),
            by=by,
        )
        row = {"evidence_uid": uid, **row}
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.conn.execute(f"INSERT INTO cf_interview ({names}) VALUES ({marks})", row)
        db.conn.executemany(
            "INSERT INTO cf_interview_paragraph (evidence_uid, number, text) VALUES (?, ?, ?)",
            [(uid, number, text) for number, text in enumerate(texts, 1)],
        )
        audit.record("interview.recorded", f"evidence:{uid}", {**row, "paragraphs": texts}, actor=by)
    return find_interview(audit, uid)


def paragraphs_of_file(path: Path) -> list[str]:
    """The paragraphs of a text file (UTF-8, blank lines between them); a number that the writer gave each is dropped.

    EvidenceError where the file cannot be read as text, or its own numbers do not run from 1 on: then they would not be
    the numbers that citations name.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EvidenceError(
            f"{path.name} is not a text file in UTF-8.", "Save it as plain text with the encoding UTF-8."
        ) from None
    except OSError as error:
        raise EvidenceError(
            f"{path} cannot be read: {error.strerror}.", "Check its name and folder."
        ) from None
    return paragraphs_of_text(text, path.name)


def paragraphs_of_text(text: str, source: str = "the text") -> list[str]:
    """The paragraphs of a text with blank lines between them; a number that the writer gave each is dropped.

    EvidenceError where the text's own numbers do not run from 1 on; `source` is how the message calls the text.
    """
    return without_numbers(_BLANK_LINES.split(text), source)


def without_numbers(paragraphs: Sequence[str], source: str = "the interview") -> list[str]:
    """The paragraphs without the number that the writer gave each; EvidenceError where those do not run from 1 on."""
    parts = [part.strip() for part in paragraphs if part.strip()]
    numbers = [found and int(found.group(1)) for found in map(_OWN_NUMBER.match, parts)]
    if not parts or not all(numbers):
        return parts
    if numbers != list(range(1, len(parts) + 1)):
        wrong = next(n for n, given in enumerate(numbers, 1) if given != n)
        raise EvidenceError(
            f"Paragraph {wrong} of {source} bears the number {numbers[wrong - 1]}.",
            "Number the paragraphs from 1 without a gap, or leave the numbers out.",
        )
    return [_OWN_NUMBER.sub("", part, count=1) for part in parts]


def list_interviews(audit: Audit) -> list[Interview]:
    """The interviews that stand, in the order of their evidence numbers."""
    known = {row["evidence_uid"] for row in audit.rows("SELECT evidence_uid FROM cf_interview")}
    return [_record(audit, evidence) for evidence in list_evidence(audit) if evidence.uid in known]


def find_interview(audit: Audit, ref: str) -> Interview:
    """The interview that `ref` names (E-7, 7 or its uid); EvidenceError where that evidence is no interview."""
    evidence = find_evidence(audit, ref)
    if not audit.rows("SELECT 1 FROM cf_interview WHERE evidence_uid = ?", (evidence.uid,)):
        raise EvidenceError(
            f"{evidence.label} ({evidence.title}) is no interview.",
            "`crossfoot interview AUDIT list` shows them.",
        )
    return _record(audit, evidence)


def confirm_interview(
    audit: Audit, ref: str, confirmed_by: str, confirmed_on: dt.date, by: str | None = None
) -> Interview:
    """Record who of those present confirmed the record, and when; EvidenceError where that was before the interview."""
    interview = find_interview(audit, ref)
    label, who = interview.evidence.label, confirmed_by.strip()
    if not who:
        raise EvidenceError(f"{label} is confirmed only by a named person.", "Say who read the record.")
    held_on = values.parse_date(interview.held_on)
    if held_on and confirmed_on < held_on:
        raise EvidenceError(
            f"{label} was held on {held_on}, so its record cannot be confirmed on {confirmed_on}.",
            "Check the day of the confirmation.",
        )
    present = [values.fold(name) for name in (interview.interviewee, *interview.attendees)]
    if not any(values.fold(who) in name or name in values.fold(who) for name in present):
        raise EvidenceError(
            f"{who} was not at the interview {label}.",
            f"It is confirmed by one who was there: {', '.join((interview.interviewee, *interview.attendees))}.",
        )
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_interview SET confirmed_by = ?, confirmed_on = ? WHERE evidence_uid = ?",
            (who, confirmed_on.isoformat(), interview.evidence.uid),
        )
        audit.record(
            "interview.confirmed",
            f"evidence:{interview.evidence.uid}",
            {
                "before": [interview.confirmed_by, interview.confirmed_on],
                "after": [who, confirmed_on.isoformat()],
            },
            actor=by,
        )
    return find_interview(audit, ref)


def corroborate(
    audit: Audit,
    ref: str,
    paragraph: int,
    evidence_ref: str,
    *,
    take_back: bool = False,
    by: str | None = None,
) -> Interview:
    """Record (or `take_back`) that other evidence says the same as a paragraph of an interview.

    EvidenceError where the paragraph or the evidence is not there, or it is the word of the same person.
    """
    interview, other = find_interview(audit, ref), find_evidence(audit, evidence_ref)
    label = interview.evidence.label
    told = next((part for part in interview.paragraphs if part.number == paragraph), None)
    if told is None:
        raise EvidenceError(
            f"{label} has no paragraph {paragraph}.",
            f"Its paragraphs are numbered 1 to {len(interview.paragraphs)}.",
        )
    if take_back and other.uid not in told.corroborated_by:
        raise EvidenceError(
            f"{other.label} does not corroborate paragraph {paragraph} of {label}.",
            "There is nothing to take back.",
        )
    if not take_back:
        _refuse_same_word(audit, interview, other)
    kept = [uid for uid in told.corroborated_by if uid != other.uid]
    after = kept if take_back else [*kept, other.uid]
    if after == list(told.corroborated_by):
        return interview
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_interview_paragraph SET corroborated_by = ? WHERE evidence_uid = ? AND number = ?",
            (json.dumps(after), interview.evidence.uid, paragraph),
        )
        audit.record(
            "interview.corroborated",
            f"evidence:{interview.evidence.uid}",
            {"paragraph": paragraph, "before": list(told.corroborated_by), "after": after},
            actor=by,
        )
    return find_interview(audit, ref)


def _refuse_same_word(audit: Audit, interview: Interview, other: Evidence) -> None:
    if other.uid == interview.evidence.uid:
        raise EvidenceError(
            f"{other.label} cannot corroborate itself.", "Name other evidence that says the same."
        )
    speakers = audit.rows(
        "SELECT interviewee AS name FROM cf_interview WHERE evidence_uid = :uid "
        "UNION SELECT official FROM cf_request_answer WHERE evidence_uid = :uid",
        {"uid": other.uid},
    )
    same = any(values.fold(row["name"]) == values.fold(interview.interviewee) for row in speakers)
    if same and other.kind == "testimonial":
        raise EvidenceError(
            f"{other.label} is the word of {interview.interviewee} too.",
            "One person's word does not corroborate itself; name a document or another person's word.",
        )


def _record(audit: Audit, evidence: Evidence) -> Interview:
    row = audit.rows("SELECT * FROM cf_interview WHERE evidence_uid = ?", (evidence.uid,))[0]
    told = audit.rows(
        "SELECT number, text, corroborated_by FROM cf_interview_paragraph WHERE evidence_uid = ? ORDER BY number",
        (evidence.uid,),
    )
    return Interview(
        evidence=evidence,
        interviewee=row["interviewee"],
        title=row["title"],
        office=row["office"],
        held_on=row["held_on"],
        place=row["place"],
        attendees=tuple(json.loads(row["attendees"])),
        confirmed_by=row["confirmed_by"],
        confirmed_on=row["confirmed_on"] or "",
        paragraphs=tuple(
            Paragraph(part["number"], part["text"], tuple(json.loads(part["corroborated_by"])))
            for part in told
        ),
    )
