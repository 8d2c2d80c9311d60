"""Values that cannot be, or are unlikely, by the limits that the parameters of a check state.

`value_rules`: each field, or pair of dates, of a loaded list that is tested.
`value_faults`: each value outside its limits, and each pair of dates in the wrong order.
`date_shares`: how many dates of each date field fall on 1 January.
They are empty in a check that has no parameter `earliest`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crossfoot.checks.loaded_lists import LoadedList, LoadedLists, column, quoted_text
from crossfoot.mapping.model import Field

_DATES, _NUMBERS = ("date", "timestamp"), ("integer", "number", "money")
_RANGE = re.compile(r"\s*(\w+\.\w+)\s+(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*")
_PAIR = re.compile(r"\s*(\w+)\.(\w+)\s*<=\s*(\w+)\s*")
_DAY = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*"
_BEHIND = "~"
"""A sign that sorts behind every time of day, so that a day and a moment of it compare as the same day."""
_AS_OF = f"(SELECT as_of || '{_BEHIND}' FROM audit_facts)"


class Fault(NamedTuple):
    """One way in which a field, or pair of fields, can be at fault: its kind, the condition, and what is shown.

    `screen` is what the condition needs at least, and several faults may share: by it the rows are looked through.
    """

    name: str
    kind: str
    condition: str
    shown: str
    screen: str


def _faults(lists: LoadedLists, one: LoadedList) -> Iterator[Fault]:
    for field in one.fields:
        if field.type in _DATES:
            yield from _date_faults(lists, one, field)
        elif field.type in _NUMBERS:
            yield from _number_faults(lists, one, field)
    yield from _pair_faults(lists, one)


def _date_faults(lists: LoadedLists, one: LoadedList, field: Field) -> Iterator[Fault]:
    name, value = f"{one.kind.name}.{field.name}", column(field.name)
    date = f"{value} GLOB '{_DAY}'"
    beyond = _year_after(1)
    if name not in (lists.value("no_earliest") or ()):
        early = f"{value} < {quoted_text(lists.value('earliest'))}"
        yield Fault(field.name, "A", f"{early} AND NOT {date}", value, early)
        yield Fault(field.name, "B", f"{early} AND {date}", value, early)
    if name in (lists.value("may_be_future") or ()):
        late = f"{value} > {_year_after(int(lists.value('furthest_years')))}"
        yield Fault(field.name, "D", late, value, late)
    else:
        late = f"{value} > {_AS_OF}"
        yield Fault(field.name, "C", f"{late} AND {value} <= {beyond}", value, late)
        yield Fault(field.name, "D", f"{value} > {beyond}", value, late)


def _year_after(years: int) -> str:
    """The end of the year so many years after that of the as-of date."""
    return (
        f"(SELECT CAST(CAST(substr(as_of, 1, 4) AS INTEGER) + {years} AS TEXT) || '-12-31{_BEHIND}' "
        "FROM audit_facts)"
    )


def _number_faults(lists: LoadedLists, one: LoadedList, field: Field) -> Iterator[Fault]:
    value = column(field.name)
    bounds = {m[1]: (m[2], m[3]) for m in map(_RANGE.fullmatch, lists.value("ranges") or ()) if m}
    found = bounds.get(f"{one.kind.name}.{field.name}")
    beyond = f"{value} NOT BETWEEN {float(found[0])} AND {float(found[1])}" if found else f"{value} < 0"
    yield Fault(field.name, "E", beyond, value, beyond)


def _pair_faults(lists: LoadedLists, one: LoadedList) -> Iterator[Fault]:
    fields = {field.name: field for field in one.fields}
    for match in map(_PAIR.fullmatch, lists.value("pairs") or ()):
        if match is None or match[1] != one.kind.name or not {match[2], match[3]} <= fields.keys():
            continue
        first, second = column(match[2]), column(match[3])
        if fields[match[2]].type != fields[match[3]].type:
            first, second = f"substr({first}, 1, 10)", f"substr({second}, 1, 10)"
        shown = f"{column(match[2])} || ' > ' || {column(match[3])}"
        before = f"{second} < {first}"
        yield Fault(f"{match[2]} <= {match[3]}", "F", before, shown, before)


def _asked(lists: LoadedLists) -> bool:
    return lists.value("earliest") is not None


def _value_rules(lists: LoadedLists) -> list[str]:
    if not _asked(lists):
        return []
    return [part for one in lists.lists for part in _rules_of(lists, one)]


def _rules_of(lists: LoadedLists, one: LoadedList) -> Iterator[str]:
    named = {field.name: field.type for field in one.fields}
    pairs = {fault.name: "pair" for fault in _pair_faults(lists, one)}
    for name, kind in {**named, **pairs}.items():
        said = f"'{name}' AS field, '{kind}' AS type"
        yield f"SELECT {one.head}, {quoted_text(one.name)} AS list, {said}"


def _value_faults(lists: LoadedLists) -> list[str]:
    if not _asked(lists):
        return []
    return [part for one in lists.lists for part in _faults_of(one, list(_faults(lists, one)))]


def _faults_of(one: LoadedList, faults: list[Fault]) -> Iterator[str]:
    """One scan finds the rows with any fault; only these are then taken apart."""
    if not faults:
        return
    names = sorted({name for fault in faults for name in _COLUMN.findall(fault.shown)})
    taken = ", ".join(f't."{name}"' for name in ("row_id", "row_no", *names))
    which = " ".join(f"WHEN {i} THEN {fault.condition}" for i, fault in enumerate(faults))
    shown = " ".join(f"WHEN {i} THEN {fault.shown}" for i, fault in enumerate(faults))
    listed = ", ".join(f"({i}, '{fault.name}', '{fault.kind}')" for i, fault in enumerate(faults))
    yield (
        f"SELECT {one.head}, t.row_id, t.row_no, f.column2 AS field, f.column3 AS kind, "
        f"CASE f.column1 {shown} END AS value FROM (SELECT {taken} FROM {one.kind.name} t WHERE {one.only} AND "
        f"({' OR '.join(dict.fromkeys(fault.screen for fault in faults))})) t CROSS JOIN (VALUES {listed}) f "
        f"WHERE CASE f.column1 {which} END"
    )


_COLUMN = re.compile(r't\."(\w+)"')


def _date_shares(lists: LoadedLists) -> list[str]:
    if not _asked(lists):
        return []
    return [part for one in lists.lists for part in _shares_of(one)]


def _shares_of(one: LoadedList) -> Iterator[str]:
    dates = [field.name for field in one.fields if field.type == "date"]
    if not dates:
        return
    counts = ", ".join(
        f'count({column(name)}) AS "filled {name}", sum(substr({column(name)}, 6) = \'01-01\') AS "first {name}"'
        for name in dates
    )
    filled = " ".join(f"WHEN '{name}' THEN \"filled {name}\"" for name in dates)
    first = " ".join(f"WHEN '{name}' THEN ifnull(\"first {name}\", 0)" for name in dates)
    listed = ", ".join(f"('{name}')" for name in dates)
    yield (
        f"SELECT {one.head}, f.column1 AS field, CASE f.column1 {filled} END AS filled, "
        f"CASE f.column1 {first} END AS first_of_january FROM (SELECT {counts} FROM {one.kind.name} t "
        f"WHERE {one.only}) CROSS JOIN (VALUES {listed}) f"
    )


VALUE_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "value_rules": ("record_type import_id list field type", _value_rules),
    "value_faults": ("record_type import_id row_id row_no field kind value", _value_faults),
    "date_shares": ("record_type import_id field filled first_of_january", _date_shares),
}
