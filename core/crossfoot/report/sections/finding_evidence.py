"""What a finding rests on beside data, contrary evidence too, and what makes it weak."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.evidence.citations import list_citations
from crossfoot.evidence.model import FINDING_PARTS, Citation
from crossfoot.report.material import Material
from crossfoot.report.model import Block, BulletList, Labelled, Note, Paragraph
from crossfoot.report.sections.evidence_list import NOT_SHOWN, OPEN_CLASSES, evidence_title
from crossfoot.report.wording import cited, numbers_in
from crossfoot.report.words import Run
from crossfoot.review.finding_flags import finding_flags
from crossfoot.review.findings import Finding

_WHY = "citation of evidence"
_PARTY = {
    "field_office": "This finding is about the field offices.",
    "local_agency": "This finding is about the local agencies, whose duty it is.",
    "both": "This finding is about headquarters and the local agencies, which share the duty.",
}

_WITHOUT_NAMES = {
    "testimony-alone": "The condition rests on the word of persons alone and does not say whose."
}
"""What a public report says in place of a flag that names a person."""


def party_blocks(finding: Finding) -> Iterator[Paragraph]:
    """Whose duty the finding is about, where it is not that of headquarters alone."""
    if finding.party in _PARTY:
        yield Paragraph(_PARTY[finding.party])


def cited_evidence(material: Material, finding: Finding) -> Iterator[Block]:
    """What is cited for the finding, then what is cited against it, each by the part that it speaks of."""
    citations = list_citations(material.audit, f"finding:{finding.uid}")
    for label, supports in (("Evidence", True), ("Contrary evidence", False)):
        spoken = [
            one
            for part in FINDING_PARTS
            for one in citations
            if one.part == part and one.supports == supports
        ]
        if spoken:
            items = tuple(cited(_said(one, material.public), _WHY) for one in spoken)
            yield Labelled(label, (BulletList(items),))


def told(
    material: Material, finding: Finding, text: str, *, drafted_by: tuple[str, ...] = ()
) -> tuple[Run, ...]:
    """A text of a finding as words: the numbers of cited evidence, and of the sentences of the checks that drafted the
    text, are literals.
    """
    numbers = frozenset[str]().union(*(material.check_numbers(check) for check in drafted_by))
    return material.filled(text, numbers | _evidence_numbers(material, finding), "check or cited evidence")


def _evidence_numbers(material: Material, finding: Finding) -> frozenset[str]:
    """The bare numbers in quotes and computations cited for or against a finding: they trace to those."""
    citations = list_citations(material.audit, f"finding:{finding.uid}")
    uids = {one.evidence.uid for one in citations}
    results = [
        row["result"]
        for row in material.audit.rows("SELECT evidence_uid, result FROM cf_computation")
        if row["evidence_uid"] in uids
    ]
    return numbers_in(" ".join([*(one.quote for one in citations), *results]))


def flag_notes(material: Material, finding: Finding) -> Iterator[Note]:
    """In a draft each flag in one sentence; an answered one with its answer, in a final report too."""
    for flag in finding_flags(material.audit, finding):
        sentence = _WITHOUT_NAMES.get(flag.code, flag.sentence) if material.public else flag.sentence
        if flag.answer:
            yield Note(cited(f"{sentence} {flag.answer}", "answer to a flag"), label="Noted")
        elif material.draft:
            yield Note(cited(sentence, "flag of a finding"), label="Draft")


def _said(one: Citation, public: bool) -> str:
    """`For the condition: E-7, TITLE, page 12: "QUOTE".` Closed evidence is named without its words."""
    evidence = one.evidence
    title = evidence_title(evidence, public)
    named = evidence.label if title == NOT_SHOWN else f"{evidence.label}, {title}"
    interview = evidence.kind == "testimonial"
    place = f", {'paragraph' if interview else 'page'} {one.page}" if one.page else ""
    quotable = one.quote and not public and evidence.evidence_class in OPEN_CLASSES
    if not quotable:
        return f"On the {one.part}: {named}{place}."
    end = "" if one.quote.endswith((".", "?", "!")) else "."
    return f"On the {one.part}: {named}{place}: \u201c{one.quote}\u201d{end}"
