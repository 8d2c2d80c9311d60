"""The certificate of an import column by column: what each of two programs saw, and what they saw differently."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.importing.certificate_records import KeptCertificate
from crossfoot.values import count_text
from crossfoot.workbook.certificate.certificate_model import ColumnTotals

from crossfoot_gui.presenters.panel_state import Column, Row

_MEANING = "Two readings that agree show that the file was read as it stands; they do not show that its data are true."
_COLUMNS = (
    Column("Column", 8), Column("Seen by", 10), Column("Cells", 9), Column("Texts", 9), Column("Numbers", 9),
    Column("Dates", 9), Column("Errors", 8), Column("Formulas", 9), Column("Links", 8), Column("Sum", 13),
    Column("Letters", 9), Column("Checksum", 15),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table to look at: a title, sentences, columns, rows."""

    title: str
    facts: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def certificate_table(kept: KeptCertificate) -> ShownTable:
    """The certificate as a table; without rows where the sheet was read once."""
    reading = kept.reading
    facts = [kept.sentence]
    rows: list[Row] = []
    if reading is not None and reading.second is not None:
        facts += [f"Compared: {reading.compared}", *reading.not_seen]
        facts += [
            f"Known difference in {count_text(one.count)} cells (first: {one.ref}). {one.why}"
            for one in reading.explained
        ]
        facts += [
            f"≠ Column {one.column}, {one.measure}: {one.first} and {one.second}; first at {one.ref}: "
            f"{one.first_there} and {one.second_there}."
            for one in reading.differences
        ]
        for pair in reading.columns:
            alike = pair.first == pair.second
            rows += (
                [_row(pair.column, "both", pair.first)]
                if alike
                else [
                    _row(pair.column, reading.first.name, pair.first),
                    _row(pair.column, reading.second.name, pair.second),
                ]
            )
    title = f"{kept.list_name}: {kept.file}, sheet {kept.sheet}"
    return ShownTable(title, (*facts, _MEANING), _COLUMNS, tuple(rows))


def _row(column: str, who: str, seen: ColumnTotals) -> Row:
    counts = (seen.cells, seen.texts, seen.numbers, seen.dates, seen.errors, seen.formulas, seen.links)
    letters = count_text(seen.text_length)
    return (column, who, *map(count_text, counts), seen.sum, letters, seen.checksum[:12])
