"""A streaming XML parser that knows the two spellings of the workbook namespace and refuses document types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from crossfoot.workbook.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class _DocumentTypeError(Exception):
    """A DOCTYPE was met."""


def tags(*names: str) -> dict[str, str]:
    """The expat names of workbook elements -> their local names, in the transitional, the strict and no namespace."""
    return {f"{space}{name}": name for name in names for space in (f"{MAIN} ", f"{STRICT} ", "")}


def local(tag: str) -> str:
    """The name of an element tree's tag without its namespace."""
    return tag.rpartition("}")[2]


def relationship_id(attributes: dict[str, str], separator: str = " ", opening: str = "") -> str | None:
    """The `r:id` among the attributes, whichever spelling of its namespace is used."""
    return next(
        (
            attributes[key]
            for space in RELATIONSHIPS
            if (key := f"{opening}{space}{separator}id") in attributes
        ),
        None,
    )


def new_parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """An expat parser with namespaces (`uri name`) that raises on any document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def feed(package: Package, part: str, parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterable[None]:
    """Parse the chunks one by one, yielding after each; what is wrong with the XML is a WorkbookError."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except _DocumentTypeError:
        raise package.refused(f"its part {part} declares a document type (DOCTYPE)") from None
    except expat.ExpatError as error:
        raise package.damaged(f"its part {part} is not valid XML ({error})") from None


def parse_all(package: Package, part: str, parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Parse all chunks at once."""
    for _ in feed(package, part, parser, chunks):
        pass


def _refuse_document_type(*_: object) -> None:
    raise _DocumentTypeError
