"""`crossfoot plan`: objectives, questions and steps; approve them, run them, conclude and answer them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import a_number, audit_argument, by_argument
from crossfoot.cli.outcome_words import print_outcomes
from crossfoot.cli.output import print_json, progress_line
from crossfoot.errors import PlanError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit

KINDS = ("check", "document review", "interview", "sample", "control test")
STATES = ("planned", "in progress", "done", "not done")
_TEXTS = {
    "title": "what is done, in a sentence",
    "information": "the information that is required",
    "source": "where it comes from",
    "method": "how it is examined",
    "limits": "what the step cannot show",
    "who": "who does it",
}
_LISTS = {
    "criterion": ("criteria", "a criterion; repeat it"),
    "dataset": ("datasets", "a record type that is needed; repeat it"),
    "document": ("documents", "a document to ask for; repeat it"),
    "interview": ("interviews", "a position whose holder is to be interviewed; repeat it"),
}
_WHY = "why, which the report prints; needed once the plan is approved"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    asked = parser.add_subparsers(
        dest="what",
        required=True,
        metavar="show|load|add-objective|add-question|add-step|edit|withdraw|approve|conclude|answer|run|changes",
    )
    show = asked.add_parser("show", help="the plan, how each step stands, and what its check found")
    show.add_argument("--full", action="store_true", help="with information, source, method and limits")
    asked.add_parser("load", help="bring in the model plan of the pack")
    objective = asked.add_parser("add-objective", help="add an objective")
    objective.add_argument("text", metavar="TEXT", help="what the audit is to determine")
    question = asked.add_parser("add-question", help="add a question under an objective")
    question.add_argument("objective", metavar="OBJECTIVE", help="its number, such as 1")
    question.add_argument(
        "--theme", required=True, metavar="TEXT", help="the theme that the report tells it in"
    )
    question.add_argument("--text", required=True, metavar="TEXT", help="the question")
    step = asked.add_parser("add-step", help="add a step under a question")
    step.add_argument("question", metavar="QUESTION", help="its number, such as 1.2, or its theme")
    step.add_argument("--key", default="", metavar="KEY", help="how it is called (default: from the theme)")
    _step_arguments(step, needed=True)
    edit = asked.add_parser("edit", help="change or move an objective, question or step")
    edit.add_argument("--text", metavar="TEXT", help="of an objective or question")
    edit.add_argument("--theme", metavar="TEXT", help="of a question")
    edit.add_argument("--objective", metavar="OBJECTIVE", help="put a question under another objective")
    edit.add_argument("--question", metavar="QUESTION", help="put a step under another question")
    edit.add_argument(
        "--position", type=a_number, metavar="N", help="its place among those beside it, from 1"
    )
    _step_arguments(edit, needed=False)
    withdraw = asked.add_parser("withdraw", help="take a part out of the plan; nothing is deleted")
    for one in (edit, withdraw):
        one.add_argument("part", metavar="PART", help="key of a step, number of a question or objective")
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help="why")
    _configure_results(asked)
    for one in (objective, question, step, edit):
        one.add_argument("--reason", default="", metavar="TEXT", help=_WHY)
    for name, one in asked.choices.items():
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        if name != "approve":
            by_argument(one)


def _configure_results(asked: Any) -> None:
    approve = asked.add_parser("approve", help="approve the plan; parameters of its checks are frozen")
    approve.add_argument("--by", required=True, metavar="WHO", help="who approves it")
    approve.add_argument("--reason", default="", metavar="TEXT", help="why it is approved anew")
    conclude = asked.add_parser("conclude", help="say how a step stands, and what it showed")
    conclude.add_argument("key", metavar="KEY", help="the key of the step")
    conclude.add_argument(
        "--state", default="done", choices=STATES, help="how it stands (default: %(default)s)"
    )
    conclude.add_argument("--conclusion", default="", metavar="TEXT", help="what it showed, in a sentence")
    conclude.add_argument("--reason", default="", metavar="TEXT", help="why it was not done")
    answer = asked.add_parser("answer", help="answer a question: a finding, or why there is none")
    answer.add_argument("question", metavar="QUESTION", help="its number, such as 1.2, or its theme")
    which = answer.add_mutually_exclusive_group(required=True)
    which.add_argument("--finding", default="", metavar="REF", help="number, check or uid of the finding")
    which.add_argument("--no-finding", action="store_true", help="there is none; --reason says why")
    answer.add_argument("--reason", default="", metavar="TEXT", help="why there is no finding, or a remark")
    asked.add_parser("run", help="run the checks of the plan")
    asked.add_parser("changes", help="what changed after the plan was approved, and why")


def _step_arguments(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--kind", choices=KINDS, required=needed, help="what kind of step it is")
    parser.add_argument("--check", dest="check_id", metavar="CHECK", help="the check that it is")
    for name, said in _TEXTS.items():
        parser.add_argument(f"--{name}", metavar="TEXT", required=needed and name == "title", help=said)
    for name, (field, said) in _LISTS.items():
        parser.add_argument(f"--{name}", action="append", dest=field, metavar="TEXT", help=said)


def run(args: argparse.Namespace) -> int:
    """Do what is asked; `run` has the exit codes of `crossfoot check`."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.cli import plan_words
    from crossfoot.plan.approval import changes_after_approval
    from crossfoot.plan.run import run_planned

    with open_audit(args.audit, actor=args.by) as audit:
        if args.what == "run":
            outcomes = list(run_planned(audit, progress=progress_line()))
            return print_outcomes(outcomes, as_json=args.json)
        if args.what == "changes":
            changes = changes_after_approval(audit)
            print_json([asdict(one) for one in changes]) if args.json else plan_words.say_changes(changes)
        elif args.what == "show":
            if args.json:
                print_json(plan_words.plan_document(audit))
            else:
                plan_words.say_plan(audit, full=args.full)
        else:
            document, said = _DONE[args.what](audit, args)
            print_json(document) if args.json else print(said)
    return 0


