"""Read a case file: its cases with what the file states for all of them; a mistake names file and case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.checks.catalogue import Catalogue
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.testing.case_lists import LIST_KEYS
from crossfoot.testing.expectations import EXPECTATIONS

STATED = ("parameters", "in_force_from", "in_force_to", "applies_to")
"""What a case may state of the criteria that it confirms, in place of what the pack says of them."""
AS_OF = dt.date(2018, 3, 31)
PERIOD_START = dt.date(2016, 10, 1)
_SHARED = frozenset(("as_of", "period_start", "period_end", "criteria", "set", "rows", "absent", "samples"))
_FILE = _SHARED | {"check", "case"}
_CASE = _SHARED | LIST_KEYS | {"name", "expect"}
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "date": (dt.date,),
    "timestamp": (dt.date, dt.datetime),
    "integer": (int,),
    "number": (int, float),
    "money": (int, float),
    "boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case, with what its file states for all of them filled in. `place` names file and case in messages."""

    name: str
    check: str
    place: str
    facts: dict[str, str]
    criteria: dict[str, Any]
    settings: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    absent: frozenset[str]
    samples: list[dict[str, Any]]
    expect: dict[str, Any]
    lists: dict[str, Any] = field(default_factory=dict)

    def wrong(self, message: str, hint: str = "Correct the case.") -> CheckDefinitionError:
        """A mistake in the case itself."""
        return CheckDefinitionError(f"{self.place}: {message}", hint)


def read_case_file(path: Path, catalogue: Catalogue, types: Mapping[str, RecordType]) -> list[Case]:
    """The cases of the file; CheckDefinitionError where something in it is unknown or has the wrong form."""
    table = content.read_toml(path)
    _refuse_unknown(path.name, table, _FILE)
    check_id = table.get("check", path.stem)
    if check_id not in catalogue.checks:
        raise CheckDefinitionError(
            f"{path.name}: there is no check called {check_id!r}.",
            f"The checks here are: {', '.join(catalogue.checks)}.",
        )
    cases = [_read_case(path.name, table, entry, check_id) for entry in table.get("case", [])]
    if not cases:
        raise CheckDefinitionError(f"{path.name}: there is no [[case]] in the file.", "Write one.")
    for number, case in enumerate(cases):
        if any(case.name == other.name for other in cases[:number]):
            raise case.wrong("two cases have this name.", "Give each case its own sentence.")
        _refuse_strange_rows(case, types)
    return cases


def _read_case(file: str, shared: dict[str, Any], entry: dict[str, Any], check_id: str) -> Case:
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise CheckDefinitionError(f"{file}: a case has no name.", "Name it with a sentence.")
    place = f"{file}, case “{name}”"
    _refuse_unknown(place, entry, _CASE)
    both = {**shared, **entry}
    expect = both.get("expect", {})
    _refuse_unknown(f"{place}, expect", expect, EXPECTATIONS)
    if "status" not in expect:
        raise CheckDefinitionError(f"{place}: it expects no status.", "State the status that is expected.")
    criteria = both.get("criteria", {})
    _refuse_unknown(f"{place}, criteria", criteria, ("confirmed", *STATED))
    as_of = both.get("as_of", AS_OF)
    dates = {
        "as_of": as_of,
        "period_start": both.get("period_start", PERIOD_START),
        "period_end": both.get("period_end", as_of),
    }
    for key, value in dates.items():
        if not isinstance(value, dt.date):
            raise CheckDefinitionError(f"{place}: {key} is {value!r}, which is no date.", "Write 2018-03-31.")
    return Case(
        name=name,
        check=check_id,
        place=place,
        facts={key: value.isoformat() for key, value in dates.items()},
        criteria=criteria,
        settings=both.get("set", {}),
        rows={
            name: [one for row in rows for one in _times(row)]
            for name, rows in {**shared.get("rows", {}), **entry.get("rows", {})}.items()
        },
        absent=frozenset(both.get("absent", ())),
        samples=both.get("samples", []),
        expect=expect,
        lists={key: entry[key] for key in LIST_KEYS & set(entry)},
    )


def _times(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row as often as its `times` says, with `#` in its texts as the number of each from 1."""
    rest = {name: value for name, value in row.items() if name != "times"}
    if "times" not in row:
        return [rest]
    return [
        {
            name: value.replace("#", str(n)) if isinstance(value, str) else value
            for name, value in rest.items()
        }
        for n in range(1, row["times"] + 1)
    ]


def _refuse_unknown(place: str, table: Mapping[str, Any], known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            raise CheckDefinitionError(
                f"{place}: there is no key {key!r}.", f"It may hold: {_listed(known)}."
            )


def _refuse_strange_rows(case: Case, types: Mapping[str, RecordType]) -> None:
    for said in case.absent:
        name, _, column = said.partition(".")
        if name not in types or (column and types[name].field(column) is None):
            raise case.wrong(f"there is no {said!r} that could be absent.")
    for name, rows in case.rows.items():
        if name not in types:
            raise case.wrong(f"there is no record type {name!r}.")
        for row in rows if types[name].fields else ():
            for key, value in row.items():
                field = types[name].field(key)
                if field is None and key != "hidden":
                    raise case.wrong(f"{name} has no field {key!r}.")
                if field is not None and not _fits(field, value):
                    raise case.wrong(f"{name}.{key} cannot be {value!r}; it is a {field.type}.")


def _fits(field: Field, value: Any) -> bool:
    if isinstance(value, dict):
        return "misfit" in value and set(value) <= {"misfit", "reason"}
    if field.type == "code":
        return not field.values or value in dict(field.values)
    kinds = _PYTHON_TYPES.get(field.type, (str,))
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
