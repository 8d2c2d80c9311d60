"""Appendix: the exceptions one by one, with the row of the workbook that each comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from crossfoot import values
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Note, Paragraph, Section, TableBlock
from crossfoot.report.wording import plural
from crossfoot.report.words import Words
from crossfoot.review.exceptions import ExceptionRecord, SourceRow, list_exceptions, source_cells

DESCRIBES_PERSONS = frozenset(
    ("personal", "sensitive_personal", "third_person", "law_enforcement", "pre_decisional")
)
"""Classes of fields whose values no table of a report shows."""
_NAMED_PERSONS = frozenset(("officer_id",))
"""Fields of class personal that a table of exceptions may show: without the officer's number no row can be found."""
_MOST_COLUMNS = 4
_MOST_BESIDE_WORDS = 2
"""How many columns stand beside the sentence that tells exceptions of several kinds apart."""
_PUBLISHED = ("confirmed", "undecided")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
LEFT_OUT = "(left out)"


def exceptions_sections(material: Material) -> tuple[Section, ...]:
    """The appendix: a table per check. Referred exceptions are never shown; explained ones are only counted."""
    blocks: list[Block] = [Paragraph(material.words["exceptions"]["lead"])]
    if material.public:
        blocks.append(
            Note(
                "The tables of exceptions are left out of this public version, as they identify persons.",
                "Omitted",
            )
        )
        return (Section("Tables of Exceptions", tuple(blocks), key="appendix-exceptions"),)
    sections = [Section("Tables of Exceptions", tuple(blocks), key="appendix-exceptions")]
    for check in material.outcomes:
        records = [
            record for record in list_exceptions(material.audit, check) if record.decision in _PUBLISHED
        ]
        if records:
            sections.append(
                Section(material.title_of(check), tuple(_tables(material, check, records)), level=2)
            )
    if len(sections) == 1:
        sections = [
            Section(
                "Tables of Exceptions", (*blocks, Paragraph("There are none.")), key="appendix-exceptions"
            )
        ]
    return tuple(sections)


def _tables(material: Material, check: str, records: Sequence[ExceptionRecord]) -> Iterator[Block]:
    rows = source_cells(material.audit, records)
    names = _names_of_agencies(material)
    closed = _closed(material, check, records)
    told = _kinds_told(material, check, records)
    present = [
        (name, heading)
        for name, heading in _columns(material, check, records, closed)
        if not _says_again(name, records, names)
    ]
    if told and _columns_tell_all(told, present[:_MOST_COLUMNS]):
        told = {}
    shown = present[: _MOST_BESIDE_WORDS if told else _MOST_COLUMNS]
    undecided = any(record.decision == "undecided" for record in records)
    columns = [
        Column(
            plural(material.outcomes[check].unit).capitalize() if not shown else _entity(material, check),
            width=1.5,
        )
    ]
    columns += [Column(heading, width=1.3) for _, heading in shown]
    columns += [Column("What the records show", width=2.4)] if told else []
    columns += [Column("Decision", width=1.2)] if undecided else []
    columns += [Column("Source row", width=2.2)]
    body: list[tuple[Words, ...]] = []
    for record in records:
        cells = [shown_value(record.evidence.get(name), names) for name, _ in shown]
        said = [told_without(told, record, closed, names)] if told else []
        decision = [record.decision] if undecided else []
        place = _place(rows.get(record.id, []))
        body.append((entity_words(record.entity, names), *cells, *said, *decision, place))
    yield TableBlock(
        f"{material.title_of(check)}: exceptions{'' if undecided else ' that were confirmed'}",
        tuple(columns),
        tuple(body),
        origin="records",
        source=f"Check {check}. Fields that describe persons are left out.",
        key=f"exceptions-{check}",
    )


def _entity(material: Material, check: str) -> str:
    unit = material.outcomes[check].unit
    return f"{unit[:1].upper()}{unit[1:]}"


def _closed(material: Material, check: str, records: Sequence[ExceptionRecord]) -> frozenset[str]:
    """Names of evidence that describe persons: closed fields, and what is named after a word of one (`citizen`)."""
    types = material.audit.types
    closed = {
        field.name
        for record_type in {record.record_type for record in records}
        if record_type in types
        for field in types[record_type].fields
        if field.field_class in DESCRIBES_PERSONS and field.name not in _NAMED_PERSONS
    }
    header = material.runs[check].header
    declared = header.get("evidence") or {}
    closed |= {  # what it shows of other lists that it read, such as the scores behind an officer
        field.name
        for read in (header.get("needs") or {}, header.get("uses") or {})
        for name in read
        if name in types
        for field in types[name].fields
        if field.name in declared
        and field.field_class in DESCRIBES_PERSONS
        and field.name not in _NAMED_PERSONS
    }
    return frozenset(
        closed | {name for name in declared if any(name in field.split("_") for field in closed)}
    )


