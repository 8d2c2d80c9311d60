"""The zip package of a workbook: its parts, how they refer to each other, and the limits that stop bombs.

The limits leave room for any real workbook; they are there so that a file of two kilobytes cannot fill the memory.
They are held against what the zip's directory claims, before anything is inflated; a directory that claims too little
gains nothing, as no more than the claim is inflated of a part, whose checksum is then wrong. Names of parts are keys
only: nothing is ever unpacked into a folder.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from xml.etree.ElementTree import Element

from crossfoot.errors import WorkbookError
from crossfoot.workbook.format import unreadable
from crossfoot.workbook.xlsx.xml_stream import new_parser, parse_all, read_tree

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 2 * 1024**3
MAX_TOTAL_BYTES = 4 * 1024**3
"""Of all parts together: a full sheet of 1,048,576 rows and 20 columns takes about a quarter of it."""
MAX_SMALL_PART_BYTES = 64 * 1024**2
"""The most of a part that is held in memory as a whole (relationships, styles, the list of sheets)."""
MAX_RATIO = 100
RATIO_FROM_BYTES = 10 * 1024**2
CHUNK = 64 * 1024

_DAMAGED_HINT = (
    "Ask the sender for the file again; if Excel can open it, save it there under a new name and use that."
)
_MAIN_TYPES = ("sheet.main+xml", "template.main+xml", "macroEnabled.main+xml")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One reference of a part: `kind` is the last word of its type (`worksheet`, `hyperlink`), `target` a part's name
    inside the package, or an address outside of it where `external`."""

    kind: str
    target: str
    external: bool


class Package:
    """An open workbook package. Every trouble with it is a WorkbookError that names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._streams: set[IO[bytes]] = set()
        try:
            self._bytes = path.stat().st_size
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise unreadable(path, error) from None
        except Exception as error:
            raise self.damaged(f"its zip directory cannot be read ({error})") from None
        self._entries = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()
        }
        try:
            self._check_directory()
        except WorkbookError:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for stream in tuple(self._streams):  # of parts that nobody read to their end
            stream.close()
        self._zip.close()

    def _check_directory(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise self.refused(f"it holds {len(infos):,} parts, more than {MAX_ENTRIES:,}")
        for info in infos:
            if info.file_size > MAX_PART_BYTES:
                raise self.refused(f"its part {info.filename} claims {info.file_size:,} bytes")
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL_BYTES:
            raise self.refused(f"its parts claim {total:,} bytes, more than {MAX_TOTAL_BYTES:,}")

    def damaged(self, how: str) -> WorkbookError:
        """The error for a package that is broken."""
        return WorkbookError(f"{self.path.name} is damaged: {how}.", _DAMAGED_HINT)

    def refused(self, why: str) -> WorkbookError:
        """The error for a package that is whole but not safe to read."""
        return WorkbookError(
            f"{self.path.name} is refused because {why}.",
            "No real list looks like this. Ask the sender how the file was made.",
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in small letters."""
        return tuple(self._entries)

    def has(self, part: str) -> bool:
        """Whether the package holds the part (names are compared without case, as Excel does)."""
        return part.lower() in self._entries

    def size(self, part: str) -> int:
        """The inflated bytes of the part as the directory claims them, 0 where there is no such part."""
        info = self._entries.get(part.lower())
        return info.file_size if info else 0

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes in pieces of at most 64 KiB."""
        info = self._entries.get(part.lower())
        if info is None:
            raise self.damaged(f"its part {part} is missing")
        most = max(RATIO_FROM_BYTES, min(info.compress_size, self._bytes) * MAX_RATIO)
        if info.file_size > most:
            raise self.refused(f"its part {part} inflates more than {MAX_RATIO} times")
        try:
            with self._zip.open(info) as stream:
                self._streams.add(stream)
                while chunk := stream.read(CHUNK):
                    yield chunk
                self._streams.discard(stream)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise self.damaged(f"its part {part} cannot be unpacked ({error})") from None

    def tree(self, part: str) -> Element:
        """A small part as an element tree, read without any document type, entity or reference to the outside."""
        if self.size(part) > MAX_SMALL_PART_BYTES:
            raise self.refused(f"its part {part} is larger than {MAX_SMALL_PART_BYTES:,} bytes")
        return read_tree(self, part, self.chunks(part))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What the part refers to, by relationship id; `""` stands for the package itself."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        if not self.has(rels):
            return {}
        found: dict[str, Relationship] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.rpartition(" ")[2] == "Relationship":
                target = attributes.get("Target", "")
                external = attributes.get("TargetMode") == "External"
                found[attributes.get("Id", "")] = Relationship(
                    kind=attributes.get("Type", "").rpartition("/")[2],
                    target=target if external else _resolve(folder, target),
                    external=external,
                )

        parse_all(self, rels, new_parser(start), self.chunks(rels))
        return found

    def workbook_part(self) -> str:
        """The name of the part that lists the sheets."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and self.has(relationship.target):
                return relationship.target
        if self.has("[Content_Types].xml"):
            for element in self.tree("[Content_Types].xml"):
                name = element.get("PartName", "").lstrip("/")
                if element.get("ContentType", "").endswith(_MAIN_TYPES) and self.has(name):
                    return name
        if self.has("xl/workbook.xml"):
            return "xl/workbook.xml"
        raise self.damaged("the part that lists its sheets is missing")


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
