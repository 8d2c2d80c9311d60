"""What evidence beside data is: documents, interviews, things seen, computations, and what each is cited for.

Rule: audit-practice.md section 4 of the design; kinds of evidence as in GAGAS (documentary, testimonial, physical,
analytical).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

EvidenceKind = Literal["documentary", "testimonial", "physical", "analytical"]
KINDS: Final[tuple[EvidenceKind, ...]] = ("documentary", "testimonial", "physical", "analytical")
CLASSES: Final = (
    "public",
    "internal",
    "personal",
    "sensitive personal",
    "law enforcement",
    "third person",
    "pre-decisional",
)
"""How carefully evidence is to be handled, the most open first (audit-practice.md section 6)."""

ItemState = Literal["asked", "received", "partial", "does not exist", "refused", "overdue"]
ITEM_STATES: Final[tuple[ItemState, ...]] = (
    "asked",
    "received",
    "partial",
    "does not exist",
    "refused",
    "overdue",
)
NOT_PRODUCED: Final = ("does not exist", "refused")
"""What an official must have said, on a day: it is evidence and can be cited."""

ITEM_KINDS: Final = ("dataset", "document", "interview", "questionnaire")
FINDING_PARTS: Final = ("criteria", "condition", "cause", "effect")
LONGEST_QUOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence. `label` is how paper calls it (E-7); dates are ISO text, '' where unknown.

    `sha256` and `bytes` are of the file `name`; with `attached` its bytes are in the audit file. `held_at` says where
    the original is. `pages` is None where nobody counted them.
    """

    uid: str
    number: int
    kind: str
    title: str
    obtained_from: str
    obtained_on: str
    obtained_by: str
    name: str
    sha256: str
    bytes: int | None
    attached: bool
    held_at: str
    evidence_class: str
    pages: int | None
    note: str
    actor: str
    at: str

    @property
    def label(self) -> str:
        """How the evidence is called in commands and on paper."""
        return f"E-{self.number}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of an interview. `corroborated_by` has the uids of other evidence that says the same."""

    number: int
    text: str
    corroborated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """The record of an interview; `confirmed_by` is empty until the interviewee (or someone present) confirmed it."""

    evidence: Evidence
    interviewee: str
    title: str
    office: str
    held_on: str
    place: str
    attendees: tuple[str, ...]
    confirmed_by: str
    confirmed_on: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ComputationInput:
    """What went into a computation: a figure of the audit (`figure` is its id) or a typed number with its `source`.

    `text` is the number as it stood when the computation was recorded.
    """

    name: str
    text: str
    figure: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """An analytical record: from which numbers, by what formula (in words), with what result."""

    evidence: Evidence
    formula: str
    result: str
    inputs: tuple[ComputationInput, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence cited for a part of a finding or another object.

    `object` is 'finding:UID#condition', 'recommendation:UID', 'step:KEY' or 'question:UID'. `page` is a page, or the
    number of an interview's paragraph. `statement` is the sentence that the evidence supports or contradicts, '' for
    the whole part. `quote_checked`: the program found the quote there; else a person must look.
    """

    uid: str
    object: str
    evidence: Evidence
    page: str
    quote: str
    supports: bool
    statement: str
    quote_checked: bool
    actor: str
    at: str

    @property
    def part(self) -> str:
        """The part of the finding that is spoken of; '' for another object."""
        return self.object.partition("#")[2]


@dataclass(frozen=True, slots=True)
class RequestItem:
    """Something that the auditee was asked for, with the latest answer. Dates are ISO text, '' where there is none.

    `said` is what the official answered; `evidence_uid` names the evidence that the answer made, '' where it made none.
    """

    uid: str
    number: int
    asked: str
    asked_on: str
    due_on: str
    state: str
    official: str
    official_title: str
    answered_on: str
    said: str
    evidence_uid: str
    request_uid: str
    kind: str
    record_type: str
    theme: str
    why: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One answer to a request item; they are never changed, the latest holds."""

    uid: str
    state: str
    official: str
    official_title: str
    answered_on: str
    said: str
    evidence_uid: str
    actor: str
    at: str
