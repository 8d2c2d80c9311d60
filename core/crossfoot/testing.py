"""Run the case files of checks: small audits, typed by hand, with what the check must say of each.

A case file is TOML and bears the name of its check, or states it as `check`. What stands at its top (`as_of`,
`period_start`, `period_end`, `criteria`, `set`, `rows`, `absent`) holds for each case that does not say
otherwise; `rows` are taken record type by record type. A case::

    [[case]]
    name = "An installation that took 181 days took longer than the target"
    criteria = { confirmed = ["install-target-180"], parameters = { target = 180 } }
    set = { clock_start = "requested_on" }
    rows.equipment = [{ order_id = "O1", requested_on = 2017-01-01, installed_on = 2017-07-01 }]
    expect = { status = "flagged", tested = 1, exceptions = ["O1/A"] }

`rows.TYPE = []` is a list without rows. Each list has the columns that its rows name and all that the check needs and
uses. `absent` leaves out a column of them ("TYPE.FIELD") or a whole list ("TYPE"). A cell that could not be read is
`{ misfit = "its text", reason = "..." }`.
A figure is expected as its value, or as its printed text.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit, open_audit
from crossfoot.auditfile.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import Catalogue, load_checks
from crossfoot.checks.model import Check, CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.errors import CheckDefinitionError, CrossfootError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.mapping.record_types import record_types
from crossfoot.review.criteria import confirm_criterion, edit_criterion, load_pack_criteria

AS_OF = dt.date(2018, 3, 31)
PERIOD_START = dt.date(2016, 10, 1)
_SHARED = frozenset(("as_of", "period_start", "period_end", "criteria", "set", "rows", "absent"))
_FILE = _SHARED | {"check", "case"}
_CASE = _SHARED | {"name", "expect"}
_TOLERANCE = 1e-6
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "date": (dt.date,),
    "timestamp": (dt.date, dt.datetime),
    "integer": (int,),
    "number": (int, float),
    "money": (int, float),
    "boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Whether a case holds; `problems` are sentences, one for each difference from what the case expects."""

    name: str
    passed: bool
    problems: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((f"{self.name}:", *self.problems)) if self.problems else self.name


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
    expect: dict[str, Any]

    def wrong(self, message: str, hint: str = "Correct the case.") -> CheckDefinitionError:
        """A mistake in the case itself."""
        return CheckDefinitionError(f"{self.place}: {message}", hint)


def run_case_file(path: Path, pack: str = content.DEFAULT_PACK) -> list[CaseResult]:
    """Run each case of the file in an audit of its own.

    CheckDefinitionError names the file and the case where the file itself is wrong (an unknown key, check or field).
    """
    types = record_types(pack)
    catalogue = load_checks(content.pack(pack), types)
    cases = read_case_file(path, catalogue, types)
    with tempfile.TemporaryDirectory(prefix="crossfoot-cases-") as folder:
        blank = Path(folder) / "blank.crossfoot"
        with create_audit(
            blank, title="Case", as_of=AS_OF, period_start=PERIOD_START, pack=pack, actor="case"
        ) as audit:
            load_pack_criteria(audit)
        return [run_case(case, blank, catalogue) for case in cases]


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
    _refuse_unknown(f"{place}, expect", expect, _EXPECTATIONS)
    if "status" not in expect:
        raise CheckDefinitionError(f"{place}: it expects no status.", "State the status that is expected.")
    criteria = both.get("criteria", {})
    _refuse_unknown(f"{place}, criteria", criteria, ("confirmed", "parameters"))
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
        rows={**shared.get("rows", {}), **entry.get("rows", {})},
        absent=frozenset(both.get("absent", ())),
        expect=expect,
    )


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
        for row in rows:
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


def run_case(case: Case, blank: Path, catalogue: Catalogue) -> CaseResult:
    """Run one case in a copy of the `blank` audit, in which the criteria of the pack are loaded and unconfirmed."""
    path = blank.with_name("case.crossfoot")
    shutil.copyfile(blank, path)
    try:
        with open_audit(path, actor="case") as audit:
            audit.connection.execute("PRAGMA synchronous = OFF")  # thrown away: no need to wait for the disk
            audit.set_facts(**case.facts)
            check = catalogue.check(case.check)
            _settle(audit, case, check)
            (outcome,) = run_checks(audit, [case.check], catalogue=catalogue)
            problems = tuple(_differences(case.expect, outcome, _exceptions(audit, case.check)))
    except CrossfootError as error:
        raise case.wrong(error.message, error.hint) from None
    finally:
        path.unlink(missing_ok=True)
    return CaseResult(case.name, not problems, problems)


