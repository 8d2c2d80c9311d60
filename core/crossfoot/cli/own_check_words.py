"""`crossfoot checks new` and `checks preview`: checks that auditors write, from a rule or by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.outcome_words import outcome_document, say_outcome
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import CheckDefinitionError

if TYPE_CHECKING:
    from crossfoot.checks.model import Check
    from crossfoot.mapping.model import RecordType

RULE_HELP = (
    "what flags a row, such as: authorized_on before 2017-01-25 and (revoked_on is blank or model is JEM). "
    "Operators: is, is not, is one of, is not one of, is blank, is not blank, before, after, on or before, "
    "on or after, at least, at most, more than, less than, between, contains, starts with; a value may be another field"
)


def configure_new(parser: argparse.ArgumentParser) -> None:
    """The arguments of `checks new`."""
    parser.add_argument("name", metavar="NAME", help="small letters, digits, hyphens")
    _about_the_rule(parser)
    parser.add_argument("--title", metavar="TEXT", help="what the check is called in lists and reports")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="FOLDER",
        help="where it is written (default: the folder of your own checks)",
    )


def configure_preview(parser: argparse.ArgumentParser) -> None:
    """The arguments of `checks preview`."""
    audit_argument(parser)
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="a check that is there already, instead of a rule"
    )
    _about_the_rule(parser)


def _about_the_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--table", metavar="TABLE", help="the record type whose rows are tested, such as officers"
    )
    parser.add_argument("--rule", metavar="RULE", help=RULE_HELP)


def new_check(args: argparse.Namespace) -> int:
    """Write the check and say where it lies."""
    from crossfoot.checks.new_check import draft_of_check, text_of_rule
    from crossfoot.checks.own_checks import FAMILY, read_own_check, write_own_check
    from crossfoot.checks.rule_words import parse_rule
    from crossfoot.mapping.record_types import record_types
    from crossfoot.settings import own_checks_folder

    types = record_types(args.pack)
    kind = _table(args, types)
    title = args.title or args.name.replace("-", " ").capitalize()
    if args.rule:
        text = text_of_rule(parse_rule(args.rule, kind), kind, args.name, title)
    else:
        text = draft_of_check(kind, args.name, title)
    _refuse_taken(args.pack, args.name)
    file = write_own_check(args.folder or own_checks_folder(), args.name, text)
    check = read_own_check(file, types)
    if args.json:
        print_json({"id": check.id, "file": str(file), "family": FAMILY, "title": check.title})
        return 0
    print(f"{file}\nThe check {check.id} is written. See what it would flag:")
    print(f"    crossfoot checks preview AUDIT {check.id}")
    if args.folder:
        print("It lies outside the folder of your own checks: set CROSSFOOT_CHECKS to its folder to run it.")
    return 0


def _refuse_taken(pack: str, name: str) -> None:
    from crossfoot import content
    from crossfoot.checks.catalogue import load_checks
    from crossfoot.mapping.record_types import record_types

    if name in load_checks(content.pack(pack), record_types(pack)).checks:
        raise CheckDefinitionError(
            f"The program has a check called {name!r} already.",
            "Choose another name; it names your check in reports.",
        )


def preview(args: argparse.Namespace) -> int:
    """Say what a rule or a check would flag now; nothing is stored."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.checks.catalogue import audit_checks
    from crossfoot.checks.preview import preview_check

    with open_audit(args.audit) as audit:
        known = audit_checks(audit)
        check = known.check(args.id) if args.id else _check_of_rule(args, audit.types)
        found = preview_check(audit, check, known)
    if args.json:
        print_json({**outcome_document(found.outcome), "flagged": found.flagged, "rows": list(found.rows)})
        return 0
    say_outcome(found.outcome)
    shown = f"; the first {len(found.rows)}" if len(found.rows) < found.flagged else ""
    print(f"\n{found.flagged} of {found.outcome.tested} tested would be flagged{shown}. Nothing was stored.")
    if found.rows:
        names = [name for name in found.rows[0] if name not in ("row_id", "outcome", "reason", "kind")]
        print_table(names, ([_shown(row[name]) for name in names] for row in found.rows))
    return 0


def _shown(value: Any) -> str:
    return "(blank)" if value is None else str(value)


def _check_of_rule(args: argparse.Namespace, types: dict[str, RecordType]) -> Check:
    from crossfoot.checks.header import parse_check
    from crossfoot.checks.new_check import text_of_rule
    from crossfoot.checks.own_checks import FAMILY
    from crossfoot.checks.rule_words import parse_rule

    if not args.rule:
        raise CheckDefinitionError(
            "There is nothing to preview.", "Name a check, or give --table and --rule."
        )
    kind = _table(args, types)
    text = text_of_rule(parse_rule(args.rule, kind), kind, "preview", "Preview")
    return parse_check(text, "", FAMILY, types)


def _table(args: argparse.Namespace, types: dict[str, RecordType]) -> RecordType:
    if args.table in types:
        return types[args.table]
    said = (
        f"There is no kind of list called {args.table!r}."
        if args.table
        else "It is not said which rows the check tests."
    )
    raise CheckDefinitionError(said, f"Name one with --table: {', '.join(types)}.")
