"""How often two coders gave the same answer before either could know the other's, and beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.review.adjudication import CodedState, coded_state
from crossfoot.review.coding import CODERS, Asked, Coding

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`same` of `both` answers of two coders are the same. `kappa` is None where `why_no_kappa` says why."""

    attribute: str
    same: int
    both: int
    kappa: float | None
    why_no_kappa: str = ""

    @property
    def rate(self) -> float | None:
        """The share of the same answers, from 0 to 1; None where there is no pair of answers."""
        return self.same / self.both if self.both else None


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """The agreement on each attribute and overall. `changed` answers were changed after both had been given."""

    coders: tuple[str, ...]
    attributes: tuple[Agreement, ...]
    overall: Agreement
    changed: int


def coding_agreement(audit: Audit, name: str) -> AgreementTable:
    """The agreement of the two coders of an instrument.

    Of each pair it takes the answers as they stood when the second of them came in. A coder who changes his answer
    later, perhaps because he was shown the other's, does not raise the rate.
    """
    state = coded_state(audit, name)
    pairs = independent_pairs(state.codings, state.coders)
    asked = [(one.item.place, one.attribute.key) for one in state.questions]
    by_attribute = {
        one.key: [pairs[at] for at in asked if at[1] == one.key and at in pairs]
        for one in state.instrument.attributes
    }
    every = [pairs[at] for at in asked if at in pairs]
    return AgreementTable(
        state.coders,
        tuple(agreement(key, found) for key, found in by_attribute.items()),
        agreement("overall", every),
        _changed(state, pairs),
    )


def independent_pairs(codings: Sequence[Coding], coders: Sequence[str]) -> dict[Asked, Pair]:
    """Both answers to each question as they stood when the second of the two came in. `codings` come in order."""
    pairs: dict[Asked, Pair] = {}
    now: dict[Asked, dict[str, str]] = {}
    for one in codings:
        answers = now.setdefault(one.asked, {})
        answers[one.coder] = one.coded.answer
        if len(answers) == CODERS and one.asked not in pairs:
            pairs[one.asked] = (answers[coders[0]], answers[coders[1]])
    return pairs


def agreement(attribute: str, pairs: Sequence[Pair]) -> Agreement:
    """The agreement of pairs of answers, with Cohen's kappa where it can be computed.

    Kappa is (observed - expected) / (1 - expected). Observed is the share of the same answers; expected is the sum over
    the answers of the product of the shares with which the two coders gave each.
    """
    same, both = sum(first == second for first, second in pairs), len(pairs)
    if not both:
        return Agreement(attribute, 0, 0, None, "no item has both answers")
    first, second = (Counter(pair[coder] for pair in pairs) for coder in range(CODERS))
    by_chance = sum(first[answer] * second[answer] for answer in first)  # times both * both
    if by_chance == both * both:
        return Agreement(attribute, same, both, None, "both coders gave one and the same answer throughout")
    return Agreement(attribute, same, both, (same * both - by_chance) / (both * both - by_chance))


def _changed(state: CodedState, pairs: dict[Asked, Pair]) -> int:
    return sum(
        one.coded.answer != pairs[(question.item.place, question.attribute.key)][number]
        for question in state.questions
        if (question.item.place, question.attribute.key) in pairs
        for number, one in enumerate(question.codings)
        if one
    )
