"""The frame of the window: menus, the band with the steps, the pages, the status bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.actions import ACTIONS, MENUS
from crossfoot_gui.presenters.shell import ShellState
from crossfoot_gui.widgets.controls import box, column, text
from crossfoot_gui.widgets.stepper import Stepper


class MainWindow(QMainWindow):
    """Shows the state of the shell; each menu entry calls the handler that bears its id."""

    def __init__(self, go: Callable[[str], None], may_close: Callable[[], bool]) -> None:
        super().__init__()
        self.setMinimumSize(900, 600)
        self.resize(1280, 820)
        self._may_close = may_close
        self.actions_by_id: dict[str, QAction] = {}
        self.strip = text("", "strip", wrap=False)
        self.strip.setAlignment(self.strip.alignment().AlignCenter)
        self.audit_title = text("", "heading")
        self.audit_facts = text("", "muted", wrap=False)
        self._named = box(column(self.audit_title, self.audit_facts, spacing=0), "band")
        self._named.layout().setContentsMargins(28, 10, 28, 6)  # type: ignore[union-attr]
        self.stepper = Stepper(go)
        self.pages = QStackedWidget()
        self.page_widgets: dict[str, QWidget] = {}
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.strip, self._named, self.stepper, self.pages):
            layout.addWidget(part)
        layout.setStretchFactor(self.pages, 1)
        self.setCentralWidget(whole)
        self._status: list[QLabel] = []

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page under the name that the shell knows it by."""
        self.page_widgets[name] = page
        self.pages.addWidget(page)

    def fill_menus(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Make the menus from the table of actions; every action needs a handler."""
        menus = {title: self.menuBar().addMenu(title) for title in MENUS}
        for row in ACTIONS:
            action = QAction(row.text, self)
            action.setObjectName(row.id)
            action.setStatusTip(row.tip)
            if row.shortcut:
                action.setShortcut(QKeySequence(row.shortcut))
            handler = handlers[row.id]
            action.triggered.connect(lambda _checked=False, call=handler: call())
            if row.below_line:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(action)
            self.actions_by_id[row.id] = action

    def show_state(self, state: ShellState) -> None:
        """Show the frame around the page, and the page itself."""
        self.setWindowTitle(state.window_title)
        self.strip.setText(state.strip)
        self.strip.setVisible(bool(state.strip))
        self._named.setVisible(state.audit_open)
        self.stepper.setVisible(state.audit_open)
        self.audit_title.setText(state.audit_title)
        self.audit_facts.setText(state.audit_facts)
        self.stepper.show_steps(state.steps, state.page)
        page = self.page_widgets[state.page]
        if page is not self.pages.currentWidget():
            self.pages.setCurrentWidget(page)
            page.setFocus()
        for row in ACTIONS:
            possible = (state.audit_open or not row.needs_audit) and row.only_on in ("", state.page)
            self.actions_by_id[row.id].setEnabled(possible)
        self.statusBar().showMessage(state.message)
        for label in self._status:
            self.statusBar().removeWidget(label)
        self._status = [text(words, wrap=False) for words in state.status]
        for label in self._status:
            self.statusBar().addPermanentWidget(label)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing is under way, or it was agreed to stop it."""
        if self._may_close():
            event.accept()
        else:
            event.ignore()
