"""The tables that hold imported rows, and the views that checks see; both are made from the pack's record types.

Rows of a record type lie in `cf_rows_<name>`. The view `<name>` shows those of current imports, in the pack's words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import chain

from crossfoot.auditfile.work_views import WORK_VIEWS
from crossfoot.mapping.model import Field, FieldClass, FieldType, RecordType

ROW_COLUMNS = ("row_id", "import_id", "row_no", "hidden", "agency_ref", "repeats")
"""Columns of every row table before its fields: `row_no` is Excel's row number, `hidden` 1 where Excel hides the row,
`agency_ref` the resolved agency (NULL: none named, or unresolved), `repeats` the row_id of the first row with the
same natural key (NULL for the first)."""

_SQL_TYPES: dict[FieldType, str] = {
    "text": "TEXT",
    "link": "TEXT",
    "date": "TEXT",
    "timestamp": "TEXT",
    "code": "TEXT",
    "integer": "INTEGER",
    "money": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
}


_WHOLE = "cf_whole_"
RAW_TEXT = "cf_raw_text"
"""The view of stored texts that the typed value does not give back: `cf_raw_cell`, and the cells that are spelled as
`cf_spelling` says for their column and value."""


def rows_table(record_type: str) -> str:
    """The name of the table that holds the rows of a record type."""
    return f"cf_rows_{record_type}"


RESTRICTED: frozenset[FieldClass] = frozenset({"sensitive_personal", "law_enforcement", "third_person"})
"""The classes of fields whose values lie in a table of their own."""


def restricted_table(record_type: str) -> str:
    """The name of the table that holds the restricted fields of the rows of a record type, by `row_id`."""
    return f"cf_restricted_{record_type}"


def restricted_fields(record_type: RecordType) -> tuple[Field, ...]:
    """The fields that lie in the restricted table.

    Not those by which rows are found, whatever their class: keys, references and what checks join on have to stand with
    the row, or each join would look into two tables.
    """
    found_by = {
        *record_type.key,
        *record_type.natural_key,
        *(reference.field for reference in record_type.references),
        *chain.from_iterable(record_type.joins),
    }
    return tuple(
        field
        for field in record_type.fields
        if field.field_class in RESTRICTED and field.name not in found_by
    )


KEPT_CELLS = "cf_restricted_cell"
"""The table of the cells of columns that fill no field. Nobody said yet what they hold, so they are restricted; the
stored texts of columns that fill a field lie in `cf_raw_cell`, in the same shape."""


def field_table(record_type: RecordType, field: str) -> str:
    """The name of the table that holds a field of the rows."""
    restricted = field in {one.name for one in restricted_fields(record_type)}
    return (restricted_table if restricted else rows_table)(record_type.name)


def holds_rows(table: str) -> bool:
    """Whether a table of the audit file holds fields of imported rows, restricted or not."""
    return table.startswith(("cf_rows_", "cf_restricted_"))


def whole_rows(record_type: RecordType) -> str:
    """Where the rows of a record type are read from with all their fields: their table, quoted, or a view over it and
    the restricted one. Nothing is written through it."""
    name = rows_table(record_type.name)
    return quoted(f"{_WHOLE}{record_type.name}" if restricted_fields(record_type) else name)


def quoted(name: str) -> str:
    """An SQL identifier, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def lay_record_tables(connection: sqlite3.Connection, types: dict[str, RecordType]) -> None:
    """Create what is missing for the record types: tables, new columns, indexes; and make all views anew."""
    for name in _present_views(connection):  # first: a column that a view names cannot be taken away
        connection.execute(f"DROP VIEW {quoted(name)}")
    for record_type in types.values():
        _lay_table(connection, record_type)
    _lay_kept_cells(connection)
    for statement in _views(types):
        connection.execute(statement)


def fits_record_types(connection: sqlite3.Connection, types: dict[str, RecordType]) -> bool:
    """Whether the file's tables and views are those of these record types; a pack that grew needs them laid anew."""
    for record_type in types.values():
        restricted = {field.name for field in restricted_fields(record_type)}
        others = {field.name for field in record_type.fields} - restricted
        open_ones = _columns(connection, rows_table(record_type.name))
        kept_apart = _columns(connection, restricted_table(record_type.name))
        if (
            not (others <= open_ones and restricted <= kept_apart)
            or restricted & open_ones
            or others & kept_apart
        ):
            return False
    if not _columns(connection, KEPT_CELLS):
        return False
    return sorted(_present_views(connection).values()) == sorted(
        statement.strip() for statement in _views(types)
    )


