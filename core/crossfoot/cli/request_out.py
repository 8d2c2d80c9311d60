"""The actions of `crossfoot request` for what goes out: compose, write again, list, withdraw."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import a_date, a_number
from crossfoot.cli.output import print_json, print_table
from crossfoot.cli.request_action import RequestAction
from crossfoot.errors import RequestError

if TYPE_CHECKING:
    from crossfoot.request.model import Request
    from crossfoot.request.write import WrittenRequest

_TEXTS = {
    "--addressee": ("NAME", "to whom the letter goes"),
    "--title": ("TEXT", "the addressee's title"),
    "--authority": ("TEXT", "the authority to ask, in your own words; without it the letter shows a blank"),
    "--objective": ("TEXT", "the objective; otherwise that of the plan"),
    "--contact": ("TEXT", "whom to turn to with questions: name, telephone, e-mail"),
}


def compose_arguments(parser: argparse.ArgumentParser) -> None:
    """What a new request says, and where it is written."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="the folder to write the request to")
    parser.add_argument("--due", type=a_date, metavar="DATE", help="the day by which all items are due")
    parser.add_argument(
        "--asked", type=a_date, metavar="DATE", help="the date of the letter; otherwise today"
    )
    for option, (name, help_text) in _TEXTS.items():
        parser.add_argument(option, metavar=name, default="", help=help_text)
    parser.add_argument(
        "--theme",
        metavar="T",
        action="append",
        default=[],
        help="only what this theme of the plan needs; repeatable",
    )


def compose(args: argparse.Namespace) -> int:
    """Compose a request from the plan, and write its letter, templates and lists."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.custody import require_marking
    from crossfoot.request.compose import compose_request
    from crossfoot.request.planned import planned_steps
    from crossfoot.request.write import check_folder, write_request

    if args.out is None or args.due is None:
        raise RequestError(
            "A request needs a folder to write to, and a day by which it is due.",
            "Give --out DIR and --due DATE.",
        )
    with open_audit(args.audit, actor=args.by) as audit:
        require_marking(audit)  # before anything is kept of a request that could not be written
        check_folder(args.out)
        planned = bool(planned_steps(audit))
        request = compose_request(
            audit,
            due_on=args.due,
            asked_on=args.asked or dt.date.today(),  # noqa: DTZ011 - the day on the auditor's desk
            addressee=args.addressee,
            addressee_title=args.title,
            authority=args.authority,
            objective=args.objective,
            contact=args.contact,
            themes=args.theme,
            by=args.by,
        )
        written = write_request(audit, args.out, request.number, by=args.by)
    if args.json:
        print_json({**_document(request), "planned": planned, **_files(written)})
        return 0
    if not planned:
        print(
            "The audit has no plan: every dataset that a check reads is asked for, and no document or interview. "
            "A plan asks for less data and more of the rest."
        )
    _say(request, written)
    return 0


def _configure_write(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="DIR", required=True, help="the folder to write to")
    parser.add_argument("--number", type=a_number, metavar="N", help="which request; otherwise the latest")


def _write(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.read import find_request
    from crossfoot.request.write import write_request

    with open_audit(args.audit, actor=args.by) as audit:
        request = find_request(audit, args.number)
        written = write_request(audit, args.out, request.number, by=args.by)
    if args.json:
        print_json({**_document(request), **_files(written)})
    else:
        _say(request, written)
    return 0


def _configure_list(parser: argparse.ArgumentParser) -> None:
    pass


def _list(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.read import list_requests

    with open_audit(args.audit) as audit:
        requests = list_requests(audit)
    if args.json:
        print_json([_document(one) for one in requests])
    elif not requests:
        print(f"No request yet. Next: crossfoot request {args.audit} --out DIR --due DATE")
    else:
        print_table(
            ("request", "item", "kind", "asked for", "due", "state"),
            (
                (
                    str(request.number),
                    str(item.number),
                    item.wanted.kind,
                    item.wanted.asked,
                    str(item.due_on),
                    item.state,
                )
                for request in requests
                for item in request.items
            ),
        )
    return 0


def _configure_tracker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help="the workbook to write (.xlsx)"
    )
    parser.add_argument("--on", type=a_date, metavar="DATE", help="as of which day; otherwise today")


def _tracker(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.write import write_tracker

    with open_audit(args.audit, actor=args.by) as audit:
        items = write_tracker(audit, args.out, args.on or dt.date.today(), by=args.by)  # noqa: DTZ011 - the desk's day
    if args.json:
        print_json({"file": args.out, "items": items})
    else:
        print(f"{args.out.name} tells of {items} item{'' if items == 1 else 's'}.")
    return 0


def _configure_withdraw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=a_number, metavar="N", help="the number of the request")
    parser.add_argument("--reason", required=True)


def _withdraw(args: argparse.Namespace) -> int:
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.request.compose import withdraw_request

    with open_audit(args.audit, actor=args.by) as audit:
        withdraw_request(audit, args.number, args.reason, by=args.by)
    if args.json:
        print_json({"withdrawn": args.number})
    else:
        print(f"Request {args.number} is withdrawn; its number is not used again.")
    return 0


def _say(request: Request, written: WrittenRequest) -> None:
    from crossfoot.request.model import KINDS

    said = ", ".join(
        f"{count} {kind}{'' if count == 1 else 's'}"
        for kind in KINDS
        if (count := len(request.of_kind(kind)))
    )
    print(f"Request {request.number}, due on {request.due_on}: {said}.")
    blanks = [
        name for name in ("addressee", "authority", "objective", "contact") if not getattr(request, name)
    ]
    if blanks:
        print(f"  ! Blank in the letter, to be stated by the auditor: {', '.join(blanks)}.")
    for file in written.files:
        print(f"  {file.name}  (sha256 {file.sha256[:16]})")
    print(f"Written to {written.folder}.")


def _document(request: Request) -> dict[str, Any]:
    return {
        "request": request.number,
        "uid": request.uid,
        "asked_on": request.asked_on,
        "due_on": request.due_on,
        "items": [
            {"item": item.number, "state": item.state, **asdict(item.wanted)} for item in request.items
        ],
    }


def _files(written: WrittenRequest) -> dict[str, Any]:
    return {"folder": written.folder, "files": [asdict(file) for file in written.files]}


OUT: dict[str, RequestAction] = {
    "write": RequestAction("write the files of a request again, to another folder", _configure_write, _write),
    "list": RequestAction("the requests and their items", _configure_list, _list),
    "tracker": RequestAction(
        "write the tracker of all requests: asked, due, received, complete, follow-up",
        _configure_tracker,
        _tracker,
    ),
    "withdraw": RequestAction(
        "take back a request that nobody answered yet, with a reason", _configure_withdraw, _withdraw
    ),
}
