"""What stands around the rows of a sheet: hidden columns, hyperlinks, merged cells, the filter.

In the file most of it comes after the rows, yet a row's links and hidden columns must be known when it is handed on.
So the sheet is read twice: here without its rows, which costs little more than inflating it, then its rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from crossfoot.workbook.addresses import LAST_COLUMN, Area, joined_spans, parse_area, parse_span
from crossfoot.workbook.xlsx.links import Links
from crossfoot.workbook.xlsx.package import Package, Relationship
from crossfoot.workbook.xlsx.xml_stream import new_parser, parse_all, relationship_id, tags

_TAGS = tags("col", "hyperlink", "mergeCell", "autoFilter", "filterColumn", "customSheetViews", "dimension")
_ROWS_START = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?sheetData(?:\s[^<>]*)?>")
_ROWS_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?sheetData\s*>")
_NOT_PLAIN = (b"<!", b"\x00")
"""Comments, CDATA and document types; bytes of UTF-16."""
_OVERLAP = 64
MAX_LINKED_AREAS = 5_000
"""Each column is looked for in each of them."""


@dataclass(slots=True)
class SheetFrame:
    """The sheet without its rows. `hidden_columns` are first and last columns, from left to right, none touching."""

    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    links: Links = field(default_factory=Links)
    merged: list[Area] = field(default_factory=list)
    filter_area: Area | None = None
    filter_active: bool = False
    dimension: Area | None = None
    _corners: dict[tuple[int, int], str] | None = field(default=None, init=False, repr=False, compare=False)

    def hides_column(self, column: int) -> bool:
        """Whether the column (1 is A) is hidden."""
        at = bisect_right(self.hidden_columns, (column, LAST_COLUMN)) - 1
        return at >= 0 and column <= self.hidden_columns[at][1]

    def merged_corners(self) -> dict[tuple[int, int], str]:
        """The merged ranges (`A1:C1`) by row and column of their top left cell, which alone shows what it holds.

        They are put together once, when first asked for.
        """
        if self._corners is None:
            self._corners = {
                (area.first_row, area.first_column): area.ref for area in self.merged if area.cells > 1
            }
        return self._corners

    @property
    def links_on_empty(self) -> list[tuple[str, str]]:
        """Range and link of the hyperlinks that only empty cells bear, so that no cell carries them on.

        It is complete when all rows of the sheet have been read with this frame.
        """
        return self.links.unmet()


def read_frame(package: Package, part: str) -> SheetFrame:
    """The frame of the sheet that the part holds."""
    reading = _FrameReading(package.relationships(part))
    chunks = package.chunks(part)
    try:
        pieces = list(_without_rows(chunks))
    except _NotPlainError:
        parser = new_parser(reading.start, reading.end)
        parse_all(package, part, parser, package.chunks(part))
    else:
        parser = new_parser(reading.start, reading.end)
        parse_all(package, part, parser, pieces)
    if len(reading.frame.links.areas) > MAX_LINKED_AREAS:
        raise package.refused(f"a sheet has hyperlinks over more than {MAX_LINKED_AREAS:,} ranges of cells")
    reading.frame.hidden_columns = joined_spans(reading.frame.hidden_columns)
    return reading.frame


class _NotPlainError(Exception):
    """The sheet holds something (comment, CDATA, UTF-16) in which a search for its tags may go wrong."""


def _without_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes before and after the rows. `_NotPlainError` where only a parser can tell them apart."""
    before, rest = _up_to(chunks, b"", _ROWS_START, keep=True)
    yield before
    _, rest = _up_to(chunks, rest, _ROWS_END, keep=False)
    yield b"</" + _rows_tag(before) + b">"
    yield rest
    yield from chunks


def _rows_tag(before: bytes) -> bytes:
    start = before[before.rindex(b"<") + 1 :]
    return re.split(rb"[\s>]", start, maxsplit=1)[0]


def _up_to(chunks: Iterator[bytes], first: bytes, mark: re.Pattern[bytes], keep: bool) -> tuple[bytes, bytes]:
    """What stands up to the mark (that included; empty where it is not kept), and what stands behind it."""
    window, kept = first, b""
    while True:
        if any(sign in window for sign in _NOT_PLAIN):
            raise _NotPlainError
        if b"sheetData" in window and (found := mark.search(window)):
            return kept + window[: found.end()] if keep else b"", window[found.end() :]
        chunk = next(chunks, None)
        if chunk is None:
            raise _NotPlainError
        if keep:  # the head of a sheet is small: search it again as a whole
            window += chunk
            if len(window) > 1024 * 1024:
                raise _NotPlainError
        else:
            window = window[-_OVERLAP:] + chunk


class _FrameReading:
    def __init__(self, relationships: dict[str, Relationship]) -> None:
        self.frame = SheetFrame()
        self._relationships = relationships
        self._filter_of_sheet = False
        self._in_custom_views = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag is None:
            return
        frame = self.frame
        if tag == "hyperlink":
            self._link(attributes)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            span = parse_span(attributes.get("min", ""), attributes.get("max", ""))
            if span:
                frame.hidden_columns.append(span)
        elif tag == "mergeCell" and (area := parse_area(attributes.get("ref", ""))):
            frame.merged.append(area)
        elif tag == "customSheetViews":  # views that other users saved have filters of their own
            self._in_custom_views = True
        elif tag == "autoFilter" and not self._in_custom_views:
            frame.filter_area = parse_area(attributes.get("ref", ""))
            self._filter_of_sheet = True
        elif tag == "filterColumn" and self._filter_of_sheet:
            frame.filter_active = True
        elif tag == "dimension":
            frame.dimension = parse_area(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "autoFilter":
            self._filter_of_sheet = False
        elif tag == "customSheetViews":
            self._in_custom_views = False

    def _link(self, attributes: dict[str, str]) -> None:
        area = parse_area(attributes.get("ref", ""))
        relationship = self._relationships.get(relationship_id(attributes) or "")
        target = relationship.target if relationship else None
        location = attributes.get("location")
        link = f"{target}#{location}" if target and location else target or location
        if area and link:
            self.frame.links.add(area, link)
