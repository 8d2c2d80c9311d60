"""The actions of `crossfoot request` for what comes back: receive, status, deficiency, receipt, answer."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import a_date, a_number
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.cli.request_action import RequestAction
from crossfoot.errors import RequestError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.request.receive import Received
    from crossfoot.request.track import TrackedItem

STATES = ("received", "partial", "does not exist", "refused", "overdue")


def _configure_receive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--item",
        type=a_number,
        metavar="N",
        help="the item that the files answer; a filled template says it itself",
    )
    parser.add_argument(
        "--on", type=a_date, metavar="DATE", help="the day on which they came; otherwise today"
    )
    load = parser.add_mutually_exclusive_group()
    load.add_argument(
        "--import", dest="load", action="store_true", default=None,
        help="import a native export too; a filled template is imported anyway",
    )  # fmt: skip
    load.add_argument(
        "--no-import", dest="load", action="store_false", default=None, help="note what came, import nothing"
    )
    load.add_argument(
        "--enclosure",
        action="store_true",
        help="the files go with the item (a data dictionary): note them, read nothing",
    )
    parser.add_argument(
        "--as-evidence",
        action="store_true",
        help="keep documents in the register of evidence too, to cite them",
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a native export that has several")
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="how a native export is read")
    parser.add_argument("--official", metavar="NAME", default="", help="who sent the files")
    parser.add_argument("--title", metavar="TEXT", default="", help="the title of that official")
    parser.add_argument(
        "--no-certificate", action="store_true", help="do not read the lists a second time by another program"
    )


def _receive(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.cli.import_arguments import mapping_text
    from crossfoot.request.receive import receive_files
    from crossfoot.request.receive_list import LoadChoice

    if len(args.files) > 1 and (args.sheet or args.mapping):
        raise RequestError(
            f"--sheet and --mapping are about one file, but {len(args.files)} are named.",
            "Name one file at a time.",
        )
    choice = LoadChoice(args.load, args.sheet, mapping_text(args.mapping), not args.no_certificate)
    with open_audit(args.audit, actor=args.by) as audit:
        received = receive_files(
            audit, args.files, received_on=args.on or _today(), item=args.item, choice=choice,
            enclosure=args.enclosure, as_evidence=args.as_evidence, official=args.official,
            official_title=args.title, by=args.by, progress=progress_line(),
        )  # fmt: skip
        if not args.json:
            for one in received:
                _say_received(audit, one)
            _say_next(args, received)
    if args.json:
        print_json([_received(one) for one in received])
    return 0


def _say_received(audit: Audit, one: Received) -> None:
    from crossfoot.request.deficiency import missing_lines

    rows = "" if one.rows is None else f", {one.rows:,} row{'' if one.rows == 1 else 's'}"
    print(f"{one.name}  (sha256 {one.sha256})")
    print(f"  Item {one.item.number}, {one.item.wanted.asked}{rows}: {one.state}.")
    if one.evidence:
        print(f"  It can be cited as {one.evidence}.")
    if one.questions:
        print(f"  {one.answered} of {one.questions} questions are answered.")
    for line in missing_lines(one.missing, audit.types.get(one.item.wanted.record_type)):
        print(f"  ! Missing: {line}")
    if one.listed is None:
        return
    if one.listed.loaded is not None:
        loaded = one.listed.loaded
        version = "a new version of the list" if loaded.supersedes else "the list"
        misfits = f", {loaded.misfits:,} cells did not fit" if loaded.misfits else ""
        print(f"  Imported as {version} {loaded.list_name!r}{misfits}. {loaded.certificate['sentence']}")
    else:
        print(f"  Not imported. {one.listed.not_loaded}")
    if one.listed.empty and one.rows:
        print(
            f"  These columns came back empty, so the list says nothing of them: {', '.join(one.listed.empty)}."
        )
    agreeing = len(one.totals.compared) - len(one.totals.differing)
    if agreeing:
        print(f"  Control totals from the extraction statement that agree: {agreeing}.")
    for total in one.totals.differing:
        print(f"  ! {total.words}")
    for note in one.totals.notes:
        print(f"  ! {note}")


def _say_next(args: argparse.Namespace, received: list[Received]) -> None:
    skipped = {(one.sheet, one.reason) for each in received if each.listed for one in each.listed.skipped}
    for sheet, reason in sorted(skipped):
        print(f"Sheet {sheet!r} was not loaded. {reason}")
    if any(one.missing for one in received):
        print(
            f"What is missing goes into one letter: crossfoot request {args.audit} deficiency --out FILE.docx"
        )
    print(f"A receipt for the sender: crossfoot request {args.audit} receipt --out FILE.docx")


def _received(one: Received) -> dict[str, Any]:
    listed = one.listed
    loaded = listed.loaded if listed else None
    return {
        "item": one.item.number, "asked": one.item.wanted.asked, "file": one.name, "sha256": one.sha256,
        "bytes": one.bytes, "rows": one.rows, "state": one.state, "missing": one.missing, "statement": one.statement,
        "questions": one.questions, "answered": one.answered, "evidence": one.evidence,
        "list": loaded.list_name if loaded else None, "import_id": loaded.import_id if loaded else None,
        "supersedes": loaded.supersedes if loaded else None, "not_imported": listed.not_loaded if listed else "",
        "empty": listed.empty if listed else (), "skipped": listed.skipped if listed else (),
        "totals": one.totals.compared, "notes": one.totals.notes,
    }  # fmt: skip


def _configure_status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=a_date, metavar="DATE", help="as of this day; otherwise today")


def _status(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.track import track_items

    on = args.on or _today()
    with open_audit(args.audit) as audit:
        items = track_items(audit)
    if args.json:
        print_json([_item(one, on) for one in items])
    elif not items:
        print(f"Nothing was asked for yet. Next: crossfoot request {args.audit} --out DIR --due DATE")
    else:
        print_table(
            ("item", "kind", "asked for", "asked", "due", "state", "received", "complete", "follow-up"),
            (
                (str(one.number), one.wanted.kind, one.wanted.asked, _day(one.asked_on), _day(one.due_on),
                 one.state_on(on), _day(one.received_on), one.complete, one.follow_up(on))
                for one in items
            ),
        )  # fmt: skip
        late = sum(one.overdue(on) for one in items)
        print(f"As of {on}: {len(items):,} items, {late:,} overdue.")
    return 0


def _item(one: TrackedItem, on: dt.date) -> dict[str, Any]:
    return {
        "item": one.number, "request": one.request.number if one.request else None, "kind": one.wanted.kind,
        "asked": one.wanted.asked, "record_type": one.wanted.record_type, "asked_on": one.asked_on,
        "due_on": one.due_on, "state": one.state, "state_on": one.state_on(on), "overdue": one.overdue(on),
        "received_on": one.received_on, "complete": one.complete, "official": one.answer.official,
        "answered_on": one.answer.answered_on or None, "missing": one.missing,
        "files": [{**asdict(file), "missing": len(file.missing)} for file in one.files],
        "follow_up": one.follow_up(on),
    }  # fmt: skip


def _configure_deficiency(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE.docx", required=True, help="the letter to write")
    parser.add_argument("--item", type=a_number, metavar="N", help="this item only")
    parser.add_argument("--on", type=a_date, metavar="DATE", help="the date of the letter; otherwise today")
    parser.add_argument("--due", type=a_date, metavar="DATE", help="the day by which what is missing is due")


def _deficiency(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.deficiency import counted, write_deficiency_letter

    if args.out.suffix.lower() != ".docx":
        raise RequestError(f"{args.out.name} is no name for a letter.", "Name it FILE.docx.")
    on = args.on or _today()
    with open_audit(args.audit, actor=args.by) as audit:
        found = write_deficiency_letter(audit, args.out, on, item=args.item, due_on=args.due, by=args.by)
    if args.json:
        print_json(
            {
                "file": args.out.name if found.items else None,
                "missing": [{"item": one.item.number, "gaps": one.gaps} for one in found.gaps],
                "in_part": [one.number for one in found.in_part],
                "overdue": [one.number for one in found.overdue],
            }
        )
    elif not found.items:
        print(f"As of {on} nothing is missing, so no letter was written.")
    else:
        print(f"{args.out.name} is the letter to the auditee. It names:")
        for number, what in (
            (found.fields, f"missing in what came for {counted(len(found.gaps), 'item')}, each named once"),
            (len(found.in_part), "answered in part"),
            (len(found.overdue), "without an answer by the due date"),
        ):
            if number:
                print(f"  {number:>4,} {what}")
    return 0


def _configure_receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help="the receipt to write: .docx or .xlsx"
    )
    parser.add_argument("--on", type=a_date, metavar="DATE", help="the date of the receipt; otherwise today")


def _receipt(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.receipts import write_receipt

    with open_audit(args.audit, actor=args.by) as audit:
        files = write_receipt(audit, args.out, args.on or _today(), by=args.by)
    if args.json:
        print_json([{**asdict(file), "missing": len(file.missing)} for file in files])
    else:
        print(f"{args.out.name} is the receipt for {len(files):,} file{'' if len(files) == 1 else 's'}.")
    return 0


def _configure_answer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=a_number, metavar="N", help="the number of the item")
    parser.add_argument("--state", required=True, choices=STATES, help="what came of it")
    parser.add_argument("--official", metavar="NAME", default="", help="who said so")
    parser.add_argument("--title", metavar="TEXT", default="", help="the title of that official")
    parser.add_argument("--on", type=a_date, metavar="DATE", help="the day of the answer")
    parser.add_argument("--said", metavar="TEXT", default="", help="what was said, in the official's words")
    parser.add_argument("--in-writing", action="store_true", help="it was said in writing")
    parser.add_argument("--file", type=Path, metavar="FILE", help="the written answer, kept as evidence")


def _answer(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.evidence.register import find_evidence
    from crossfoot.evidence.request_items import answer_item

    with open_audit(args.audit, actor=args.by) as audit:
        item = answer_item(
            audit, args.number, args.state, official=args.official, official_title=args.title, answered_on=args.on,
            said=args.said, in_writing=args.in_writing, file=args.file, by=args.by,
        )  # fmt: skip
        evidence = find_evidence(audit, item.evidence_uid).label if item.evidence_uid else ""
    if args.json:
        print_json({**asdict(item), "evidence": evidence})
    else:
        cited = f" It can be cited as {evidence}." if evidence else ""
        print(f"Item {item.number}, {item.asked}: {item.state}.{cited}")
    return 0


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011 - the day on the auditor's desk


def _day(day: dt.date | None) -> str:
    return str(day) if day else ""


BACK: dict[str, RequestAction] = {
    "receive": RequestAction(
        "take in files that came: filled templates, exports, documents", _configure_receive, _receive
    ),
    "status": RequestAction("what was asked, what came, what is overdue", _configure_status, _status),
    "deficiency": RequestAction(
        "write the letter that names what is still missing, each field once",
        _configure_deficiency,
        _deficiency,
    ),
    "receipt": RequestAction(
        "write the receipt for the files that came, with their fingerprints", _configure_receipt, _receipt
    ),
    "answer": RequestAction(
        "record an answer without a file, such as 'does not exist', which is evidence",
        _configure_answer,
        _answer,
    ),
}
