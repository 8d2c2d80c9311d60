"""How the window looks: the report's colours and its sans-serif face, in the size that the system's user chose.

Colours are those of the report's design; text on its ground reaches a contrast of 4.5 to 1 or more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from crossfoot.content import file_path
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

NAVY = "#12294B"
INK = "#1B1B1B"
MUTED = "#565C65"
RULE = "#B8C4D3"
PALE = "#EEF2F7"
BLUE = "#2F6FA8"
SKY = "#9CC3E6"
ACCENT = "#B3541E"
WHITE = "#FFFFFF"
HOVER = "#DCE6F1"
WARM = "#FBF1E9"

FAMILY = "Source Sans 3"
_FACES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf")
_SMALLEST = 10.5  # points; the system's own size counts where it is larger


def dress(app: QApplication) -> None:
    """Give the application its style, fonts and colours."""
    app.setStyle("Fusion")
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(file_path("fonts", face)))
    set_text_size(app, usual_size())
    app.setPalette(_palette())


def usual_size() -> float:
    """The text size in points that the system's user chose, where it is large enough to read."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return max(system, _SMALLEST)


def set_text_size(app: QApplication, points: float) -> None:
    """Set the size of the window's text; all other sizes follow it."""
    points = min(max(points, 8.0), 24.0)
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    with _no_widget_vanishing():
        app.setFont(font)
        app.setStyleSheet(style_sheet(points))


@contextmanager
def _no_widget_vanishing() -> Iterator[None]:
    """Qt walks over all widgets, and calls those of Python's classes. If Python chose that moment to clear away closed
    ones, Qt would walk over what is no longer there."""
    gc.collect()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: WHITE,
        roles.WindowText: INK,
        roles.Base: WHITE,
        roles.AlternateBase: "#F7F9FC",
        roles.Text: INK,
        roles.Button: PALE,
        roles.ButtonText: NAVY,
        roles.Highlight: BLUE,
        roles.HighlightedText: WHITE,
        roles.ToolTipBase: NAVY,
        roles.ToolTipText: WHITE,
        roles.PlaceholderText: MUTED,
        roles.Link: BLUE,
        roles.Mid: RULE,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7A828C"))
    return palette


