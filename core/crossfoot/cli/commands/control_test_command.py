"""`crossfoot control-test`: record, list or show what was established of the controls that the plan tests."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.plan.control_tests import ControlTest, ControlTestLine

_TEXTS = {
    "control": "what management does, in a few words",
    "assigned-to": "who is assigned to do it",
    "report": "which report shows it",
    "frequency": "how often the report is run",
    "followed-by": "what followed from the last reports",
}
_STAGES = {
    "designed": "whether the control is designed so that it can work",
    "implemented": "whether it was put in place",
    "operating": "whether it works as designed",
}
_ANSWERS = ("yes", "no", "not determined")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(dest="what", required=True, metavar="record|list|show")
    record = asked.add_parser(
        "record", help="record what was established; it takes the place of the record before"
    )
    show = asked.add_parser("show", help="what was recorded of one step")
    for one in (record, show):
        one.add_argument("step", metavar="STEP", help="key of a step of kind control test")
    for name, meaning in _TEXTS.items():
        record.add_argument(f"--{name}", metavar="TEXT", help=meaning, required=name == "control", default="")
    for name, meaning in _STAGES.items():
        record.add_argument(f"--{name}", choices=_ANSWERS, default="not determined", help=meaning)
    record.add_argument(
        "--conclusion",
        metavar="TEXT",
        default="not determined",
        help="a sentence; evidence must be cited for the step first",
    )
    asked.add_parser("list", help="the control tests of the plan")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Record, list or show."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.plan import control_tests

    with open_audit(args.audit, actor=args.by) as audit:
        if args.what == "list":
            _say_list(control_tests.list_control_tests(audit), args)
            return 0
        found = (
            _recorded(audit, args)
            if args.what == "record"
            else control_tests.show_control_test(audit, args.step)
        )
    if args.json:
        print_json({"step": args.step, **asdict(found)})
    else:
        _say(args.step, found)
    return 0


def _recorded(audit: Audit, args: argparse.Namespace) -> ControlTest:
    from crossfoot.plan.control_tests import record_control_test

    named = [name.replace("-", "_") for name in (*_TEXTS, *_STAGES, "conclusion")]
    return record_control_test(audit, args.step, by=args.by, **{name: getattr(args, name) for name in named})


def _say_list(lines: list[ControlTestLine], args: argparse.Namespace) -> None:
    if args.json:
        print_json([_line(line) for line in lines])
    elif lines:
        print_table(
            ("step", "citations", *_STAGES, "conclusion"),
            (
                (
                    line.step.key,
                    line.citations,
                    *(getattr(line.test, name) if line.test else "" for name in _STAGES),
                    line.test.conclusion if line.test else "not recorded",
                )
                for line in lines
            ),
        )
    else:
        print(f"The plan has no control test. Add a step of that kind: crossfoot plan {args.audit} add-step")


def _line(line: ControlTestLine) -> dict[str, Any]:
    return {
        "step": line.step.key,
        "title": line.step.title,
        "citations": line.citations,
        "test": asdict(line.test) if line.test else None,
    }


def _say(step: str, test: ControlTest) -> None:
    print(f"Control test {step}: {test.control}\n")
    for label, text in (
        ("Assigned to", test.assigned_to),
        ("Report", test.report),
        ("How often run", test.frequency),
        ("What followed", test.followed_by),
        ("Designed", test.designed),
        ("Implemented", test.implemented),
        ("Operating", test.operating),
        ("Conclusion", test.conclusion),
    ):
        print(f"{label + ':':15}{text or 'not said'}")
