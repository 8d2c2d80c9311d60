"""Data collection instruments: the questions that are answered for each item of a sample, from its documents.

Nothing of an instrument is changed once it stands: answers would no longer belong to their questions. One that should
not count is withdrawn with a reason, and another one is made.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json, new_uid, now
from crossfoot.errors import EvidenceError
from crossfoot.plan.read import find_step
from crossfoot.review.sample_conditions import refuse_unwritable
from crossfoot.review.sample_results import SampleState, sample_state
from crossfoot.sampling.results import Item
from crossfoot.values import fold

Answer = Literal["yes", "no", "not applicable", "not found"]
ANSWERS: Final[tuple[Answer, ...]] = ("yes", "no", "not applicable", "not found")
DEVIATING: Final = ("yes", "no", "not found")
"""The answers that can be a deviation: where a question does not apply, nothing deviates."""

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,23}")
_RULE = re.compile(r"(?P<key>[^:]+):(?P<question>.+):\s*deviation\s*=(?P<answers>.*)", re.DOTALL)
_PARTS = {"key", "question", "help", "deviation"}
_WRITTEN = 'Write it as "key: question: deviation=no,not found".'


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question with its `key`. `help` says how to answer it, `deviation` which answers are a deviation."""

    key: str
    question: str
    help: str = ""
    deviation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as it is kept. `sample` names its sample; `step_uid` is '' where no planned step asks for it."""

    uid: str
    name: str
    sample: str
    step_uid: str
    purpose: str
    attributes: tuple[Attribute, ...]
    withdrawn: bool
    actor: str
    at: str

    def attribute(self, key: str) -> Attribute:
        """The attribute of that key; EvidenceError where there is none."""
        found = next((one for one in self.attributes if one.key == key), None)
        if found is None:
            raise EvidenceError(
                f"The instrument {self.name!r} has no attribute {key!r}.",
                f"Its attributes are: {', '.join(one.key for one in self.attributes)}.",
            )
        return found


def attribute_from_words(text: str) -> Attribute:
    """The attribute that a line tells: `signed: Is the form signed?: deviation=no,not found`; else EvidenceError."""
    match = _RULE.fullmatch(text.strip())
    if match is None:
        raise EvidenceError(f"{text!r} is no attribute.", _WRITTEN)
    answers = tuple(one for part in match["answers"].split(",") if (one := fold(part.strip())))
    return Attribute(match["key"].strip(), match["question"].strip(), deviation=answers)


def attributes_from_file(path: Path) -> list[Attribute]:
    """The attributes of a TOML file: a table `[[attributes]]` for each, with key, question, help and deviation."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvidenceError(
            f"{path.name} cannot be read: {error.strerror}.", "Check its name and folder."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvidenceError(f"{path.name} is no TOML file: {error}.", "Correct that place.") from None
    tables = told.get("attributes")
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise EvidenceError(
            f"{path.name} has no [[attributes]].", "Give each question a table [[attributes]]."
        )
    return [_from_table(path, number, one) for number, one in enumerate(tables, start=1)]


def _from_table(path: Path, number: int, table: dict[str, Any]) -> Attribute:
    where = f"{path.name}, attribute {number}"
    if unknown := table.keys() - _PARTS:
        raise EvidenceError(
            f"{where}: there is no {', '.join(sorted(unknown))}.", f"It has: {', '.join(sorted(_PARTS))}."
        )
    deviation = table.get("deviation", [])
    texts = {name: table.get(name, "") for name in ("key", "question", "help")}
    if not isinstance(deviation, list) or not all(
        isinstance(one, str) for one in (*texts.values(), *deviation)
    ):
        raise EvidenceError(f"{where}: a part of it is no text.", 'Write deviation as ["no", "not found"].')
    told = {name: text.strip() for name, text in texts.items()}
    return Attribute(**told, deviation=tuple(fold(one.strip()) for one in deviation))


def new_instrument(
    audit: Audit,
    name: str,
    sample: str,
    attributes: Sequence[Attribute],
    *,
    purpose: str = "",
    step: str = "",
    by: str | None = None,
) -> Instrument:
    """Make an instrument for a drawn sample; `step` is the key of the planned step that asks for it.

    EvidenceError where an attribute is not whole, SampleError or PlanError where there is no such sample or step.
    """
    name = name.strip()
    refuse_unwritable(
        name, purpose, *(text for one in attributes for text in (one.key, one.question, one.help))
    )
    _refuse_unfit(audit, name, attributes)
    record = sample_state(audit, sample).record
    if record.withdrawn:
        raise EvidenceError(f"The sample {record.name!r} was withdrawn.", "Take one that counts.")
    if record.method == "monetary unit":
        raise EvidenceError(
            f"The sample {record.name!r} is drawn by amounts: its results are audited amounts, not answers.",
            "Enter those with `crossfoot sample AUDIT enter`, or draw a sample of rows for the questions.",
        )
    row = {
        "uid": new_uid(), "name": name, "sample_uid": record.uid,
        "step_uid": find_step(audit, step).uid if step.strip() else None, "purpose": purpose.strip(),
        "attributes": canonical_json([asdict(one) for one in attributes]), "actor": by or audit.actor, "at": now(),
    }  # fmt: skip
    with audit.write() as db:
        audit.record("instrument.made", f"instrument:{row['uid']}", {**row, "sample": record.name}, actor=by)
        names, marks = ", ".join(row), ", ".join(f":{part}" for part in row)
        db.conn.execute(f"INSERT INTO cf_instrument ({names}) VALUES ({marks})", row)
    return find_instrument(audit, name)


