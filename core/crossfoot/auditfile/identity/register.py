"""The register of agencies, and which agency each row names.

An agency is one per state and folded name; names that a person confirmed to be one agency are one. A row's agency
resolves by its id, else by state and folded name, else by the folded name alone where only one agency has it; else it
stays unresolved (an orphan that `dr-key-integrity` lists). Rule: settled.md section 4 of the design.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from crossfoot.auditfile.record_names import (
    quoted,
    rows_table,
)
from crossfoot.mapping.model import RecordType
from crossfoot.values import fold

REGISTERING = ("agencies", "agreements", "applications")
"""Record types whose rows make an agency known, in the order in which the first mention is looked for."""
_REINDEX_FROM = 50_000
"""From so many rows on, where most of them change, the index on the agency is made anew instead of kept row by row."""


def entity_id(state: str, name: str) -> str:
    """The stable identity of an agency: `TX|wharton county sheriff's office`."""
    return f"{state}|{fold(name)}"


@dataclass(slots=True)
class Register:
    """The agencies that rows made known, in the order of their first mention.

    `same` holds the pairs of identities that a person confirmed to be one agency; the one that was named first stands
    for all of them.
    """

    same: Collection[tuple[str, str]] = ()
    known: dict[str, int] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _stands_for: dict[str, str] | None = None

    def add(self, identity: str, agency_id: str | None) -> bool:
        """Take in one mention; True where the identity was not known before."""
        new = identity not in self.known
        if new:
            self.known[identity] = len(self.known)
            self._by_name[identity.partition("|")[2]].add(identity)
            self._stands_for = None
        if agency_id:
            self._by_id.setdefault(fold(agency_id), identity)
        return new

    def agency(self, identity: str) -> str:
        """The identity of the agency that `identity` is: itself, or the one that stands for it."""
        if self._stands_for is None:
            self._stands_for = self._representatives()
        return self._stands_for.get(identity, identity)

    def resolve(self, agency_id: str | None, state: str | None, name: str | None) -> str | None:
        """The agency that a row names, or None."""
        if agency_id and fold(agency_id) in self._by_id:
            return self.agency(self._by_id[fold(agency_id)])
        if not name:
            return None
        named = self.agency(entity_id(state or "", name))
        if named in self.known and (state or named != entity_id("", name)):
            return named
        found = {self.agency(identity) for identity in self._by_name.get(fold(name), ())}
        return next(iter(found)) if len(found) == 1 and not state else None

    def _representatives(self) -> dict[str, str]:
        groups: dict[str, set[str]] = {}
        for a, b in self.same:
            joined = groups.get(a, {a}) | groups.get(b, {b})
            for member in joined:
                groups[member] = joined
        late = len(self.known)
        return {
            member: min(group, key=lambda one: (self.known.get(one, late), one))
            for member, group in groups.items()
        }


def confirmed_same(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The pairs of agencies that a person confirmed to be one."""
    return connection.execute(
        "SELECT entity_a, entity_b FROM cf_alias WHERE kind = 'agency' AND same = 1 ORDER BY at, uid"
    ).fetchall()


def rebuild_register(connection: sqlite3.Connection, types: dict[str, RecordType]) -> int:
    """Make the register anew from current rows and resolve every current row; returns how many agencies there are.

    Runs inside the caller's transaction. Derived data: the same rows and confirmed pairs give the same register.
    """
    connection.execute("DELETE FROM cf_entity WHERE kind = 'agency'")
    register = Register(confirmed_same(connection))
    mentions: list[tuple[str, tuple[object, ...]]] = []
    for name in REGISTERING:
        if name in types:
            mentions += _first_mentions(connection, types[name], register)
    connection.executemany(
        "INSERT INTO cf_entity VALUES (?, 'agency', ?, ?, ?, ?, ?, ?, ?, ?)",
        ((identity, *facts) for identity, facts in mentions if register.agency(identity) == identity),
    )
    for record_type in types.values():
        if record_type.agency is not None:
            _resolve_rows(connection, record_type, register)
    return sum(register.agency(identity) == identity for identity in register.known)