def _settle(audit: Audit, case: Case, check: Check) -> None:
    """Bring criteria, parameters and rows of the case into its audit."""
    for criterion in case.criteria.get("confirmed", ()):
        stated = case.criteria.get("parameters")
        if stated is not None:
            edit_criterion(audit, criterion, parameters=stated)
        confirm_criterion(audit, criterion, "Case", dt.date.fromisoformat(case.facts["as_of"]))
    for name, value in case.settings.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        set_parameter(audit, check, name, text, "the case")
    for record_type, rows in case.rows.items():
        if record_type in case.absent:
            continue
        wanted = (*check.needs.get(record_type, ()), *check.uses.get(record_type, ()))
        named = [name for row in rows for name in row if name != "hidden"]
        columns = [
            name for name in dict.fromkeys((*named, *wanted)) if f"{record_type}.{name}" not in case.absent
        ]
        load_plain_rows(audit, record_type, [_as_staged(row) for row in rows], columns=columns)


def _as_staged(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its dates as text, as they stand in the audit file."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


def _exceptions(audit: Audit, check_id: str) -> list[tuple[str, str]]:
    rows = audit.rows(
        "SELECT entity, kind FROM cf_exception WHERE check_id = ? AND present = 1 ORDER BY entity",
        (check_id,),
    )
    return [(row["entity"], row["kind"]) for row in rows]


def _differences(
    expect: Mapping[str, Any], outcome: CheckOutcome, exceptions: list[tuple[str, str]]
) -> Iterator[str]:
    for key, value in expect.items():
        yield from _EXPECTATIONS[key](key, value, outcome, exceptions)
    if outcome.status == "failed" and expect["status"] != "failed":
        yield outcome.not_tested_because


Compared = Callable[[str, Any, CheckOutcome, list[tuple[str, str]]], Iterator[str]]


def _same(key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if found != wanted:
        yield f"{key} is {found!r}, not {wanted!r}."


def _same_excluded(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = {part.reason: part.count for part in outcome.excluded}
    for reason in {**found, **wanted}:
        if found.get(reason, 0) != wanted.get(reason, 0):
            yield f"{found.get(reason, 0)} units are excluded as {reason!r}, not {wanted.get(reason, 0)}."


def _same_exceptions(
    _key: str, wanted: Any, _outcome: CheckOutcome, found: list[tuple[str, str]]
) -> Iterator[str]:
    """Each expected exception is an entity, or entity/kind."""
    open_ = list(found)
    for said in wanted:
        match = next((one for one in open_ if said in (one[0], "/".join(one))), None)
        if match is None:
            yield f"There is no exception {said!r}."
        else:
            open_.remove(match)
    for entity, kind in open_:
        yield f"{entity}/{kind} is an exception that the case does not expect."


def _same_figures(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = {f"{f.name}@{f.group}" if f.group else f.name: f for f in outcome.figures}
    for name, value in wanted.items():
        figure = found.get(name)
        if figure is None:
            yield f"There is no figure {name}; there are: {', '.join(found)}."
        elif isinstance(value, str):
            if value not in (figure.text, figure.value):
                yield f"The figure {name} is {figure.text!r}, not {value!r}."
        elif not isinstance(figure.value, int | float) or abs(figure.value - value) > _TOLERANCE:
            yield f"The figure {name} is {figure.value!r}, not {value!r}."


def _no_figures(_key: str, unwanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    for figure in outcome.figures:
        if figure.name in unwanted:
            yield f"There is a figure {figure.name} ({figure.text}); there should be none."


def _contains(key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if wanted not in found:
        yield f"{key} is {found!r} and does not say {wanted!r}."


def _limited(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    for part in wanted:
        if not any(part in said for said in outcome.limitations):
            yield f"No limitation says {part!r}; they say: {' '.join(outcome.limitations) or 'nothing'}"
    if not wanted and outcome.limitations:
        yield f"There are limitations: {' '.join(outcome.limitations)}"


_EXPECTATIONS: dict[str, Compared] = {
    "status": _same,
    "read": _same,
    "tested": _same,
    "exempt": _same,
    "excluded": _same_excluded,
    "exceptions": _same_exceptions,
    "figures": _same_figures,
    "no_figures": _no_figures,
    "measure_because": _contains,
    "not_tested_because": _contains,
    "limitations": _limited,
}


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
