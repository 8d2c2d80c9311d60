"""What makes a finding weak, each in one sentence: a draft shows it beside the finding, a final report is refused.

Rules: audit-practice.md sections 1, 3 and 4 of the design (criteria in force on the day of the events, whose duty it
is, wording no stronger than the force, testimony attributed, planned runs). The auditor may answer a flag with a
reason, which is kept and printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import outcome_of
from crossfoot.errors import ReviewError
from crossfoot.evidence.citations import list_citations
from crossfoot.evidence.computations import changed_inputs, find_computation
from crossfoot.evidence.model import Citation
from crossfoot.review.criteria import CriterionRecord, list_criteria
from crossfoot.review.figures import finding_figures
from crossfoot.review.findings import Finding, edit_finding, run_header, show_finding
from crossfoot.review.in_force import in_force_trouble
from crossfoot.review.testimony import unattributed_testimony

_ANSWER, _DIGITS = "flag:", 12
_STRONG = re.compile(
    r"\b(did not meet|did not comply|violat\w+|fail(?:ed|s|ure)? to|in violation of|noncomplian\w+|breach\w*)\b",
    re.IGNORECASE,
)
_CHECK_NAMED = re.compile(r"\{([\w-]+)\.[^{}]+\}")
_DID_NOT = re.compile(r"\bdid not\b", re.IGNORECASE)
_OF_RECORDS = re.compile(
    r"\bdid not (?:show|state|contain|record|name|list|give|mention|include)\b", re.IGNORECASE
)
"""What records do not do: no word about what someone did not do."""
_WEAKER = {
    "target": "a target: write 'took longer than the target'",
    "effort": "an effort: write 'we found no record of'",
}
_OTHERS = {
    "local_agency": "the local agency",
    "field_office": "a field office",
    "headquarters": "headquarters",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """One weakness of a finding. `key` names it in commands; `answer` is the auditor's reason why it may stand."""

    key: str
    sentence: str
    hint: str
    answer: str = ""

    @property
    def code(self) -> str:
        """The rule, without what it is about."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class _Case:
    """A finding with what the rules look at: its criteria, the latest runs of its checks, what is cited for it."""

    audit: Audit
    finding: Finding
    criteria: tuple[CriterionRecord, ...]
    runs: tuple[CheckOutcome, ...]
    citations: tuple[Citation, ...]


def finding_flags(audit: Audit, finding: Finding) -> tuple[Flag, ...]:
    """The flags of a finding as the audit stands now, those that the auditor answered too; () where it is sound."""
    named = {criterion.id: criterion for criterion in list_criteria(audit)}
    case = _Case(
        audit,
        finding,
        tuple(named[name] for name in finding.criteria if name in named),
        tuple(run for check in _used_checks(finding) if (run := outcome_of(audit, check)) is not None),
        tuple(list_citations(audit, f"finding:{finding.uid}")),
    )
    return tuple(
        replace(flag, answer=finding.left_out.get(_answer_key(flag), ""))
        for rule in _RULES
        for flag in rule(case)
    )


def _used_checks(finding: Finding) -> tuple[str, ...]:
    """The checks behind a finding, and those whose figures its texts name."""
    texts = " ".join((finding.condition, finding.cause, finding.effect))
    return tuple(dict.fromkeys((*finding.checks, *_CHECK_NAMED.findall(texts))))


def open_flags(audit: Audit, finding: Finding) -> tuple[Flag, ...]:
    """The flags that nobody answered: they keep a report from being final."""
    return tuple(flag for flag in finding_flags(audit, finding) if not flag.answer)


def answer_flag(audit: Audit, ref: str, key: str, reason: str, by: str | None = None) -> Finding:
    """Let a flag stand, as it is now, with a reason that is printed; ReviewError where there is no such flag."""
    finding = show_finding(audit, ref)
    flags = {flag.key: flag for flag in finding_flags(audit, finding)}
    if key not in flags:
        raise ReviewError(
            f"The finding {finding.title!r} has no flag {key!r}.",
            f"Its flags are: {', '.join(flags) or 'none'}.",
        )
    if not reason.strip():
        raise ReviewError("A flag is answered only with a reason.", "Say in a sentence why it may stand.")
    said = {**finding.left_out, _answer_key(flags[key]): reason.strip()}
    return edit_finding(audit, finding.uid, by=by, left_out=said)


def _answer_key(flag: Flag) -> str:
    """Where the answer to a flag is kept: it holds for the sentence that was answered, and not for what comes after."""
    return f"{_ANSWER}{flag.key}:{sha256(flag.sentence.encode()).hexdigest()[:_DIGITS]}"


def _nothing_cited(case: _Case) -> Iterator[Flag]:
    cited = any(citation.supports and citation.part == "condition" for citation in case.citations)
    if not case.finding.checks and not cited:
        yield Flag(
            "nothing-cited",
            "No check is behind the condition, and no evidence is cited for it.",
            f"Cite what it rests on: crossfoot cite AUDIT finding:{case.finding.position}#condition E-N --supports.",
        )


def _testimony_alone(case: _Case) -> Iterator[Flag]:
    speakers = unattributed_testimony(case.audit, case.finding, case.citations)
    if speakers:
        first = speakers[0]
        said = " and ".join(f"{one.name} ({one.label})" for one in speakers)
        yield Flag(
            "testimony-alone",
            f"The condition rests on the word of {said} alone and does not say so.",
            f"Write who said it, such as 'the {first.title or first.name} told us that ...', or cite a document, a "
            "corroborated paragraph or a figure.",
        )


def _not_confirmed(case: _Case) -> Iterator[Flag]:
    """A measure needs no criterion; every other finding says what should be, as someone read it in its document."""
    if case.finding.kind == "measure" or any(criterion.confirmed for criterion in case.criteria):
        return
    if not case.criteria:
        yield Flag(
            "no-criterion",
            "The finding names no criterion: it does not say what should be.",
            "Name one: crossfoot finding AUDIT edit FINDING --criteria ID; `crossfoot criteria AUDIT` lists them.",
        )
        return
    named = " and ".join(criterion.id for criterion in case.criteria)
    yield Flag(
        "criterion-not-confirmed",
        f"Nobody has confirmed a criterion of the finding ({named}).",
        "Read it in its document and say so: crossfoot criteria AUDIT --confirm ID --by NAME.",
    )


def _not_in_force(case: _Case) -> Iterator[Flag]:
    for criterion in case.criteria:
        trouble = in_force_trouble(case.audit, criterion, case.finding.checks)
        if trouble:
            yield Flag(
                f"criterion-not-in-force:{criterion.id}",
                trouble,
                "Cite the criterion that held on the day of the events, or correct its dates from the document.",
            )


def _exploratory(case: _Case) -> Iterator[Flag]:
    for run in case.runs:
        if not run.planned:
            title = run_header(case.audit, run.check).get("title", run.check)
            yield Flag(
                f"exploratory-run:{run.check}",
                f"The finding rests on a run of {title!r} that was exploratory: "
                f"{run.exploratory_because or 'no reason is kept.'}",
                "Run what the approved plan foresees, or first make the check a step of the plan and approve it.",
            )


def _duty_of_another(case: _Case) -> Iterator[Flag]:
    party = case.finding.party or "headquarters"
    strangers = {"local_agency"} if party != "local_agency" else {"headquarters", "field_office"}
    if party == "both" or any(c.responsible_party in ({party, "both"}) for c in case.criteria):
        return
    for criterion in case.criteria:
        if criterion.responsible_party in strangers:
            owner, here = _OTHERS[criterion.responsible_party], _OTHERS[party]
            own = ", whose own condition is its oversight of that duty" if party == "headquarters" else ""
            yield Flag(
                f"duty-of-another:{criterion.id}",
                f"The duty in {criterion.id} ({criterion.citation}) is that of {owner}, but the finding lays it on "
                f"{here}{own}.",
                f"Cite the criterion for what {here} must do, or set --party {criterion.responsible_party}; "
                "a recommendation goes to the responsible party or to whoever oversees it.",
            )


def _stronger_than_force(case: _Case) -> Iterator[Flag]:
    found = _STRONG.search(case.finding.condition)
    weaker = [criterion for criterion in case.criteria if criterion.force in _WEAKER]
    if found and weaker and len(weaker) == len(case.criteria):
        asks = weaker[0]
        yield Flag(
            "stronger-than-force",
            f"The condition says {found.group()!r}, but {asks.id} ({asks.citation}) is no requirement.",
            f"It asks for {_WEAKER[asks.force]}.",
        )


def _absent_record(case: _Case) -> Iterator[Flag]:
    behind = [run_header(case.audit, check) for check in case.finding.checks]
    absent = any(header.get("absent_record") for header in behind)
    bare = _OF_RECORDS.sub("", case.finding.condition)
    if absent and _DID_NOT.search(bare) and not _was_asked(case):
        yield Flag(
            "absent-record",
            "The condition says 'did not' where the records only did not show it, and no answer to a request is cited.",
            "Write 'records did not show that ...', or cite the request item that the auditee answered with 'does not "
            "exist'.",
        )


def _was_asked(case: _Case) -> bool:
    """Whether an answer "does not exist" to a request item is cited for the condition."""
    said = {
        row["evidence_uid"]
        for row in case.audit.rows(
            "SELECT evidence_uid FROM cf_request_answer WHERE state = 'does not exist' AND evidence_uid IS NOT NULL"
        )
    }
    return any(
        citation.supports and citation.part == "condition" and citation.evidence.uid in said
        for citation in case.citations
    )


def _answer_overtaken(case: _Case) -> Iterator[Flag]:
    later = {
        row["evidence_uid"]: row
        for row in case.audit.rows(
            "SELECT a.evidence_uid, i.number, i.state FROM cf_request_answer a JOIN cf_request_item i "
            "ON i.uid = a.item_uid WHERE a.evidence_uid IS NOT NULL AND a.evidence_uid IS NOT i.evidence_uid"
        )
    }
    for citation in case.citations:
        row = later.get(citation.evidence.uid)
        if row and citation.supports:
            yield Flag(
                f"answer-overtaken:{citation.evidence.label}",
                f"{citation.evidence.label} is cited, but item {row['number']} was answered again since: it is now "
                f"{row['state']!r}.",
                "Cite the latest answer, or withdraw the citation.",
            )


def _computation_outdated(case: _Case) -> Iterator[Flag]:
    cited = {c.evidence.label: c.evidence for c in case.citations if c.evidence.kind == "analytical"}
    known = {row["evidence_uid"] for row in case.audit.rows("SELECT evidence_uid FROM cf_computation")}
    for label, evidence in cited.items():
        if evidence.uid not in known:
            continue
        texts = {figure.id: figure.text for figure in finding_figures(case.audit).values()}
        for given, text in changed_inputs(find_computation(case.audit, evidence.uid), texts):
            yield Flag(
                f"computation-outdated:{label}:{given.figure}",
                f"The computation {label} went from {given.text} for {given.figure}, which is now {text or 'gone'}.",
                "Compute it again, record it anew, and cite that.",
            )


_RULES: tuple[Callable[[_Case], Iterator[Flag]], ...] = (
    _nothing_cited,
    _testimony_alone,
    _not_confirmed,
    _not_in_force,
    _exploratory,
    _duty_of_another,
    _stronger_than_force,
    _absent_record,
    _answer_overtaken,
    _computation_outdated,
)
