"""What to do, in the window's words: the hints of the core name commands, and here their buttons are named instead."""

from __future__ import annotations

import re

_HINTS: tuple[tuple[str, str], ...] = (
    (r"Give --finding NUMBER, or --no-finding --reason TEXT\.", "Choose a finding, or say why there is none."),
    (r"Run it: crossfoot check AUDIT \S+\.", "Run it on the Checks page."),
    (r"Cite what supports it first: crossfoot cite .*", "Cite what supports it first: Evidence, Cite."),
    (r"Load the model plan \(crossfoot plan AUDIT load\) or add objectives, questions and steps\.",
     "Press Load the model plan."),
    (r"Name the checks to run \(.*", "Choose the check on the Checks page, or press Add a step."),
    (r"Withdraw those citations first: .*", "Press Withdraw, and choose the citation first."),
    (r"Take that corroboration back first: .*", "Select the interview, press Corroborate, and take it back first."),
    (r"Name the item: --item N\. .*", "Choose the item that it answers."),
    (r"Leave --item out, or name the item that it answers\.",
     "Choose the item that it answers, or let the template name it."),
    (r"Receive it with --no-import, and import it with: .*",
     "Receive it without importing, and import it on the Import page as a new version of the list."),
    (r"or import it yourself: crossfoot import .*", "or import it yourself on the Import page."),
    (r"Register what was received with .*", "Press Receive files, or on the Evidence page Add a document."),
    (r"Write the letter of request (\d+) again with: .*", r"Choose Request \1 again."),
    (r"Choose one: crossfoot audit .*", "Choose one, or say why none is needed: File, Facts of the audit."),
    (r",? with --(?:on|due|out)\b", ""),
    (r" \(--[a-z-]+ [A-Z]+\)", ""),
    (r"; `crossfoot [^`]*` (?:shows|lists)[^.]*\.", "."),
)  # fmt: skip


def window_hint(hint: str) -> str:
    """The hint as the window gives it; one that speaks of no command stays as it is."""
    for pattern, words in _HINTS:
        hint = re.sub(pattern, words, hint)
    return hint
