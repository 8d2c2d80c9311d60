"""Codings: the answers of two people to each question for each item; each is kept beside those before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import EvidenceError
from crossfoot.review.instruments import Answer, Instrument
from crossfoot.review.sample_conditions import refuse_unwritable
from crossfoot.values import fold

CODERS = 2
LONGEST_CODER = 60
Asked = tuple[int, str]
"""The place of an item, and the key of an attribute: one question for one item."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An answer with where it was found: the page of a document, a note, a piece of evidence (its uid, else '')."""

    answer: Answer
    page: str = ""
    note: str = ""
    evidence_uid: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """An answer as it is kept; `seq` is its event's place in the history."""

    asked: Asked
    coder: str
    coded: Coded
    seq: int


def list_codings(audit: Audit, instrument: Instrument) -> list[Coding]:
    """All answers to an instrument, in the order in which they came."""
    rows = audit.rows(
        "SELECT place, attribute, coder, answer, page, note, coalesce(evidence_uid, '') AS evidence_uid, seq "
        "FROM cf_coding WHERE instrument_uid = ? ORDER BY seq",
        (instrument.uid,),
    )
    return [
        Coding(
            (row["place"], row["attribute"]),
            row["coder"],
            Coded(row["answer"], row["page"], row["note"], row["evidence_uid"]),
            row["seq"],
        )
        for row in rows
    ]


def coders_of(codings: Sequence[Coding]) -> list[str]:
    """Who answered, the first coder first."""
    return list(dict.fromkeys(one.coder for one in codings))


def latest_of(codings: Sequence[Coding], coder: str) -> dict[Asked, Coding]:
    """The latest answer of a coder to each question that he answered."""
    return {one.asked: one for one in codings if one.coder == coder}


def known_coder(audit: Audit, instrument: Instrument, who: str) -> str:
    """The coder of that name as he is known here, else the name itself where another coder may come.

    The same name in other letters is the same person. EvidenceError where two other people have answered.
    """
    who = " ".join(who.split())
    refuse_unwritable(who)
    if not who or len(who) > LONGEST_CODER:
        raise EvidenceError(
            "It is not said who answers." if not who else f"The name {who[:LONGEST_CODER]!r}... is too long.",
            f"Name the coder in up to {LONGEST_CODER} characters: --coder 'A. Auditor'.",
        )
    coders = coders_of(list_codings(audit, instrument))
    same = next((one for one in coders if fold(one) == fold(who)), None)
    if same is None and len(coders) == CODERS:
        raise EvidenceError(
            f"{' and '.join(coders)} have answered {instrument.name!r}; there is no third coder.",
            "Where they differ, someone adjudicates: `crossfoot instrument AUDIT disagreements NAME`.",
        )
    return same or who


def record_codings(
    audit: Audit,
    instrument: Instrument,
    coder: str,
    answers: dict[Asked, Coded],
    *,
    sha256: str = "",
    by: str | None = None,
) -> int:
    """Keep a coder's answers, all or none, as one event (`coding.read`); returns how many are new or changed.

    An answer that is the same as the coder's answer before is not kept again. `sha256` is of the filled form.
    """
    before = latest_of(list_codings(audit, instrument), coder)
    fresh = {
        asked: coded
        for asked, coded in sorted(answers.items())
        if asked not in before or before[asked].coded != coded
    }
    if not fresh:
        return 0
    with audit.write() as db:
        event = audit.record(
            "coding.read",
            f"instrument:{instrument.uid}",
            {
                "name": instrument.name,
                "coder": coder,
                "sha256": sha256,
                "answers": [
                    {
                        "place": asked[0],
                        "attribute": asked[1],
                        "before": asdict(before[asked].coded) if asked in before else None,
                        "after": asdict(coded),
                    }
                    for asked, coded in fresh.items()
                ],
            },
            actor=by,
        )
        db.conn.executemany(
            "INSERT INTO cf_coding (uid, instrument_uid, place, attribute, coder, answer, page, note, evidence_uid, "
            "sha256, actor, at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?)",
            (
                (new_uid(), instrument.uid, *asked, coder, coded.answer, coded.page, coded.note, coded.evidence_uid,
                 sha256, event.actor, event.at, event.seq)
                for asked, coded in fresh.items()
            ),
        )  # fmt: skip
    return len(fresh)