def _present_views(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    return {
        name: sql
        for name, sql in rows
        if not name.startswith("cf_") or name == RAW_TEXT or name.startswith(_WHOLE)
    }


def _views(types: dict[str, RecordType]) -> list[str]:
    views = [
        _current_rows_view(record_type) for record_type in types.values() if record_type.name != "agencies"
    ]
    if "agencies" in types:
        views.append(_agencies_view(types["agencies"]))
    if {"officers", "agreements"} <= set(types):
        views.append(_AUTHORITY_VIEW.strip())
    whole = [
        _whole_rows_view(record_type) for record_type in types.values() if restricted_fields(record_type)
    ]
    listed = [*_catalogue_views(types), *_version_views(types), *WORK_VIEWS]
    return [*whole, *views, *listed, _raw_text_view(types)]


def _lay_table(connection: sqlite3.Connection, record_type: RecordType) -> None:
    table = rows_table(record_type.name)
    restricted = restricted_fields(record_type)
    others = [field for field in record_type.fields if field not in restricted]
    fields = "".join(f", {_declared(field)}" for field in others)
    connection.execute(  # all fields at once: SQLite reads its whole schema anew for each column that is added
        f"CREATE TABLE IF NOT EXISTS {quoted(table)} (row_id INTEGER PRIMARY KEY, "
        "import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL, hidden INTEGER NOT NULL, "
        f"agency_ref TEXT, repeats INTEGER{fields}) STRICT"
    )
    _add_columns(connection, table, others)
    apart = restricted_table(record_type.name)
    if restricted:
        listed = ", ".join(map(_declared, restricted))
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {quoted(apart)} (row_id INTEGER PRIMARY KEY, {listed}) STRICT"
        )
        _add_columns(connection, apart, restricted)
    _move_columns(connection, table, apart, restricted)
    _move_columns(connection, apart, table, others)
    name = quoted(f"{table}_by_import_id_row_no")
    connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {quoted(table)} (import_id, row_no)")


def _lay_kept_cells(connection: sqlite3.Connection) -> None:
    """Make the table of the cells of kept columns; in an earlier audit file they lay among the other stored texts."""
    if _columns(connection, KEPT_CELLS):
        return
    connection.execute(
        f"CREATE TABLE {KEPT_CELLS} (import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL, "
        "ref TEXT NOT NULL, raw TEXT NOT NULL, cell_type TEXT NOT NULL, link TEXT, raw_cell_id INTEGER PRIMARY KEY) "
        "STRICT"
    )
    connection.execute(f"CREATE INDEX cf_restricted_cell_by_row ON {KEPT_CELLS} (import_id, row_no)")
    columns = "import_id, row_no, ref, raw, cell_type, link, raw_cell_id"
    of_kept = (
        "WHERE EXISTS (SELECT 1 FROM cf_import_column k WHERE k.import_id = cf_raw_cell.import_id "
        "AND k.treatment = 'kept' AND k.letter = rtrim(cf_raw_cell.ref, '0123456789'))"
    )
    connection.execute(f"INSERT INTO {KEPT_CELLS} ({columns}) SELECT {columns} FROM cf_raw_cell {of_kept}")
    connection.execute(f"DELETE FROM cf_raw_cell {of_kept}")


def _declared(field: Field) -> str:
    return f"{quoted(field.name)} {_SQL_TYPES[field.type]}"


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")}


def _add_columns(connection: sqlite3.Connection, table: str, fields: Iterable[Field]) -> None:
    present = _columns(connection, table)
    for field in fields:
        if field.name not in present:
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {_declared(field)}")


def _move_columns(connection: sqlite3.Connection, source: str, target: str, fields: Iterable[Field]) -> None:
    """Bring fields whose class changed, or that an earlier version kept elsewhere, with their values to where they
    belong now."""
    present = _columns(connection, source)
    names = [quoted(field.name) for field in fields if field.name in present]
    if not names:
        return
    listed, anew = ", ".join(names), ", ".join(f"{name} = excluded.{name}" for name in names)
    filled = " OR ".join(f"{name} IS NOT NULL" for name in names)
    if "import_id" in present:
        connection.execute(
            f"INSERT INTO {quoted(target)} (row_id, {listed}) SELECT row_id, {listed} FROM {quoted(source)} "
            f"WHERE {filled} ON CONFLICT (row_id) DO UPDATE SET {anew}"
        )
    else:
        told = ", ".join(f"{name} = s.{name}" for name in names)
        connection.execute(
            f"UPDATE {quoted(target)} AS t SET {told} FROM {quoted(source)} s WHERE s.row_id = t.row_id"
        )
    for name in names:
        connection.execute(f"ALTER TABLE {quoted(source)} DROP COLUMN {name}")