def style_sheet(points: float) -> str:
    """The style sheet for text of this size."""
    return f"""
    QMainWindow, QDialog {{ background: {WHITE}; }}
    QToolTip {{ background: {NAVY}; color: {WHITE}; border: 0; padding: 5px 8px; }}
    QMenuBar {{ background: {WHITE}; border-bottom: 1px solid {RULE}; padding: 2px 6px; }}
    QMenuBar::item {{ padding: 5px 10px; background: transparent; border-radius: 3px; }}
    QMenuBar::item:selected {{ background: {HOVER}; }}
    QMenu {{ background: {WHITE}; border: 1px solid {RULE}; padding: 4px; }}
    QMenu::item {{ padding: 6px 26px 6px 18px; border-radius: 3px; }}
    QMenu::item:selected {{ background: {BLUE}; color: {WHITE}; }}
    QMenu::item:disabled {{ color: #7A828C; }}
    QMenu::separator {{ height: 1px; background: {RULE}; margin: 4px 8px; }}
    QStatusBar {{ background: {PALE}; border-top: 1px solid {RULE}; }}
    QStatusBar QLabel {{ color: {MUTED}; padding: 2px 8px; }}
    QStatusBar::item {{ border: 0; }}

    QLabel[role="title"] {{ font-size: {points * 1.75:.1f}pt; font-weight: 700; color: {NAVY}; }}
    QLabel[role="heading"] {{ font-size: {points * 1.2:.1f}pt; font-weight: 600; color: {NAVY}; }}
    QLabel[role="label"] {{ font-weight: 600; color: {NAVY}; }}
    QLabel[role="muted"] {{ color: {MUTED}; }}
    QLabel[role="figure"] {{ font-size: {points * 1.9:.1f}pt; font-weight: 700; color: {NAVY}; }}
    QLabel[role="empty"] {{ font-size: {points * 1.15:.1f}pt; color: {MUTED}; }}
    QLabel[role="warning"] {{ background: {WARM}; border-left: 3px solid {ACCENT}; padding: 7px 10px; }}
    QLabel[role="note"] {{ background: {PALE}; border-left: 3px solid {BLUE}; padding: 7px 10px; }}
    QLabel[role="strip"] {{ background: {ACCENT}; color: {WHITE}; font-weight: 700; padding: 4px; }}

    QFrame#band {{ background: {NAVY}; }}
    QFrame#band QLabel {{ color: {WHITE}; }}
    QFrame#band QLabel[role="muted"] {{ color: #C9D6E6; }}
    QFrame#side {{ background: {PALE}; border-right: 1px solid {RULE}; }}
    QFrame#card {{ background: {WHITE}; border: 1px solid {RULE}; border-radius: 6px; }}

    QFrame#band QToolButton {{ color: #DCE6F1; background: transparent; border: 0; border-bottom: 4px solid transparent;
        padding: 7px 8px 5px 8px; text-align: left; }}
    QFrame#band QToolButton:hover {{ background: #1E3B66; }}
    QFrame#band QToolButton:checked {{ color: {WHITE}; background: #1E3B66; border-bottom: 4px solid {SKY}; }}
    QFrame#band QToolButton:focus {{ border: 2px solid {SKY}; }}

    QPushButton {{ background: {WHITE}; color: {NAVY}; border: 1px solid #8496AD; border-radius: 4px;
        padding: 6px 14px; font-weight: 600; }}
    QPushButton:hover {{ background: {HOVER}; }}
    QPushButton:focus {{ border: 2px solid {BLUE}; padding: 5px 13px; }}
    QPushButton:pressed {{ background: {SKY}; }}
    QPushButton:disabled {{ color: #7A828C; border-color: {RULE}; background: #F4F6F9; }}
    QPushButton[primary="true"] {{ background: {NAVY}; color: {WHITE}; border-color: {NAVY}; }}
    QPushButton[primary="true"]:hover {{ background: #1E3B66; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {SKY}; }}
    QPushButton[primary="true"]:disabled {{ background: #A9B4C2; border-color: #A9B4C2; color: {WHITE}; }}

    QLineEdit, QTextEdit, QPlainTextEdit {{ background: {WHITE}; border: 1px solid #8496AD;
        border-radius: 4px; padding: 5px 7px; selection-background-color: {BLUE}; selection-color: {WHITE}; }}
    QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {BLUE};
        padding: 4px 6px; }}
    QTableView::item {{ padding: 0 5px; }}

    QTableView, QListView, QListWidget, QTableWidget {{ background: {WHITE}; alternate-background-color: #F7F9FC;
        border: 1px solid {RULE}; gridline-color: #DFE6EE; selection-background-color: #D3E3F3;
        selection-color: {INK}; outline: 0; }}
    QTableView:focus, QListView:focus, QListWidget:focus {{ border: 2px solid {BLUE}; }}
    QListWidget::item {{ padding: 7px 9px; border-bottom: 1px solid #E7ECF2; }}
    QListWidget::item:selected {{ background: #D3E3F3; color: {INK}; border-left: 4px solid {NAVY}; }}
    QHeaderView {{ background: {PALE}; }}
    QHeaderView::section {{ background: {PALE}; color: {NAVY}; font-weight: 600; border: 0;
        border-right: 1px solid {RULE}; border-bottom: 1px solid {RULE}; padding: 5px 8px; }}
    QHeaderView::section:vertical {{ font-weight: 400; color: {MUTED}; padding: 1px 8px; }}
    QTableCornerButton::section {{ background: {PALE}; border: 0; border-right: 1px solid {RULE};
        border-bottom: 1px solid {RULE}; }}

    QTabWidget::pane {{ border: 0; border-top: 1px solid {RULE}; }}
    QTabBar::tab {{ background: transparent; color: {MUTED}; padding: 7px 16px; border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {NAVY}; font-weight: 600; border-bottom: 3px solid {NAVY}; }}
    QTabBar::tab:hover {{ color: {NAVY}; }}
    QTabBar::tab:focus {{ background: {HOVER}; }}

    QScrollArea {{ border: 0; background: transparent; }}
    QScrollArea > QWidget > QWidget#content {{ background: {WHITE}; }}
    QScrollBar:vertical {{ background: {WHITE}; width: 13px; margin: 0; }}
    QScrollBar:horizontal {{ background: {WHITE}; height: 13px; margin: 0; }}
    QScrollBar::handle {{ background: #B5C1CF; border-radius: 5px; margin: 2px; min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: #8496AD; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {RULE}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QProgressBar {{ background: {PALE}; border: 1px solid {RULE}; border-radius: 4px; text-align: center;
        color: {NAVY}; }}
    QProgressBar::chunk {{ background: {SKY}; border-radius: 3px; }}
    QCheckBox:focus, QRadioButton:focus {{ background: {HOVER}; }}
    QGroupBox {{ border: 1px solid {RULE}; border-radius: 6px; margin-top: 12px; padding: 10px; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: 10px; padding: 0 5px; color: {NAVY}; font-weight: 600; }}
    """
