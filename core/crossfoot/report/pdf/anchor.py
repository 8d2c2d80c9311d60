"""Page labels, and anchors: the places that references, contents and outline point to."""

from __future__ import annotations

from typing import Any

from reportlab.platypus.flowables import Flowable

from crossfoot.report.pdf.inline import Book


def roman(number: int) -> str:
    """A small roman numeral, as pages of front matter are numbered: `iv`."""
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        text += sign * count
    return text


def page_label(canvas: Any) -> str:
    """The label of the page being drawn: empty on the cover, then i, ii, and 1, 2 from the body on."""
    number = int(canvas.getPageNumber())
    body = getattr(canvas, "first_body_page", None)
    if body is not None and number >= body:
        return str(number - body + 1)
    return roman(number - 1)


class Anchor(Flowable):  # type: ignore[misc]
    """An invisible place: the target of references, and for a heading its entry in the outline."""

    def __init__(self, key: str, book: Book, *, height: float = 14, entry: str = "", level: int = 1) -> None:
        super().__init__()
        self.key, self.book, self.above = key, book, height
        self.entry, self.level = entry, level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room at all."""
        return 0, 0

    def draw(self) -> None:
        """Marks the place and the page."""
        self.book.seen[self.key] = page_label(self.canv)
        target = self.book.targets[self.key]
        self.canv.bookmarkHorizontal(target, 0, self.above)
        if self.entry:
            self.canv.addOutlineEntry(self.entry, target, self.level - 1, closed=self.level > 1)
