"""An audit as large as a nationwide one, for measuring the checks: 100,000 officers, 1,000,000 completions, 2,000
agencies, 500,000 encounters, 50,000 complaints (`scale` 1), and rows of every other list that a check needs, from a
fixed seed. Every row is invented.

One row of each list is loaded as an import would load it; the others are put into the same tables by SQLite itself.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.record_names import (
    restricted_fields,
    restricted_table,
    rows_table,
)
from crossfoot.mapping.model import Field, RecordType
from crossfoot.review.criteria import confirm_criterion, list_criteria, load_pack_criteria

AS_OF = dt.date(2018, 3, 31)
PERIOD_START = dt.date(2016, 10, 1)
AGENCIES, OFFICERS, COMPLETIONS, ENCOUNTERS, COMPLAINTS = 2_000, 100_000, 1_000_000, 500_000, 50_000
_STATES = ("TX", "FL", "GA", "VA", "AZ", "NC", "AL", "OK")
_COURSES = ("C1", "C2", "C3")
_ACTIONS = ("encounter", "interview", "detainer", "nta", "warrant_arrest")
Row = dict[str, Any]


def make_large_audit(path: Path, scale: float = 1.0) -> None:
    """Make the audit at `path` with `scale` times the rows, all lists loaded and the pack's criteria confirmed."""
    with create_audit(
        path, title="Large", as_of=AS_OF, period_start=PERIOD_START, period_end=AS_OF, actor="bench"
    ) as audit:
        audit.connection.execute("PRAGMA synchronous = OFF")
        load_pack_criteria(audit)
        for criterion in list_criteria(audit):
            confirm_criterion(audit, criterion.id, "bench", AS_OF)
        agencies = max(1, int(AGENCIES * scale))
        load_plain_rows(audit, "agreements", list(_agreements(agencies)))
        refs = [row["agency_ref"] for row in audit.rows("SELECT agency_ref FROM agreements ORDER BY row_id")]
        officers = max(1, int(OFFICERS * scale))
        _fill(audit, "training_courses", _courses(), [])
        _fill(audit, "officers", _officers(officers, refs), refs)
        _fill(audit, "training_completions", _completions(int(COMPLETIONS * scale), officers), [])
        _fill(audit, "encounters", _encounters(int(ENCOUNTERS * scale), officers, refs), refs)
        for name, rows in _further(agencies, officers, refs, scale):
            _fill(audit, name, rows, refs)
        held = {row["record_type"] for row in audit.rows("SELECT record_type FROM list_catalogue")}
        for name, kind in audit.types.items():
            if (
                name not in held
                and kind.fields
                and name not in ("agencies", "control_totals", "criteria_library")
            ):
                _fill(audit, name, _any_rows(kind, agencies, officers, refs), refs)
        audit.lay_join_indexes()


def _fill(audit: Audit, record_type: str, rows: Iterable[Row], refs: list[str]) -> None:
    """Load the first row as an import does, the others into the same table, `agency_ref` as the generator says."""
    each = iter(rows)
    first = next(each)
    ref = first.pop("agency_ref", None)
    load_plain_rows(audit, record_type, [first])
    table = rows_table(record_type)
    ((last, import_id),) = audit.connection.execute(f"SELECT max(row_id), max(import_id) FROM {table}")
    if ref:
        audit.connection.execute(f"UPDATE {table} SET agency_ref = ?", (ref,))
    restricted = [f.name for f in restricted_fields(audit.types[record_type]) if f.name in first]
    columns = [*(name for name in first if name not in restricted), *(["agency_ref"] if ref else [])]
    apart: list[tuple[Any, ...]] = []
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * (len(columns) + 4))
    audit.connection.execute("BEGIN IMMEDIATE")
    count = 0

    def typed() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for number, row in enumerate(each, start=1):
            count = number
            if restricted:
                apart.append((last + number, *(row.get(column) for column in restricted)))
            yield (last + number, import_id, number + 2, 0, *(row.get(column) for column in columns))

    audit.connection.executemany(
        f"INSERT INTO {table} (row_id, import_id, row_no, hidden, {listed}) VALUES ({marks})", typed()
    )
    if restricted:
        audit.connection.executemany(
            f"INSERT INTO {restricted_table(record_type)} (row_id, {', '.join(restricted)}) "
            f"VALUES ({', '.join('?' * (len(restricted) + 1))})",
            apart,
        )
    audit.connection.execute(
        "UPDATE cf_import SET rows = ?, last_row = ? WHERE import_id = ?", (count + 1, count + 2, import_id)
    )
    audit.connection.execute("COMMIT")


