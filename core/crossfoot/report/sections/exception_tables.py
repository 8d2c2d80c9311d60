"""Appendix: the exceptions one by one, with the row of the workbook that each comes from."""

from __future__ import annotations

import datetime as dt
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
_PUBLISHED = ("confirmed", "undecided")


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
    shown = _columns(material, check, records)
    undecided = any(record.decision == "undecided" for record in records)
    columns = [
        Column(
            plural(material.outcomes[check].unit).capitalize() if not shown else _entity(material, check),
            width=1.5,
        )
    ]
    columns += [Column(heading, width=1.3) for _, heading in shown]
    columns += [Column("Decision", width=1.0)] if undecided else []
    columns += [Column("Source row", width=2.2)]
    body: list[tuple[Words, ...]] = []
    for record in records:
        cells = [_shown(record.evidence.get(name), names) for name, _ in shown]
        decision = [record.decision] if undecided else []
        body.append((_shown(record.entity, names), *cells, *decision, _place(rows.get(record.id, []))))
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


def _columns(material: Material, check: str, records: Sequence[ExceptionRecord]) -> list[tuple[str, str]]:
    """The evidence that the check names, without fields that describe persons and without what no exception has."""
    declared: dict[str, str] = material.runs[check].header.get("evidence") or {}
    if check in material.catalogue.checks:  # the stored header has lost the order
        order = list(material.catalogue.checks[check].evidence)
        declared = dict(
            sorted(declared.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)
        )
    closed = {
        field.name
        for record_type in {record.record_type for record in records}
        if record_type in material.audit.types
        for field in material.audit.types[record_type].fields
        if field.field_class in DESCRIBES_PERSONS and field.name not in _NAMED_PERSONS
    }
    present = [
        (name, heading)
        for name, heading in declared.items()
        if name not in closed and any(record.evidence.get(name) not in (None, "") for record in records)
    ]
    return present[:_MOST_COLUMNS]


def _names_of_agencies(material: Material) -> dict[str, str]:
    return {
        row["entity_id"]: f"{row['name']}, {row['state']}" if row["state"] else row["name"]
        for row in material.audit.rows("SELECT entity_id, name, state FROM cf_entity WHERE kind = 'agency'")
    }


def _shown(value: Any, agencies: dict[str, str]) -> str:
    if value is None:
        return ""
    text = str(value)
    if text in agencies:
        return agencies[text]
    date: dt.date | None = values.parse_date(text) if len(text) == 10 else None
    return values.date_text(date) if date else text


def _place(rows: Sequence[SourceRow]) -> str:
    first = rows[0] if rows else None
    if first is None:
        return "(a list as a whole)"
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    corrected = ", ".join(cell.ref for row in rows for cell in row.cells if cell.correction)
    said = f" ({corrected} corrected)" if corrected else ""
    return f"{first.file}, {first.sheet}, row {first.row}{more}{said}"
