"""The certificates of the current lists: whether two independent programs read each alike, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot.auditfile.certificate_records import KeptCertificate, certificates
from crossfoot.values import count_text
from crossfoot.workbook.certificate_model import ColumnTotals

from crossfoot_gui.presenters.desk import Desk

TITLES = (
    "Column", "Read by", "Cells", "Texts", "Numbers", "Dates", "Errors", "Formulas", "Links", "Sum", "Letters",
    "Checksum",
)  # fmt: skip
MEANING = "Two readings that agree show that the file was read as it stands; they do not show that its data are true."
_CHECKSUM = 12


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One certificate: of which list, its sentences, and a row for each column (two where the readings differ)."""

    title: str
    sentence: str
    differs: bool
    details: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def certificate_lines(desk: Desk) -> tuple[CertificateLine, ...]:
    """The certificates of the current imports, in their order."""
    audit = desk.audit
    return tuple(_line(kept) for kept in desk.now(lambda: certificates(audit)) or ())


def _line(kept: KeptCertificate) -> CertificateLine:
    return CertificateLine(
        title=f"{kept.list_name}: {kept.file}, sheet {kept.sheet}",
        sentence=kept.sentence,
        differs=kept.verdict == "differ",
        details=tuple(_details(kept)),
        rows=tuple(_rows(kept)),
    )


def _details(kept: KeptCertificate) -> Iterator[str]:
    reading = kept.reading
    if reading is None or reading.second is None:
        return
    yield f"Compared: {reading.compared}"
    yield from reading.not_seen
    for entry in reading.explained:
        yield f"Known difference in {count_text(entry.count)} cells (first: {entry.ref}). {entry.why}"
    for each in reading.differences:
        yield (
            f"▲ Column {each.column}, {each.measure}: {each.first} and {each.second}; first at {each.ref}: "
            f"{each.first_there} and {each.second_there}."
        )


def _rows(kept: KeptCertificate) -> Iterator[tuple[str, ...]]:
    reading = kept.reading
    if reading is None or reading.second is None:
        return
    for pair in reading.columns:
        alike = pair.first == pair.second
        sides = (
            [("both alike", pair.first)] if alike else [("▲ first", pair.first), ("▲ second", pair.second)]
        )
        for side, totals in sides:
            yield (pair.column, side, *_measures(totals))


def _measures(totals: ColumnTotals) -> tuple[str, ...]:
    counts = (
        totals.cells,
        totals.texts,
        totals.numbers,
        totals.dates,
        totals.errors,
        totals.formulas,
        totals.links,
    )
    return (
        *(count_text(count) for count in counts),
        str(totals.sum),
        count_text(totals.text_length),
        totals.checksum[:_CHECKSUM],
    )
