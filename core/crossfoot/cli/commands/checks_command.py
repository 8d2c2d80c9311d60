"""`crossfoot checks`: the check modules themselves: which there are, what one says, whether their cases hold."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot import content
from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.catch_rates import say_catch_rates
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.cli.own_check_words import configure_new, configure_preview, new_check, preview
from crossfoot.errors import CheckDefinitionError
from crossfoot.settings import own_checks_folder

if TYPE_CHECKING:
    from crossfoot.checks.catalogue import Catalogue
    from crossfoot.checks.model import Check


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--pack", default=content.DEFAULT_PACK, help="the audit program (default: %(default)s)"
    )
    asked = parser.add_subparsers(
        dest="what", required=True, metavar="list|show|explain|new|preview|test|self-test"
    )
    asked.add_parser("list", help="all checks, by family")
    show = asked.add_parser("show", help="what a check asks and needs, and its SQL")
    show.add_argument("id", metavar="ID")
    explain = asked.add_parser(
        "explain", help="a check in plain language: how it decides, by what, its limits"
    )
    explain.add_argument("id", metavar="ID")
    configure_new(asked.add_parser("new", help="write a check of your own, from a rule or as a draft"))
    configure_preview(
        asked.add_parser("preview", help="what a rule or a check would flag in an audit; nothing is stored")
    )
    test = asked.add_parser("test", help="run the cases of a folder of case files")
    test.add_argument("folder", type=Path, metavar="FOLDER")
    planted = asked.add_parser(
        "self-test",
        help="plant violations into a copy of an audit's own lists, and count those that are caught",
    )
    audit_argument(planted)
    planted.add_argument(
        "ids", nargs="*", metavar="ID", help="only these checks (default: all of the audit's pack)"
    )
    planted.add_argument(
        "--per-kind",
        type=int,
        default=20,
        metavar="N",
        help="units for each violation (default: %(default)s)",
    )
    planted.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="another number picks other units (default: %(default)s)",
    )
    for each in (*asked.choices.values(),):
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        each.add_argument("--pack", default=argparse.SUPPRESS, help="the audit program")


def run(args: argparse.Namespace) -> int:
    """List, show, explain, test or self-test."""
    doing = {"test": _test, "self-test": _self_test, "new": new_check, "preview": preview}
    if args.what in doing:
        return doing[args.what](args)
    catalogue = _catalogue(args.pack)
    asked = {"show": _show, "explain": _explain, "list": _list}
    return asked[args.what](catalogue, args)


def _catalogue(pack: str) -> Catalogue:
    from crossfoot.checks.catalogue import load_checks, with_own_checks
    from crossfoot.mapping.record_types import record_types

    types = record_types(pack)
    return with_own_checks(load_checks(content.pack(pack), types), types)


def _list(catalogue: Catalogue, args: argparse.Namespace) -> int:
    from crossfoot.check_docs.families import by_family

    if args.json:
        print_json([_line(check) for check in catalogue.checks.values()])
    else:
        for title, checks in by_family(catalogue.checks.values(), args.pack).items():
            print(f"\n{title}\n")
            print_table(("check", "gives", "title"), ((c.id, c.kind, c.title) for c in checks))
    if any(check.own for check in catalogue.checks.values()):
        print(f"\nYour own checks lie in {own_checks_folder()}")
    for broken in catalogue.broken:
        print(f"! {broken.message} {broken.hint}")
    return 2 if catalogue.broken else 0


def _line(check: Check) -> dict[str, Any]:
    return {
        "id": check.id, "family": check.family, "title": check.title, "kind": check.kind, "severity": None,
        "question": check.question, "unit": check.unit, "needs": check.needs, "uses": check.uses,
        "params": [asdict(parameter) for parameter in check.parameters], "criteria": check.criteria,
    }  # fmt: skip


def _show(catalogue: Catalogue, args: argparse.Namespace) -> int:
    check = catalogue.check(args.id)
    if args.json:
        print_json({**_line(check), **asdict(check)})
        return 0
    print(f"{check.id}: {check.title}\n")
    rows = {
        "Question": check.question,
        "Gives": check.kind,
        "Unit": check.unit,
        "Population": check.population,
        "Condition": check.condition,
        "Criteria": ", ".join(check.criteria) or check.criteria_from or "none",
        "Needs": "; ".join(f"{name}: {', '.join(fields)}" for name, fields in check.needs.items()),
        "Uses if there": "; ".join(f"{name}: {', '.join(fields)}" for name, fields in check.uses.items()),
        "File": f"{check.file}  (sha256 {check.sha256})",
    }
    for name, text in rows.items():
        print(f"{name + ':':<15}{text}")
    for parameter in check.parameters:
        default = "no default" if parameter.default is None else f"default {parameter.default}"
        print(f"Parameter:     {parameter.name} ({parameter.type}, {default}): {parameter.meaning}")
    for figure in check.figures:
        print(f"Figure:        {figure.name}: {figure.sentence}")
    print(f"\n{check.sql.strip()}")
    return 0


def _explain(catalogue: Catalogue, args: argparse.Namespace) -> int:
    from crossfoot.check_docs.explain import check_page
    from crossfoot.check_docs.pages import as_text
    from crossfoot.mapping.record_types import record_types

    page = check_page(catalogue.check(args.id), args.pack, catalogue.views, record_types(args.pack))
    if args.json:
        print_json(page)
    else:
        print(as_text(page), end="")
    return 0


def _test(args: argparse.Namespace) -> int:
    from crossfoot.testing import run_case_file

    files = sorted(args.folder.glob("*.toml")) if args.folder.is_dir() else []
    if not files:
        raise CheckDefinitionError(
            f"There are no case files (*.toml) in {args.folder}.", "Name the folder that holds them."
        )
    results = [(file.stem, result) for file in files for result in run_case_file(file, args.pack)]
    wrong = [(name, result) for name, result in results if not result.passed]
    if args.json:
        print_json([{"check": name, **asdict(result)} for name, result in results])
    else:
        for name, result in wrong:
            print(f"WRONG  {name}: {result}")
        print(f"{len(results) - len(wrong)} of {len(results)} cases hold.")
    return 1 if wrong else 0


def _self_test(args: argparse.Namespace) -> int:
    """Exit code 1 where a planted violation was missed, 2 where a seed or a check did not run."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.testing.self_test import self_test

    with open_audit(args.audit) as audit:
        results = list(
            self_test(
                audit,
                args.ids or None,
                per_kind=args.per_kind,
                seed_number=args.seed,
                progress=progress_line(),
            )
        )
    if args.json:
        print_json(results)
    else:
        say_catch_rates(results, args.seed)
    if any(result.broke for result in results):
        return 2
    return 1 if any(result.missed for result in results) else 0
