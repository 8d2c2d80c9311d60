"""What a workbook holds beside its cells that an auditor should know of: comments, and other workbooks it draws on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import basename
from urllib.parse import unquote

from crossfoot.errors import WorkbookError
from crossfoot.workbook.book import Book
from crossfoot.workbook.inspection.places import Places
from crossfoot.workbook.model import SheetPlace
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook
from crossfoot.workbook.xlsx.xml_stream import new_parser, parse_all

_MOST_OTHER_WORKBOOKS = 50


@dataclass(slots=True)
class Surroundings:
    """Of one sheet: its comments and threads of comments by cell. Of its workbook: the other workbooks it names.

    `damaged` says that a part with comments or links is there but cannot be read.
    """

    comments: Places = field(default_factory=Places)
    threads: Places = field(default_factory=Places)
    other_workbooks: tuple[str, ...] = ()
    damaged: bool = False


def surroundings(book: Book, place: SheetPlace) -> Surroundings:
    """What surrounds the sheet; nothing is known of it in the formats whose readers do not give it."""
    source = book.source
    if not isinstance(source, XlsxBook):
        return Surroundings()
    try:
        comments, threads = _remarks(source.package, place.part)
        return Surroundings(comments, threads, _other_workbooks(source.package))
    except WorkbookError:  # the list itself can be read without them
        return Surroundings(damaged=True)


def _remarks(package: Package, part: str) -> tuple[Places, Places]:
    """Comments and threads. Excel stores a comment in the place of each thread too; it is not counted again."""
    by_kind: dict[str, dict[str, None]] = {"comment": {}, "threadedComment": {}}

    def start(name: str, attributes: dict[str, str]) -> None:
        cells = by_kind.get(name.rpartition(" ")[2])
        if cells is not None and (ref := attributes.get("ref")):
            cells[ref] = None

    for relationship in package.relationships(part).values():
        if relationship.kind in ("comments", "threadedComment") and package.has(relationship.target):
            parse_all(package, relationship.target, new_parser(start), package.chunks(relationship.target))
    threads = by_kind["threadedComment"]
    return _places(ref for ref in by_kind["comment"] if ref not in threads), _places(threads)


def _places(refs: Iterable[str]) -> Places:
    places = Places()
    for ref in refs:
        places.add(ref)
    return places


def _other_workbooks(package: Package) -> tuple[str, ...]:
    """The names of the files that the workbook's external links point at."""
    names: dict[str, None] = {}
    for link in package.relationships(package.workbook_part()).values():
        if link.kind == "externalLink" and len(names) < _MOST_OTHER_WORKBOOKS:
            targets = [
                there.target for there in package.relationships(link.target).values() if there.external
            ]
            names[_file_name(targets[0]) if targets else "a workbook that is not named"] = None
    return tuple(names)


def _file_name(target: str) -> str:
    return basename(unquote(target).replace("\\", "/")) or target
