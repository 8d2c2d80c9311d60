"""`crossfoot sample`: size, draw, fill in and project samples of a list."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import SampleError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit

METHODS = {
    "simple": "simple random", "systematic": "systematic", "stratified": "stratified",
    "monetary-unit": "monetary unit", "judgmental": "judgmental",
}  # fmt: skip
RULES = {"deviation": "count as deviation", "reserve": "replace from reserve"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(
        dest="what", required=True, metavar="size|draw|list|show|enter|project|again|withdraw"
    )
    _configure_size(asked.add_parser("size", help="how many items a sample needs"))
    _configure_draw(asked.add_parser("draw", help="draw a sample and keep it with its seed and frame"))
    asked.add_parser("list", help="all samples")
    show = asked.add_parser("show", help="a sample, how it was drawn, and its items")
    show.add_argument("--out", type=Path, metavar="FILE.csv", help="write the sheet to fill in")
    enter = asked.add_parser("enter", help="enter the result of an item, or those of a filled sheet")
    enter.add_argument("--item", metavar="ITEM", help="its number or its key")
    enter.add_argument("--result", default="", metavar="R", help="no deviation, deviation, or not examined")
    enter.add_argument("--audited", metavar="AMOUNT", help="what should have been recorded, such as 1,250.50")
    enter.add_argument("--note", default="", metavar="TEXT", help="what was seen, and where")
    enter.add_argument("--from", dest="file", type=Path, metavar="FILE", help="a filled sheet, .csv or .xlsx")
    enter.add_argument("--sheet", metavar="NAME", help="the sheet of that file (default: the first)")
    project = asked.add_parser("project", help="what the sample says of its population, with limits")
    again = asked.add_parser("again", help="draw again by what is kept, and compare")
    again.add_argument(
        "--frame-out", type=Path, metavar="FILE.csv", help="write the frame in its random order"
    )
    withdraw = asked.add_parser("withdraw", help="take a sample out, with a reason; nothing is deleted")
    withdraw.add_argument("--reason", required=True, metavar="R", help="why it should not count")
    for one in (show, enter, project, again, withdraw):
        one.add_argument("name", metavar="NAME", help="the name of the sample")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def _configure_size(size: argparse.ArgumentParser) -> None:
    size.add_argument(
        "--list", dest="record_type", metavar="TYPE", help="the list to draw from; its size counts"
    )
    size.add_argument(
        "--where", action="append", default=[], metavar="CONDITION", help='such as "model = JEM"; repeat it'
    )
    size.add_argument("--book", default="", metavar="FIELD", help="the amounts of a monetary unit sample")
    _plan_arguments(size)
    size.add_argument(
        "--book-total", metavar="AMOUNT", help="total of the amounts, for a monetary unit sample"
    )


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--confidence", default="90", metavar="PERCENT", help="of the upper limit (default: %(default)s)"
    )
    parser.add_argument("--tolerable", default="", metavar="PERCENT", help="the rate that would be tolerable")
    parser.add_argument("--expected", default="", metavar="PERCENT", help="the rate that is expected")
    parser.add_argument(
        "--acceptable", type=int, metavar="K", help="deviations to allow for, instead of --expected"
    )
    parser.add_argument(
        "--tolerable-amount", metavar="AMOUNT", help="the misstatement that would be tolerable"
    )
    parser.add_argument("--expected-amount", default="0", metavar="AMOUNT", help="the misstatement expected")


def _configure_draw(draw: argparse.ArgumentParser) -> None:
    draw.add_argument("--name", required=True, metavar="NAME", help="what the sample is called")
    draw.add_argument("--list", dest="record_type", required=True, metavar="TYPE", help="such as encounters")
    draw.add_argument("--method", required=True, choices=METHODS, help="how it is drawn")
    draw.add_argument(
        "--non-response", required=True, choices=RULES,
        help="what an item that cannot be examined becomes: a deviation, or replaced from the reserve",
    )  # fmt: skip
    draw.add_argument("--purpose", default="", metavar="TEXT", help="the question that it is to answer")
    draw.add_argument("--size", type=int, metavar="N", help="items to draw (default: what the rates ask for)")
    draw.add_argument("--reserve", type=int, default=0, metavar="N", help="reserve items (of each stratum)")
    _plan_arguments(draw)
    draw.add_argument(
        "--two-sided", default="95", metavar="PERCENT", help="of the interval (default: %(default)s)"
    )
    draw.add_argument("--seed", default="", metavar="TEXT", help="any text (default: a random number, kept)")
    draw.add_argument(
        "--where", action="append", default=[], metavar="CONDITION", help='such as "model = JEM"; repeat it'
    )
    draw.add_argument("--strata", default="", metavar="FIELD", help="the field whose values are the strata")
    draw.add_argument(
        "--allocate", action="append", default=[], metavar="STRATUM=N", help="items of a stratum"
    )
    draw.add_argument("--book", default="", metavar="FIELD", help="the amounts of a monetary unit sample")
    draw.add_argument("--order", default="", metavar="FIELD", help="the order of a systematic sample")
    draw.add_argument(
        "--key",
        action="append",
        default=[],
        dest="keys",
        metavar="KEY",
        help="an item of a judgmental sample",
    )
    draw.add_argument("--cluster", metavar="FIELD", help="refused: see the message")
    draw.add_argument("--count", type=int, metavar="N", help="how many there should be, by another source")
    draw.add_argument("--count-source", default="", metavar="TEXT", help="where that count stands")
    draw.add_argument(
        "--unreconciled", default="", metavar="WHY", help="draw although the frame was compared with nothing"
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    from crossfoot.auditfile.audit import open_audit

    with open_audit(args.audit, actor=args.by) as audit:
        return _ACTIONS[args.what](audit, args)


def _size(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.sample_words import say_monetary_plan, say_plan
    from crossfoot.review.sample_conditions import cents
    from crossfoot.review.sample_design import SizeRequest, amount_plan_for, size_for
    from crossfoot.review.sample_frame import FrameChoice, read_frame

    chosen = FrameChoice(args.record_type, tuple(args.where), book=args.book) if args.record_type else None
    frame = read_frame(audit, chosen).frame if chosen else None
    if args.tolerable_amount is not None:
        if frame is None or not frame.books:
            raise SampleError(
                "A monetary unit sample is sized by the amounts of a list.", "Give --list and --book."
            )
        amounts = cents(args.tolerable_amount), cents(args.expected_amount)
        money = amount_plan_for(frame, args.confidence, *amounts)
        print_json(money) if args.json else say_monetary_plan(money)
        return 0
    if not args.tolerable:
        raise SampleError(
            "A size rests on what would be tolerable.", "Give --tolerable or --tolerable-amount."
        )
    asked = SizeRequest(args.confidence, args.tolerable, args.expected, args.acceptable)
    plan = size_for(asked, len(frame) if frame else None)
    print_json(plan) if args.json else say_plan(plan, asked, len(frame) if frame else None)
    return 0


def _draw(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.sample_words import say_sample
    from crossfoot.review.sample_conditions import cents
    from crossfoot.review.sample_design import SampleRequest
    from crossfoot.review.sample_frame import FrameChoice
    from crossfoot.review.sample_results import sample_state
    from crossfoot.review.samples import draw_sample

    if args.cluster:
        raise SampleError(
            "Clusters are not drawn: rows of one cluster are alike, so the limits would be too narrow.",
            f"Draw rows, or draw them from every cluster: --method stratified --strata {args.cluster}.",
        )
    record = draw_sample(
        audit,
        SampleRequest(
            args.name, METHODS[args.method],
            FrameChoice(args.record_type, tuple(args.where), args.strata, args.book, args.order),
            purpose=args.purpose, non_response=RULES[args.non_response], seed=args.seed, size=args.size,
            reserve=args.reserve, confidence=args.confidence, two_sided=args.two_sided, tolerable=args.tolerable,
            expected=args.expected, acceptable=args.acceptable,
            tolerable_amount=None if args.tolerable_amount is None else cents(args.tolerable_amount),
            expected_amount=cents(args.expected_amount), allocation=_allocation(args.allocate), keys=args.keys,
            count=args.count, count_source=args.count_source, unreconciled=args.unreconciled,
        ),
    )  # fmt: skip
    say_sample(sample_state(audit, record.name), args)
    return 0


def _allocation(words: list[str]) -> dict[str, int]:
    found = {}
    for word in words:
        name, equals, number = word.rpartition("=")
        if not equals or not number.strip().isdecimal():
            raise SampleError(f"--allocate {word!r} names no stratum and number.", "Write it as STRATUM=5.")
        found[name.strip()] = int(number)
    return found


def _list(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.sample_results import sample_state
    from crossfoot.review.samples import list_samples

    states = [sample_state(audit, record.name) for record in list_samples(audit, withdrawn=True)]
    if args.json:
        print_json([{**asdict(state.record), "missing": len(state.settled.missing)} for state in states])
    elif not states:
        print(f"No sample yet. Next: crossfoot sample {args.audit} draw --help")
    else:
        print_table(
            ("sample", "list", "method", "items", "of", "results missing", "drawn by", "on", ""),
            (
                (s.record.name, s.record.record_type, s.record.method, len(s.items), s.record.frame_size,
                 len(s.settled.missing), s.record.actor, s.record.at[:10], "withdrawn" if s.record.withdrawn else "")
                for s in states
            ),
        )  # fmt: skip
    return 0


def _show(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.sample_words import say_sample
    from crossfoot.review.sample_results import sample_state

    state = sample_state(audit, args.name)
    if args.out:
        from crossfoot.auditfile.custody import record_copy, require_marking
        from crossfoot.review.sample_files import write_sheet

        require_marking(audit)
        items = write_sheet(state, args.out)
        record_copy(audit, args.out, f"items of the sample {state.record.name}")
        print_json({"items": items, "file": args.out.name}) if args.json else print(
            f"{items:,} items are in {args.out.name}. Filled in, it comes back with: "
            f"crossfoot sample {args.audit} enter {args.name!r} --from {args.out}"
        )
        return 0
    say_sample(state, args)
    return 0


def _enter(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.sample_conditions import cents
    from crossfoot.review.sample_files import read_results
    from crossfoot.review.sample_results import ResultEntry, enter_results, sample_state

    if bool(args.file) == bool(args.item):
        raise SampleError("No item is named, or both an item and a file.", "Give --item ITEM or --from FILE.")
    if args.file:
        entries = read_results(args.file, args.sheet)
    else:
        state = sample_state(audit, args.name)
        place = int(args.item) if args.item.isdecimal() else state.place_of(args.item)
        audited = None if args.audited is None else cents(args.audited)
        entries = [ResultEntry(place, args.result, audited, args.note)]
    state = enter_results(audit, args.name, entries)
    missing = state.settled.missing
    if args.json:
        print_json({"entered": len(entries), "missing": list(missing)})
    else:
        left = f"Still missing: {len(missing):,}." if missing else "None is missing; it can be projected."
        print(f"Results of {state.record.name!r} entered: {len(entries):,}. {left}")
    return 0


def _project(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.cli.sample_words import say_projection
    from crossfoot.review.sample_projection import project_sample
    from crossfoot.review.samples import find_sample

    projection = project_sample(audit, args.name)
    print_json(projection) if args.json else say_projection(projection, find_sample(audit, args.name))
    return 0


def _again(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.sample_frame import read_frame
    from crossfoot.review.sample_projection import draw_again
    from crossfoot.review.samples import find_sample

    found = draw_again(audit, args.name)
    if args.frame_out:
        from crossfoot.auditfile.custody import record_copy, require_marking
        from crossfoot.review.sample_files import write_frame

        require_marking(audit)
        record = find_sample(audit, args.name)
        write_frame(read_frame(audit, record.choice).frame, record.seed, args.frame_out)
        record_copy(audit, args.frame_out, f"frame of the sample {record.name}")
    print_json(found) if args.json else print(found.words)
    return int(not found.same_items)


def _withdraw(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.review.samples import withdraw_sample

    record = withdraw_sample(audit, args.name, args.reason)
    print_json(record) if args.json else print(f"The sample {record.name!r} no longer counts.")
    return 0


_ACTIONS = {
    "size": _size, "draw": _draw, "list": _list, "show": _show, "enter": _enter, "project": _project,
    "again": _again, "withdraw": _withdraw,
}  # fmt: skip
