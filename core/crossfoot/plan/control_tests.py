"""Control tests: whether a control was designed, implemented and operating, as documents and interviews show.

A rate of compliance says what came out; whether management monitors is established here, with a conclusion of its own
(audit-practice.md section 3 of the design). A test is never changed: a new record takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, get_args

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import PlanError
from crossfoot.plan.model import Step
from crossfoot.plan.read import find_step, read_plan

Established = Literal["yes", "no", "not determined"]
NOT_DETERMINED: Final = "not determined"
STAGES: Final = ("designed", "implemented", "operating")
KIND: Final = "control test"
CONTRADICTION: Final = "A control cannot be operating while it is not established that it was implemented."


@dataclass(frozen=True, slots=True)
class ControlTest:
    """What was established of one control. `report` and `frequency`: which report exists, and how often it is run.

    `followed_by` is what followed from the last reports. `conclusion` is a sentence, or `not determined`.
    """

    uid: str
    step_uid: str
    control: str
    assigned_to: str
    report: str
    frequency: str
    followed_by: str
    designed: Established
    implemented: Established
    operating: Established
    conclusion: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class ControlTestLine:
    """A step of kind control test with what was recorded of it last (None: nothing yet), and how often it is cited."""

    step: Step
    test: ControlTest | None
    citations: int


def record_control_test(
    audit: Audit,
    step_key: str,
    *,
    control: str,
    assigned_to: str = "",
    report: str = "",
    frequency: str = "",
    followed_by: str = "",
    designed: str = NOT_DETERMINED,
    implemented: str = NOT_DETERMINED,
    operating: str = NOT_DETERMINED,
    conclusion: str = NOT_DETERMINED,
    by: str | None = None,
) -> ControlTest:
    """Record what was established of the control of a step; the record before stays and no longer holds.

    PlanError where the step is not a control test, the control is not named, the three answers contradict each other,
    or something was concluded although no evidence is cited for the step.
    """
    step = _control_step(audit, step_key)
    answers = {"designed": designed, "implemented": implemented, "operating": operating}
    told = {
        "assigned_to": assigned_to,
        "report": report,
        "frequency": frequency,
        "followed_by": followed_by,
        "conclusion": conclusion or NOT_DETERMINED,
    }
    texts = {name: text.strip() for name, text in told.items()}
    if not control.strip():
        raise PlanError(
            f"The control that {step.key} tests is not named.",
            "Say in a few words what management does, such as 'monthly review of completions'.",
        )
    refuse_contradiction(answers)
    concluded = any(answer != NOT_DETERMINED for answer in (*answers.values(), texts["conclusion"]))
    if concluded and not citations_of(audit, step):
        raise PlanError(
            f"No evidence is cited for {step.key}, so nothing can be concluded of its control.",
            f"Cite a document or an interview first: crossfoot cite AUDIT step:{step.key} E-1 --supports.",
        )
    row: dict[str, Any] = {
        "uid": new_uid(),
        "step_uid": step.uid,
        "control": control.strip(),
        **texts,
        **answers,
    }
    with audit.write() as db:
        before = _latest(audit, step.uid)
        body = {"step": step.key, "before": asdict(before) if before else None, "after": row}
        event = audit.record("control_test.recorded", f"step:{step.uid}", body, actor=by)
        row |= {"actor": event.actor, "at": event.at, "seq": event.seq}
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.conn.execute(f"INSERT INTO cf_control_test ({names}) VALUES ({marks})", row)
    return show_control_test(audit, step.key)


def show_control_test(audit: Audit, step_key: str) -> ControlTest:
    """What was recorded last of the control of a step; PlanError where nothing was."""
    step = _control_step(audit, step_key)
    found = _latest(audit, step.uid)
    if found is None:
        raise PlanError(
            f"Nothing is recorded yet of the control that {step.key} tests.",
            f"Record it: crossfoot control-test AUDIT record {step.key} --control 'what management does'.",
        )
    return found


def list_control_tests(audit: Audit) -> list[ControlTestLine]:
    """The steps of kind control test that stand, in the order of the plan, with what was recorded of each."""
    return [
        ControlTestLine(step, _latest(audit, step.uid), citations_of(audit, step))
        for step in read_plan(audit).steps
        if step.kind == KIND
    ]


def citations_of(audit: Audit, step: Step) -> int:
    """How many citations of evidence stand for a step, supporting and contradicting ones."""
    row = audit.rows(
        "SELECT count(*) AS n FROM cf_citation WHERE withdrawn = 0 AND object = ?", (f"step:{step.key}",)
    )[0]
    return int(row["n"])


def refuse_contradiction(answers: Mapping[str, str]) -> None:
    """PlanError where an answer is not one of the three, or a control operates that was not implemented."""
    for name, answer in answers.items():
        if answer not in get_args(Established):
            raise PlanError(
                f"{answer!r} is no answer to whether the control was {name}.",
                f"Answer with one of: {', '.join(get_args(Established))}.",
            )
    if operates_without_being_implemented(answers):
        raise PlanError(CONTRADICTION, "Answer 'implemented' with yes, or 'operating' with another answer.")


def operates_without_being_implemented(answers: Mapping[str, str]) -> bool:
    """Whether the answers say that a control is operating, and not that it was implemented."""
    return answers.get("operating") == "yes" and answers.get("implemented") != "yes"


def _control_step(audit: Audit, key: str) -> Step:
    step = find_step(audit, key)
    if step.kind != KIND:
        raise PlanError(
            f"{step.key} is a step of kind {step.kind}, not a control test.",
            "`crossfoot control-test AUDIT list` shows the control tests of the plan.",
        )
    return step


def _latest(audit: Audit, step_uid: str) -> ControlTest | None:
    rows = audit.rows(
        "SELECT * FROM cf_control_test WHERE step_uid = ? ORDER BY seq DESC LIMIT 1", (step_uid,)
    )
    return ControlTest(**{n: v for n, v in rows[0].items() if n != "seq"}) if rows else None
