"""`crossfoot evidence`: the register of evidence beside data: add, compute, list, show, export, withdraw."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import a_date, a_number, audit_argument, by_argument
from crossfoot.cli.evidence_words import citation_lines, evidence_document, say_evidence
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import CLASSES, KINDS

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.evidence.model import Evidence


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(dest="what", required=True, metavar="add|compute|list|show|export|withdraw")
    add = asked.add_parser("add", help="register a document, a statement, something seen, a computation")
    add.add_argument("--kind", choices=KINDS, default="documentary", help="(default: %(default)s)")
    add.add_argument("--file", type=Path, metavar="FILE", help="the file; it is kept in the audit file")
    add.add_argument("--by-hash", action="store_true", help="keep only the sha256 of the file, not its bytes")
    add.add_argument("--from", dest="obtained_from", required=True, metavar="WHO", help="who gave it")
    add.add_argument("--on", type=a_date, required=True, metavar="DATE", help="when it was obtained")
    add.add_argument("--obtained-by", default="", metavar="WHO", help="who obtained it (default: who acts)")
    add.add_argument("--held-at", default="", metavar="TEXT", help="where the original is held")
    add.add_argument("--pages", type=a_number, metavar="N", help="how many pages it has")
    compute = asked.add_parser("compute", help="record a computation: what went in, how, what came out")
    compute.add_argument("--formula", required=True, metavar="TEXT", help="how it was computed, in words")
    compute.add_argument("--result", required=True, metavar="TEXT", help="what came out, with its unit")
    compute.add_argument(
        "--figure", action="append", default=[], metavar="ID", help="a figure of the audit; repeat it"
    )
    compute.add_argument(
        "--number",
        nargs=3,
        action="append",
        default=[],
        metavar=("NAME", "VALUE", "SOURCE"),
        help="a typed number with its source; repeat it",
    )
    compute.add_argument("--on", type=a_date, metavar="DATE", help="when it was made (default: today)")
    for one in (add, compute):
        one.add_argument("--title", required=True, metavar="TEXT", help="what it is, in a few words")
        one.add_argument("--note", default="", metavar="TEXT", help="a remark")
    add.add_argument(
        "--class",
        dest="evidence_class",
        default="internal",
        metavar="CLASS",
        help=f"{', '.join(CLASSES)} (default: %(default)s)",
    )
    asked.add_parser("list", help="all evidence, by number")
    show = asked.add_parser("show", help="one piece of evidence, and what it is cited for")
    export = asked.add_parser("export", help="write an attached file out again, byte for byte")
    withdraw = asked.add_parser("withdraw", help="take evidence out of the register, with a reason")
    for one in (show, export, withdraw):
        one.add_argument("evidence", metavar="E-N", help="its number, such as E-7")
    export.add_argument("--out", type=Path, required=True, metavar="PATH", help="a folder, or a new file")
    export.add_argument("--to", default="", metavar="WHO", help="who is given the copy")
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help="why")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from crossfoot.auditfile.audit import open_audit

    with open_audit(args.audit, actor=args.by) as audit:
        _DO[args.what](audit, args)
    return 0


def _add(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.register import add_evidence

    if args.by_hash and args.file is None:
        raise EvidenceError("There is no file whose sha256 could be kept.", "Add --file FILE.")
    added = add_evidence(
        audit,
        args.kind,
        args.title,
        obtained_from=args.obtained_from,
        obtained_on=args.on,
        obtained_by=args.obtained_by,
        file=args.file,
        attach=not args.by_hash,
        held_at=args.held_at,
        evidence_class=args.evidence_class,
        pages=args.pages,
        note=args.note,
        by=args.by,
    )
    _told(audit, args, added)


def _compute(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.computations import record_computation
    from crossfoot.evidence.model import ComputationInput
    from crossfoot.review.figures import finding_figures

    figures = [ComputationInput("", "", figure=figure) for figure in args.figure]
    numbers = [ComputationInput(name, text, source=source) for name, text, source in args.number]
    made = record_computation(
        audit,
        args.title,
        formula=args.formula,
        result=args.result,
        inputs=[*figures, *numbers],
        figures={figure.id: figure.text for figure in finding_figures(audit).values()},
        made_on=args.on or dt.date.today(),  # noqa: DTZ011 - the day on the auditor's desk
        note=args.note,
        by=args.by,
    )
    _told(audit, args, made.evidence)


def _told(audit: Audit, args: argparse.Namespace, added: Evidence) -> None:
    if args.json:
        print_json(evidence_document(audit, added))
        return
    print(f"Registered {added.label}: {added.title}.")
    print(f"Cite it: crossfoot cite {args.audit} finding:1#condition {added.label} --supports")


def _list(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.register import list_evidence

    found = list_evidence(audit)
    if args.json:
        print_json([{"label": one.label, **asdict(one)} for one in found])
    elif found:
        print_table(
            ("no", "kind", "title", "from", "on", "file", "class"),
            (
                (
                    one.label,
                    one.kind,
                    one.title,
                    one.obtained_from,
                    one.obtained_on,
                    one.name or (f"held at {one.held_at}" if one.held_at else ""),
                    one.evidence_class,
                )
                for one in found
            ),
        )
    else:
        print(
            f"No evidence yet. Add some: crossfoot evidence {args.audit} add --title ... --from ... --on DATE"
        )


def _show(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.citations import list_citations
    from crossfoot.evidence.register import find_evidence

    evidence = find_evidence(audit, args.evidence)
    cited = [one for one in list_citations(audit) if one.evidence.uid == evidence.uid]
    if args.json:
        print_json({**evidence_document(audit, evidence), "citations": [asdict(one) for one in cited]})
        return
    say_evidence(audit, evidence)
    for line in citation_lines(audit, cited, named=False):
        print(line)


def _export(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.register import export_evidence, find_evidence

    path = export_evidence(audit, args.evidence, args.out, given_to=args.to, by=args.by)
    evidence = find_evidence(audit, args.evidence)
    document: dict[str, Any] = {"evidence": evidence.label, "path": str(path), "sha256": evidence.sha256}
    print_json(document) if args.json else print(
        f"Wrote {evidence.label} to {path} (sha256 {evidence.sha256})."
    )


def _withdraw(audit: Audit, args: argparse.Namespace) -> None:
    from crossfoot.evidence.register import withdraw_evidence

    withdraw_evidence(audit, args.evidence, args.reason, by=args.by)
    print_json({"withdrawn": args.evidence}) if args.json else print("The evidence is withdrawn.")


_DO = {
    "add": _add,
    "compute": _compute,
    "list": _list,
    "show": _show,
    "export": _export,
    "withdraw": _withdraw,
}
