"""The register of evidence as the window words it: its lines, what each piece holds, and what it is cited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.evidence.citations import NOT_CHECKED, list_citations
from crossfoot.evidence.interviews import list_interviews
from crossfoot.evidence.model import FINDING_PARTS, Citation, Evidence, Interview
from crossfoot.evidence.register import evidence_by_uid, list_evidence
from crossfoot.plan.read import read_plan
from crossfoot.review.findings import list_findings
from crossfoot.review.recommendations import list_recommendations

from crossfoot_gui.presenters.file_words import size_text
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.panel_state import Row


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """The register as it stands. `objects` has, by their full form, the words for all that evidence can be cited for;
    `labels` the number of all evidence ever registered by its uid."""

    evidence: tuple[Evidence, ...]
    interviews: Mapping[str, Interview]
    citations: tuple[Citation, ...]
    objects: Mapping[str, str]
    labels: Mapping[str, str]

    def cited(self, evidence: Evidence) -> tuple[Citation, ...]:
        """The citations of a piece of evidence."""
        return tuple(one for one in self.citations if one.evidence.uid == evidence.uid)

    def row(self, one: Evidence) -> Row:
        """A piece of evidence as a line of the table."""
        cited = "; ".join(
            f"{'' if each.supports else '≠ against '}{self.object_words(each.object)}"
            for each in self.cited(one)
        )
        kind = "interview" if one.uid in self.interviews else one.kind
        return one.label, kind, one.title, one.obtained_from, one.obtained_on, cited or "not cited yet"

    def object_words(self, obj: str) -> str:
        """What a citation speaks of, without the title that follows the colon."""
        return self.objects.get(obj, obj).partition(":")[0]

    def detail(self, one: Evidence) -> str:
        """All that is known of a piece of evidence, a line each."""
        return "\n".join(self._lines(one))

    def _lines(self, one: Evidence) -> Iterator[str]:
        yield f"{one.label}: {one.title} ({one.kind}, class {one.evidence_class})"
        yield f"From {one.obtained_from}, {one.obtained_on or 'day unknown'}, obtained by {one.obtained_by}."
        if one.name:
            kept = "kept in the audit file" if one.attached else "only its fingerprint is kept"
            yield f"File: {one.name}, {size_text(one.bytes or 0)}, {kept}. Fingerprint (sha256): {one.sha256}"
        if one.held_at:
            yield f"Held at: {one.held_at}"
        if one.pages:
            yield f"Pages: {one.pages}"
        if one.note:
            yield one.note
        for citation in self.cited(one):
            yield f"Cited: {self.citation_words(citation)}"
        interview = self.interviews.get(one.uid)
        if interview is not None:
            yield from self._paragraphs(interview)

    def citation_words(self, one: Citation, *, named: bool = False) -> str:
        """A citation in a line; `named` begins with the evidence instead of what it is cited for."""
        sort = "paragraph" if one.evidence.uid in self.interviews else "page"
        place = f", {sort} {one.page}" if one.page else ""
        verb = "supports" if one.supports else "≠ contradicts"
        quote = f': "{one.quote}"' if one.quote else ""
        unchecked = f" ({NOT_CHECKED})" if one.quote and not one.quote_checked else ""
        said = f" It speaks of: {one.statement}" if one.statement else ""
        if named:
            lead = f"{one.evidence.label}, {one.evidence.title}{place}, {verb} the {one.part}"
        else:
            lead = f"{verb} {self.object_words(one.object)}{place}"
        end = "" if quote and not unchecked else "."
        return f"{lead}{quote}{unchecked}{end}{said}"

    def _paragraphs(self, interview: Interview) -> Iterator[str]:
        present = f" Also present: {', '.join(interview.attendees)}." if interview.attendees else ""
        confirmed = (
            f"Confirmed by {interview.confirmed_by} on {interview.confirmed_on}."
            if interview.confirmed_by
            else "Not confirmed yet."
        )
        place = f" {interview.place}." if interview.place else ""
        yield f"Interview with {interview.interviewee}, {interview.title}.{place}{present} {confirmed}"
        for part in interview.paragraphs:
            beside = ", ".join(self.labels.get(uid, uid) for uid in part.corroborated_by)
            yield f"{part.number}. {part.text}" + (f" (corroborated by {beside})" if beside else "")


def read_evidence(audit: Audit) -> EvidenceState:
    """The register of the audit as it stands now."""
    return EvidenceState(
        tuple(list_evidence(audit)),
        {one.evidence.uid: one for one in list_interviews(audit)},
        tuple(list_citations(audit)),
        {one.value: one.label for one in citable(audit)},
        {uid: one.label for uid, one in evidence_by_uid(audit).items()},
    )


def citable(audit: Audit) -> list[Choice]:
    """Everything that evidence can be cited for, findings first."""
    findings = list_findings(audit)
    numbers = {one.uid: one.position for one in findings}
    found = [
        Choice(f"finding:{one.uid}#{part}", f"Finding {one.position}, {part}: {one.title}")
        for one in findings
        for part in ("condition", *(name for name in FINDING_PARTS if name != "condition"))
    ]
    for one in list_recommendations(audit):
        words = f"Recommendation to finding {numbers.get(one.finding_uid, '')}: {one.action}"
        found.append(Choice(f"recommendation:{one.uid}", words))
    plan = read_plan(audit)
    found += [
        Choice(f"question:{one.uid}", f"Question {plan.number_of(one)}: {one.text}") for one in plan.questions
    ]
    found += [Choice(f"step:{one.key}", f"Step {one.key}: {one.title}") for one in plan.steps]
    return found
