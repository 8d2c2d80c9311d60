"""What makes a finding weak, as the window says it: the sentence, and what to do in the window about it."""

from __future__ import annotations

from crossfoot.review.finding_flags import Flag

from crossfoot_gui.presenters.findings_state import FlagLine

_HINTS: dict[str, str] = {
    "nothing-cited": "Cite what it rests on: Evidence, Cite.",
    "no-criterion": "Choose one under Criteria, here in the finding.",
    "criterion-not-confirmed": "Read it in its document and confirm it: Checks, Criteria of the check.",
    "duty-of-another": "Tick the criterion for what the audited party itself must do. Whom the finding is about is "
    "said with the command: finding AUDIT edit N --party.",
    "answer-overtaken": "Cite the latest answer, or withdraw the citation on the Evidence page.",
}
"""By rule: what to do, where the rule's own words speak of the command line."""


def flag_line(flag: Flag) -> FlagLine:
    """A flag in words; one that the auditor answered bears the answer instead of what to do."""
    if flag.answer:
        return FlagLine(flag.key, f"✓ {flag.sentence} It may stand: {flag.answer}", answered=True)
    return FlagLine(flag.key, f"▲ {flag.sentence} {_HINTS.get(flag.code, flag.hint)}", answered=False)
