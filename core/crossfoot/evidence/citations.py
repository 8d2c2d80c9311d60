"""Citations: which evidence speaks for or against a statement, on which page, in which words.

Contrary evidence is recorded like supporting evidence, and shown with it.
"""

from __future__ import annotations

import re
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.auditfile.uids import full_uid
from crossfoot.errors import EvidenceError
from crossfoot.evidence.files import attached_text
from crossfoot.evidence.model import LONGEST_QUOTE, Citation, Evidence
from crossfoot.evidence.objects import cited_object
from crossfoot.evidence.register import evidence_by_uid, find_evidence

NOT_CHECKED = "quote not checked by machine"
_PAGES = re.compile(r"(\d+)(?:\s*[-\u2013]\s*(\d+))?")
_LONGEST_PAGE = 40
_QUOTE_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})


def cite(
    audit: Audit,
    obj: str,
    evidence_ref: str,
    *,
    page: str = "",
    quote: str = "",
    supports: bool,
    statement: str = "",
    by: str | None = None,
) -> Citation:
    """Cite evidence for (`supports`) or against a part of a finding, a recommendation, a step or a question.

    `page` is a page ('12', '12-14') or, of an interview, the number of a paragraph, which is needed. The quote is
    looked for where the program can read: in the interview's paragraph, an attached .txt, .csv or .eml, or an
    official's answer. EvidenceError where the object, the evidence, the page or the quote is not there, or the quote is
    too long.
    """
    full = cited_object(audit, obj)
    evidence = find_evidence(audit, evidence_ref)
    page, quote = page.strip(), quote.strip()
    if len(quote) > LONGEST_QUOTE:
        raise EvidenceError(
            f"The quote has {len(quote):,} characters; {LONGEST_QUOTE} are the most.",
            "Quote the sentence that matters, and name the page.",
        )
    paragraphs = _paragraphs(audit, evidence)
    if paragraphs is not None:
        number = _paragraph_number(evidence, page, paragraphs)
        where, page = f"paragraph {number} of {evidence.label}", str(number)
        text: str | None = paragraphs[number]
    else:
        _refuse_no_page(evidence, page)
        where, text = evidence.label, _readable(audit, evidence)
    checked = bool(quote) and text is not None
    if checked and _folded(quote) not in _folded(text or ""):
        raise EvidenceError(
            f"The quote does not stand in {where}.",
            "Copy the words as they stand there, or leave the quote out.",
        )
    row: dict[str, Any] = {
        "uid": new_uid(),
        "object": full,
        "evidence_uid": evidence.uid,
        "page": page,
        "quote": quote,
        "supports": int(supports),
        "statement": statement.strip(),
        "quote_checked": int(checked),
        "actor": by or audit.actor,
        "at": now(),
    }
    _refuse_again(audit, row, evidence)
    with audit.write() as db:
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.conn.execute(f"INSERT INTO cf_citation ({names}) VALUES ({marks})", row)
        audit.record("citation.added", f"citation:{row['uid']}", row, actor=by)
    return find_citation(audit, row["uid"])


def list_citations(audit: Audit, obj: str | None = None) -> list[Citation]:
    """The citations that stand, those of one object where it is named; 'finding:REF' has those of all its parts.

    Supporting ones first, then in the order in which they were made.
    """
    full = None if obj is None else cited_object(audit, obj, part_needed=False)
    rows = audit.rows(
        "SELECT * FROM cf_citation WHERE withdrawn = 0 AND (:obj IS NULL OR object = :obj "
        "OR substr(object, 1, length(:obj) + 1) = :obj || '#') ORDER BY object, supports DESC, at, uid",
        {"obj": full},
    )
    known = evidence_by_uid(audit)
    return [_record(row, known) for row in rows]


def find_citation(audit: Audit, ref: str) -> Citation:
    """The citation of that uid (its first four digits are enough)."""
    uid = full_uid(
        audit,
        "cf_citation",
        ref,
        "citation",
        "`crossfoot cite AUDIT list` shows the citations and their uids.",
    )
    return _record(audit.rows("SELECT * FROM cf_citation WHERE uid = ?", (uid,))[0], evidence_by_uid(audit))


