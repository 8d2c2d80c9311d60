"""`crossfoot check`: run checks on an audit."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.outcome_words import outcome_document, say_outcome
from crossfoot.cli.output import print_json, progress_line
from crossfoot.errors import CheckRunError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit

STRICT_TROUBLE, A_CHECK_FAILED = 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="only these checks (default: all of the audit's pack)"
    )
    parser.add_argument(
        "--set", action="append", default=[], dest="settings", metavar="ID.PARAMETER=VALUE",
        help="a parameter's value; with --source it is kept in the audit, without it holds for this run only",
    )  # fmt: skip
    parser.add_argument("--source", metavar="TEXT", help="where the values of --set come from")
    parser.add_argument(
        "--strict", action="store_true", help="exit code 1 unless every check is clean or measured"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Run them, print each outcome; exit code 2 when one failed (the others ran)."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.checks.runner import run_checks

    settings = _settings(args.settings)
    with open_audit(args.audit, actor=args.by) as audit:
        if args.source and settings:
            _keep(audit, settings, args.source)
            settings = {}
        outcomes = list(run_checks(audit, args.ids or None, settings, progress_line()))
    if args.json:
        print_json([outcome_document(outcome) for outcome in outcomes])
    else:
        for outcome in outcomes:
            say_outcome(outcome)
    if any(outcome.status == "failed" for outcome in outcomes):
        return A_CHECK_FAILED
    if args.strict and any(outcome.status not in ("clean", "measured") for outcome in outcomes):
        return STRICT_TROUBLE
    return 0


def _settings(words: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for word in words:
        target, equals, value = word.partition("=")
        check, dot, name = target.rpartition(".")
        if not equals or not dot:
            raise CheckRunError(
                f"--set {word!r} names no check and parameter.", "Write it as --set CHECK.PARAMETER=VALUE."
            )
        found.setdefault(check, {})[name] = value
    return found


def _keep(audit: Audit, settings: dict[str, dict[str, str]], source: str) -> None:
    from crossfoot.checks.catalogue import audit_checks
    from crossfoot.checks.parameters import set_parameter

    catalogue: Any = audit_checks(audit)
    for check, values in settings.items():
        for name, value in values.items():
            set_parameter(audit, catalogue.check(check), name, value, source)
