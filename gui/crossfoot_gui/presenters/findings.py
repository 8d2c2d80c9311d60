"""The findings page: draft a finding from a check, write it; what is written is kept when the auditor moves on."""

from __future__ import annotations

from typing import Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.condition import plain_sentence
from crossfoot.checks.read import latest_outcomes
from crossfoot.evidence.citations import list_citations
from crossfoot.review.condition import filled_text
from crossfoot.review.criteria import CriterionRecord, list_criteria
from crossfoot.review.figures import finding_figures
from crossfoot.review.finding_flags import answer_flag, finding_flags
from crossfoot.review.findings import (
    Finding,
    draft_finding,
    edit_finding,
    list_findings,
    show_finding,
    withdraw_finding,
    write_finding,
)
from crossfoot.review.recommendations import add_recommendation, edit_recommendation, list_recommendations

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.checks_state import STATUS_WORDS
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.evidence_state import read_evidence
from crossfoot_gui.presenters.finding_flag_words import flag_line
from crossfoot_gui.presenters.findings_state import (
    FindingCard,
    FindingForm,
    FindingLine,
    FindingsState,
    RecommendationForm,
)
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.question import Blank, Question, reason_blank

_EMPTY = (
    "No finding yet. Choose a check that flagged or measured something, and press Draft; or press Write one for what "
    "rests on documents and interviews."
)
_NOTHING_TO_DRAFT = (
    "No finding yet, and no check that flagged or measured something. Run the checks first (Ctrl+F5); or press Write "
    "one for what rests on documents and interviews."
)
_KINDS = {
    "exception": "Finding on exceptions. Published counts are those of confirmed exceptions.",
    "written": "Finding that no check is behind: it rests on the evidence that is cited for it.",
    "measure": "Finding on a measure: it states what was measured.",
}


class FindingsView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: FindingsState) -> None: ...


