"""`crossfoot instrument`: questions for each item of a sample, answered by two people from its documents."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(
        dest="what",
        required=True,
        metavar="new|list|show|forms|read|disagreements|adjudicate|agreement|evaluate|withdraw",
    )
    new = asked.add_parser("new", help="make an instrument for a sample")
    new.add_argument("--sample", required=True, metavar="S", help="the name of the sample")
    new.add_argument(
        "--attribute", action="append", default=[], metavar="A",
        help='a question: "key: question: deviation=no,not found"; repeat it',
    )  # fmt: skip
    new.add_argument(
        "--from", dest="file", type=Path, metavar="FILE.toml", help="the questions, as [[attributes]]"
    )
    new.add_argument("--purpose", default="", metavar="TEXT", help="what it is to find out")
    new.add_argument("--step", default="", metavar="KEY", help="the planned step that asks for it")
    asked.add_parser("list", help="all instruments")
    show = asked.add_parser("show", help="what it asks, who has answered, what is not settled yet")
    forms = asked.add_parser("forms", help="write the form of one coder")
    forms.add_argument("--coder", required=True, metavar="WHO", help="who is to answer")
    forms.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="where to write it")
    read = asked.add_parser("read", help="read a filled form; all of it is kept, or nothing")
    read.add_argument("file", type=Path, metavar="FILE.xlsx", help="the filled form")
    differ = asked.add_parser("disagreements", help="where the two coders differ and nobody has decided")
    differ.add_argument("--all", action="store_true", help="those that were adjudicated too")
    decide = asked.add_parser("adjudicate", help="decide what holds where the coders differ, with a reason")
    agree = asked.add_parser("agreement", help="how often the coders gave the same answer")
    evaluate = asked.add_parser("evaluate", help="enter the result of each item into the sample")
    withdraw = asked.add_parser("withdraw", help="take an instrument out, with a reason; nothing is deleted")
    for one in (new, show, forms, differ, decide, agree, evaluate, withdraw):
        one.add_argument("name", metavar="NAME", help="the name of the instrument")
    decide.add_argument("item", metavar="ITEM", help="its number or its key")
    decide.add_argument("attribute", metavar="ATTRIBUTE", help="the key of the question")
    decide.add_argument("--answer", required=True, metavar="A", help="yes, no, not applicable or not found")
    decide.add_argument("--reason", required=True, metavar="R", help="what the document shows, and where")
    withdraw.add_argument("--reason", required=True, metavar="R", help="why it should not count")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    from crossfoot.auditfile.audit import open_audit

    with open_audit(args.audit, actor=args.by) as audit:
        return _ACTIONS[args.what](audit, args)


def _new(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import instrument_plain
    from crossfoot.review.instruments import attribute_from_words, attributes_from_file, new_instrument

    told = attributes_from_file(args.file) if args.file else []
    told += [attribute_from_words(text) for text in args.attribute]
    made = new_instrument(
        audit, args.name, args.sample, told, purpose=args.purpose, step=args.step, by=args.by
    )
    print_json(instrument_plain(made)) if args.json else print(
        f"The instrument {made.name!r} asks about each item of {made.sample!r}; questions: {len(made.attributes)}. "
        f"Next: crossfoot instrument {args.audit} forms {made.name!r} --coder WHO --out FILE.xlsx"
    )
    return 0


def _list(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import instrument_plain
    from crossfoot.review.coding import coders_of, list_codings
    from crossfoot.review.instruments import list_instruments

    found = list_instruments(audit, withdrawn=True)
    if args.json:
        print_json([instrument_plain(one) for one in found])
    elif not found:
        print(f"No instrument yet. Next: crossfoot instrument {args.audit} new --help")
    else:
        print_table(
            ("instrument", "sample", "questions", "coders", "made by", "on", ""),
            (
                (one.name, one.sample, len(one.attributes),
                 ", ".join(coders_of(list_codings(audit, one))) or "none yet", one.actor, one.at[:10],
                 "withdrawn" if one.withdrawn else "")
                for one in found
            ),
        )  # fmt: skip
    return 0


def _show(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import say_instrument
    from crossfoot.review.adjudication import coded_state

    say_instrument(coded_state(audit, args.name), args)
    return 0


def _forms(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.coding_forms import write_form

    items = write_form(audit, args.name, args.coder, args.out, args.by)
    print_json({"items": items, "coder": args.coder, "file": args.out.name}) if args.json else print(
        f"The form of {args.coder} asks about {items:,} items: {args.out.name}. Filled in, it comes back with: "
        f"crossfoot instrument {args.audit} read {args.out}"
    )
    return 0


def _read(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.coding_forms_read import read_form

    found = read_form(audit, args.file, args.by)
    print_json(found) if args.json else print(
        f"{found.instrument}: {found.answers:,} answers of {found.coder}, of which {found.fresh:,} are new or changed. "
        + (f"Left blank: {found.blank:,}." if found.blank else "No question is left blank.")
    )
    return 0


def _disagreements(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import say_disagreements
    from crossfoot.review.adjudication import coded_state

    state = coded_state(audit, args.name)
    found = [one for one in state.questions if one.differ] if args.all else state.disagreements
    say_disagreements(state, found, args)
    return 0


def _adjudicate(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import question_plain
    from crossfoot.review.adjudication import adjudicate

    found = adjudicate(audit, args.name, args.item, args.attribute, args.answer, args.reason, args.by)
    print_json(question_plain(found)) if args.json else print(
        f"Item {found.item.place} ({found.item.entity}), {found.attribute.key}: {found.settled!r} holds."
    )
    return 0


def _agreement(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import say_agreement
    from crossfoot.review.coding_agreement import coding_agreement

    say_agreement(coding_agreement(audit, args.name), args)
    return 0


def _evaluate(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.adjudication import evaluate

    state = evaluate(audit, args.name, args.by)
    results = [found for item in state.items if (found := state.sample.results.get(item.place))]
    deviations = sum(one.result == "deviation" for one in results)
    sample = state.instrument.sample
    print_json({"items": len(results), "deviations": deviations, "sample": sample}) if args.json else print(
        f"Results of {sample!r} entered: {len(results):,}. Deviations: {deviations:,}. "
        f"Next: crossfoot sample {args.audit} project {sample!r}"
    )
    return 0


def _withdraw(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.instrument_words import instrument_plain
    from crossfoot.review.instruments import withdraw_instrument

    found = withdraw_instrument(audit, args.name, args.reason, args.by)
    print_json(instrument_plain(found)) if args.json else print(
        f"The instrument {found.name!r} no longer counts."
    )
    return 0


_ACTIONS = {
    "new": _new, "list": _list, "show": _show, "forms": _forms, "read": _read, "disagreements": _disagreements,
    "adjudicate": _adjudicate, "agreement": _agreement, "evaluate": _evaluate, "withdraw": _withdraw,
}  # fmt: skip