def lay_join_indexes(connection: sqlite3.Connection, types: dict[str, RecordType]) -> None:
    """Index the columns that checks join on, in one transaction; what is there already is left alone.

    They are laid when checks run and not when rows are loaded: an index costs half as much on a table that is full.
    """
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    missing = [
        (name, table, fields)
        for record_type in types.values()
        for table in (rows_table(record_type.name),)
        for fields in join_fields(record_type)
        if (name := _join_index(record_type, fields)) not in present
    ]
    if not missing:
        return
    connection.execute("BEGIN IMMEDIATE")
    for name, table, fields in missing:
        listed = ", ".join(map(quoted, fields))
        connection.execute(f"CREATE INDEX {quoted(name)} ON {quoted(table)} ({listed})")
    connection.execute("COMMIT")


def drop_join_indexes(connection: sqlite3.Connection, record_type: RecordType) -> None:
    """Take them away before many rows are loaded, inside the caller's transaction."""
    for fields in join_fields(record_type):
        connection.execute(f"DROP INDEX IF EXISTS {quoted(_join_index(record_type, fields))}")


def _join_index(record_type: RecordType, fields: tuple[str, ...]) -> str:
    return f"{rows_table(record_type.name)}_by_{'_'.join(fields)}"


def join_fields(record_type: RecordType) -> list[tuple[str, ...]]:
    """The columns that checks join on: the agency, keys, references. Without an index a check would never end.

    The groups that a record type names hold `repeats` and `import_id` too: then the rows themselves need not be read.
    """
    wide = [(*group, "repeats", "import_id") for group in record_type.joins]
    single = ["agency_ref"] if record_type.agency else []
    single += [*record_type.key, *(reference.field for reference in record_type.references)]
    covered = {group[0] for group in wide}
    return [*wide, *((name,) for name in dict.fromkeys(single) if name not in covered)]


def _field_list(record_type: RecordType) -> str:
    """The fields of `r`, the row, and `x`, what is restricted of it."""
    restricted = restricted_fields(record_type)
    return "".join(
        f", {'x' if field in restricted else 'r'}.{quoted(field.name)}" for field in record_type.fields
    )


def _with_restricted(record_type: RecordType) -> str:
    """A LEFT JOIN by primary key: SQLite leaves it out where no restricted column is asked for."""
    if not restricted_fields(record_type):
        return ""
    return f" LEFT JOIN {quoted(restricted_table(record_type.name))} x ON x.row_id = r.row_id"


def _whole_rows_view(record_type: RecordType) -> str:
    columns = ", ".join(f"r.{name}" for name in ROW_COLUMNS)
    return (
        f"CREATE VIEW {quoted(_WHOLE + record_type.name)} AS SELECT {columns}{_field_list(record_type)} "
        f"FROM {quoted(rows_table(record_type.name))} r{_with_restricted(record_type)}"
    )


def _current_rows_view(record_type: RecordType) -> str:
    columns = ", ".join(f"r.{name}" for name in ROW_COLUMNS)
    return (
        f"CREATE VIEW {quoted(record_type.name)} AS SELECT {columns}{_field_list(record_type)} "
        f"FROM {quoted(rows_table(record_type.name))} r JOIN cf_import i ON i.import_id = r.import_id"
        f"{_with_restricted(record_type)} WHERE i.state = 'current'"
    )


def _raw_text_view(types: dict[str, RecordType]) -> str:
    """A correction changes the typed value and not the stored text: the value before it tells the spelling."""
    parts = ["SELECT import_id, row_no, ref, raw, cell_type, link FROM cf_raw_cell"]
    for record_type in types.values():
        table = whole_rows(record_type)
        for field in record_type.fields:
            if field.type not in ("code", "boolean"):
                continue
            # `before` is JSON of a code or of 0 and 1; SQLite's own JSON functions are not let into a view
            value = f"CASE WHEN o.field IS NULL THEN CAST(t.{quoted(field.name)} AS TEXT) ELSE trim(o.before, '\"') END"
            parts.append(
                f"SELECT t.import_id, t.row_no, s.letter || t.row_no, s.raw, s.cell_type, NULL FROM {table} t "
                "LEFT JOIN cf_override_cell o ON o.import_id = t.import_id AND o.row_no = t.row_no "
                f"AND o.field = '{field.name}' JOIN cf_spelling s ON s.import_id = t.import_id "
                f"AND s.field = '{field.name}' AND s.value = {value} WHERE NOT EXISTS (SELECT 1 FROM cf_raw_cell c "
                "WHERE c.import_id = t.import_id AND c.row_no = t.row_no AND c.ref = s.letter || t.row_no)"
            )
    return f"CREATE VIEW {RAW_TEXT} AS " + " UNION ALL ".join(parts)


