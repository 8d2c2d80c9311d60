"""The funnel of a check: read, excluded and why, exempt, tested, exceptions, as bars with their numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crossfoot_gui import theme
from crossfoot_gui.presenters.checks_state import FunnelStep

_FILLS = {"Read": theme.SKY, "Tested": theme.BLUE, "Exceptions": theme.NAVY}
_LABEL, _NUMBER, _GAP = 92, 74, 12
_BAR_AT = _LABEL + _NUMBER + _GAP


class Funnel(QWidget):
    """Bars whose length is the share of what was read; numbers and words stand beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[FunnelStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[FunnelStep, ...], unit: str) -> None:
        """Show the funnel; it says the same to a screen reader."""
        self._steps = steps
        said = "; ".join(f"{s.label} {s.count:,}{f' ({s.note})' if s.note else ''}" for s in steps)
        self.setAccessibleName(f"Funnel, counted in units of {unit}: {said}")
        self.setVisible(bool(steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of text for each bar."""
        return QSize(480, len(self._steps) * self._line())

    def minimumSizeHint(self) -> QSize:
        """All bars are always shown."""
        return QSize(320, len(self._steps) * self._line())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint label, number, bar and note of each step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        most = max((step.count for step in self._steps), default=1) or 1
        line, scale = self._line(), self._scale()
        room = max(40.0, self.width() * 0.45)
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, step in enumerate(self._steps):
            top = at * line
            painter.setFont(self.font())
            painter.setPen(QColor(theme.INK))
            painter.drawText(
                QRectF(0, top, _LABEL * scale, line), middle | Qt.AlignmentFlag.AlignLeft, step.label
            )
            painter.setFont(bold)
            painter.setPen(QColor(theme.NAVY))
            number = QRectF(_LABEL * scale, top, _NUMBER * scale, line)
            painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, f"{step.count:,}")
            length = room * step.count / most
            bar = QRectF(_BAR_AT * scale, top + 5, max(length, 1.5), line - 10)
            fill = _FILLS.get(step.label)
            painter.setPen(QPen(QColor(theme.NAVY), 0.8))
            painter.setBrush(QColor(fill) if fill else QColor(theme.PALE))
            painter.drawRect(bar)
            if step.note:
                painter.setFont(self.font())
                painter.setPen(QColor(theme.MUTED))
                left = bar.right() + 8
                painter.drawText(QRectF(left, top, self.width() - left, line), middle, step.note)
        painter.end()

    def _line(self) -> int:
        return self.fontMetrics().height() + 10

    def _scale(self) -> float:
        return self.fontMetrics().height() / 19
