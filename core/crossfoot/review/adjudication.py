"""What holds of each item: the answer that both coders gave, or where they differ what someone else decided."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import EvidenceError
from crossfoot.review.coding import CODERS, Asked, Coding, coders_of, latest_of, list_codings
from crossfoot.review.instruments import (
    ANSWERS,
    Attribute,
    Instrument,
    answer_of,
    items_to_code,
    standing_instrument,
)
from crossfoot.review.sample_conditions import refuse_unwritable
from crossfoot.review.sample_results import ResultEntry, SampleState, enter_results, sample_state
from crossfoot.sampling.results import Item


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was decided of one question for one item, by whom and why."""

    answer: str
    reason: str
    actor: str
    at: str
    seq: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question for one item: each coder's answer (None where it is missing) and what was adjudicated.

    An adjudication counts only where it came after the answers that it decides between.
    """

    item: Item
    attribute: Attribute
    codings: tuple[Coding | None, Coding | None]
    adjudication: Adjudication | None = None

    @property
    def both(self) -> bool:
        """Whether both coders answered."""
        return None not in self.codings

    @property
    def differ(self) -> bool:
        """Whether both answered, and not the same."""
        first, second = self.codings
        return bool(first and second and first.coded.answer != second.coded.answer)

    @property
    def open(self) -> bool:
        """Whether they differ and nobody has decided."""
        return self.differ and self.adjudication is None

    @property
    def settled(self) -> str:
        """The answer that holds; '' where none does yet."""
        if not self.both or self.open:
            return ""
        first = self.codings[0]
        if self.differ and self.adjudication:
            return self.adjudication.answer
        return first.coded.answer if first else ""

    @property
    def page(self) -> str:
        """The pages that were given with the answer that holds, each once."""
        given = (one.coded.page for one in self.codings if one and one.coded.answer == self.settled)
        return ", ".join(dict.fromkeys(page for page in given if page))


@dataclass(frozen=True, slots=True)
class CodedState:
    """An instrument with its sample, its coders (the first one first) and every question for every item."""

    instrument: Instrument
    sample: SampleState
    coders: tuple[str, ...]
    codings: tuple[Coding, ...]
    items: tuple[Item, ...]
    questions: tuple[Question, ...]

    @property
    def disagreements(self) -> list[Question]:
        """Where the coders differ and nobody has decided."""
        return [one for one in self.questions if one.open]

    @property
    def unsettled(self) -> list[Item]:
        """The items of which at least one question has no answer that holds."""
        places = {one.item.place for one in self.questions if not one.settled}
        return [item for item in self.items if item.place in places]


def coded_state(audit: Audit, name: str) -> CodedState:
    """An instrument as it stands now; EvidenceError where there is none of that name."""
    instrument = standing_instrument(audit, name)
    sample = sample_state(audit, instrument.sample)
    codings = list_codings(audit, instrument)
    coders = coders_of(codings)
    latest = [latest_of(codings, coder) for coder in coders] + [{}] * (CODERS - len(coders))
    decided = _adjudications(audit, instrument)
    items = items_to_code(sample)
    questions = []
    for item in items:
        for attribute in instrument.attributes:
            asked = (item.place, attribute.key)
            pair = (latest[0].get(asked), latest[1].get(asked))
            found = decided.get(asked)
            if found and any(one and one.seq > found.seq for one in pair):
                found = None
            questions.append(Question(item, attribute, pair, found))
    return CodedState(instrument, sample, tuple(coders), tuple(codings), tuple(items), tuple(questions))


def _adjudications(audit: Audit, instrument: Instrument) -> dict[Asked, Adjudication]:
    rows = audit.rows(
        "SELECT place, attribute, answer, reason, actor, at, seq FROM cf_adjudication WHERE instrument_uid = ? "
        "ORDER BY seq",
        (instrument.uid,),
    )
    return {
        (row["place"], row["attribute"]): Adjudication(
            row["answer"], row["reason"], row["actor"], row["at"], row["seq"]
        )
        for row in rows
    }


def adjudicate(
    audit: Audit, name: str, item: str, attribute: str, answer: str, reason: str, by: str | None = None
) -> Question:
    """Decide what holds of a question on which the coders differ. `item` is its number or its key.

    EvidenceError where they do not differ, the answer is none of the four, or no reason is given.
    """
    refuse_unwritable(reason)
    state = coded_state(audit, name)
    place = state.sample.item(int(item)).place if item.isdecimal() else state.sample.place_of(item)
    state.instrument.attribute(attribute)
    question = _question(state, place, attribute)
    decided = answer_of(answer)
    where = f"item {place} ({state.sample.item(place).entity}), {attribute}"
    if decided is None:
        raise EvidenceError(f"{answer!r} is no answer.", f"It is one of: {', '.join(ANSWERS)}.")
    if question is None or not question.differ:
        raise EvidenceError(
            f"There is nothing to adjudicate at {where}: the two coders do not differ.",
            f"`crossfoot instrument AUDIT disagreements {name!r}` lists where they do.",
        )
    if not reason.strip():
        raise EvidenceError(
            "A disagreement is adjudicated only with a reason.", "Say what the document shows, and where."
        )
    body = {"place": place, "attribute": attribute, "answer": decided, "reason": reason.strip()}
    before = question.adjudication
    with audit.write() as db:
        event = audit.record(
            "coding.adjudicated",
            f"instrument:{state.instrument.uid}",
            {
                "name": state.instrument.name,
                **body,
                "coders": {one.coder: one.coded.answer for one in question.codings if one},
                "before": {"answer": before.answer, "reason": before.reason} if before else None,
            },
            actor=by,
        )
        row = {
            "uid": new_uid(), "instrument_uid": state.instrument.uid, **body, "actor": event.actor, "at": event.at,
            "seq": event.seq,
        }  # fmt: skip
        names, marks = ", ".join(row), ", ".join(f":{part}" for part in row)
        db.conn.execute(f"INSERT INTO cf_adjudication ({names}) VALUES ({marks})", row)
    found = _question(coded_state(audit, name), place, attribute)
    assert found is not None  # it was there a moment ago
    return found


def _question(state: CodedState, place: int, attribute: str) -> Question | None:
    return next(
        (one for one in state.questions if (one.item.place, one.attribute.key) == (place, attribute)), None
    )


def evaluate(audit: Audit, name: str, by: str | None = None) -> CodedState:
    """Enter the result of each item into the sample: a deviation where the settled answer to any question is one.

    EvidenceError while an item is not settled: a second coding is missing, or a disagreement is open.
    """
    state = coded_state(audit, name)
    if state.unsettled:
        raise EvidenceError(_unsettled_words(state), _what_to_do(state))
    enter_results(audit, state.instrument.sample, [_result(state, item) for item in state.items], by)
    return coded_state(audit, name)


def _unsettled_words(state: CodedState) -> str:
    open_items = {one.item.place for one in state.disagreements}
    uncoded = {one.item.place for one in state.questions if not one.both}
    parts = []
    if uncoded:
        parts.append(f"{len(uncoded):,} without both codings")
    if open_items:
        parts.append(f"{len(open_items):,} with an open disagreement")
    return (
        f"{len(state.unsettled):,} of {len(state.items):,} items of {state.instrument.name!r} are not settled: "
        f"{', '.join(parts)}."
    )


def _what_to_do(state: CodedState) -> str:
    if len(state.coders) < CODERS or not all(one.both for one in state.questions):
        return "Read the answers of both coders: `crossfoot instrument AUDIT forms`, then `read`."
    return "Adjudicate where they differ: `crossfoot instrument AUDIT disagreements NAME` lists it."


def deviates(question: Question) -> bool:
    """Whether the answer that holds is a deviation by the attribute's own rule."""
    return question.settled in question.attribute.deviation


def _result(state: CodedState, item: Item) -> ResultEntry:
    questions = [one for one in state.questions if one.item.place == item.place]
    deviating = [one for one in questions if deviates(one)]
    said = "; ".join(_said(one) for one in deviating or questions)
    return ResultEntry(
        item.place,
        "deviation" if deviating else "no deviation",
        None,
        f"Instrument {state.instrument.name}: {said}",
    )


def _said(question: Question) -> str:
    page = f" (page {question.page})" if question.page else ""
    how = ", adjudicated" if question.differ else ""
    return f"{question.attribute.key}: {question.settled}{page}{how}"
