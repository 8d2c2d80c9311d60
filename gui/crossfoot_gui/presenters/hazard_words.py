"""What may mislead, as the window says it: before an import, and in the lists that the audit holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crossfoot.auditfile.importing.hazard_decisions import HazardLine as StoredHazard
from crossfoot.values import count_text
from crossfoot.workbook.inspection.hazards.kinds import BY_CODE, choices_for, must_decide
from crossfoot.workbook.model import Hazard

from crossfoot_gui.presenters.hazard_drafts import Said, all_left_out, key_of, leaves_out, leaving_out
from crossfoot_gui.presenters.importing_state import HazardLine
from crossfoot_gui.presenters.sheet_draft import SheetDraft

_ORDER = {"decide": 0, "decided": 1, "know": 2}
_STILL_IN = "These rows are still in the list: leave them out below 'Rows left out'."
_STILL_LOADED = (
    "These rows are in the list all the same: import it again with them left out, as its new version."
)
_NAMED_RANGES = 6


def hazard_lines(draft: SheetDraft) -> tuple[HazardLine, ...]:
    """The hazards of a sheet that is looked at, those to be decided first."""
    before = {(line.code, line.place, line.count): line for line in _decided_before(draft)}
    lines = []
    for hazard in draft.sheet.hazards:
        said = draft.decisions.get(key_of(hazard))
        note = ""
        if said is not None and leaves_out(hazard.code, said.decision):
            note = "" if all_left_out(draft.mapping, hazard) else _STILL_IN
        elif said is None and (old := before.get((hazard.code, hazard.where, hazard.count))) is not None:
            assert old.decision is not None
            said = Said(old.decision.decision, old.decision.reason, hazard.count)
            note = f"As {old.decision.actor} decided for the version before."
        lines.append(_line(hazard, said, note, draft))
    return tuple(sorted(lines, key=lambda line: _ORDER[line.group]))


def stored_lines(hazards: Sequence[StoredHazard]) -> tuple[HazardLine, ...]:
    """The hazards of lists that the audit holds, those to be decided first."""
    lines = []
    for hazard in hazards:
        made = hazard.decision
        note = _STILL_LOADED if hazard.still_loaded else ""
        if made is not None:
            when = " for the version before" if hazard.carried else ""
            note = f"Decided by {made.actor} on {made.at[:10]}{when}. {note}".rstrip()
        lines.append(
            HazardLine(
                key=stored_key(hazard),
                what=_what(hazard.code, hazard.message),
                where=f"{hazard.list_name}: {hazard.place}",
                count=count_text(hazard.count),
                sentence=sentence(hazard.message),
                group="decide" if hazard.open else "decided" if made else "know",
                choices=hazard.choices,
                decision=made.decision if made else "",
                reason=made.reason if made else "",
                note=note,
            )
        )
    return tuple(sorted(lines, key=lambda line: _ORDER[line.group]))


def stored_key(hazard: StoredHazard) -> str:
    """By what a stored hazard is named."""
    return f"{hazard.import_id}|{hazard.code}|{hazard.place}"


def hazards_summary(lines: Sequence[HazardLine], *, imported: bool = False) -> str:
    """How many are to be decided, and what that means for the import."""
    if not lines:
        return "Nothing was found that may mislead."
    counts: Counter[str] = Counter(line.group for line in lines)
    parts = [
        f"{counts[group]:,} {words}"
        for group, words in (("decide", "for you to decide"), ("decided", "decided"), ("know", "to know"))
        if counts[group]
    ]
    said = f"{', '.join(parts)}."
    if counts["decide"]:
        said += " The report names what stays undecided as a limitation."
        said += "" if imported else " It can be decided after the import too."
    return said


def sentence(message: str) -> str:
    """With its full stop."""
    return message if message.endswith(".") else f"{message}."


def _line(hazard: Hazard, said: Said | None, note: str, draft: SheetDraft) -> HazardLine:
    choice = leaving_out(hazard.code)
    spans = _spans(hazard.rows) if choice and not all_left_out(draft.mapping, hazard) else ""
    kind = BY_CODE.get(hazard.code)
    return HazardLine(
        key="|".join(key_of(hazard)),
        what=_what(hazard.code, hazard.message),
        where=hazard.where,
        count=count_text(hazard.count),
        sentence=sentence(hazard.message),
        group="decided" if said else "decide" if must_decide(hazard.code) else "know",
        choices=tuple(each.words for each in choices_for(hazard.code)),
        decision=said.decision if said else "",
        reason=said.reason if said else "",
        note=note,
        rows=spans,
        rows_reason=sentence(kind.what) if spans and kind else "",
    )


def _what(code: str, message: str) -> str:
    kind = BY_CODE.get(code)
    return kind.what if kind else message


def _spans(rows: Sequence[tuple[int, int]]) -> str:
    named = [str(first) if first == last else f"{first} to {last}" for first, last in rows[:_NAMED_RANGES]]
    more = len(rows) - _NAMED_RANGES
    return ", ".join(named) + (f" and {more:,} more ranges" if more > 0 else "")


def _decided_before(draft: SheetDraft) -> list[StoredHazard]:
    old = draft.replaces()
    return [line for line in old.hazards if line.decision is not None] if old else []
