"""`crossfoot finding`: draft a finding from a check or write one, edit it, list or show findings with their flags."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.evidence_words import citation_lines
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import ReviewError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.review.findings import Finding

_PARTS = {
    "title": "the headline, a sentence",
    "condition": "what is; numbers stand as {check.figure}, never typed",
    "cause": "why it is so, with the evidence",
    "effect": "what follows from it",
    "significance": "why it matters",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(
        dest="what", required=True, metavar="draft|write|edit|recommend|answer|list|show|withdraw"
    )
    draft = asked.add_parser("draft", help="draft a finding from a flagged check or a measure")
    draft.add_argument("check", metavar="CHECK")
    write = asked.add_parser(
        "write", help="write a finding that rests on documents and interviews, not a check"
    )
    for part in ("title", "condition"):
        write.add_argument(f"--{part}", metavar="TEXT", required=True, help=_PARTS[part])
    edit = asked.add_parser("edit", help="change parts of a finding")
    show = asked.add_parser("show", help="one finding, its numbers filled in")
    recommend = asked.add_parser("recommend", help="add a recommendation, or change one with --change UID")
    withdraw = asked.add_parser("withdraw", help="take a finding out of the report, with a reason")
    answer = asked.add_parser("answer", help="say why a flag of a finding may stand; the report prints it")
    for one in (edit, show, recommend, answer, withdraw):
        one.add_argument("finding", metavar="FINDING", help="its number, its check, or its uid")
    for part, help_text in _PARTS.items():
        edit.add_argument(f"--{part}", metavar="TEXT", help=help_text)
    for one in (write, edit):
        one.add_argument("--criteria", metavar="IDS", help="ids of criteria, with commas between them")
        one.add_argument(
            "--party", metavar="WHO", help="headquarters (the default), field_office, local_agency or both"
        )
    answer.add_argument("flag", metavar="FLAG", help="the flag, as `show` names it")
    answer.add_argument("--reason", required=True, metavar="TEXT", help="why it may stand")
    recommend.add_argument("--action", metavar="TEXT", help="one action")
    recommend.add_argument("--addressee", metavar="TEXT", help="the official who is to act")
    recommend.add_argument("--cause", metavar="TEXT", help="the cause that it answers")
    recommend.add_argument(
        "--change", metavar="UID", help="change this recommendation (`show` gives its uid)"
    )
    withdraw.add_argument("--reason", required=True)
    asked.add_parser("list", help="all findings, with the number of their flags")
    for one in asked.choices.values():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        by_argument(one)


def run(args: argparse.Namespace) -> int:
    """Draft, write, edit, recommend, answer, list, show or withdraw."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.evidence.citations import list_citations
    from crossfoot.review import findings
    from crossfoot.review.finding_flags import open_flags

    with open_audit(args.audit, actor=args.by) as audit:
        if args.what == "list":
            found = findings.list_findings(audit)
            if args.json:
                print_json([_document(audit, finding) for finding in found])
            elif found:
                print_table(
                    ("no", "kind", "checks", "title", "flags"),
                    (
                        (f.position, f.kind, ", ".join(f.checks), f.title, len(open_flags(audit, f)))
                        for f in found
                    ),
                )
            else:
                print("No finding yet. Draft one from a flagged check: crossfoot finding AUDIT draft CHECK")
            return 0
        if args.what == "withdraw":
            findings.withdraw_finding(audit, args.finding, args.reason, by=args.by)
            print_json({"withdrawn": args.finding}) if args.json else print("The finding is withdrawn.")
            return 0
        finding = _changed(audit, args)
        document = _document(audit, finding)
        cited = list(citation_lines(audit, list_citations(audit, f"finding:{finding.uid}")))
    if args.json:
        print_json(document)
    else:
        _say(document, cited)
    return 0


def _changed(audit: Audit, args: argparse.Namespace) -> Finding:
    from crossfoot.review import findings
    from crossfoot.review.finding_flags import answer_flag

    if args.what == "draft":
        return findings.draft_finding(audit, args.check, by=args.by)
    if args.what == "write":
        return findings.write_finding(
            audit,
            args.title,
            args.condition,
            criteria=_ids(args.criteria or ""),
            party=args.party or "",
            by=args.by,
        )
    if args.what == "answer":
        return answer_flag(audit, args.finding, args.flag, args.reason, by=args.by)
    if args.what == "edit":
        changes: dict[str, Any] = {
            part: getattr(args, part) for part in _PARTS if getattr(args, part) is not None
        }
        if args.criteria is not None:
            changes["criteria"] = _ids(args.criteria)
        if args.party is not None:
            changes["party"] = args.party
        if not changes:
            raise ReviewError(
                "Nothing to change is given.",
                f"Give one of: {', '.join('--' + p for p in (*_PARTS, 'criteria', 'party'))}.",
            )
        return findings.edit_finding(audit, args.finding, by=args.by, **changes)
    if args.what == "recommend":
        _recommend(audit, findings.show_finding(audit, args.finding), args)
    return findings.show_finding(audit, args.finding)


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _recommend(audit: Audit, finding: Finding, args: argparse.Namespace) -> None:
    from crossfoot.review.recommendations import add_recommendation, edit_recommendation

    words = {name: getattr(args, name) for name in ("action", "addressee", "cause") if getattr(args, name)}
    if args.change:
        edit_recommendation(audit, args.change, by=args.by, **words)
    elif "action" not in words:
        raise ReviewError("A recommendation needs its action.", "Add --action 'what is to be done'.")
    else:
        add_recommendation(audit, finding.uid, by=args.by, **words)


def _document(audit: Audit, finding: Finding) -> dict[str, Any]:
    from crossfoot.evidence.citations import list_citations
    from crossfoot.review.condition import filled_text
    from crossfoot.review.finding_flags import finding_flags
    from crossfoot.review.recommendations import list_recommendations

    spans = filled_text(audit, finding.condition)
    return {
        **asdict(finding),
        "condition_text": "".join(span.text for span in spans),
        "flags": [asdict(one) for one in finding_flags(audit, finding)],
        "citations": [asdict(one) for one in list_citations(audit, f"finding:{finding.uid}")],
        "recommendations": [asdict(one) for one in list_recommendations(audit, finding.uid)],
    }


def _say(document: dict[str, Any], cited: Sequence[str]) -> None:
    print(f"Finding {document['position']}: {document['title']}\n")
    if document["party"]:
        print(f"About:      {document['party'].replace('_', ' ')}")
    print(f"Criteria:   {', '.join(document['criteria']) or 'none yet'}")
    print(f"Condition:  {document['condition_text']}")
    print(f"Cause:      {document['cause'] or ('not yet written. ' + document['cause_prompt']).strip()}")
    print(f"Effect:     {document['effect'] or ('not yet written. ' + document['effect_prompt']).strip()}")
    if cited:
        print("Evidence:")
    for line in cited:
        print(line)
    for one in document["flags"]:
        print(f"Flag {one['key']}: {one['sentence']}")
        print(f"  Answered: {one['answer']}" if one["answer"] else f"  What to do: {one['hint']}")
    for one in document["recommendations"]:
        state = "" if one["edited"] else "  (a template; edit it before it prints)"
        print(
            f"Recommendation {one['uid'][:8]}: {one['addressee'] or 'addressee missing'}: {one['action']}{state}"
        )
