"""A page as blocks, and how it is written: as Markdown, or as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: its name (may be empty) and what is said of it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading of its own; `items` come after the paragraphs."""

    title: str
    texts: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not (self.texts or self.items)


@dataclass(frozen=True, slots=True)
class Page:
    """A title, the lines below it, and the sections that say something."""

    title: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]


def as_markdown(page: Page) -> str:
    """The page as it stands in docs/."""
    lines = [f"# {page.title}", ""]
    for text in page.head:
        lines += [text, ""]
    for section in page.sections:
        lines += [f"## {section.title}", ""]
        for text in section.texts:
            lines += [text, ""]
        if section.items:
            lines += [f"* **{i.name}**: {i.text}" if i.name else f"* {i.text}" for i in section.items]
            lines.append("")
    return "\n".join(lines)


def as_text(page: Page, width: int = 100) -> str:
    """The page as a terminal shows it."""
    return "\n".join(_lines(page, width)).rstrip() + "\n"


def _lines(page: Page, width: int) -> Iterator[str]:
    yield page.title
    yield "=" * min(len(page.title), width)
    for text in page.head:
        yield from textwrap.wrap(_bare(text), width)
    for section in page.sections:
        yield ""
        yield section.title
        for text in section.texts:
            yield textwrap.fill(_bare(text), width, initial_indent=_INDENT, subsequent_indent=_INDENT)
        for item in section.items:
            said = _bare(f"{item.name}: {item.text}" if item.name else item.text)
            yield textwrap.fill(said, width, initial_indent=f"{_INDENT}- ", subsequent_indent=f"{_INDENT}  ")


def _bare(text: str) -> str:
    return text.replace("`", "")
