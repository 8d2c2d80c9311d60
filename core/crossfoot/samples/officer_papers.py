"""What the list of officers tells beside the authorization: nomination, papers, terms and ends, and what is planted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from crossfoot.samples.choosing import Choice, recent
from crossfoot.samples.model import AS_OF, CellContent, Column, below
from crossfoot.samples.training_plan import OfficerPlan

COLUMNS = (
    Column("US CITIZEN", 12),
    Column("HIRE DATE", 12, "date"),
    Column("BACKGROUND CHECK DATE", 16, "date"),
    Column("BACKGROUND DETERMINATION", 18),
    Column("AUTHORIZATION LETTER DATE", 16, "date"),
    Column("FORM 70-006 DATE", 14, "date"),
    Column("CREDENTIAL NUMBER", 14),
    Column("AUTHORITY EXPIRES", 14, "date"),
    Column("REAUTHORIZATION DATE", 17, "date"),
    Column("DATE SEPARATED", 14, "date"),
    Column("DATE CREDENTIAL RETURNED", 16, "date"),
)
EXPECTED = {
    "authority-after-separation": {
        "read": 10,
        "excluded": 0,
        "tested": 10,
        "exceptions": 7,
        "authority_kept": 5,
        "credentials_kept": 3,
    },
    "authority-expired": {
        "read": 7,
        "excluded": 0,
        "tested": 7,
        "exceptions": 3,
        "by_record": 3,
        "by_term": 0,
        "given_anew": 1,
        "soon": 2,
    },
    "authority-undocumented": {
        "read": 295,
        "excluded": 0,
        "tested": 295,
        "exceptions": 14,
        "not_shown": 9,
        "dated_later": 3,
        "same_credential": 2,
    },
    "officer-eligibility": {
        "read": 308,
        "excluded": 0,
        "tested": 308,
        "exceptions": 11,
        "not_citizen": 2,
        "short_experience": 0,
        "background_not_met": 4,
        "undocumented_officers": 5,
    },
}
_LEFT = dt.date(2018, 1, 16)


@dataclass(slots=True)
class Papers:
    """The cells of one officer in the order of `COLUMNS`, the day of a revocation, and (column, defect, effect)."""

    citizen: str | None
    hired: dt.date
    background: dt.date | None
    determination: str | None
    letter: dt.date | None
    form: dt.date | None
    credential: str | None
    expires: dt.date | None = None
    anew: dt.date | None = None
    separated: dt.date | None = None
    returned: dt.date | None = None
    revoked: dt.date | None = None
    said: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def cells(self) -> tuple[CellContent, ...]:
        """The cells in the order of `COLUMNS`."""
        return (
            self.citizen, self.hired, self.background, self.determination, self.letter, self.form, self.credential,
            self.expires, self.anew, self.separated, self.returned,
        )  # fmt: skip


def plan_papers(plans: list[OfficerPlan], choice: Choice) -> list[Papers]:
    """The papers of each officer in the order of `plans`; `choice` says who is free to have something planted."""
    dice = Random(316)
    papers = [_complete(dice, number, plan) for number, plan in enumerate(plans)]
    for number, one in _ends(choice):
        one(papers[number])
    _lack_papers(papers, plans, choice)
    _lack_eligibility(papers, plans, choice)
    return papers


def _complete(dice: Random, number: int, plan: OfficerPlan) -> Papers:
    day = plan.authorized_on
    hired = day - dt.timedelta(days=800 + below(dice, 4000))
    background = day - dt.timedelta(days=30 + below(dice, 120))
    signed = day - dt.timedelta(days=below(dice, 6))
    return Papers("Yes", hired, background, "Favorable", signed, signed, f"BDE-K-{number + 4001:05}")


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an authority: days are counted from the day on which the officer left."""

    defect: str
    effect: str
    revoked: int | None = None
    returned: int | None = None

    def __call__(self, papers: Papers) -> None:
        papers.separated = _LEFT
        papers.revoked = _later(self.revoked)
        papers.returned = _later(self.returned)
        papers.said.append(("DATE SEPARATED", self.defect, self.effect))


@dataclass(frozen=True, slots=True)
class _Term:
    """One stated last day of an authority, and the day of a renewal."""

    last: dt.date
    defect: str
    effect: str
    anew: dt.date | None = None

    def __call__(self, papers: Papers) -> None:
        papers.expires, papers.anew = self.last, self.anew
        papers.said.append(("AUTHORITY EXPIRES", self.defect, self.effect))


