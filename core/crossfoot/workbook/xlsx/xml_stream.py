"""A streaming XML parser that knows the two spellings of the workbook namespace and refuses what only harms.

Refused are document types (and with them every entity and every reference to the outside), nesting beyond all measure,
and long stretches without a tag: an attribute, comment or text of a size that no workbook has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

if TYPE_CHECKING:
    from crossfoot.workbook.xlsx.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


MAX_DEPTH = 256
MAX_BYTES_WITHOUT_TAG = 1024**2
"""Excel's longest cell text has 32,767 letters; the longest attributes, lists of ranges, stay far below this."""
MAX_TREE_ELEMENTS = 500_000
_NO_MEMORY = 1  # XML_ERROR_NO_MEMORY


class _HarmfulError(Exception):
    """Something was met that is refused; the text completes "its part X ..."."""


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


class XmlParser:
    """An expat parser with namespaces (`uri name`) that raises on what only harms, within `plain_trouble`."""

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
    ) -> None:
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = text
        self._expat.StartDoctypeDeclHandler = _refuse_document_type
        self._given_start, self._given_end = start, end
        self._depth = 0
        self._tags = 0
        self._without_tag = 0

    def Parse(self, piece: bytes, last: bool = False) -> None:  # noqa: N802 - as expat calls it
        """Take the next bytes."""
        tags = self._tags
        self._expat.Parse(piece, last)
        self._without_tag = self._without_tag + len(piece) if tags == self._tags else 0
        if self._without_tag > MAX_BYTES_WITHOUT_TAG:
            raise _HarmfulError(f"goes on for more than {MAX_BYTES_WITHOUT_TAG:,} bytes without a tag")

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return self._depth

    def pass_over_tags(self) -> None:
        """Take note that whole elements between the pieces were read elsewhere."""
        self._without_tag = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._tags += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _HarmfulError(f"is nested more than {MAX_DEPTH} levels deep")
        self._given_start(name, attributes)

    def _end(self, name: str) -> None:
        self._tags += 1
        self._depth -= 1
        if self._given_end is not None:
            self._given_end(name)


def new_parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> XmlParser:
    """A parser that calls these as elements start, end and hold text."""
    return XmlParser(start, end, text)


@contextmanager
def plain_trouble(package: Package, part: str) -> Iterator[None]:
    """What is wrong with the XML of a part, as a WorkbookError."""
    try:
        yield
    except _HarmfulError as harm:
        raise package.refused(f"its part {part} {harm}") from None
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from None
        raise package.damaged(f"its part {part} is not valid XML ({error})") from None
    except (LookupError, ValueError) as error:  # an encoding that does not exist, or that expat does not take
        if "encoding" not in str(error):
            raise
        raise package.damaged(f"its part {part} is not valid XML ({error})") from None


def feed(package: Package, part: str, parser: XmlParser, chunks: Iterable[bytes]) -> Iterable[None]:
    """Parse the chunks one by one, yielding after each; what is wrong with the XML is a WorkbookError."""
    with plain_trouble(package, part):
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield


def parse_all(package: Package, part: str, parser: XmlParser, chunks: Iterable[bytes]) -> None:
    """Parse all chunks at once."""
    for _ in feed(package, part, parser, chunks):
        pass


def read_tree(package: Package, part: str, chunks: Iterable[bytes]) -> Element:
    """A small part as an element tree."""
    builder = TreeBuilder()
    elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > MAX_TREE_ELEMENTS:
            raise _HarmfulError(f"holds more than {MAX_TREE_ELEMENTS:,} elements")
        builder.start(_braced(name), {_braced(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        builder.end(_braced(name))

    parse_all(package, part, new_parser(start, end, builder.data), chunks)
    root: Element = builder.close()
    return root


@lru_cache(maxsize=1024)
def _braced(name: str) -> str:
    """The spelling of element trees, `{uri}name`, for expat's `uri name`."""
    space, _, bare = name.rpartition(" ")
    return f"{{{space}}}{bare}" if space else bare


def _refuse_document_type(*_: object) -> None:
    raise _HarmfulError("declares a document type (DOCTYPE)")