def _day(chance: random.Random, first: dt.date = PERIOD_START, last: dt.date = AS_OF) -> str:
    return (first + dt.timedelta(days=int(chance.random() * (last - first).days))).isoformat()


def _agreements(count: int) -> Iterator[Row]:
    chance = random.Random(1)
    for number in range(count):
        yield {
            "agreement_id": f"A{number}", "agency": f"Agency {number:05} Sheriff's Office",
            "state": _STATES[number % len(_STATES)], "model": ("JEM", "TFM", "WSO")[number % 3],
            "signed_on": _day(chance, dt.date(2014, 1, 1)), "operational_on": _day(chance, dt.date(2015, 1, 1)),
            "terminated_on": _day(chance) if number % 50 == 0 else None, "suspended_from": None, "suspended_to": None,
            "lea_signed_on": _day(chance, dt.date(2014, 1, 1)), "ice_signed_on": _day(chance, dt.date(2014, 1, 1)),
            "expires_on": "2021-01-01", "last_review_on": "2016-01-01", "moa_status": "linked",
            "moa_link": f"https://www.ice.gov/moa/{number}.pdf", "county": f"County {number}", "agency_type": "County",
        }  # fmt: skip


def _courses() -> Iterator[Row]:
    yield _course("C1", "fixed", "05-31")
    yield _course("C2", "fixed", "11-30")
    yield _course("C3", "anniversary", None)
    yield {**_course("C0", "once", None), "kind": "initial"}


def _course(course: str, rule: str, day: str | None) -> Row:
    return {
        "course_id": course, "title": f"Course {course}", "kind": "online", "required": 1, "due_rule": rule,
        "due_month_day": day, "interval_months": 12, "grace_days": 0,
    }  # fmt: skip