def _agencies_view(agencies: RecordType) -> str:
    """The register: one row per agency named anywhere, with what an agencies list says of it where there is one."""
    told = {"name": "e.name", "state": "e.state", "agency_id": "coalesce(r.agency_id, e.agency_id)"}
    fields = "".join(
        f", {told.get(field.name, 'r.' + quoted(field.name))} AS {quoted(field.name)}"
        for field in agencies.fields
    )
    return (
        "CREATE VIEW agencies AS SELECT e.row_id, e.import_id, e.row_no, 0 AS hidden, e.entity_id AS agency_ref, "
        f"NULL AS repeats, e.record_type AS named_by{fields} FROM cf_entity e "
        f"LEFT JOIN {quoted(rows_table('agencies'))} r ON r.row_id = "
        f"(SELECT min(x.row_id) FROM {quoted(rows_table('agencies'))} x JOIN cf_import i ON i.import_id = x.import_id "
        "WHERE x.agency_ref = e.entity_id AND i.state = 'current') WHERE e.kind = 'agency'"
    )


# Who is authorized on a date d: from_on <= d AND (until_on IS NULL OR d < until_on). Expiring on d is still authorized
# on d, so an expiry ends the authority on the day after. A suspension, of the officer or of the agreement, is a state
# of its own and not an end: suspended on d where suspended_from <= d AND (suspended_to IS NULL OR d < suspended_to).
# Source of the definition: audit-practice.md section 3 and settled.md section 2 of the design.
#
# Authority given anew (reauthorized_on) answers the ends before it: the authority goes on, and the days between are
# shown as suspended. It answers an expiry too that lies within two years of the authorization, the first term: a list
# that tells a renewal does not always tell the new expiry. An officer works under the agency's agreements of his model
# (a hybrid one covers jail and task force officers), and under all of them where none is of his model. They end when
# the last of them ends; those that ended last, or did not, must all be suspended. Where a suspension of the officer and
# one of the agreement lie apart, suspended_from and suspended_to are the officer's; the agreement's stand beside them.
_AUTHORITY_VIEW = """
CREATE VIEW authority AS
WITH listed AS (
  SELECT g.agency_ref, g.model, g.terminated_on, g.suspended_from, g.suspended_to, o.model AS of_model,
         ifnull(g.model = o.model OR (g.model = 'Hybrid' AND o.model IN ('JEM', 'TFM')), 0) AS fits
  FROM agreements g CROSS JOIN (SELECT DISTINCT ifnull(model, '') AS model FROM officers) o
  WHERE g.agency_ref IS NOT NULL AND g.repeats IS NULL
), covering AS (
  SELECT *, max(fits) OVER (PARTITION BY agency_ref, of_model) AS any_fits FROM listed
), lasting AS (
  SELECT *, ifnull(terminated_on, 'never')
    = max(ifnull(terminated_on, 'never')) OVER (PARTITION BY agency_ref, of_model) AS lasts
  FROM covering WHERE fits = any_fits
), agreement AS (
  SELECT agency_ref, of_model, CASE WHEN min(model) = max(model) THEN min(model) END AS only_model,
         CASE WHEN count(*) = count(terminated_on) THEN max(terminated_on) END AS terminated_on,
         CASE WHEN sum(lasts) = sum(lasts AND suspended_from IS NOT NULL)
              THEN max(CASE WHEN lasts THEN suspended_from END) END AS suspended_from,
         min(CASE WHEN lasts THEN suspended_to END) AS suspended_to
  FROM lasting GROUP BY agency_ref, of_model
), agency AS (
  SELECT agency_ref, of_model, only_model, terminated_on,
         CASE WHEN suspended_to <= suspended_from THEN NULL ELSE suspended_from END AS suspended_from,
         CASE WHEN suspended_from < suspended_to THEN suspended_to END AS suspended_to
  FROM agreement
), officer AS (
  SELECT o.row_id, o.officer_id, o.agency_ref, o.repeats, o.authorized_on, o.suspended_on, o.revoked_on, o.separated_on,
         date(o.authority_expires_on, '+1 day') AS after_expiry,
         CASE WHEN o.authority_expires_on IS NOT NULL AND o.reauthorized_on IS NOT NULL
              THEN o.authority_expires_on <= date(o.authorized_on, '+24 months') END AS first_term,
         CASE WHEN o.reauthorized_on > o.authorized_on THEN o.reauthorized_on END AS anew_on,
         ifnull(o.model, a.only_model) AS model, a.terminated_on,
         a.suspended_from AS agreement_from, a.suspended_to AS agreement_to
  FROM officers o LEFT JOIN agency a ON a.agency_ref = o.agency_ref AND a.of_model = ifnull(o.model, '')
  WHERE o.authorized_on IS NOT NULL
), answered AS (
  SELECT *,
    CASE WHEN anew_on IS NULL OR anew_on < revoked_on THEN revoked_on END AS revoked_last,
    CASE WHEN anew_on IS NULL OR anew_on < separated_on THEN separated_on END AS separated_last,
    CASE WHEN anew_on >= after_expiry OR (first_term AND anew_on IS NOT NULL) THEN NULL ELSE after_expiry END
      AS expired_last,
    CASE WHEN anew_on IS NULL THEN 'never' ELSE min(
        CASE WHEN revoked_on < anew_on THEN revoked_on ELSE 'never' END,
        CASE WHEN separated_on < anew_on THEN separated_on ELSE 'never' END,
        CASE WHEN after_expiry < anew_on THEN after_expiry ELSE 'never' END,
        CASE WHEN suspended_on < anew_on THEN suspended_on ELSE 'never' END) END AS away_from
  FROM officer
), states AS (
  SELECT *,
    CASE WHEN coalesce(revoked_last, separated_last, expired_last, terminated_on) IS NOT NULL
         THEN min(ifnull(revoked_last, 'never'), ifnull(separated_last, 'never'), ifnull(expired_last, 'never'),
                  ifnull(terminated_on, 'never')) END AS until_on,
    CASE WHEN away_from = 'never' OR suspended_on >= anew_on THEN suspended_on ELSE away_from END AS own_from,
    CASE WHEN away_from = 'never' OR suspended_on >= anew_on THEN NULL ELSE anew_on END AS own_to
  FROM answered
), together AS (
  SELECT *, own_from <= ifnull(agreement_to, 'never') AND agreement_from <= ifnull(own_to, 'never') AS meet FROM states
)
SELECT row_id AS officer_row, officer_id, agency_ref, repeats, model, authorized_on AS from_on, until_on,
       CASE until_on WHEN revoked_last THEN 'revoked' WHEN separated_last THEN 'separated'
                     WHEN expired_last THEN 'expired' WHEN terminated_on THEN 'agreement terminated' END
         AS until_reason,
       CASE WHEN own_from IS NULL THEN agreement_from WHEN meet THEN min(own_from, agreement_from) ELSE own_from END
         AS suspended_from,
       CASE WHEN own_from IS NULL THEN agreement_to
            WHEN meet THEN nullif(max(ifnull(own_to, 'never'), ifnull(agreement_to, 'never')), 'never')
            ELSE own_to END AS suspended_to,
       terminated_on AS agreement_terminated_on, agreement_from AS agreement_suspended_from,
       agreement_to AS agreement_suspended_to
FROM together
"""