def _kinds_told(material: Material, check: str, records: Sequence[ExceptionRecord]) -> dict[str, str]:
    """The sentences of the kinds where exceptions are of several; none where a sentence may describe a person."""
    header, types = material.runs[check].header, material.audit.types
    asked = [
        types[name].field(field)
        for part in ("needs", "uses")
        for name, fields in (header.get(part) or {}).items()
        if name in types
        for field in fields
    ]
    if any(field is not None and field.field_class == "sensitive_personal" for field in asked):
        return {}
    return (header.get("kinds") or {}) if len({record.kind for record in records}) > 1 else {}


def _columns_tell_all(told: dict[str, str], shown: Sequence[tuple[str, str]]) -> bool:
    """Whether each sentence speaks of columns alone, so that it would only repeat them."""
    named = {name for name, _ in shown}
    return all((asked := set(_PLACEHOLDER.findall(said))) and asked <= named for said in told.values())


def told_without(
    told: dict[str, str], record: ExceptionRecord, closed: frozenset[str], names: dict[str, str]
) -> str:
    """What the records show of an exception, without the values that describe persons."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in closed:
            return LEFT_OUT if record.evidence.get(name) not in (None, "") else "(blank)"
        return shown_value(record.evidence.get(name), names) or "(blank)"

    return " ".join(_PLACEHOLDER.sub(value, told[kind]) for kind in record.kind.split(",") if kind in told)


def _says_again(name: str, records: Sequence[ExceptionRecord], names: dict[str, str]) -> bool:
    """Whether the column would only repeat what the first column says of each exception."""
    return name == "agency_ref" and all(
        entity_words(record.entity, names).startswith(shown_value(record.evidence.get(name), names))
        for record in records
    )


def _columns(
    material: Material, check: str, records: Sequence[ExceptionRecord], closed: frozenset[str]
) -> list[tuple[str, str]]:
    """The evidence that the check names, without fields that describe persons and without what no exception has."""
    declared: dict[str, str] = material.runs[check].header.get("evidence") or {}
    if check in material.catalogue.checks:  # the stored header has lost the order
        order = list(material.catalogue.checks[check].evidence)
        declared = dict(
            sorted(declared.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)
        )
    return [
        (name, heading)
        for name, heading in declared.items()
        if name not in closed and any(record.evidence.get(name) not in (None, "") for record in records)
    ]


def _names_of_agencies(material: Material) -> dict[str, str]:
    return {
        row["entity_id"]: f"{row['name']}, {row['state']}" if row["state"] else row["name"]
        for row in material.audit.rows("SELECT entity_id, name, state FROM cf_entity WHERE kind = 'agency'")
    }


def entity_words(entity: str, agencies: dict[str, str]) -> str:
    """A unit by its key in words: the name of its agency, dates as dates."""
    if entity in agencies:
        return agencies[entity]
    parts = entity.split("|")
    agency = "|".join(parts[:2])
    if agency in agencies:
        parts = [agencies[agency], *parts[2:]]
    return ", ".join(shown_value(part, agencies) for part in parts if part)


def shown_value(value: Any, agencies: dict[str, str]) -> str:
    """A value of evidence in words: an agency by its name, dates as dates, a code without its underscores."""
    if value is None:
        return ""
    text = str(value)
    if text in agencies:
        return agencies[text]
    if _CODE.fullmatch(text):
        return text.replace("_", " ")
    day, _, time = text.partition("T")
    date: dt.date | None = values.parse_date(day) if len(day) == 10 and len(time) in (0, 8) else None
    if date is None:
        return text
    return f"{values.date_text(date)}, {time.removesuffix(':00')}" if time else values.date_text(date)


def _place(rows: Sequence[SourceRow]) -> str:
    first = rows[0] if rows else None
    if first is None:
        return "(a list as a whole)"
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    corrected = ", ".join(cell.ref for row in rows for cell in row.cells if cell.correction)
    said = f" ({corrected} corrected)" if corrected else ""
    return f"{first.file}, {first.sheet}, row {first.row}{more}{said}"