def _refuse_unfit(audit: Audit, name: str, attributes: Sequence[Attribute]) -> None:
    if not name:
        raise EvidenceError("An instrument needs a name.", "Name it, such as 'Review of charging documents'.")
    if audit.rows("SELECT 1 FROM cf_instrument WHERE name = ?", (name,)):
        raise EvidenceError(
            f"There is an instrument called {name!r} already.",
            "Give this one another name. A name stays taken when its instrument is withdrawn.",
        )
    if not attributes:
        raise EvidenceError(
            "An instrument asks at least one question.", f"Give --attribute or --from. {_WRITTEN}"
        )
    keys = [one.key for one in attributes]
    for one in attributes:
        if not _KEY.fullmatch(one.key):
            raise EvidenceError(
                f"{one.key!r} is no key of an attribute.",
                "Use up to 24 small letters, digits, - or _, and begin with a letter.",
            )
        if keys.count(one.key) > 1:
            raise EvidenceError(f"The key {one.key!r} stands twice.", "Give each question a key of its own.")
        if not one.question:
            raise EvidenceError(f"The attribute {one.key!r} asks nothing.", _WRITTEN)
        for answer in one.deviation:
            if answer not in DEVIATING:
                raise EvidenceError(
                    f"The attribute {one.key!r} cannot take {answer!r} for a deviation.",
                    f"What can be one is: {', '.join(DEVIATING)}.",
                )
        if set(one.deviation) == set(DEVIATING):
            raise EvidenceError(
                f"Every answer to {one.key!r} would be a deviation.",
                "Leave out the answer that meets the criteria.",
            )
    if not any(one.deviation for one in attributes):
        raise EvidenceError(
            "No answer of this instrument is a deviation, so it would settle nothing.",
            "Say for at least one attribute which answers are: deviation=no,not found.",
        )


def list_instruments(audit: Audit, *, withdrawn: bool = False) -> list[Instrument]:
    """The instruments that count, in the order in which they were made; with `withdrawn`, the others too."""
    return _records(audit, "i.withdrawn <= ? ORDER BY i.at, i.name", int(withdrawn))


def find_instrument(audit: Audit, name: str) -> Instrument:
    """The instrument of that name; EvidenceError where there is none."""
    refuse_unwritable(name)
    found = _records(audit, "i.name = ?", name.strip())
    if not found:
        known = ", ".join(one.name for one in list_instruments(audit)) or "none; make one first"
        raise EvidenceError(f"There is no instrument called {name!r}.", f"The instruments are: {known}.")
    return found[0]


def instrument_of_mark(audit: Audit, mark: str) -> Instrument | None:
    """The instrument whose uid begins with what a form bears; None where this audit has none."""
    found = _records(audit, "substr(i.uid, 1, length(?1)) = ?1", mark)
    return found[0] if len(found) == 1 else None


def standing_instrument(audit: Audit, name: str) -> Instrument:
    """The instrument of that name, where it still counts; else EvidenceError."""
    found = find_instrument(audit, name)
    if found.withdrawn:
        raise EvidenceError(f"The instrument {found.name!r} was withdrawn.", "Make another one.")
    return found


def withdraw_instrument(audit: Audit, name: str, reason: str, by: str | None = None) -> Instrument:
    """Take an instrument out, with a reason; it stays in the file with all that was answered."""
    refuse_unwritable(reason)
    found = find_instrument(audit, name)
    if not reason.strip():
        raise EvidenceError("An instrument is withdrawn only with a reason.", "Say why it should not count.")
    if found.withdrawn:
        raise EvidenceError("This instrument was withdrawn before.", "Its reason stands in the history.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_instrument SET withdrawn = 1 WHERE uid = ?", (found.uid,))
        audit.record(
            "instrument.withdrawn",
            f"instrument:{found.uid}",
            {"name": found.name, "reason": reason.strip()},
            actor=by,
        )
    return find_instrument(audit, name)


def items_to_code(state: SampleState) -> list[Item]:
    """The items that are answered for: those drawn and those of the reserve that are called up.

    An item that someone entered as 'not examined' is none of them: its documents cannot be had.
    """
    return [
        item
        for item in state.items
        if (item.role != "reserve" or item.place in state.settled.called_up)
        and not ((found := state.results.get(item.place)) and found.result == "not examined")
    ]


def _records(audit: Audit, where: str, given: Any) -> list[Instrument]:
    rows = audit.rows(
        "SELECT i.uid, i.name, s.name AS sample, coalesce(i.step_uid, '') AS step_uid, i.purpose, i.attributes, "
        f"i.withdrawn, i.actor, i.at FROM cf_instrument i JOIN cf_sample s ON s.uid = i.sample_uid WHERE {where}",
        (given,),
    )
    return [
        Instrument(
            **{**row, "attributes": tuple(map(_attribute, json.loads(row["attributes"]))),
               "withdrawn": bool(row["withdrawn"])}
        )
        for row in rows
    ]  # fmt: skip


def _attribute(told: dict[str, Any]) -> Attribute:
    return Attribute(told["key"], told["question"], told["help"], tuple(told["deviation"]))


def answer_of(text: str) -> Answer | None:
    """One of the four answers, however it is capitalised; None for anything else."""
    folded = fold(text.strip())
    return next((one for one in ANSWERS if one == folded), None)
