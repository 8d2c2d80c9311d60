"""`crossfoot analyze`: ask an analysis of any table, keep the question under a name, and print what came of it."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.outcome_words import outcome_document, say_groups, say_outcome
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.errors import CheckRunError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.checks.catalogue import Catalogue
    from crossfoot.checks.model import Check, CheckOutcome

ASKED = "asked for by the auditor"
"""The source of parameters that the auditor gave with the question."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("analysis", nargs="?", metavar="ANALYSIS", help="which one, such as ga-summarise")
    parser.add_argument("--list", action="store_true", dest="show", help="what analyses and tables there are")
    parser.add_argument("--table", metavar="T", help="a record type, a list by its name, or agencies")
    parser.add_argument(
        "--column", action="append", default=[], dest="columns", metavar="C",
        help="a column, by the name of its field or by its header; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--by-group", action="append", default=[], metavar="C", help="group by this column; several times"
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="C=VALUE", help="only the rows with this value"
    )
    parser.add_argument(
        "--with", action="append", default=[], dest="others", metavar="PARAMETER=VALUE",
        help="another parameter of the analysis (crossfoot checks show ANALYSIS lists them)",
    )  # fmt: skip
    parser.add_argument("--name", metavar="NAME", help="keep it under a name of its own, as ANALYSIS:NAME")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why it is asked anew, where the approved plan names it"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Keep the question, run it, print the figures; exit code 2 where the data do not allow it."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.checks.catalogue import audit_checks
    from crossfoot.checks.runner import run_checks

    with open_audit(args.audit, actor=args.by) as audit:
        catalogue = audit_checks(audit)
        if args.show or not args.analysis:
            return _list(audit, catalogue, args)
        check = _analysis(catalogue, args)
        _keep(audit, check, _asked(check, args), args.reason)
        (outcome,) = run_checks(audit, [check.id], progress=progress_line(), catalogue=catalogue)
    _print(outcome, args)
    return 0 if outcome.status in ("measured", "clean") else 2


def _analysis(catalogue: Catalogue, args: argparse.Namespace) -> Check:
    named = f"{args.analysis}:{args.name}" if args.name else args.analysis
    known = [check.id for check in catalogue.checks.values() if check.program]
    if args.analysis.partition(":")[0] not in known:
        raise CheckRunError(
            f"There is no analysis called {args.analysis!r}.", f"The analyses are: {', '.join(known)}."
        )
    return catalogue.check(named)


def _asked(check: Check, args: argparse.Namespace) -> dict[str, str]:
    """The parameters that the words of the command give, as texts; a list as JSON, as a header may hold commas."""
    asked: dict[str, str] = {"table": args.table} if args.table else {}
    for name in ("columns", "by_group", "only"):
        if getattr(args, name):
            asked[name] = json.dumps(getattr(args, name), ensure_ascii=False)
    for word in args.others:
        name, equals, value = word.partition("=")
        if not equals:
            raise CheckRunError(f"--with {word!r} gives no value.", "Write it as --with PARAMETER=VALUE.")
        asked[name] = value
    known = {parameter.name for parameter in check.parameters}
    for name in asked:
        if name not in known:
            raise CheckRunError(
                f"The analysis {check.id} has no parameter called {name!r}.",
                f"Its parameters are: {', '.join(sorted(known))}.",
            )
    return asked


def _keep(audit: Audit, check: Check, asked: dict[str, str], reason: str) -> None:
    """Store what was asked; what an earlier question under the same id set and this one does not is taken back."""
    from crossfoot.checks.analytics.questions import keep_question

    keep_question(audit, check, asked, ASKED, reason)


def _list(audit: Audit, catalogue: Catalogue, args: argparse.Namespace) -> int:
    from crossfoot.checks.analytics.questions import tables_of

    analyses = [check for check in catalogue.checks.values() if check.program]
    tables = tables_of(audit)
    if args.json:
        print_json(
            {"analyses": [{"id": c.id, "title": c.title, "question": c.question} for c in analyses],
             "tables": tables}
        )  # fmt: skip
        return 0
    print_table(("analysis", "question"), ((check.id, check.question) for check in analyses))
    print()
    print_table(("table", "columns"), ((name, ", ".join(columns)) for name, columns in tables.items()))
    return 0


def _print(outcome: CheckOutcome, args: argparse.Namespace) -> None:
    if args.json:
        document: Any = outcome_document(outcome)
        print_json(document)
        return
    say_outcome(outcome)
    say_groups(outcome)
