"""`crossfoot planning`: the short planning pages: risk, internal control, fraud risk, recommendations, independence."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import PlanError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.plan.notes import PlanNote


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(dest="what", required=True, metavar="pages|list|add|edit|withdraw")
    asked.add_parser("pages", help="what each page asks, and what may be answered")
    listing = asked.add_parser("list", help="the lines of all pages, or of one")
    add = asked.add_parser("add", help="add a line to a page")
    edit = asked.add_parser("edit", help="change a line; only what is given changes")
    withdraw = asked.add_parser("withdraw", help="take a line off its page, with a reason")
    listing.add_argument("--page", metavar="PAGE", help="one page, such as 'risk'")
    add.add_argument("--page", metavar="PAGE", required=True, help="the page, such as 'risk'")
    for one in (edit, withdraw):
        one.add_argument("line", metavar="LINE", help="uid of the line; its first digits are enough")
    for one in (add, edit):
        one.add_argument("--subject", metavar="TEXT", required=one is add, help="what the line is about")
        one.add_argument("--text", metavar="TEXT", help="what is said of it")
        one.add_argument(
            "--fact",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="a value that the page asks for; may be given again (`pages` lists them)",
        )
    withdraw.add_argument("--reason", required=True)
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Show the pages; list, add, edit or withdraw lines."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.plan import notes

    if args.what == "pages":
        _say_pages(args.json)
        return 0
    with open_audit(args.audit, actor=args.by) as audit:
        if args.what == "list":
            _say_list(notes.list_notes(audit, args.page), args)
            return 0
        if args.what == "withdraw":
            notes.withdraw_note(audit, args.line, args.reason, by=args.by)
            print_json({"withdrawn": args.line}) if args.json else print("The line is withdrawn.")
            return 0
        note = _changed(audit, args)
    if args.json:
        print_json(asdict(note))
    else:
        print(f"{note.page}, line {note.uid[:8]}: {note.subject}")
    return 0


def _changed(audit: Audit, args: argparse.Namespace) -> PlanNote:
    from crossfoot.plan import notes

    facts = dict(_fact(text) for text in args.fact)
    if args.what == "add":
        return notes.add_note(
            audit, args.page, subject=args.subject, text=args.text or "", facts=facts, by=args.by
        )
    if args.subject is None and args.text is None and not facts:
        raise PlanError("Nothing to change is given.", "Give one of: --subject, --text, --fact NAME=VALUE.")
    return notes.edit_note(audit, args.line, subject=args.subject, text=args.text, facts=facts, by=args.by)


def _fact(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise PlanError(
            f"{text!r} does not name a value of the page.", "Write it as NAME=VALUE, such as likelihood=high."
        )
    return name.strip(), value.strip()


def _say_pages(as_json: bool) -> None:
    from crossfoot.plan.note_pages import PAGES

    if as_json:
        print_json([asdict(page) for page in PAGES.values()])
        return
    for page in PAGES.values():
        print(f"{page.name}\n  subject: {page.subject}; text: {page.text}")
        for fact in page.facts:
            needed = "" if fact.required else " (may be left out)"
            choices = f": {', '.join(fact.choices)}" if fact.choices else ""
            print(f"  {fact.name}{needed}: {fact.meaning}{choices}")


def _say_list(found: list[PlanNote], args: argparse.Namespace) -> None:
    if args.json:
        print_json([asdict(note) for note in found])
    elif found:
        print_table(
            ("line", "page", "subject", "facts"),
            (
                (note.uid[:8], note.page, note.subject, "; ".join(f"{n}: {v}" for n, v in note.facts.items()))
                for note in found
            ),
        )
    else:
        print(f"No planning line yet. `crossfoot planning {args.audit} pages` shows what each page asks.")