def withdraw_citation(audit: Audit, ref: str, reason: str, by: str | None = None) -> None:
    """Take a citation back; it stays in the history with the reason. EvidenceError without a reason."""
    citation = find_citation(audit, ref)
    if not reason.strip():
        raise EvidenceError("A citation is withdrawn only with a reason.", "Say why in a sentence.")
    with audit.write() as db:
        done = db.conn.execute(
            "UPDATE cf_citation SET withdrawn = 1 WHERE uid = ? AND withdrawn = 0", (citation.uid,)
        )
        if not done.rowcount:
            raise EvidenceError("The citation was withdrawn already.", "There is nothing to do.")
        audit.record(
            "citation.withdrawn",
            f"citation:{citation.uid}",
            {"reason": reason.strip(), "object": citation.object, "evidence": citation.evidence.label},
            actor=by,
        )


def _paragraphs(audit: Audit, evidence: Evidence) -> dict[int, str] | None:
    """The paragraphs of an interview by number; None for other evidence."""
    if not audit.rows("SELECT 1 FROM cf_interview WHERE evidence_uid = ?", (evidence.uid,)):
        return None
    rows = audit.rows(
        "SELECT number, text FROM cf_interview_paragraph WHERE evidence_uid = ?", (evidence.uid,)
    )
    return {row["number"]: row["text"] for row in rows}


def _readable(audit: Audit, evidence: Evidence) -> str | None:
    """What a quote is looked for in: the text of a plain file, or what an official answered to a request item."""
    answer = audit.rows("SELECT said FROM cf_request_answer WHERE evidence_uid = ?", (evidence.uid,))
    if answer and not evidence.name:
        return str(answer[0]["said"]) or None
    return attached_text(audit, evidence)


def _paragraph_number(evidence: Evidence, page: str, paragraphs: dict[int, str]) -> int:
    if not page:
        raise EvidenceError(
            f"{evidence.label} is an interview: a citation names one of its paragraphs.",
            f"Give the number of the paragraph as the page, 1 to {len(paragraphs)}.",
        )
    if not (page.isascii() and page.isdigit() and int(page) in paragraphs):
        raise EvidenceError(
            f"{evidence.label} has no paragraph {page}.",
            f"Its paragraphs are numbered 1 to {len(paragraphs)}.",
        )
    return int(page)


def _refuse_no_page(evidence: Evidence, page: str) -> None:
    """A number beyond the pages; a label that is no number (iv, A-3) is taken as it stands."""
    if len(page) > _LONGEST_PAGE or "\n" in page:
        raise EvidenceError("The page is longer than a page's name.", "Give the page as 12 or 12-14.")
    numbers = _PAGES.fullmatch(page)
    if numbers is None:
        return
    first, last = int(numbers.group(1)), int(numbers.group(2) or numbers.group(1))
    if first < 1 or last < first:
        raise EvidenceError(f"{page!r} names no page.", "Pages count from 1; give them as 12 or 12-14.")
    if evidence.pages is not None and last > evidence.pages:
        raise EvidenceError(
            f"{evidence.label} has {evidence.pages} page{'s' * (evidence.pages > 1)}, so there is no page {last}.",
            "Count pages from 1 at the first page of the file.",
        )


def _refuse_again(audit: Audit, row: dict[str, Any], evidence: Evidence) -> None:
    same = audit.rows(
        "SELECT supports FROM cf_citation WHERE withdrawn = 0 AND object = :object AND evidence_uid = :evidence_uid "
        "AND page = :page AND quote = :quote AND statement = :statement",
        row,
    )
    if same:
        said = "supporting" if same[0]["supports"] else "contradicting"
        raise EvidenceError(
            f"{evidence.label} is cited there already with the same page and quote, as {said} it.",
            "Withdraw that citation first if it is to say something else.",
        )


def _folded(text: str) -> str:
    """Text with one blank for many and plain quotation marks, letter case kept: a quote is to be verbatim."""
    return " ".join(text.translate(_QUOTE_MARKS).split())


def _record(row: dict[str, Any], known: dict[str, Evidence]) -> Citation:
    return Citation(
        uid=row["uid"],
        object=row["object"],
        evidence=known[row["evidence_uid"]],
        page=row["page"],
        quote=row["quote"],
        supports=bool(row["supports"]),
        statement=row["statement"],
        quote_checked=bool(row["quote_checked"]),
        actor=row["actor"],
        at=row["at"],
    )
