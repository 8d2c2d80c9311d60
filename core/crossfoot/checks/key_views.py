"""Which rows repeat another, and which name what is not there.

`list_rules`: each rule on keys and references that a loaded list can be tested by, with the fields that it needs.
`repeated_rows`: each row that repeats the key of an earlier one, and whether all their mapped fields are the same.
`identical_rows`: rows of lists without a key that are the same in all mapped fields, with the first of them.
`orphan_references`: each row that names a row of another loaded list which is not there.
`course_dates`: completions of a course that was not yet in effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossfoot.auditfile.identity.register import REGISTERING
from crossfoot.checks.loaded_lists import LoadedList, LoadedLists, column, key_text, quoted_text
from crossfoot.mapping.model import Reference


def _keyed(one: LoadedList) -> bool:
    return bool(one.kind.natural_key or one.kind.key)


def _rules(lists: LoadedLists) -> Iterator[tuple[LoadedList, str]]:
    for one in lists.lists:
        yield one, "keys" if _keyed(one) else "identical rows"
        yield from ((one, reference.field) for reference in _references(lists, one))
        if _agency_value(lists, one):
            yield one, "agency"
        if one.kind.name == "officers" and {"last_name", "first_name"} <= {f.name for f in one.fields}:
            yield one, "names"
        if _course_dates_of(lists, one):
            yield one, "course dates"


def _list_rules(lists: LoadedLists) -> list[str]:
    return [
        f"SELECT {one.head}, {quoted_text(one.name)} AS list, '{rule}' AS rule" for one, rule in _rules(lists)
    ]


def _repeated_rows(lists: LoadedLists) -> list[str]:
    return [
        f"SELECT {one.head}, t.row_id, t.row_no, t.repeats, b.row_no AS first_row_no, {_same(one)} AS identical, "
        f"{key_text(one.kind)} AS key_text FROM {one.kind.name} t CROSS JOIN {one.kind.name} b ON b.row_id = t.repeats "
        f"WHERE t.repeats IS NOT NULL AND {one.only}"
        for one in lists.lists
        if _keyed(one)
    ]


def _same(one: LoadedList) -> str:
    return " AND ".join(f"{column(f.name)} IS {column(f.name, 'b')}" for f in one.fields)


def _identical_rows(lists: LoadedLists) -> list[str]:
    return [_identical_of(one) for one in lists.lists if not _keyed(one)]


def _identical_of(one: LoadedList) -> str:
    group = ", ".join(column(f.name) for f in one.fields)
    shown = " || ' | ' || ".join(f"ifnull({column(f.name)}, '')" for f in one.fields[:4])
    return (
        f"SELECT {one.head}, row_id, row_no, first_row, first_row_no, key_text FROM (SELECT t.row_id, t.row_no, "
        f"first_value(t.row_id) OVER same AS first_row, first_value(t.row_no) OVER same AS first_row_no, "
        f"{shown} AS key_text FROM {one.kind.name} t WHERE {one.only} "
        f"WINDOW same AS (PARTITION BY {group} ORDER BY t.row_id)) WHERE row_id <> first_row"
    )


def _references(lists: LoadedLists, one: LoadedList) -> list[Reference]:
    mapped = {f.name for f in one.fields}
    return [r for r in one.kind.references if r.field in mapped and lists.has(r.target, r.target_field)]


def _orphans(lists: LoadedLists) -> list[str]:
    parts = [_orphans_of(one, reference) for one in lists.lists for reference in _references(lists, one)]
    for one in lists.lists:
        value = _agency_value(lists, one)
        if value:
            parts.append(
                f"SELECT {one.head}, t.row_id, t.row_no, t.repeats, 'agency' AS field, {value} AS value, "
                f"'agencies' AS target FROM {one.kind.name} t "
                f"WHERE t.agency_ref IS NULL AND {value} IS NOT NULL AND {one.only}"
            )
    return parts


def _orphans_of(one: LoadedList, reference: Reference) -> str:
    """Distinct names first, as they stand; only what no name matches exactly is folded, and then looked for in rows.

    The `+` keeps SQLite from walking an index, which would fetch each row of a large list out of order.
    """
    field, target = reference.field, f'"{reference.target_field}"'
    return (
        f"SELECT {one.head}, t.row_id, t.row_no, t.repeats, '{field}' AS field, d.v AS value, "
        f"'{reference.target}' AS target FROM (WITH named AS MATERIALIZED (SELECT DISTINCT +{column(field)} AS v "
        f"FROM {one.kind.name} t WHERE {one.only}), strange AS MATERIALIZED (SELECT v FROM named WHERE v IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {reference.target} x WHERE x.{target} = named.v)) "
        f"SELECT v FROM strange WHERE fold(v) NOT IN "
        f"(SELECT fold({target}) FROM {reference.target} WHERE {target} IS NOT NULL)) d "
        f"CROSS JOIN {one.kind.name} t ON {column(field)} = d.v WHERE {one.only}"
    )


def _agency_value(lists: LoadedLists, one: LoadedList) -> str:
    """What a row says of its agency; '' where it names none or no list makes agencies known."""
    naming = one.kind.agency
    if naming is None or not any(True for name in REGISTERING for _ in lists.of(name)):
        return ""
    mapped = {f.name for f in one.fields}
    names = [column(name) for name in (naming.id, naming.name) if name in mapped]
    return f"coalesce({', '.join(names)}, NULL)" if names else ""


def _course_dates(lists: LoadedLists) -> list[str]:
    return [part for one in lists.lists for part in _course_dates_of(lists, one)]


def _course_dates_of(lists: LoadedLists, one: LoadedList) -> list[str]:
    mapped = {f.name for f in one.fields}
    if one.kind.name != "training_completions" or not mapped >= {"course_id", "completed_on"}:
        return []
    if not lists.has("training_courses", "course_id", "effective_from"):
        return []
    return [
        f"SELECT {one.head}, t.row_id, t.row_no, t.course_id || ' | ' || t.completed_on AS key_text, c.effective_from "
        "FROM (WITH named AS MATERIALIZED (SELECT DISTINCT course_id AS spelled FROM training_completions "
        "WHERE course_id IS NOT NULL), folded AS MATERIALIZED (SELECT spelled, fold(spelled) AS k FROM named), "
        "course AS MATERIALIZED (SELECT fold(course_id) AS k, effective_from FROM training_courses "
        "WHERE repeats IS NULL AND effective_from IS NOT NULL) "
        "SELECT f.spelled, o.effective_from FROM course o JOIN folded f ON f.k = o.k) c "
        "JOIN training_completions t ON t.course_id = c.spelled AND t.completed_on < c.effective_from "
        f"WHERE {one.only}"
    ]


KEY_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "list_rules": ("record_type import_id list rule", _list_rules),
    "repeated_rows": (
        "record_type import_id row_id row_no repeats first_row_no identical key_text",
        _repeated_rows,
    ),
    "identical_rows": (
        "record_type import_id row_id row_no first_row first_row_no key_text",
        _identical_rows,
    ),
    "orphan_references": ("record_type import_id row_id row_no repeats field value target", _orphans),
    "course_dates": ("record_type import_id row_id row_no key_text effective_from", _course_dates),
}
