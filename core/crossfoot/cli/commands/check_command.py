"""`crossfoot check`: run checks on an audit."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.outcome_words import print_outcomes
from crossfoot.cli.output import progress_line
from crossfoot.errors import CheckRunError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="only these checks (default: those of the plan; without a plan, all of the pack)",
    )
    parser.add_argument(
        "--set", action="append", default=[], dest="settings", metavar="ID.PARAMETER=VALUE",
        help="a parameter's value; with --source it is kept in the audit, without it holds for this run only",
    )  # fmt: skip
    parser.add_argument("--source", metavar="TEXT", help="where the values of --set come from")
    parser.add_argument(
        "--reason", default="", metavar="TEXT",
        help="why the values of --set change, where the approved plan has frozen them",
    )  # fmt: skip
    parser.add_argument(
        "--strict", action="store_true", help="exit code 1 unless every check is clean or measured"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Run them, print each outcome; exit code 2 when one failed (the others ran)."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.plan.run import run_planned

    settings = _settings(args.settings)
    if args.reason and not (args.source and settings):
        raise CheckRunError(
            "--reason is for values that are kept in the audit.",
            "Give the values with --set and where they come from with --source.",
        )
    with open_audit(args.audit, actor=args.by) as audit:
        if args.source and settings:
            _keep(audit, settings, args.source, args.reason)
            settings = {}
        outcomes = list(run_planned(audit, args.ids or None, settings, progress_line()))
    return print_outcomes(outcomes, as_json=args.json, strict=args.strict)


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


def _keep(audit: Audit, settings: dict[str, dict[str, str]], source: str, reason: str) -> None:
    from crossfoot.checks.catalogue import audit_checks
    from crossfoot.checks.parameters import set_parameter

    catalogue: Any = audit_checks(audit)
    for check, values in settings.items():
        for name, value in values.items():
            set_parameter(audit, catalogue.check(check), name, value, source, reason)
