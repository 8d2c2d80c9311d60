"""`crossfoot interview`: record an interview in numbered paragraphs, confirm it, corroborate a paragraph."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import a_date, a_number, audit_argument, by_argument
from crossfoot.cli.evidence_words import interview_document, say_evidence
from crossfoot.cli.output import print_json, print_table
from crossfoot.evidence.model import CLASSES

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.evidence.model import Interview


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(dest="what", required=True, metavar="record|list|show|confirm|corroborate")
    record = asked.add_parser("record", help="record an interview; its paragraphs are numbered from 1")
    record.add_argument("interviewee", metavar="NAME", help="who was interviewed")
    record.add_argument("--title", required=True, metavar="TEXT", help="the interviewee's title")
    record.add_argument("--office", default="", metavar="TEXT", help="the interviewee's office")
    record.add_argument("--on", type=a_date, required=True, metavar="DATE", help="when it was held")
    record.add_argument("--place", default="", metavar="TEXT", help="where, or by telephone")
    record.add_argument(
        "--attendee", action="append", default=[], metavar="NAME", help="who else was present; repeat it"
    )
    said = record.add_mutually_exclusive_group(required=True)
    said.add_argument("--paragraph", action="append", metavar="TEXT", help="a paragraph; repeat it")
    said.add_argument(
        "--file", type=Path, metavar="FILE.txt", help="a text file with a blank line between paragraphs"
    )
    record.add_argument("--subject", default="", metavar="TEXT", help="the title in the register of evidence")
    record.add_argument(
        "--class",
        dest="evidence_class",
        default="internal",
        metavar="CLASS",
        help=f"{', '.join(CLASSES)} (default: %(default)s)",
    )
    record.add_argument("--held-at", default="", metavar="TEXT", help="where the signed record is held")
    asked.add_parser("list", help="all interviews")
    show = asked.add_parser("show", help="one interview with its paragraphs")
    confirm = asked.add_parser("confirm", help="note who of those present confirmed the record, and when")
    corroborate = asked.add_parser(
        "corroborate", help="note that other evidence says the same as a paragraph"
    )
    for one in (show, confirm, corroborate):
        one.add_argument("interview", metavar="E-N", help="its number, such as E-7")
    confirm.add_argument("--confirmed-by", required=True, metavar="NAME", help="who read and confirmed it")
    confirm.add_argument("--on", type=a_date, required=True, metavar="DATE", help="when")
    corroborate.add_argument(
        "paragraph", type=a_number, metavar="PARAGRAPH", help="the number of the paragraph"
    )
    corroborate.add_argument("evidence", metavar="E-M", help="the evidence that says the same")
    corroborate.add_argument("--take-back", action="store_true", help="it does not say the same after all")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Record, list, show, confirm or corroborate."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.evidence.interviews import list_interviews

    with open_audit(args.audit, actor=args.by) as audit:
        if args.what == "list":
            found = list_interviews(audit)
            if args.json:
                print_json([interview_document(one) for one in found])
            else:
                _say_list(found, args.audit)
            return 0
        interview = _changed(audit, args)
        if args.json:
            print_json(interview_document(interview))
        else:
            say_evidence(audit, interview.evidence)
    return 0


def _changed(audit: Audit, args: argparse.Namespace) -> Interview:
    from crossfoot.evidence import interviews

    if args.what == "record":
        return interviews.record_interview(
            audit,
            args.interviewee,
            title=args.title,
            office=args.office,
            held_on=args.on,
            paragraphs=interviews.without_numbers(args.paragraph)
            if args.paragraph
            else interviews.paragraphs_of_file(args.file),
            attendees=args.attendee,
            place=args.place,
            subject=args.subject,
            evidence_class=args.evidence_class,
            held_at=args.held_at,
            by=args.by,
        )
    if args.what == "confirm":
        return interviews.confirm_interview(audit, args.interview, args.confirmed_by, args.on, by=args.by)
    if args.what == "corroborate":
        return interviews.corroborate(
            audit, args.interview, args.paragraph, args.evidence, take_back=args.take_back, by=args.by
        )
    return interviews.find_interview(audit, args.interview)


def _say_list(found: list[Interview], audit: Path) -> None:
    if not found:
        print(
            f"No interview yet. Record one: crossfoot interview {audit} record NAME --title ... --on DATE ..."
        )
        return
    print_table(
        ("no", "interviewee", "title", "held on", "paragraphs", "confirmed"),
        (
            (
                one.evidence.label,
                one.interviewee,
                one.title,
                one.held_on,
                len(one.paragraphs),
                one.confirmed_on or "not yet",
            )
            for one in found
        ),
    )
