"""Samples: drawn once from a reconciled frame, with all that another person needs to draw the same again.

Nothing of a drawn sample is changed afterwards. A sample that should not count is withdrawn, with a reason.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json, new_uid
from crossfoot.errors import SampleError
from crossfoot.review.sample_conditions import refuse_unwritable
from crossfoot.review.sample_design import METHODS, SampleRequest, settle_design
from crossfoot.review.sample_frame import (
    FrameChoice,
    FrameRead,
    Reconciled,
    read_frame,
    reconcile_frame,
)
from crossfoot.sampling.draw import ALGORITHM, Drawn, take_judgmental
from crossfoot.sampling.frame import Frame
from crossfoot.sampling.results import NON_RESPONSE
from crossfoot.sampling.stored import SAMPLES, draw_by_design, read_json


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """A sample as it is kept. `frame` and `design` are what their JSON holds."""

    uid: str
    name: str
    purpose: str
    method: str
    record_type: str
    frame: dict[str, Any]
    frame_size: int
    frame_sha256: str
    design: dict[str, Any]
    non_response: str
    seed: str
    algorithm: str
    withdrawn: bool
    actor: str
    at: str

    @property
    def choice(self) -> FrameChoice:
        """Which rows made the frame."""
        chosen = self.frame["choice"]
        return FrameChoice(**{**chosen, "where": tuple(chosen["where"])})


def draw_sample(audit: Audit, request: SampleRequest) -> SampleRecord:
    """Draw a sample and keep it with its frame, design, seed and algorithm; SampleError says what stands against it."""
    _refuse_odd_request(audit, request)
    found = read_frame(audit, request.choice)
    if request.method == "judgmental":
        seed, reconciled = "", Reconciled("not needed", "Not compared: a judgmental sample is not projected.")
        drawn = take_judgmental(found.frame, request.keys)
        design = {"size": len(drawn), "confidence": request.confidence, "two_sided": request.two_sided}
        design["strata"] = {"": {"units": len(found.frame), "items": len(drawn), "reserve": 0}}
    else:
        reconciled = reconcile_frame(audit, found, request.count, request.count_source, request.unreconciled)
        seed = request.seed.strip() or str(secrets.randbelow(10**12))
        design = settle_design(found.frame, request)
        drawn = draw_by_design(found.frame, request.method, seed, design)
        if request.method == "monetary unit":
            design["size"] = len(drawn)
    return _store(audit, request, found, reconciled, design, seed, drawn)


def _refuse_odd_request(audit: Audit, request: SampleRequest) -> None:
    refuse_unwritable(
        request.name, request.purpose, request.seed, request.count_source, request.unreconciled, *request.keys
    )
    if request.method == "two-stage" or request.method not in METHODS:
        raise SampleError(
            f"There is no way of drawing called {request.method!r}.", f"There are: {', '.join(METHODS)}."
        )
    if not request.name.strip() or "@" in request.name:
        raise SampleError("A sample needs a name without @.", "Name it, such as 'Signed charging documents'.")
    if audit.rows("SELECT 1 FROM cf_sample WHERE name = ?", (request.name.strip(),)):
        raise SampleError(
            f"There is a sample called {request.name.strip()!r} already; a sample is never drawn over.",
            "Give this one another name. A name stays taken when its sample is withdrawn.",
        )
    if request.non_response not in NON_RESPONSE:
        raise SampleError(
            f"There is no rule {request.non_response!r} for items that cannot be examined.",
            f"It is fixed before the draw, one of: {', '.join(NON_RESPONSE)}.",
        )
    from_reserve = request.non_response == "replace from reserve"
    if from_reserve and request.method in ("monetary unit", "judgmental"):
        raise SampleError(
            f"A {request.method} sample has no reserve: no other item could stand in for one of its items.",
            "Let an item that cannot be examined count as a deviation.",
        )
    if from_reserve != bool(request.reserve):
        raise SampleError(
            "A reserve is drawn where items that cannot be examined are replaced from it, and only there.",
            "Give both a reserve and the rule that replaces from it (--non-response reserve), or neither.",
        )


def _store(
    audit: Audit,
    request: SampleRequest,
    found: FrameRead,
    reconciled: Reconciled,
    design: dict[str, Any],
    seed: str,
    drawn: Sequence[Drawn],
) -> SampleRecord:
    uid, frame = new_uid(), found.frame
    row = {
        "uid": uid,
        "name": request.name.strip(),
        "purpose": request.purpose.strip(),
        "method": request.method,
        "record_type": request.choice.record_type,
        "frame": canonical_json(_frame_json(found, reconciled)),
        "frame_size": len(frame),
        "frame_sha256": frame.sha256(),
        "design": canonical_json(design),
        "non_response": request.non_response,
        "seed": seed,
        "algorithm": ALGORITHM if seed else "picked by the auditor",
    }
    items = drawn_items(frame, drawn)
    with audit.write() as db:
        event = audit.record("sample.drawn", f"sample:{uid}", {**row, "items": [item[1] for item in items]})
        kept = {**row, "actor": event.actor, "at": event.at}
        names, marks = ", ".join(kept), ", ".join(f":{name}" for name in kept)
        db.conn.execute(f"INSERT INTO cf_sample ({names}) VALUES ({marks})", kept)
        db.conn.executemany(
            "INSERT INTO cf_sample_item (sample_uid, place, entity, row_id, stratum, role, book_value) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((uid, *item) for item in items),
        )
    return find_sample(audit, request.name)


def drawn_items(frame: Frame, drawn: Sequence[Drawn]) -> list[tuple[int, str, int, str, str, int | None]]:
    """Place, key, row id, stratum, role and amount of each drawn unit, as the audit file keeps them."""
    return [
        (place, frame.keys[at], frame.rows[at], one.stratum, one.role, frame.books[at] if frame.books else None)
        for place, one in enumerate(drawn, start=1)
        for at in (one.at,)
    ]  # fmt: skip


def _frame_json(found: FrameRead, reconciled: Reconciled) -> dict[str, Any]:
    choice = found.choice
    return {
        "choice": {"record_type": choice.record_type, "where": list(choice.where), "strata": choice.strata,
                   "book": choice.book, "order": choice.order},
        "key": list(found.key), "imports": list(found.imports), "list_rows": found.list_rows,
        "outside": found.outside, "left_out": found.left_out, "below_zero": found.below_zero,
        "reconciled": {"how": reconciled.how, "words": reconciled.words},
    }  # fmt: skip


def list_samples(audit: Audit, *, withdrawn: bool = False) -> list[SampleRecord]:
    """The samples that count, in the order in which they were drawn; with `withdrawn`, the others too."""
    return _records(audit, "withdrawn <= ? ORDER BY at, name", int(withdrawn))


def find_sample(audit: Audit, name: str) -> SampleRecord:
    """The sample of that name; SampleError where there is none."""
    refuse_unwritable(name)
    found = _records(audit, "name = ?", name.strip())
    if not found:
        known = ", ".join(one.name for one in list_samples(audit)) or "none; draw one first"
        raise SampleError(f"There is no sample called {name!r}.", f"The samples are: {known}.")
    return found[0]


def withdraw_sample(audit: Audit, name: str, reason: str) -> SampleRecord:
    """Take a sample out, with a reason; it stays in the file and in the history."""
    refuse_unwritable(reason)
    record = find_sample(audit, name)
    if not reason.strip():
        raise SampleError("A sample is withdrawn only with a reason.", "Say why it should not count.")
    if record.withdrawn:
        raise SampleError("This sample was withdrawn before.", "Its reason stands in the history.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_sample SET withdrawn = 1 WHERE uid = ?", (record.uid,))
        audit.record("sample.withdrawn", f"sample:{record.uid}", {"name": name, "reason": reason.strip()})
    return find_sample(audit, name)


def _records(audit: Audit, where: str, given: Any) -> list[SampleRecord]:
    rows = audit.rows(f"{SAMPLES.format(audit='')} WHERE {where}", (given,))
    return [
        SampleRecord(
            **{
                **row,
                "frame": read_json(row["frame"]),
                "design": read_json(row["design"]),
                "withdrawn": bool(row["withdrawn"]),
            }
        )
        for row in rows
    ]
