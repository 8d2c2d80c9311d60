"""Which names are one agency: look-alikes are offered, a person decides, the decision can be taken back.

A name is written as `STATE|name`, or as the name alone where only one agency has it. Names that `values.fold` makes
equal are one agency by themselves; everything beyond that is decided here, with evidence, and stands in the history.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.auditfile.identity.register import entity_id
from crossfoot.auditfile.importing.imports import settle_rows
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import AuditFileError
from crossfoot.mapping.likeness import look_alikes
from crossfoot.values import fold

AGENCY, OFFICER = "agency", "officer"


@dataclass(frozen=True, slots=True)
class Alias:
    """One decision: `entity_a` and `entity_b` are one (`same`) or are two, by this evidence."""

    uid: str
    kind: str
    entity_a: str
    entity_b: str
    same: bool
    evidence: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that may be one, undecided: how much they are alike (0 to 1) and by what."""

    kind: str
    entity_a: str
    entity_b: str
    name_a: str
    name_b: str
    state: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency of the register, with the other names that a person confirmed to be it."""

    entity_id: str
    name: str
    state: str
    agency_id: str | None
    named_by: str
    aliases: tuple[str, ...]


def agencies(audit: Audit) -> list[AgencyLine]:
    """The register of agencies, by state and name."""
    others: dict[str, list[str]] = defaultdict(list)
    for group in _groups(audit, AGENCY).values():
        for member in group:
            others[member] = sorted(group - {member})
    rows = audit.rows(
        "SELECT entity_id, name, state, agency_id, record_type FROM cf_entity WHERE kind = 'agency' "
        "ORDER BY state, name_key"
    )
    return [
        AgencyLine(row["entity_id"], row["name"], row["state"], row["agency_id"], row["record_type"],
                   tuple(others.get(row["entity_id"], ())))
        for row in rows
    ]  # fmt: skip


def aliases(audit: Audit, kind: str | None = None) -> list[Alias]:
    """The decisions that stand, oldest first."""
    rows = audit.rows(
        "SELECT uid, kind, entity_a, entity_b, same, evidence, actor, at FROM cf_alias "
        "WHERE ? IS NULL OR kind = ? ORDER BY at, uid",
        (kind, kind),
    )
    return [Alias(**{**row, "same": bool(row["same"])}) for row in rows]


def candidates(audit: Audit) -> list[Candidate]:
    """Pairs of agency names of one state that are alike and not decided, the likeliest first.

    Looked at are the register and the names that rows bear and no list makes known. One name in two states is no pair.
    """
    by_state: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for identity, name in _names(audit).items():
        by_state[identity.partition("|")[0]].append((identity, name))
    one = _groups(audit, AGENCY)
    apart = {frozenset((a.entity_a, a.entity_b)) for a in aliases(audit, AGENCY) if not a.same}
    found = []
    stateless = by_state.pop("", [])
    blocks = list(by_state.items())
    if stateless:  # a row that does not say its state may mean an agency of any
        blocks.append(("", [*stateless, *(entry for names in by_state.values() for entry in names)]))
    for state, names in blocks:
        for i, j, likeness in look_alikes([name for _, name in names]):
            if not state and i >= len(stateless):
                continue
            (a, name_a), (b, name_b) = names[i], names[j]
            together = one.get(a, {a})
            if b in together or any(frozenset((x, y)) in apart for x in together for y in one.get(b, {b})):
                continue
            found.append(Candidate(AGENCY, a, b, name_a, name_b, state, likeness.score, likeness.reason))
    return sorted(found, key=lambda c: (-c.score, c.state, c.entity_a, c.entity_b))


def confirm_same(audit: Audit, a: str, b: str, evidence: str, *, kind: str = AGENCY) -> Alias:
    """Record that two names are one agency. Both then resolve to the one that was named first.

    AuditFileError without evidence, for names that no row bears, or where it contradicts a decision that stands.
    """
    return _decide(audit, kind, a, b, same=True, evidence=evidence)


def confirm_distinct(audit: Audit, a: str, b: str, evidence: str, *, kind: str = AGENCY) -> Alias:
    """Record that two names that look alike are two agencies, so that they are not offered again."""
    return _decide(audit, kind, a, b, same=False, evidence=evidence)


def withdraw_alias(audit: Audit, uid: str, reason: str) -> None:
    """Take a decision back, with a reason: the names are again what they were. The history keeps both."""
    if not reason.strip():
        raise AuditFileError("A decision is withdrawn only with a reason.", "Say why it no longer holds.")
    alias = next((one for one in aliases(audit) if one.uid == uid), None)
    if alias is None:
        raise AuditFileError(
            f"There is no decision {uid} about names.", "`crossfoot agencies AUDIT --decided` lists them."
        )
    with audit.write() as db:
        db.conn.execute("DELETE FROM cf_alias WHERE uid = ?", (uid,))
        _settle(audit, alias)
        audit.record(
            f"{alias.kind}.{'aliased' if alias.same else 'distinct'}.withdrawn",
            f"alias:{uid}",
            {**_body(alias), "reason": reason.strip()},
        )


def identity_of(audit: Audit, text: str) -> str:
    """The identity that a person means: `TX|Alpha SO`, `alpha so`; AuditFileError where it is none or several."""
    names = _names(audit)
    state, bar, name = text.partition("|")
    if bar:
        asked = entity_id(state.strip().upper(), name)
        found = [asked] if asked in names else []
    else:
        found = [identity for identity in names if identity.partition("|")[2] == fold(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise AuditFileError(
            f"Several agencies are called {text!r}: {', '.join(sorted(found))}.", "Write it as STATE|name."
        )
    raise AuditFileError(
        f"No row of this audit names an agency {text!r}.", "`crossfoot agencies AUDIT` lists the names."
    )


def _decide(audit: Audit, kind: str, a: str, b: str, *, same: bool, evidence: str) -> Alias:
    if not evidence.strip():
        raise AuditFileError(
            "Names are decided on only with evidence.",
            "Say what shows that they are one, or that they are two: a document, a letter, who said so.",
        )
    if kind == AGENCY:
        a, b = identity_of(audit, a), identity_of(audit, b)
    if a == b:
        raise AuditFileError(f"{a} is one name already.", "Name two different spellings.")
    _refuse_contradiction(audit, kind, a, b, same=same)
    alias = Alias(new_uid(), kind, a, b, same, evidence.strip(), audit.actor, now())
    with audit.write() as db:
        db.conn.execute(
            "INSERT INTO cf_alias (uid, kind, entity_a, entity_b, same, evidence, actor, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (alias.uid, kind, a, b, int(same), alias.evidence, alias.actor, alias.at),
        )
        _settle(audit, alias)
        audit.record(f"{kind}.{'aliased' if same else 'distinct'}", f"alias:{alias.uid}", _body(alias))
    return alias


def _settle(audit: Audit, alias: Alias) -> None:
    if alias.kind == AGENCY and alias.same:
        settle_rows(audit, set())


def _refuse_contradiction(audit: Audit, kind: str, a: str, b: str, *, same: bool) -> None:
    """Neither twice the same decision, nor one that follows from others to be wrong: A is B, B is C, A is not C."""
    groups = _groups(audit, kind)
    ours, theirs = groups.get(a, {a}), groups.get(b, {b})
    if b in ours:
        raise AuditFileError(
            f"{a} and {b} are confirmed to be one already.", "To say otherwise, withdraw that decision first."
        )
    for known in aliases(audit, kind):
        across = {known.entity_a, known.entity_b}
        if not known.same and across & ours and across & theirs and (same or across == {a, b}):
            raise AuditFileError(
                f"{known.entity_a} and {known.entity_b} are confirmed to be two, by {known.actor}: {known.evidence}",
                f"To say otherwise, withdraw that decision first: {known.uid}.",
            )


def _groups(audit: Audit, kind: str) -> dict[str, set[str]]:
    """Each name of a confirmed pair with all the names that are one with it."""
    groups: dict[str, set[str]] = {}
    for alias in aliases(audit, kind):
        if alias.same:
            joined = groups.get(alias.entity_a, {alias.entity_a}) | groups.get(
                alias.entity_b, {alias.entity_b}
            )
            for member in joined:
                groups[member] = joined
    return groups


def _names(audit: Audit) -> dict[str, str]:
    """Every agency name, by identity: the register, names merged into it, names that stay unresolved."""
    names = {
        row["entity_id"]: row["name"]
        for row in audit.rows("SELECT entity_id, name FROM cf_entity WHERE kind = 'agency' ORDER BY rowid")
    }
    for alias in aliases(audit, AGENCY):
        for identity in (alias.entity_a, alias.entity_b):
            names.setdefault(identity, identity.partition("|")[2])
    for record_type in audit.types.values():
        naming = record_type.agency
        if naming is None or not naming.name:
            continue
        state = quoted(naming.state) if naming.state else "''"
        for row in audit.rows(
            f"SELECT DISTINCT {state} AS state, {quoted(naming.name)} AS name FROM {quoted(record_type.name)} "
            "WHERE agency_ref IS NULL"
        ):
            if row["name"] and fold(row["name"]):
                names.setdefault(entity_id(row["state"] or "", row["name"]), row["name"].strip())
    return names


def _body(alias: Alias) -> dict[str, object]:
    return {"a": alias.entity_a, "b": alias.entity_b, "same": alias.same, "evidence": alias.evidence}