def _officers(count: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(2)
    for number in range(count):
        start = _day(chance, dt.date(2013, 1, 1), dt.date(2018, 1, 1))
        place = number % len(refs)
        yield {
            "agency_ref": refs[place], "officer_id": f"D{number:06}", "agency": f"Agency {place:05} Sheriff's Office",
            "state": _STATES[place % len(_STATES)], "last_name": f"Name {number}", "first_name": "Pat",
            "model": ("JEM", "TFM", "WSO")[place % 3], "us_citizen": 1, "hired_on": "2010-01-01",
            "authorized_on": start, "auth_letter_on": start, "form_70_006_on": start, "credential_no": f"K{number:06}",
            "authority_expires_on": "2021-01-01" if number % 70 else "2018-01-15", "years_experience": 2,
            "background_completed_on": "2012-06-01", "background_result": "favorable",
            "revoked_on": _day(chance) if number % 40 == 0 else None,
            "separated_on": _day(chance) if number % 30 == 0 else None, "suspended_on": None,
        }  # fmt: skip


def _completions(count: int, officers: int) -> Iterator[Row]:
    chance = random.Random(3)
    first = dt.date(2013, 1, 1)
    for number in range(count):
        initial = number < officers
        yield {
            "completion_id": f"T{number:07}",
            "officer_id": f"D{number:06}" if initial else f"D{int(chance.random() * officers):06}",
            "course_id": "C0" if initial else _COURSES[number % 3],
            "completed_on": "2012-12-01" if initial else _day(chance, first),
            "result": "fail" if number % 25 == 7 and not initial else "pass",
            "score": 60 + number % 40, "exam_no": 1 + number % 3, "attempt": 1, "is_remedial": 0,
        }  # fmt: skip


def _encounters(count: int, officers: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(4)
    for number in range(count):
        officer = int(chance.random() * officers)
        day = _day(chance, dt.date(2016, 1, 1))
        yield {
            "agency_ref": refs[officer % len(refs)], "encounter_id": f"E{number:07}",
            "agency": f"Agency {officer % len(refs):05} Sheriff's Office",
            "state": _STATES[officer % len(refs) % len(_STATES)], "officer_id": f"D{officer:06}",
            "occurred_at": f"{day}T10:00:00", "action_type": _ACTIONS[number % len(_ACTIONS)],
            "detainer_issued_at": f"{day}T11:00:00", "ice_notified_at": f"{day}T15:00:00",
            "usc_claim_at": f"{day}T10:30:00" if number % 20 == 0 else None,
            "usc_reported_at": f"{day}T{11 + number % 3}:00:00" if number % 20 == 0 else None,
            "ice_custody_at": f"{day}T18:00:00", "released_at": f"{day}T23:00:00", "detention_agreement": number % 2,
        }  # fmt: skip


def _further(
    agencies: int, officers: int, refs: list[str], scale: float
) -> Iterator[tuple[str, Iterator[Row]]]:
    yield "equipment", _equipment(agencies * 3, refs)
    yield "positions", _positions(max(20, agencies // 4))
    yield "charging_documents", _documents(int(ENCOUNTERS * scale) // 5)
    yield "complaints", _complaints(max(1, int(COMPLAINTS * scale)), officers, refs)
    yield "meetings", _meetings(agencies * 4, refs)
    yield "inspections", _inspections(agencies * 3, refs)
    yield "assignments", _assignments(agencies * 2, agencies, refs)
    yield "exemptions", _exemptions(max(1, officers // 50), officers)
    yield "absences", _absences(max(1, officers // 20), officers)
    yield (
        "course_equivalents",
        iter([{"course_id": "C2", "replaces_course_id": "C1", "from_on": "2017-01-01"}]),
    )


def _any_rows(kind: RecordType, agencies: int, officers: int, refs: list[str]) -> Iterator[Row]:
    """Rows of a list of which nothing is known but its fields: as many as there are agencies."""
    chance = random.Random(kind.name)
    targets = {"officer_id": officers, "entity": officers}
    for number in range(agencies):
        place = number % len(refs)
        row: Row = {"agency_ref": refs[place]} if kind.agency else {}
        for field in kind.fields:
            if field.name in targets:
                row[field.name] = f"D{int(chance.random() * officers):06}"
            elif field.name == "position_id" and kind.name != "positions":
                row[field.name] = f"P{number % max(20, agencies // 4):05}"
            else:
                row[field.name] = _any_value(field, number, chance)
        if kind.agency:
            row |= {"agency": f"Agency {place:05} Sheriff's Office", "state": _STATES[place % len(_STATES)]}
        yield row


def _any_value(field: Field, number: int, chance: random.Random) -> Any:
    if field.type in ("date", "timestamp"):
        day = _day(chance, dt.date(2015, 1, 1))
        return day if field.type == "date" else f"{day}T{int(chance.random() * 24):02}:00:00"
    if field.type in ("integer", "number", "money", "boolean"):
        return int(chance.random() * (2 if field.type == "boolean" else 1_000))
    if field.type == "code" and field.values:
        return field.values[number % len(field.values)][0]
    return f"{field.name} {number:06}"


def _equipment(count: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(5)
    for number in range(count):
        asked = dt.date.fromisoformat(_day(chance, dt.date(2015, 6, 1), dt.date(2017, 10, 1)))
        done = asked + dt.timedelta(days=30 + int(chance.random() * 250))
        place = number % len(refs)
        yield {
            "agency_ref": refs[place], "order_id": f"O{number:06}", "agency": f"Agency {place:05} Sheriff's Office",
            "state": _STATES[place % len(_STATES)], "requested_on": asked.isoformat(),
            "installed_on": done.isoformat() if done < AS_OF and number % 9 else None,
            "isa_signed_on": asked.isoformat(),
        }  # fmt: skip


def _positions(count: int) -> Iterator[Row]:
    for number in range(count):
        yield {
            "position_id": f"P{number:05}", "role": "it_support" if number % 10 == 0 else "program_manager",
            "field_office": f"Office {number % 24}", "fte": 1, "established_on": "2015-01-01",
            "filled_on": "2015-06-01" if number % 7 else None, "vacated_on": None,
            "reports_to_position_id": "P00001" if number else None,
        }  # fmt: skip


def _of_agency(place: int, refs: list[str]) -> Row:
    return {
        "agency_ref": refs[place], "agency": f"Agency {place:05} Sheriff's Office",
        "state": _STATES[place % len(_STATES)],
    }  # fmt: skip


def _complaints(count: int, officers: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(6)
    for number in range(count):
        officer = int(chance.random() * officers)
        day = dt.date.fromisoformat(_day(chance))
        told, resolved = (day + dt.timedelta(days=int(chance.random() * most)) for most in (4, 200))
        yield {
            **_of_agency(officer % len(refs), refs), "complaint_id": f"X{number:06}", "officer_id": f"D{officer:06}",
            "received_at": f"{day}T09:00:00", "ice_notified_at": f"{told}T17:00:00" if number % 9 else None,
            "resolved_on": resolved.isoformat() if resolved < AS_OF else None,
            "result_reported_on": resolved.isoformat() if resolved < AS_OF and number % 7 else None,
        }  # fmt: skip


def _meetings(count: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(7)
    for number in range(count):
        held = _day(chance, dt.date(2014, 1, 1))
        yield {
            **_of_agency(number % len(refs), refs),
            "held_on": held,
            "kind": "steering" if number % 5 else None,
        }


def _inspections(count: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(8)
    for number in range(count):
        place = number % len(refs)
        day = _day(chance, dt.date(2014, 1, 1), dt.date(2018, 1, 1))
        yield {
            **_of_agency(place, refs), "model": ("JEM", "TFM", "WSO")[place % 3], "started_on": day, "issued_on": day,
            "deficiencies": number % 3, "closed_on": "2018-02-01" if number % 4 else None,
        }  # fmt: skip


def _assignments(count: int, agencies: int, refs: list[str]) -> Iterator[Row]:
    chance = random.Random(9)
    positions = max(20, agencies // 4)
    for number in range(count):
        yield {
            **_of_agency(number % len(refs), refs), "position_id": f"P{int(chance.random() * positions):05}",
            "start_on": _day(chance, dt.date(2015, 6, 1)), "end_on": "2018-03-01" if number % 3 == 0 else None,
        }  # fmt: skip


def _exemptions(count: int, officers: int) -> Iterator[Row]:
    chance = random.Random(10)
    for number in range(count):
        yield {
            "entity": f"D{int(chance.random() * officers):06}", "requirement": ("training", "C1")[number % 2],
            "granted_by": "Head of training", "from_on": _day(chance), "to_on": "2018-12-31",
        }  # fmt: skip


def _absences(count: int, officers: int) -> Iterator[Row]:
    chance = random.Random(11)
    for number in range(count):
        start = dt.date.fromisoformat(_day(chance))
        yield {
            "officer_id": f"D{int(chance.random() * officers):06}", "from_on": start.isoformat(),
            "to_on": (start + dt.timedelta(days=90)).isoformat() if number % 4 else None,
        }  # fmt: skip


def _documents(count: int) -> Iterator[Row]:
    for number in range(count):
        yield {
            "doc_id": f"N{number:07}", "encounter_id": f"E{number * 5:07}", "doc_type": "nta",
            "prepared_by": f"D{number % 100:06}", "prepared_on": "2017-05-01", "reviewed_by": "S1",
            "reviewed_on": "2017-05-02", "signed_by": "S1", "signed_on": "2017-05-02", "served_on": "2017-05-03",
        }  # fmt: skip


if __name__ == "__main__":
    make_large_audit(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