class FindingsPresenter:
    """Holds what was written and not kept yet (`_pending`); it is kept on save, on moving on, and on closing."""

    def __init__(self, desk: Desk, view: FindingsView, catalogues: Catalogues) -> None:
        self._desk, self._view, self._catalogues = desk, view, catalogues
        self._selected = ""
        self._pending: FindingForm | None = None

    def enter(self) -> None:
        """Show the findings as they are now, with what was written and not kept yet."""
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def select(self, uid: str) -> None:
        """Show another finding; what was written in this one is kept first."""
        if uid != self._selected and self.save():
            self._selected = uid
            self.enter()

    def draft(self, check_id: str) -> None:
        """Draft a finding from a check's latest outcome."""
        if check_id and self.save():
            finding = self._desk.now(lambda: draft_finding(self._desk.audit, check_id))
            if finding is not None:
                self._selected = finding.uid
                self._desk.tell(f"Drafted a finding: {finding.title}.")

    def new_question(self) -> Question | None:
        """What is asked to begin a finding that no check is behind; None where what was written cannot be kept."""
        if not self.save():
            return None
        blanks = (
            Blank("title", "Title", hint="The headline, in a sentence"),
            Blank(
                "condition", "Condition", "text", hint="What is; numbers stand as {check.figure}, never typed"
            ),
        )
        facts = ("It rests on documents and interviews: cite them on the Evidence page.",)
        return Question("Write a finding without a check", facts, blanks, "&Write")

    def write_new(self, said: dict[str, str]) -> bool:
        """Begin a finding that no check is behind; whether it could be kept."""
        finding = self._desk.now(lambda: write_finding(self._desk.audit, said["title"], said["condition"]))
        if finding is None:
            return False
        self._selected = finding.uid
        self._desk.tell(f"Wrote a finding: {finding.title}. Cite what it rests on.")
        return True

    def write(self, form: FindingForm) -> None:
        """The auditor has written something; it is not kept in the audit yet."""
        self._pending = form if form.uid == self._selected else self._pending

    def printed(self, condition: str) -> str:
        """The condition as the report would print it now."""
        return self._desk.now(lambda: plain_sentence(filled_text(self._desk.audit, condition))) or ""

    def save(self) -> bool:
        """Keep what was written; False where it cannot be, which has been said, and it is not lost."""
        form = self._pending
        if form is None or not self._desk.is_open:
            return True
        if self._desk.now(lambda: self._keep(form)) is None:
            return False
        self._pending = None
        self._desk.tell(f"Saved the finding: {form.title}.")
        return True

    def accept_template(self, uid: str) -> None:
        """Take a recommendation's template over as the auditor's own words."""
        if self.save():
            texts = {r.uid: r for r in list_recommendations(self._desk.audit)}
            if uid in texts:
                self._desk.now(lambda: edit_recommendation(self._desk.audit, uid, action=texts[uid].action))
                self._desk.tell("The recommendation will be printed as it stands.")

    def add_recommendation(self, action: str) -> None:
        """Add a recommendation to the shown finding."""
        if self._selected and self.save():
            self._desk.now(lambda: add_recommendation(self._desk.audit, self._selected, action=action))
            self._desk.tell("Added a recommendation.")

    def withdraw(self, reason: str) -> None:
        """Take the shown finding out of the report; it stays in the history with the reason."""
        uid = self._selected
        if not uid:
            return

        def take_out() -> bool:
            withdraw_finding(self._desk.audit, uid, reason)
            return True

        if self._desk.now(take_out):
            self._pending, self._selected = None, ""
            self._desk.tell("Withdrew the finding.")

    def flag_question(self) -> Question | None:
        """What is asked to let a flag of the shown finding stand; None where no flag is open."""
        if not self._selected or not self.save():
            return None
        finding = show_finding(self._desk.audit, self._selected)
        lines = (flag_line(flag) for flag in finding_flags(self._desk.audit, finding))
        open_ = tuple(Choice(line.key, line.words) for line in lines if not line.answered)
        if not open_:
            return None
        facts = ("The reason is printed with the finding, in the final report too.",)
        blanks = (Blank("flag", "Flag", "choice", open_[0].value, open_), reason_blank("Why it may stand."))
        return Question("Let a flag stand", facts, blanks)

    def answer_flag(self, said: dict[str, str]) -> bool:
        """Let a flag of the shown finding stand with a reason; whether that could be kept."""
        key, reason = said["flag"], said["reason"]
        if self._desk.now(lambda: answer_flag(self._desk.audit, self._selected, key, reason)) is None:
            return False
        self._desk.tell("The flag may stand; the reason is printed with the finding.")
        return True

    def _keep(self, form: FindingForm) -> bool:
        audit = self._desk.audit
        edit_finding(
            audit,
            form.uid,
            title=form.title,
            criteria=form.criteria,
            condition=form.condition,
            cause=form.cause,
            effect=form.effect,
        )
        stored = {each.uid: each for each in list_recommendations(audit, form.uid)}
        for each in form.recommendations:
            before = stored.get(each.uid)
            if before is not None and (before.addressee, before.action) != (each.addressee, each.action):
                changes = {"addressee": each.addressee}
                if before.action != each.action:
                    changes["action"] = each.action
                edit_recommendation(audit, each.uid, **changes)
        return True

    def _state(self) -> FindingsState:
        audit = self._desk.audit
        findings = list_findings(audit)
        uids = [finding.uid for finding in findings]
        if self._selected not in uids:
            self._selected, self._pending = (uids[0] if uids else ""), None
        used = {check for finding in findings for check in finding.checks}
        candidates = tuple(
            Choice(
                outcome.check,
                f"{STATUS_WORDS[outcome.status][:1]} {self._catalogues.title(audit, outcome.check)}",
            )
            for outcome in latest_outcomes(audit)
            if outcome.status in ("flagged", "measured") and outcome.check not in used
        )
        return FindingsState(
            lines=tuple(FindingLine(f.uid, f"{f.position}. {f.title}", _note(f)) for f in findings),
            card=self._card(show_finding(audit, self._selected)) if self._selected else None,
            candidates=candidates,
            empty=_EMPTY if candidates else _NOTHING_TO_DRAFT,
        )

    def _card(self, finding: Finding) -> FindingCard:
        audit = self._desk.audit
        form = self._pending or FindingForm(
            finding.uid,
            finding.title,
            finding.criteria,
            finding.condition,
            finding.cause,
            finding.effect,
            tuple(
                RecommendationForm(each.uid, each.addressee, each.action, not each.edited)
                for each in list_recommendations(audit, finding.uid)
            ),
        )
        figures, register = finding_figures(audit), read_evidence(audit)
        return FindingCard(
            form=form,
            kind=_KINDS.get(finding.kind, finding.kind),
            criteria=_criteria(audit, finding),
            cause_prompt=finding.cause_prompt,
            effect_prompt=finding.effect_prompt,
            printed=self.printed(form.condition),
            figures=tuple(
                Choice(f"{{{figure.id}}}", f"{figure.text} - {figure.sentence}")
                for figure in figures.values()
                if figure.check in finding.checks
            ),
            flags=tuple(flag_line(flag) for flag in finding_flags(audit, finding)),
            evidence=tuple(
                register.citation_words(each, named=True)
                for each in list_citations(audit, f"finding:{finding.uid}")
            ),
            unsaved=self._pending is not None,
        )


def _criteria(audit: Audit, finding: Finding) -> tuple[Choice, ...]:
    """The criteria that a finding may rest on: its own, those of its checks, and all that are confirmed."""
    own = {each.id for check in finding.checks for each in list_criteria(audit, check)} | set(
        finding.criteria
    )
    offered = [each for each in list_criteria(audit) if each.confirmed or each.id in own]
    offered.sort(key=lambda each: (each.id not in finding.criteria, each.id not in own))
    return tuple(Choice(each.id, _criterion_words(each)) for each in offered)


def _criterion_words(criterion: CriterionRecord) -> str:
    doubt = "" if criterion.confirmed else " (not confirmed: no exception may rest on it)"
    return f"{criterion.citation}: {criterion.text}{doubt}"


def _note(finding: Finding) -> str:
    written = [name for name in ("cause", "effect") if getattr(finding, name).strip()]
    missing = [name for name in ("cause", "effect") if name not in written]
    return f"{finding.kind}, {finding.state}" + (f", no {' and no '.join(missing)} yet" if missing else "")
