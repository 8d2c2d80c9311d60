"""The start page as widgets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QVBoxLayout, QWidget

from crossfoot_gui.dialogs.new_audit_dialog import NewAuditDialog
from crossfoot_gui.presenters.start import StartPresenter, StartState
from crossfoot_gui.widgets.controls import box, button, column, entry_list, row, text

AUDIT_FILES = "Crossfoot audit (*.crossfoot);;All files (*)"


class StartPage(QWidget):
    """Recent audits at the left; at the right what to begin with."""

    presenter: StartPresenter

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.recent = entry_list("Recent audits")
        self.recent.itemActivated.connect(self._open_recent)
        self.empty = text("", "empty")
        self.open_recent = button("Open &selected", self._open_recent)
        self.forget = button("&Remove from list", self._forget)
        self.demo = button("Try the &demo audit", self.choose_demo)
        new = button("&New audit...", self.new_audit, primary=True)
        other = button("&Open an audit...", self.choose_audit)
        left = column(
            text("Recent audits", "heading"),
            self.empty,
            self.recent,
            row(self.open_recent, self.forget, 1),
            spacing=10,
        )
        left.setStretch(2, 1)
        self._left = left
        begin = column(
            text("Begin", "heading"),
            new,
            text("For the lists that an agency handed over.", "muted"),
            other,
            text("A file that ends in .crossfoot.", "muted"),
            self.demo,
            text(
                "A fictitious agency with planted defects: the whole way from workbooks to report in five minutes.",
                "muted",
            ),
            1,
            margin=22,
            spacing=9,
        )
        begin_card = box(begin, "card")
        begin_card.setFixedWidth(330)
        middle = row(left, begin_card, spacing=36)
        middle.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(56, 40, 56, 28)
        layout.setSpacing(6)
        layout.addWidget(text("Crossfoot", "title"))
        layout.addWidget(
            text(
                "From an agency's workbooks to an audit report whose every figure traces to a cell.", "muted"
            )
        )
        layout.addSpacing(24)
        layout.addLayout(middle, 1)

    def show_state(self, state: StartState) -> None:
        """Show the remembered audits, or what to do where there is none."""
        self.recent.clear()
        for audit in state.recent:
            gone = "" if audit.is_there else "\nThe file is no longer there."
            who = " · ".join(part for part in (audit.auditee, f"as of {audit.as_of}") if part)
            item = QListWidgetItem(f"{audit.title}\n{who}\n{audit.path}{gone}")
            item.setData(Qt.ItemDataRole.UserRole, audit.path)
            self.recent.addItem(item)
        some = bool(state.recent)
        self.recent.setVisible(some)
        self.open_recent.setVisible(some)
        self.forget.setVisible(some)
        self.empty.setVisible(not some)
        self.empty.setText(state.empty)
        self._left.setStretch(1, 0 if some else 1)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        if some:
            self.recent.setCurrentRow(0)

    def new_audit(self) -> None:
        """Ask for the facts of a new audit."""
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        NewAuditDialog(self.presenter.create, today, self._folder, self).exec()

    def choose_audit(self) -> None:
        """Ask for an audit file and open it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open an audit", str(self._folder), AUDIT_FILES)
        if name:
            self.presenter.open(Path(name))

    def choose_demo(self) -> None:
        """Ask for a folder and build the demonstration audit in it."""
        name = QFileDialog.getExistingDirectory(self, "Folder for the demonstration audit", str(self._folder))
        if name:
            self.presenter.demo(Path(name))

    def _open_recent(self) -> None:
        item = self.recent.currentItem()
        if item is not None:
            self.presenter.open(Path(item.data(Qt.ItemDataRole.UserRole)))

    def _forget(self) -> None:
        item = self.recent.currentItem()
        if item is not None:
            self.presenter.forget(item.data(Qt.ItemDataRole.UserRole))
