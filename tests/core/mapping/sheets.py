"""Sheets as the workbook stage would hand them over, written by hand."""

from __future__ import annotations

from crossfoot.workbook.model import ColumnInfo, SheetInfo


def column(header: str, *samples: str, kind: str = "text", links: int = 0, letter: str = "A") -> ColumnInfo:
    return ColumnInfo(letter, header, kind, len(samples), 0, 0, links, False, samples)


def sheet(*columns: ColumnInfo, name: str = "Sheet1", header_row: int = 1) -> SheetInfo:
    """A sheet of these columns, lettered from A on."""
    lettered = tuple(
        ColumnInfo(
            chr(ord("A") + index),
            one.header,
            one.kind,
            one.filled,
            one.blanks,
            one.errors,
            one.links,
            False,
            one.samples,
        )
        for index, one in enumerate(columns)
    )
    return SheetInfo(name, "visible", header_row, header_row + 1, header_row + 12, 12, 0, lettered)


def headers(*names: str, name: str = "Sheet1") -> SheetInfo:
    """A sheet of which only the headers are known."""
    return sheet(*(column(header) for header in names), name=name)


PUBLISHED = (
    column("STATE", "ALABAMA", "ARKANSAS", "FLORIDA"),
    column("LAW ENFORCEMENT AGENCY", "Colbert County Sheriff's Office", "Arkansas State Police Department"),
    column("TYPE", "County", "Municipality", "State Agency"),
    column("COUNTY", "Colbert County", "#N/A"),
    column("SUPPORT TYPE", "Jail Enforcement Model", "Warrant Service Officer", "Task Force Model "),
)
"""The columns that ICE's two lists of 2025 have in common."""

PENDING = sheet(*PUBLISHED)
PARTICIPATING = sheet(
    *PUBLISHED,
    column("SIGNED", "2025-05-08", "2025-07-03", "05/082025", kind="date"),
    column("MOA", "link pending", "link", links=2),
    column("ADDENDUM", "link", links=1),
)
