"""`crossfoot request`: ask the auditee for data, documents and interviews, and take in what comes back."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.request_action import RequestAction
from crossfoot.cli.request_back import BACK
from crossfoot.cli.request_out import OUT, compose, compose_arguments

ACTIONS: dict[str, RequestAction] = {**OUT, **BACK}
"""Without an action, `crossfoot request AUDIT --out DIR ...` composes a request and writes it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    compose_arguments(parser)
    by_argument(parser)
    actions = parser.add_subparsers(dest="action", metavar="|".join(ACTIONS), title="actions")
    for name, action in ACTIONS.items():
        one = actions.add_parser(
            name, help=action.help, description=action.help[0].upper() + action.help[1:] + "."
        )
        action.configure(one)
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        one.add_argument("--by", metavar="WHO", default=argparse.SUPPRESS, help="who does this")


def run(args: argparse.Namespace) -> int:
    """Compose a request, or do what the action says."""
    return ACTIONS[args.action].run(args) if args.action else compose(args)
