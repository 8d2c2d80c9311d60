"""`crossfoot cite`: cite evidence for or against a statement; list citations, or take one back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.evidence_words import citation_lines
from crossfoot.cli.output import print_json
from crossfoot.errors import EvidenceError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.evidence.model import Citation


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "object",
        metavar="OBJECT",
        help="finding:REF#condition (or #criteria, #cause, #effect), recommendation:UID, step:KEY, question:NUMBER; "
        "or list, or withdraw",
    )
    parser.add_argument(
        "evidence",
        nargs="?",
        metavar="E-N",
        help="the evidence; after list an OBJECT, after withdraw the uid of a citation",
    )
    parser.add_argument(
        "--page", default="", metavar="PAGE", help="12 or 12-14; of an interview the paragraph's number"
    )
    parser.add_argument(
        "--quote", default="", metavar="TEXT", help="the words that matter, 500 characters at most"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--supports", action="store_true", help="it supports the statement")
    which.add_argument("--contradicts", action="store_true", help="it contradicts the statement")
    parser.add_argument(
        "--statement", default="", metavar="TEXT", help="the sentence spoken of (default: the whole part)"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why a citation is withdrawn")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Cite, list or withdraw."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.evidence.citations import list_citations, withdraw_citation

    with open_audit(args.audit, actor=args.by) as audit:
        if args.object == "list":
            found = list_citations(audit, args.evidence)
            if args.json:
                print_json([_document(one) for one in found])
            else:
                print("\n".join(citation_lines(audit, found)) or "Nothing is cited yet.")
            return 0
        if args.object == "withdraw":
            if not args.evidence:
                raise EvidenceError(
                    "It is not said which citation is withdrawn.",
                    "Name its uid; `crossfoot cite AUDIT list` shows them.",
                )
            withdraw_citation(audit, args.evidence, args.reason, by=args.by)
            print_json({"withdrawn": args.evidence}) if args.json else print("The citation is withdrawn.")
            return 0
        made = _cite(audit, args)
        if args.json:
            print_json(_document(made))
        else:
            print("\n".join(citation_lines(audit, [made])))
    return 0


def _cite(audit: Audit, args: argparse.Namespace) -> Citation:
    from crossfoot.evidence.citations import cite

    if not args.evidence:
        raise EvidenceError(
            "It is not said which evidence is cited.", "Name it by its number after the object, such as E-7."
        )
    if not args.supports and not args.contradicts:
        raise EvidenceError(
            f"It is not said whether {args.evidence} supports or contradicts the statement.",
            "Add --supports or --contradicts.",
        )
    return cite(
        audit,
        args.object,
        args.evidence,
        page=args.page,
        quote=args.quote,
        supports=args.supports,
        statement=args.statement,
        by=args.by,
    )


def _document(one: Citation) -> dict[str, Any]:
    return {**asdict(one), "evidence": one.evidence.label, "title": one.evidence.title}
