"""The pages of a report below each other; only those that are seen are drawn."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from crossfoot_gui import theme
from crossfoot_gui.pdf_pages import POINTS_PER_INCH, PdfPages

_GAP = 16
_IMAGES_KEPT = 8
_SCREEN_DPI = 96.0
_SMALLEST, _LARGEST = 0.3, 4.0


class PdfView(QAbstractScrollArea):
    """Page Up and Page Down scroll, Home and End go to the ends, Ctrl with the wheel changes the size."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Report preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: PdfPages | None = None
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._zoom = 1.0
        self._page = -1
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another document from its first page on."""
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._images.clear()
        self._page = -1
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()
        self.viewport().update()

    @property
    def pages(self) -> PdfPages | None:
        """The document that is shown."""
        return self._pages

    @property
    def zoom(self) -> float:
        """1 is the size on paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages larger or smaller; the place that is looked at stays."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._images.clear()
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()

    def fit_width(self) -> None:
        """Make the widest page as wide as the view."""
        if self._pages is not None and self._pages.sizes:
            widest = max(width for width, _ in self._pages.sizes)
            self.set_zoom((self.viewport().width() - 2 * _GAP) / (widest * _SCREEN_DPI / POINTS_PER_INCH))

    def go_to(self, page: int) -> None:
        """Scroll so that `page` begins at the top."""
        tops = self._tops()
        if 0 <= page < len(tops):
            self.verticalScrollBar().setValue(round(tops[page]) - _GAP // 2)

    @property
    def page(self) -> int:
        """The page that fills the middle of the view, from 0; -1 without a document."""
        return self._page

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor("#D9E0E8"))
        if self._pages is None:
            return
        top_of_view, height_of_view = self.verticalScrollBar().value(), self.viewport().height()
        for at, top in enumerate(self._tops()):
            width, height = self._size(at)
            y = top - top_of_view
            if y + height < 0 or y > height_of_view:
                continue
            x = (self.viewport().width() - width) / 2 - self._sideways(width)
            frame = QRectF(x, y, width, height)
            painter.drawImage(frame, self._image(at))
            painter.setPen(QPen(QColor(theme.RULE), 1))
            painter.drawRect(frame)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the scroll bars true."""
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keyboard."""
        bar = self.verticalScrollBar()
        by_page = round(self.viewport().height() * 0.9)
        moves = {
            Qt.Key.Key_PageDown: bar.value() + by_page,
            Qt.Key.Key_Space: bar.value() + by_page,
            Qt.Key.Key_PageUp: bar.value() - by_page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
        }
        target = moves.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(target)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel changes the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def _size(self, page: int) -> tuple[float, float]:
        assert self._pages is not None
        width, height = self._pages.sizes[page]
        factor = self._zoom * _SCREEN_DPI / POINTS_PER_INCH
        return width * factor, height * factor

    def _tops(self) -> list[float]:
        tops, top = [], float(_GAP)
        for at in range(len(self._pages.sizes) if self._pages else 0):
            tops.append(top)
            top += self._size(at)[1] + _GAP
        return tops

    def _image(self, page: int) -> QImage:
        assert self._pages is not None
        ratio = self.devicePixelRatioF()
        scale = self._zoom * _SCREEN_DPI / POINTS_PER_INCH * ratio
        key = (page, scale)
        if key not in self._images:
            self._images[key] = self._pages.image(page, scale)
            if len(self._images) > _IMAGES_KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    def _sideways(self, width: float) -> float:
        bar = self.horizontalScrollBar()
        return bar.value() - bar.maximum() / 2 if width > self.viewport().width() else 0.0

    def _lay_out(self) -> None:
        tops = self._tops()
        whole = tops[-1] + self._size(len(tops) - 1)[1] + _GAP if tops else 0
        widest = max((self._size(at)[0] for at in range(len(tops))), default=0) + 2 * _GAP
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(self.viewport().height())
        vertical.setRange(0, max(0, round(whole) - self.viewport().height()))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, round(widest) - self.viewport().width()))
        if across.maximum() and not across.value():
            across.setValue(across.maximum() // 2)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = max((at for at, top in enumerate(self._tops()) if top <= middle), default=-1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
