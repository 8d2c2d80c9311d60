"""The views over imported rows that checks see, made from the pack's record types."""

from __future__ import annotations

from crossfoot.auditfile.authority_view import AUTHORITY_VIEW
from crossfoot.auditfile.record_names import (
    RAW_TEXT,
    ROW_COLUMNS,
    WHOLE,
    quoted,
    restricted_fields,
    restricted_table,
    rows_table,
    whole_rows,
)
from crossfoot.auditfile.work_views import WORK_VIEWS
from crossfoot.mapping.model import RecordType


def record_views(types: dict[str, RecordType]) -> list[str]:
    """The statements that make all views, in the order in which they are made."""
    views = [
        _current_rows_view(record_type) for record_type in types.values() if record_type.name != "agencies"
    ]
    if "agencies" in types:
        views.append(_agencies_view(types["agencies"]))
    if {"officers", "agreements"} <= set(types):
        views.append(AUTHORITY_VIEW.strip())
    whole = [
        _whole_rows_view(record_type) for record_type in types.values() if restricted_fields(record_type)
    ]
    listed = [*_catalogue_views(types), *_version_views(types), *WORK_VIEWS]
    return [*whole, *views, *listed, _raw_text_view(types)]


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
        f"CREATE VIEW {quoted(WHOLE + record_type.name)} AS SELECT {columns}{_field_list(record_type)} "
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
