"""`crossfoot diff`: what changed from one version of a list to the next."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import a_date, by_argument
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.errors import AuditFileError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.auditfile.versions.version_model import ListDiff

DIFFERENT = 1
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "first", type=Path, metavar="AUDIT", help="the audit file; or the earlier of two workbooks"
    )
    parser.add_argument(
        "second", nargs="?", metavar="FROM", help="an import of the audit; or the later of the two workbooks"
    )
    parser.add_argument("third", nargs="?", metavar="TO", help="the later import")
    parser.add_argument(
        "--list", dest="list_name", metavar="NAME", help="the list whose last two versions are compared"
    )
    parser.add_argument("--from", dest="before", type=int, metavar="IMPORT", help="the earlier import")
    parser.add_argument("--to", dest="after", type=int, metavar="IMPORT", help="the later import")
    parser.add_argument(
        "--as", dest="record_type", metavar="RECORD_TYPE", help="what the rows of two workbooks are"
    )
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet of two workbooks")
    parser.add_argument(
        "--key", metavar="FIELD,FIELD", help="match rows by these fields instead of those of the list"
    )
    parser.add_argument("--listed-on", type=a_date, metavar="DATE", help="the day of the earlier list")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="lines of each table; 0 shows all")
    decide = parser.add_mutually_exclusive_group()
    decide.add_argument(
        "--same", nargs=2, type=int, metavar=("ROW", "ROW"), help="a removed and an added row are one record"
    )
    decide.add_argument("--distinct", nargs=2, type=int, metavar=("ROW", "ROW"), help="they are two records")
    decide.add_argument("--decided", action="store_true", help="list the decisions about rows")
    decide.add_argument("--withdraw", metavar="DECISION", help="take a decision back")
    parser.add_argument("--evidence", default="", metavar="TEXT", help="what shows it; with --withdraw, why")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Compare, or decide about rows whose key changed. The exit code is 1 where anything differs."""
    from crossfoot.cli.diff_words import document, print_diff

    if args.second is not None and not args.second.isdigit():
        diff = _two_workbooks(args)
    else:
        from crossfoot.auditfile.audit import open_audit

        if args.second is None and args.first.suffix.lower() in WORKBOOKS and args.first.is_file():
            raise AuditFileError(
                f"Only one workbook is named: {args.first.name}.",
                "Name the later one behind it, or name an audit file in its place.",
            )
        with open_audit(args.first, actor=args.by) as audit:
            if args.decided or args.withdraw:
                return _decisions(audit, args)
            diff = _two_imports(audit, args)
            if args.same or args.distinct:
                return _decide(audit, diff, args)
    if args.json:
        print_json(document(diff))
    else:
        print_diff(diff, args.show)
    return 0 if diff.same else DIFFERENT


def _two_workbooks(args: argparse.Namespace) -> ListDiff:
    from crossfoot.auditfile.versions.compare import compare_workbooks

    if args.same or args.distinct or args.decided or args.withdraw:
        raise AuditFileError(
            "Decisions about rows are kept in an audit.",
            "Import both workbooks as versions of one list first.",
        )
    return compare_workbooks(
        args.first, Path(args.second), record_type=args.record_type, sheet=args.sheet, key=_key(args),
        earlier_list_of=args.listed_on, progress=progress_line(),
    )  # fmt: skip


def _two_imports(audit: Audit, args: argparse.Namespace) -> ListDiff:
    from crossfoot.auditfile.versions.compare import compare_versions, latest_pair

    before = args.before if args.before is not None else args.second
    after = args.after if args.after is not None else args.third
    if (before is None) != (after is None) or (after is not None and not str(after).isdigit()):
        raise AuditFileError(
            "Two imports are needed, by their numbers.",
            "`crossfoot tables --all` shows them.",
        )
    pair = latest_pair(audit, args.list_name) if before is None else (int(before), int(after))
    return compare_versions(
        audit, *pair, key=_key(args), earlier_list_of=args.listed_on, progress=progress_line()
    )


def _key(args: argparse.Namespace) -> tuple[str, ...]:
    return tuple(name.strip() for name in args.key.split(",")) if args.key else ()


def _decide(audit: Audit, diff: ListDiff, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.versions.row_matches import match_rows

    gone, come = args.same or args.distinct
    removed = next((row for row in diff.removed if row.row == gone), None)
    added = next((row for row in diff.added if row.row == come), None)
    if removed is None or added is None:
        raise AuditFileError(
            f"Row {gone} is not among the removed rows, or row {come} not among the added ones.",
            "Name the row number of the earlier list, then that of the later one.",
        )
    match = match_rows(
        audit, diff.after.list_name, removed.key, added.key, same=bool(args.same), evidence=args.evidence
    )
    if args.json:
        print_json({"decided": match})
    else:
        print(
            f"Noted: row {gone} before and row {come} now are {'one record' if match.same else 'two records'}."
        )
    return 0


def _decisions(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.versions.row_matches import row_matches, withdraw_row_match
    from crossfoot.auditfile.versions.version_model import key_label

    if args.withdraw:
        withdraw_row_match(audit, args.withdraw, args.evidence)
        print_json({"withdrawn": args.withdraw}) if args.json else print("The decision no longer holds.")
        return 0
    found = row_matches(audit, args.list_name)
    if args.json:
        print_json(found)
    elif not found:
        print("Nothing is decided about rows of two versions.")
    else:
        print_table(
            ("decision", "list", "before", "now", "", "evidence", "by"),
            (
                (m.uid, m.list_name, key_label(m.key_before), key_label(m.key_after),
                 "one record" if m.same else "two records", m.evidence, m.actor)
                for m in found
            ),
        )  # fmt: skip
    return 0
