"""The only door to the PDF renderer: the pages of a PDF as pictures and as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.errors import ReportError
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72.0


class PdfPages:
    """An open PDF. It is held in memory, so that its file may be replaced meanwhile. Not for several threads."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(path.read_bytes())
        except (OSError, pypdfium2.PdfiumError) as error:
            raise ReportError(f"{path.name} cannot be shown: {error}.", "Build the report again.") from error
        self.sizes: tuple[tuple[float, float], ...] = tuple(
            self._document.get_page_size(at) for at in range(len(self._document))
        )
        """Width and height of each page in points."""

    def image(self, page: int, scale: float) -> QImage:
        """A page drawn at `scale` pixels for each point."""
        opened = self._document[page]
        bitmap = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        # the buffer belongs to the bitmap: the copy is Qt's own
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
        bitmap.close()
        opened.close()
        return image

    def text(self, page: int) -> str:
        """The text of a page in reading order, for screen readers and for copying."""
        opened = self._document[page]
        words = opened.get_textpage()
        found = str(words.get_text_range())
        words.close()
        opened.close()
        return found.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()
