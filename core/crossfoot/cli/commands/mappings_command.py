"""`crossfoot mappings`: how sheets are read: templates, the mapping of an import, a proposal; as TOML files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.import_arguments import import_choices, mapping_text, sheet_arguments
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.errors import MappingError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.auditfile.importing.templates import Template


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Without anything to do, list the templates: mappings that are kept under a name, by which a list is "
        "recognised when it comes again. A mapping is written as TOML, to the screen or to a file (--export); "
        "`crossfoot import --mapping FILE` reads it."
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--template", metavar="NAME", help="write the mapping of this template")
    what.add_argument(
        "--import", dest="import_id", type=int, metavar="N", help="write the mapping of this import"
    )
    what.add_argument(
        "--propose",
        type=Path,
        metavar="WORKBOOK",
        help="write the mapping that is proposed for a workbook; nothing is imported",
    )
    what.add_argument("--add", type=Path, metavar="FILE", help="keep the mapping of this file as a template")
    what.add_argument("--withdraw", metavar="NAME", help="take back a template, with --reason")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write the mapping to this new file")
    parser.add_argument("--name", metavar="NAME", help="what the template that --add keeps is called")
    parser.add_argument("--reason", metavar="R", help="why the template no longer holds")
    sheet_arguments(parser)
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """List, write, add or withdraw."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.templates import templates, withdraw_template

    with open_audit(args.audit, actor=args.by) as audit:
        if args.withdraw is not None:
            withdraw_template(audit, args.withdraw, args.reason or "")
            _say(args, {"withdrawn": args.withdraw}, f"The template {args.withdraw!r} no longer holds.")
        elif args.add is not None:
            template = _added(audit, args)
            _say(args, template, f"Kept as the template {template.name!r}.")
        elif (toml := _asked(audit, args)) is not None:
            _hand_over(args, toml)
        else:
            _list(args, templates(audit))
    return 0


def _added(audit: Audit, args: argparse.Namespace) -> Template:
    from crossfoot.auditfile.importing.templates import template_from_toml

    if not args.name:
        raise MappingError("The template has no name.", "Give it one with --name.")
    return template_from_toml(audit, args.name, mapping_text(args.add) or "")


def _asked(audit: Audit, args: argparse.Namespace) -> str | None:
    """The TOML text that is asked for; None where none is."""
    from crossfoot.auditfile.importing.import_mappings import steps_of_import
    from crossfoot.auditfile.importing.import_plan import propose_import
    from crossfoot.auditfile.importing.templates import find_template
    from crossfoot.mapping.saved import SavedSheet, mapping_to_toml, mappings_to_toml

    if args.template is not None:
        return find_template(audit, args.template).toml
    if args.import_id is not None:
        return mapping_to_toml(steps_of_import(audit, args.import_id).mapping)
    if args.propose is not None:
        found = propose_import(audit, args.propose, import_choices(args), progress_line())
        for one in found:
            if missing := one.mapping.missing_required:
                print(
                    f"Sheet {one.sheet.name!r}: say in the file which column is {', '.join(missing)}.",
                    file=sys.stderr,
                )
        return mappings_to_toml([SavedSheet(one.mapping, one.choice.as_list or "") for one in found])
    if args.export is not None:
        raise MappingError(
            "There is nothing to write to the file.",
            "Say which mapping: --template NAME, --import N or --propose WORKBOOK.",
        )
    return None


def _hand_over(args: argparse.Namespace, toml: str) -> None:
    if args.export is None:
        if args.json:
            print_json({"toml": toml})
        else:
            print(toml, end="")
        return
    try:
        with args.export.open("x", encoding="utf-8", newline="\n") as file:
            file.write(toml)
    except FileExistsError:
        raise MappingError(
            f"There is a file called {args.export} already.", "Choose another name; nothing is written over."
        ) from None
    except OSError as error:
        raise MappingError(
            f"{args.export} cannot be written: {error.strerror or error}.", "Choose another folder."
        ) from None
    _say(args, {"file": str(args.export)}, f"Written to {args.export}.")


def _list(args: argparse.Namespace, known: list[Template]) -> None:
    if args.json:
        print_json(known)
        return
    if not known:
        print(
            "There are no templates yet. `crossfoot import --save-template NAME` keeps how a sheet was read."
        )
        return
    print_table(
        ("template", "kind of list", "columns", "saved by", "on"),
        ((t.name, t.record_type, len(t.headers), t.actor, t.at[:10]) for t in known),
    )


def _say(args: argparse.Namespace, document: object, sentence: str) -> None:
    if args.json:
        print_json(document)
    else:
        print(sentence)
