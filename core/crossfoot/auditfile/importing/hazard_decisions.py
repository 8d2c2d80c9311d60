"""What the auditor decided of what may mislead in a list, and what is still open.

A decision is a row that is never changed: a later one takes its place, and "open again" takes it back. A new version
of the list takes a decision over only for a hazard of the same code, place and count; any other is open again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import AuditFileError
from crossfoot.values import fold
from crossfoot.workbook.inspection.hazards.kinds import Choice, choices_for, must_decide

OPEN_AGAIN = "open again"
_ROWS = re.compile(r", rows? (\d+(?:, \d+)*)(?: and [\d,]+ more)?\Z")

_Key = tuple[int, str, str]
"""Import, code, place."""


@dataclass(frozen=True, slots=True)
class HazardDecision:
    """One decision, in the words of the table of hazards; `import_id` is the version for which it was made."""

    import_id: int
    decision: str
    reason: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class HazardLine:
    """One hazard of an import, with the decision that holds for it (None: none, or it was taken back).

    `must_decide` says that its meaning is the auditor's to say, by one of `choices`. `carried` says that the decision
    was made for an earlier version of the list. `still_loaded` says that rows which were decided not to belong to the
    list are in it all the same: they leave it only by importing the list again without them.
    """

    import_id: int
    list_name: str
    record_type: str
    file: str
    sheet: str
    code: str
    place: str
    count: int
    message: str
    must_decide: bool
    choices: tuple[str, ...]
    decision: HazardDecision | None
    carried: bool
    still_loaded: bool

    @property
    def open(self) -> bool:
        """Whether the auditor must decide and has not."""
        return self.must_decide and self.decision is None


def list_hazards(audit: Audit, import_id: int | None = None) -> list[HazardLine]:
    """The hazards of the current imports, or of one import whatever its state; AuditFileError where there is none."""
    known = _Known(audit)
    if import_id is not None and import_id not in known.imports:
        raise AuditFileError(f"There is no import {import_id}.", "`crossfoot tables` lists the imports.")
    return [
        known.line(key)
        for key in known.hazards
        if (key[0] == import_id if import_id is not None else known.imports[key[0]]["state"] == "current")
    ]


def open_hazards(audit: Audit) -> list[HazardLine]:
    """The hazards of the current imports that the auditor must still decide."""
    return [line for line in list_hazards(audit) if line.open]


def decide_hazard(
    audit: Audit, import_id: int, code: str, place: str | None, decision: str, reason: str
) -> HazardLine:
    """Decide a hazard in one of its `choices`, or as "open again", with a reason.

    `place` may be left out where the import has one hazard of that code only. AuditFileError where there is no such
    hazard, the decision is none of its choices, or no reason is given.
    """
    if not reason.strip():
        raise AuditFileError("A hazard is decided only with a reason.", "Say what the decision rests on.")
    hazard = _named(list_hazards(audit, import_id), import_id, code, place)
    words = _chosen(hazard, decision)
    with audit.write() as db:
        db.conn.execute(
            "INSERT INTO cf_hazard_decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), import_id, code, hazard.place, words, reason.strip(), audit.actor, now()),
        )
        uid = audit.rows("SELECT uid FROM cf_import WHERE import_id = ?", (import_id,))[0]["uid"]
        body = {
            "code": code, "place": hazard.place, "count": hazard.count, "list": hazard.list_name,
            "file": hazard.file, "decision": words, "reason": reason.strip(),
            "before": hazard.decision.decision if hazard.decision else None,
        }  # fmt: skip
        audit.record("hazard.decided", f"import:{uid}", body)
    return _named(list_hazards(audit, import_id), import_id, code, hazard.place)


def hazard_history(audit: Audit, import_id: int, code: str, place: str) -> list[HazardDecision]:
    """All decisions of a hazard in the order in which they were made, those taken back too."""
    return [made for key, made in _decisions(audit) if key == (import_id, code, place)]


def _named(hazards: list[HazardLine], import_id: int, code: str, place: str | None) -> HazardLine:
    of_code = [hazard for hazard in hazards if hazard.code == code]
    if not of_code:
        codes = ", ".join(sorted({hazard.code for hazard in hazards})) or "none"
        raise AuditFileError(f"Import {import_id} has no hazard {code!r}.", f"Its hazards are: {codes}.")
    found = [hazard for hazard in of_code if place is None or hazard.place == place.strip()]
    if len(found) == 1:
        return found[0]
    places = "; ".join(hazard.place for hazard in of_code)
    at = "at more than one place" if place is None else f"not at {place!r}"
    raise AuditFileError(f"Import {import_id} has the hazard {code!r} {at}.", f"Its places are: {places}.")


def _chosen(hazard: HazardLine, decision: str) -> str:
    if fold(decision) == OPEN_AGAIN:
        if hazard.decision is None:
            raise AuditFileError("This hazard is open already.", "Nothing needs to be taken back.")
        return OPEN_AGAIN
    for words in hazard.choices:
        if fold(words) == fold(decision):
            return words
    choices = " / ".join(hazard.choices)
    raise AuditFileError(f"{decision!r} is no decision for {hazard.code}.", f"Choose one of: {choices}.")


def _decisions(audit: Audit) -> Iterator[tuple[_Key, HazardDecision]]:
    for row in audit.rows("SELECT * FROM cf_hazard_decision ORDER BY at, rowid"):
        made = HazardDecision(row["import_id"], row["decision"], row["reason"], row["actor"], row["at"])
        yield (row["import_id"], row["code"], row["place"]), made


class _Known:
    """All hazards of an audit with the last decision of each, and which import follows which."""

    def __init__(self, audit: Audit) -> None:
        self.imports: dict[int, dict[str, Any]] = {
            row["import_id"]: row
            for row in audit.rows(
                "SELECT i.import_id, i.state, i.supersedes, i.sheet, i.record_type, i.skipped, l.name AS list_name, "
                "s.name AS file FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
                "JOIN cf_source s ON s.source_id = i.source_id"
            )
        }
        self.hazards: dict[_Key, dict[str, Any]] = {
            (row["import_id"], row["code"], row["place"]): row
            for row in audit.rows("SELECT * FROM cf_hazard ORDER BY import_id, code, place")
        }
        self._decided = dict(_decisions(audit))

    def line(self, key: _Key) -> HazardLine:
        hazard, of = self.hazards[key], self.imports[key[0]]
        decision = self._holding(key)
        choices = choices_for(key[1])
        left_out = decision is not None and _leaves_out(choices, decision.decision)
        return HazardLine(
            import_id=key[0],
            list_name=of["list_name"],
            record_type=of["record_type"],
            file=of["file"],
            sheet=of["sheet"],
            code=hazard["code"],
            place=hazard["place"],
            count=hazard["count"],
            message=hazard["message"],
            must_decide=must_decide(key[1]),
            choices=tuple(choice.words for choice in choices),
            decision=decision,
            carried=decision is not None and decision.import_id != key[0],
            still_loaded=left_out and not _are_skipped(hazard, json.loads(of["skipped"])),
        )

    def _holding(self, key: _Key) -> HazardDecision | None:
        """The decision that holds: the last one for this version, else for the one before where all is the same."""
        seen: set[int] = set()
        while key in self.hazards and key[0] not in seen:
            seen.add(key[0])
            if key in self._decided:
                made = self._decided[key]
                return None if made.decision == OPEN_AGAIN else made
            before = (self.imports[key[0]]["supersedes"] or 0, key[1], key[2])
            if before not in self.hazards or self.hazards[before]["count"] != self.hazards[key]["count"]:
                return None
            key = before
        return None


def _leaves_out(choices: tuple[Choice, ...], words: str) -> bool:
    return any(choice.leaves_out for choice in choices if choice.words == words)


def _are_skipped(hazard: dict[str, Any], skipped: list[list[Any]]) -> bool:
    """Whether the import skips the hazard's rows: all that its place names, and at least as many as it counts."""
    ranges = [(int(first), int(last)) for first, last, *_ in skipped]
    named = _ROWS.search(hazard["place"])
    rows = [int(row) for row in named[1].split(", ")] if named else []
    return (
        bool(rows)
        and all(any(first <= row <= last for first, last in ranges) for row in rows)
        and sum(last - first + 1 for first, last in ranges) >= hazard["count"]
    )
