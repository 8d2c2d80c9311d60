"""Whether a condition rests on testimony alone, and whether it says whose (audit-practice.md section 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.read import outcome_of
from crossfoot.evidence.model import Citation, Evidence
from crossfoot.review.findings import Finding

_REFERENCE = re.compile(r"\{([\w-]+)\.([^{}]+)\}")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose word a piece of testimony is; `label` is the evidence."""

    name: str
    title: str
    label: str


def unattributed_testimony(
    audit: Audit, finding: Finding, citations: Sequence[Citation]
) -> tuple[Speaker, ...]:
    """Those on whose word alone the condition rests without naming one of them; () where it rests on more.

    More is: a figure of a check in the text, other evidence that supports it (a document, a computation), or an
    interview's paragraph that other evidence than testimony corroborates.
    """
    cited = [one for one in citations if one.supports and one.part == "condition"]
    if not cited or not all(_is_bare_word(audit, one) for one in cited) or _has_figure(audit, finding):
        return ()
    speakers = tuple({one.evidence.uid: speaker_of(audit, one.evidence) for one in cited}.values())
    text = values.fold(finding.condition)
    return () if any(_named(text, speaker) for speaker in speakers) else speakers


def speaker_of(audit: Audit, evidence: Evidence) -> Speaker:
    """Whose word it is: the interviewee, the official who answered, else the one from whom it was obtained."""
    rows = audit.rows(
        "SELECT interviewee AS name, title FROM cf_interview WHERE evidence_uid = :uid "
        "UNION ALL SELECT official, official_title FROM cf_request_answer WHERE evidence_uid = :uid LIMIT 1",
        {"uid": evidence.uid},
    )
    if rows:
        return Speaker(rows[0]["name"], rows[0]["title"], evidence.label)
    name, _, title = evidence.obtained_from.partition(",")
    return Speaker(name.strip(), title.strip(), evidence.label)


def _is_bare_word(audit: Audit, citation: Citation) -> bool:
    if citation.evidence.kind != "testimonial":
        return False
    rows = audit.rows(
        "SELECT corroborated_by FROM cf_interview_paragraph WHERE evidence_uid = ? AND number = ?",
        (citation.evidence.uid, int(citation.page) if citation.page.isdigit() else 0),
    )
    beside = json.loads(rows[0]["corroborated_by"]) if rows else []
    kinds = audit.rows(
        "SELECT kind FROM cf_evidence WHERE withdrawn = 0 AND uid IN (SELECT value FROM json_each(?))",
        (json.dumps(beside),),
    )
    return all(row["kind"] == "testimonial" for row in kinds)


def _has_figure(audit: Audit, finding: Finding) -> bool:
    """Whether a figure (not a parameter or date) of a check stands in the condition."""
    for check, name in _REFERENCE.findall(finding.condition):
        outcome = outcome_of(audit, check)
        if outcome is not None and name not in outcome.parameters:
            return True
    return False


def _named(text: str, speaker: Speaker) -> bool:
    """Whether the folded text has the name, the last name or the title as whole words."""
    last = speaker.name.split()[-1] if speaker.name.split() else ""
    names = (speaker.name, last if len(last) >= _SHORTEST_NAME else "", speaker.title)
    return any(
        re.search(rf"(?<!\w){re.escape(values.fold(name))}(?!\w)", text) is not None
        for name in names
        if name.strip()
    )