def _misfits_of(name: str) -> str:
    """The misfits of one record type with their rows; a join of all types at once would lay out every row first."""
    return (
        f"SELECT i.record_type, m.import_id, p.row_id, m.row_no, m.ref, m.field, m.raw, m.cell_type, m.reason, "
        "m.suggestion, c.override_uid IS NOT NULL AS overridden FROM cf_import i "
        "JOIN cf_misfit m ON m.import_id = i.import_id LEFT JOIN cf_override_cell c ON c.import_id = m.import_id "
        "AND c.row_no = m.row_no AND c.field = m.field AND c.ref = m.ref "
        f"LEFT JOIN {quoted(rows_table(name))} p ON p.import_id = m.import_id AND p.row_no = m.row_no "
        f"WHERE i.state = 'current' AND i.record_type = '{name}'"
    )


def _earlier_rows_view(record_type: RecordType) -> str:
    columns = ", ".join(f"r.{name}" for name in ROW_COLUMNS)
    return (
        f"CREATE VIEW {quoted('earlier_' + record_type.name)} AS SELECT {columns}{_field_list(record_type)} "
        f"FROM {quoted(rows_table(record_type.name))} r JOIN cf_import i ON i.import_id = r.import_id"
        f"{_with_restricted(record_type)} WHERE i.state = 'superseded'"
    )