def _later(days: int | None) -> dt.date | None:
    return None if days is None else _LEFT + dt.timedelta(days=days)


def _ends(choice: Choice) -> Iterator[tuple[int, _End | _Term]]:
    flagged, clean = "exception of authority-after-separation", "settled in time"
    ends = (
        _End("left; revoked on the day, credentials returned", clean, 0, 5),
        _End("left; revoked before the day, credentials returned on the day", clean, -3, 0),
        _End("left; revoked on the day, credentials returned on the 30th day", clean, 0, 30),
        _End("left; never revoked", flagged, None, 5),
        _End("left; never revoked", flagged, None, 8),
        _End("left; never revoked", flagged, None, 12),
        _End("left; revoked the day after", flagged, 1, 5),
        _End("left; credentials never returned", flagged, 0, None),
        _End("left; credentials returned on the 31st day", flagged, 0, 31),
        _End("left; never revoked, credentials never returned", flagged, None, None),
    )
    over = "exception of authority-expired"
    terms = (
        _Term(dt.date(2017, 12, 29), "the stated last day was over, not given anew", over),
        _Term(dt.date(2018, 2, 15), "the stated last day was over, not given anew", over),
        _Term(dt.date(2018, 3, 30), "the stated last day was the day before the as-of date", over),
        _Term(AS_OF, "the stated last day is the as-of date", "not over; listed as soon over"),
        _Term(
            dt.date(2018, 6, 29), "the stated last day is 90 days after the as-of date", "listed as soon over"
        ),
        _Term(dt.date(2018, 6, 30), "the stated last day is 91 days after the as-of date", "not listed"),
        _Term(
            dt.date(2018, 1, 31),
            "given anew the day after the stated last day",
            "tested",
            dt.date(2018, 2, 1),
        ),
    )
    yield from zip(choice.take(len(ends), recent), ends, strict=True)
    yield from zip(choice.take(len(terms), recent), terms, strict=True)


def _lack_papers(papers: list[Papers], plans: list[OfficerPlan], choice: Choice) -> None:
    flagged = "exception of authority-undocumented"
    for count, name, column in (
        (3, "letter", "AUTHORIZATION LETTER DATE"),
        (4, "form", "FORM 70-006 DATE"),
        (2, "credential", "CREDENTIAL NUMBER"),
    ):
        for number in choice.take(count):
            setattr(papers[number], name, None)
            papers[number].said.append((column, "not on record", flagged))
    for number, days in zip(choice.take(4), (0, 1, 14, 60), strict=True):
        papers[number].letter = plans[number].authorized_on + dt.timedelta(days=days)
        late = f"dated {days} days after the authorization", flagged
        said = late if days else ("dated on the day of the authorization", "in time")
        papers[number].said.append(("AUTHORIZATION LETTER DATE", *said))
    first, second = choice.take(2)
    papers[second].credential = papers[first].credential
    for number in (first, second):
        papers[number].said.append(("CREDENTIAL NUMBER", "the number of another officer too", flagged))


def _lack_eligibility(papers: list[Papers], plans: list[OfficerPlan], choice: Choice) -> None:
    flagged = "exception of officer-eligibility"
    for number in choice.take(2):
        papers[number].citizen = "No"
        papers[number].said.append(("US CITIZEN", "no citizen", flagged))
    for number in choice.take(3):
        papers[number].citizen = None
        papers[number].said.append(("US CITIZEN", "citizenship not documented", flagged))
    for number, days in zip(choice.take(4), (0, 1, 20, 75), strict=True):
        papers[number].background = plans[number].authorized_on + dt.timedelta(days=days)
        late = f"completed {days} days after the authorization", flagged
        said = late if days else ("completed on the day of the authorization", "in time")
        papers[number].said.append(("BACKGROUND CHECK DATE", *said))
    (unfavorable,) = choice.take(1)
    papers[unfavorable].determination = "Unfavorable"
    papers[unfavorable].said.append(("BACKGROUND DETERMINATION", "unfavorable", flagged))
    for number in choice.take(2):
        papers[number].background = papers[number].determination = None
        papers[number].said.append(("BACKGROUND CHECK DATE", "background check not documented", flagged))
