"""How commands tell of evidence, interviews and citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.evidence.model import Citation, Computation, Evidence, Interview

_SHOWN_DIGITS = 8


def evidence_document(audit: Audit, evidence: Evidence) -> dict[str, Any]:
    """Evidence as JSON, with its computation or interview where it is one."""
    document: dict[str, Any] = {"label": evidence.label, **asdict(evidence)}
    computation, interview = _computation(audit, evidence), _interview(audit, evidence)
    if computation is not None:
        told = asdict(computation)
        document["computation"] = {name: told[name] for name in ("formula", "result", "inputs")}
    if interview is not None:
        document["interview"] = interview_document(interview)
    return document


def interview_document(interview: Interview) -> dict[str, Any]:
    """An interview as JSON, its evidence by number."""
    document = asdict(interview)
    document["evidence"] = interview.evidence.label
    return {"uid": interview.evidence.uid, **document}


def say_evidence(audit: Audit, evidence: Evidence) -> None:
    """Everything that is known of a piece of evidence."""
    print(f"{evidence.label}: {evidence.title}\n")
    facts = {
        "Kind": evidence.kind,
        "From": evidence.obtained_from,
        "Obtained": f"{evidence.obtained_on} by {evidence.obtained_by}",
        "File": f"{evidence.name} ({evidence.bytes:,} bytes)" if evidence.bytes is not None else "",
        "sha256": evidence.sha256,
        "Kept": ("in the audit file" if evidence.attached else "by its sha256 only") if evidence.name else "",
        "Held at": evidence.held_at,
        "Class": evidence.evidence_class,
        "Pages": str(evidence.pages or ""),
        "Note": evidence.note.replace("\n", "\n            "),
    }
    for name, text in facts.items():
        if text:
            print(f"{name + ':':<12}{text}")
    computation, interview = _computation(audit, evidence), _interview(audit, evidence)
    if computation is not None:
        _say_computation(audit, computation)
    if interview is not None:
        say_paragraphs(audit, interview)


def say_paragraphs(audit: Audit, interview: Interview) -> None:
    """The paragraphs of an interview, each with what corroborates it."""
    from crossfoot.evidence.register import evidence_by_uid

    labels = {uid: evidence.label for uid, evidence in evidence_by_uid(audit).items()}
    confirmed = (
        f"by {interview.confirmed_by} on {interview.confirmed_on}" if interview.confirmed_by else "not yet"
    )
    print(f"{'Confirmed:':<12}{confirmed}\n")
    for one in interview.paragraphs:
        beside = ", ".join(labels[uid] for uid in one.corroborated_by)
        print(f"{one.number:>3}. {one.text}" + (f"  [corroborated by {beside}]" if beside else ""))


def citation_lines(audit: Audit, citations: Sequence[Citation], *, named: bool = True) -> Iterator[str]:
    """A line for each citation; `named` has what is cited lead it, else what it is cited for."""
    from crossfoot.evidence.citations import NOT_CHECKED

    numbers = _numbers(audit)
    for one in citations:
        verb = "supports" if one.supports else "CONTRADICTS"
        place = one.page and f", {'paragraph' if one.evidence.kind == 'testimonial' else 'page'} {one.page}"
        lead = (
            f"{one.evidence.label} ({one.evidence.title}){place} {verb} {_object_words(one, numbers)}"
            if named
            else f"{verb} {_object_words(one, numbers)}{place}"
        )
        unchecked = "" if one.quote_checked else f" ({NOT_CHECKED})"
        quote = f': "{one.quote}"{unchecked}' if one.quote else ""
        yield f"  {one.uid[:_SHOWN_DIGITS]}  {lead}{quote}"


def _numbers(audit: Audit) -> dict[str, str]:
    """The numbers of the findings and questions that stand, by uid."""
    from crossfoot.plan.read import read_plan

    plan = read_plan(audit)
    questions = {one.uid: plan.number_of(one) for one in plan.questions}
    rows = audit.rows("SELECT uid, position FROM cf_finding WHERE withdrawn = 0")
    return questions | {row["uid"]: str(row["position"]) for row in rows}


def _object_words(one: Citation, numbers: dict[str, str]) -> str:
    """`the cause of finding 2`, `question 1.2`, `step training.1`, `recommendation 323b27be`."""
    sort, _, name = one.object.partition("#")[0].partition(":")
    short = name if sort == "step" else numbers.get(name, name[:_SHOWN_DIGITS])
    return f"the {one.part} of {sort} {short}" if one.part else f"{sort} {short}"


def _say_computation(audit: Audit, computation: Computation) -> None:
    from crossfoot.evidence.computations import changed_inputs
    from crossfoot.review.figures import finding_figures

    texts = {figure.id: figure.text for figure in finding_figures(audit).values()}
    changed = {given.figure: text for given, text in changed_inputs(computation, texts)}
    print("What went in:")
    for given in computation.inputs:
        now = f"  (now {changed[given.figure] or 'gone'})" if given.figure in changed else ""
        source = f"figure {given.figure}" if given.figure else given.source
        print(f"  {given.name}: {given.text}  ({source}){now}")
    print(f"How:        {computation.formula}")
    print(f"Result:     {computation.result}")


def _computation(audit: Audit, evidence: Evidence) -> Computation | None:
    from crossfoot.evidence.computations import find_computation

    rows = audit.rows("SELECT 1 FROM cf_computation WHERE evidence_uid = ?", (evidence.uid,))
    return find_computation(audit, evidence.uid) if rows else None


def _interview(audit: Audit, evidence: Evidence) -> Interview | None:
    from crossfoot.evidence.interviews import find_interview

    rows = audit.rows("SELECT 1 FROM cf_interview WHERE evidence_uid = ?", (evidence.uid,))
    return find_interview(audit, evidence.uid) if rows else None