def _load(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.load import load_model_plan
    from crossfoot.review.criteria import load_pack_criteria

    load_pack_criteria(audit)  # those that the plan names and the audit does not hold yet
    plan = load_model_plan(audit, by=args.by)
    said = f"{len(plan.objectives)} objectives, {len(plan.questions)} questions, {len(plan.steps)} steps"
    return asdict(plan), f"Loaded the model plan: {said}. Read it: crossfoot plan {args.audit} show --full"


def _add_objective(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.edit import add_objective, name_of

    added = add_objective(audit, args.text, reason=args.reason, by=args.by)
    return asdict(added), f"Added objective {name_of(audit, added)}."


def _add_question(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.edit import add_question, name_of

    added = add_question(
        audit, args.objective, theme=args.theme, text=args.text, reason=args.reason, by=args.by
    )
    return asdict(added), f"Added question {name_of(audit, added)}."


def _add_step(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.edit import add_step

    parts = _given(args, "check_id", *_TEXTS, *(field for field, _ in _LISTS.values()))
    title = parts.pop("title")
    added = add_step(
        audit,
        args.question,
        kind=args.kind,
        title=title,
        key=args.key,
        reason=args.reason,
        by=args.by,
        **parts,
    )
    return asdict(added), f"Added step {added.key}: {added.title}"


def _edit(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.edit import edit_part, move_part, name_of, word_of

    fields = ("text", "theme", "objective", "question", "kind", "check_id", *_TEXTS)
    changes = _given(args, *fields, *(field for field, _ in _LISTS.values()))
    if not changes and args.position is None:
        raise PlanError(
            "Nothing to change is given.", "`crossfoot plan AUDIT edit --help` lists what can be changed."
        )
    ref = args.part
    if changes:
        part = edit_part(audit, ref, reason=args.reason, by=args.by, **changes)
        ref = part.uid
    if args.position is not None:
        part = move_part(audit, ref, args.position, reason=args.reason, by=args.by)
    return asdict(part), f"{word_of(part)} {name_of(audit, part)} is changed."


def _withdraw(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.edit import withdraw_part

    withdraw_part(audit, args.part, args.reason, by=args.by)
    return {"withdrawn": args.part}, f"{args.part} is withdrawn from the plan."


def _approve(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.approval import approve_plan

    approval = approve_plan(audit, args.by, args.reason)
    frozen = len(approval.parameters)
    said = f"Approved by {approval.actor}: the parameters of {frozen} checks are frozen. Digest {approval.digest}"
    return asdict(approval), said


def _conclude(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.answers import conclude_step

    step = conclude_step(
        audit, args.key, args.state, conclusion=args.conclusion, reason=args.reason, by=args.by
    )
    return asdict(step), f"{step.key} is {step.state}. {step.conclusion or step.reason}".strip()


def _answer(audit: Audit, args: argparse.Namespace) -> tuple[Any, str]:
    from crossfoot.plan.answers import answer_question, unanswered
    from crossfoot.plan.edit import name_of

    question = answer_question(audit, args.question, finding=args.finding, reason=args.reason, by=args.by)
    left = len(unanswered(audit))
    said = f"{name_of(audit, question)}: {question.answer}. " + (
        f"{left} question{' is' if left == 1 else 's are'} without an answer."
        if left
        else "Every question has an answer."
    )
    return asdict(question), said


def _given(args: argparse.Namespace, *names: str) -> dict[str, Any]:
    return {name: getattr(args, name) for name in names if getattr(args, name) is not None}


_DONE = {
    "load": _load,
    "add-objective": _add_objective,
    "add-question": _add_question,
    "add-step": _add_step,
    "edit": _edit,
    "withdraw": _withdraw,
    "approve": _approve,
    "conclude": _conclude,
    "answer": _answer,
}
