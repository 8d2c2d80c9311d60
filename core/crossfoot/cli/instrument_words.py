"""How instruments are said: what they ask, how far they are, where coders differ, how often they agree."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.review.adjudication import CodedState, Question
    from crossfoot.review.coding_agreement import Agreement, AgreementTable
    from crossfoot.review.instruments import Instrument


def say_instrument(state: CodedState, args: argparse.Namespace) -> None:
    """What it asks, who has answered how much, and what is not settled yet."""
    instrument, asked = state.instrument, len(state.questions)
    answered = {
        coder: sum(bool(question.codings[number]) for question in state.questions)
        for number, coder in enumerate(state.coders)
    }
    if args.json:
        print_json(
            {**instrument_plain(instrument), "items": len(state.items), "questions": asked, "answered": answered,
             "disagreements": len(state.disagreements), "unsettled": len(state.unsettled)}
        )  # fmt: skip
        return
    print(f"{instrument.name}: {len(state.items):,} items of the sample {instrument.sample}")
    if instrument.purpose:
        print(instrument.purpose)
    print_table(
        ("attribute", "question", "a deviation is"),
        ((one.key, one.question, ", ".join(one.deviation) or "none") for one in instrument.attributes),
    )
    for coder, number in answered.items():
        print(f"{coder} has answered {number:,} of {asked:,} questions.")
    if not answered:
        print(
            f"Nobody has answered yet. Next: crossfoot instrument {args.audit} forms {instrument.name!r} --help"
        )
    elif state.unsettled:
        print(
            f"Items not settled yet: {len(state.unsettled):,}; open disagreements: {len(state.disagreements):,}."
        )
    else:
        print(f"All items are settled. Next: crossfoot instrument {args.audit} evaluate {instrument.name!r}")


def instrument_plain(instrument: Instrument) -> dict[str, Any]:
    """An instrument as JSON tells it."""
    return {
        "name": instrument.name, "sample": instrument.sample, "step_uid": instrument.step_uid,
        "purpose": instrument.purpose, "withdrawn": instrument.withdrawn, "by": instrument.actor, "at": instrument.at,
        "attributes": [
            {"key": one.key, "question": one.question, "help": one.help, "deviation": list(one.deviation)}
            for one in instrument.attributes
        ],
    }  # fmt: skip


def question_plain(question: Question) -> dict[str, Any]:
    """A question for an item as JSON tells it."""
    decided = question.adjudication
    return {
        "item": question.item.place, "record": question.item.entity, "attribute": question.attribute.key,
        "codings": [
            {"coder": one.coder, "answer": one.coded.answer, "page": one.coded.page, "note": one.coded.note}
            for one in question.codings
            if one
        ],
        "adjudicated": {"answer": decided.answer, "reason": decided.reason, "by": decided.actor, "at": decided.at}
        if decided
        else None,
        "settled": question.settled,
    }  # fmt: skip


def say_disagreements(state: CodedState, questions: list[Question], args: argparse.Namespace) -> None:
    """Where the coders differ, side by side, with the command that decides."""
    if args.json:
        print_json([question_plain(one) for one in questions])
        return
    if not questions:
        print("The coders differ nowhere." if args.all else "No disagreement is open.")
        return
    print_table(
        ("item", "record", "attribute", *state.coders, "adjudicated"),
        (
            (
                question.item.place, question.item.entity, question.attribute.key,
                *(_answer(question, number) for number in range(len(state.coders))),
                question.adjudication.answer if question.adjudication else "",
            )
            for question in questions
        ),
    )  # fmt: skip
    if state.disagreements:
        print(
            f"Decide each: crossfoot instrument {args.audit} adjudicate {state.instrument.name!r} ITEM ATTRIBUTE "
            "--answer ANSWER --reason TEXT"
        )


def _answer(question: Question, number: int) -> str:
    coding = question.codings[number]
    if coding is None:
        return ""
    page = f", page {coding.coded.page}" if coding.coded.page else ""
    note = f" ({coding.coded.note})" if coding.coded.note else ""
    return f"{coding.coded.answer}{page}{note}"


def say_agreement(table: AgreementTable, args: argparse.Namespace) -> None:
    """The rates, with Cohen's kappa or why there is none."""
    every = (*table.attributes, table.overall)
    if args.json:
        print_json(
            {
                "coders": table.coders, "changed": table.changed,
                "agreement": [
                    {"attribute": one.attribute, "same": one.same, "both": one.both, "rate": one.rate,
                     "kappa": one.kappa, "why_no_kappa": one.why_no_kappa}
                    for one in every
                ],
            }
        )  # fmt: skip
        return
    print_table(
        ("attribute", "same answer", "of", "rate", "Cohen's kappa"),
        ((one.attribute, one.same, one.both, _rate(one), _kappa(one)) for one in every),
    )
    print("Each pair counts as the answers stood when the second of them came in.")
    if table.changed:
        print(f"Answers changed after that: {table.changed:,}. The rates take no account of it.")


def _rate(one: Agreement) -> str:
    return "" if one.rate is None else f"{100 * one.rate:.1f} %"


def _kappa(one: Agreement) -> str:
    return f"not computed: {one.why_no_kappa}" if one.kappa is None else f"{one.kappa:.2f}"