def naming_columns(record_type: RecordType) -> tuple[str, str, str]:
    """The columns by which a row names its agency, as SQL: id, state, name; NULL where there is none."""
    naming = record_type.agency
    assert naming is not None
    return tuple(quoted(f) if f else "NULL" for f in (naming.id, naming.state, naming.name))  # type: ignore[return-value]


def _current(record_type: RecordType) -> str:
    return (
        f"{quoted(rows_table(record_type.name))} AS r WHERE r.import_id IN "
        "(SELECT import_id FROM cf_import WHERE state = 'current')"
    )


def _first_mentions(
    connection: sqlite3.Connection, record_type: RecordType, register: Register
) -> Iterable[tuple[str, tuple[object, ...]]]:
    """Take the rows' agencies into the register; yields each new one with what `cf_entity` holds of it."""
    id_column, state, name = naming_columns(record_type)
    rows = connection.execute(
        f"SELECT min(row_id), import_id, row_no, {id_column}, {state}, {name} FROM {_current(record_type)} "
        f"AND {name} IS NOT NULL GROUP BY import_id, {id_column}, {state}, {name} ORDER BY 1"
    ).fetchall()
    for row_id, import_id, row_no, agency_id, row_state, row_name in rows:
        key = fold(row_name)
        if not key:
            continue
        state_code = row_state or ""
        identity = f"{state_code}|{key}"
        if register.add(identity, agency_id):
            place = (record_type.name, row_id, import_id, row_no)
            yield identity, (row_name.strip(), state_code, key, agency_id, *place)


def _many_rows(connection: sqlite3.Connection, record_type: RecordType) -> bool:
    (rows,) = connection.execute(
        "SELECT ifnull(sum(rows), 0) FROM cf_import WHERE state = 'current' AND record_type = ?",
        (record_type.name,),
    ).fetchone()
    return int(rows) >= _REINDEX_FROM


def _resolve_rows(connection: sqlite3.Connection, record_type: RecordType, register: Register) -> None:
    """Set `agency_ref` where it is not yet what it should be, through the distinct namings, of which there are few."""
    columns = naming_columns(record_type)
    found = connection.execute(
        f"SELECT DISTINCT {', '.join(columns)}, agency_ref FROM {_current(record_type)}"
    ).fetchall()
    wanted = {naming[:3]: register.resolve(*naming[:3]) for naming in found}
    late = [naming for naming in found if wanted[naming[:3]] != naming[3]]
    if not late:
        return
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS naming (a, s, n, ref, PRIMARY KEY (a, s, n))")
    connection.execute("DELETE FROM naming")
    connection.executemany(
        "INSERT OR IGNORE INTO naming VALUES (ifnull(?, ''), ifnull(?, ''), ifnull(?, ''), ?)",
        ((*naming[:3], wanted[naming[:3]]) for naming in late),
    )
    table = quoted(rows_table(record_type.name))
    index = quoted(f"{rows_table(record_type.name)}_by_agency_ref")
    anew = 2 * len(late) > len(found) and _many_rows(connection, record_type)
    if anew:
        connection.execute(f"DROP INDEX IF EXISTS {index}")
    a, s, n = (f"ifnull(r.{column}, '')" if column != "NULL" else "''" for column in columns)
    connection.execute(
        f"UPDATE {table} AS r SET agency_ref = named.ref FROM naming AS named "
        f"WHERE named.a = {a} AND named.s = {s} AND named.n = {n} AND r.agency_ref IS NOT named.ref "
        "AND r.import_id IN (SELECT import_id FROM cf_import WHERE state = 'current')"
    )
    if anew:
        connection.execute(f"CREATE INDEX {index} ON {table} (agency_ref)")