def _version_views(types: dict[str, RecordType]) -> list[str]:
    """Views of what came before the current lists and of what was said of them, for checks of data reliability.

    `earlier_NAME`: the rows of superseded versions. `list_versions`: each version of a list, how many versions back.
    `earlier_columns`: their fields. `hazard_catalogue`: what may mislead in the current lists. `stated_totals`: the
    control totals in force, with the current import of their list.
    """
    return [
        *(_earlier_rows_view(kind) for kind in types.values() if kind.name != "agencies"),
        "CREATE VIEW list_versions AS SELECT i.record_type, i.import_id, l.name AS list, i.sheet, i.rows, i.state, "
        "s.name AS file, row_number() OVER (PARTITION BY i.list_id ORDER BY i.state = 'current' DESC, "
        "i.import_id DESC) - 1 AS versions_back FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "JOIN cf_source s ON s.source_id = i.source_id WHERE i.state <> 'withdrawn'",
        "CREATE VIEW earlier_columns AS SELECT c.import_id, c.field FROM cf_import_column c "
        "JOIN cf_import i ON i.import_id = c.import_id WHERE i.state = 'superseded' AND c.field IS NOT NULL",
        "CREATE VIEW hazard_catalogue AS SELECT i.record_type, l.name AS list, h.import_id, h.code, h.place, h.count, "
        "h.message FROM cf_hazard h JOIN cf_import i ON i.import_id = h.import_id "
        "JOIN cf_list l ON l.list_id = i.list_id WHERE i.state = 'current'",
        "CREATE VIEW stated_totals AS SELECT l.record_type, l.name AS list, t.uid, t.measure, t.field, t.expected, "
        "t.source, i.import_id FROM cf_control_total t JOIN cf_list l ON l.list_id = t.list_id "
        "LEFT JOIN cf_import i ON i.list_id = t.list_id AND i.state = 'current' WHERE t.withdrawn = 0",
    ]


def _catalogue_views(types: dict[str, RecordType]) -> list[str]:
    """Views that describe the lists themselves, for checks of data reliability."""
    rows = " UNION ALL ".join(
        f"SELECT '{name}' AS record_type, import_id, row_no, row_id FROM {quoted(rows_table(name))}"
        for name in types
    )
    misfits = " UNION ALL ".join(_misfits_of(name) for name in types)
    filled = " UNION ALL ".join(
        f"SELECT {i} AS place, '{t.name}' AS record_type, '{f.name}' AS field, '{f.type}' AS type, "
        f"{int(f.required)} AS required, '{t.title}' AS title"
        for i, (t, f) in enumerate((t, f) for t in types.values() for f in t.fields)
    )
    return [
        "CREATE VIEW list_catalogue AS SELECT i.record_type, i.import_id, l.name AS list, i.sheet, i.rows, i.cells, "
        "i.typed, i.misfits, i.kept, i.ignored, i.hidden_rows, i.header_row, i.first_row, i.last_row, s.name AS file, "
        "s.sha256 FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id "
        "JOIN cf_source s ON s.source_id = i.source_id WHERE i.state = 'current'",
        f"CREATE VIEW row_places AS {rows}",
        f"CREATE VIEW misfit_cells AS {misfits}",
        "CREATE VIEW mapped_columns AS SELECT i.record_type, c.import_id, c.letter, c.header, c.field, c.treatment, "
        "c.kind, c.confidence FROM cf_import_column c JOIN cf_import i ON i.import_id = c.import_id "
        "WHERE i.state = 'current'",
        f"CREATE VIEW field_catalogue AS SELECT f.place, f.record_type, f.title, f.field, f.type, f.required, "
        "EXISTS (SELECT 1 FROM mapped_columns c WHERE c.record_type = f.record_type AND c.field = f.field) AS mapped, "
        "EXISTS (SELECT 1 FROM list_catalogue l WHERE l.record_type = f.record_type) AS loaded "
        f"FROM ({filled}) f",
    ]
