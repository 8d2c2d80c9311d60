"""The steps of the audit across the top of the window: number, name, and how far each is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton

from crossfoot_gui.presenters.shell import STEPS, StepLine


class Stepper(QFrame):
    """One button for each step; the step that is shown is pressed."""

    def __init__(self, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("band")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for name, title in STEPS:
            step = QToolButton()
            step.setCheckable(True)
            step.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            step.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            step.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            step.setAccessibleName(title)
            step.clicked.connect(lambda _checked=False, page=name: chosen(page))
            self._group.addButton(step)
            self._buttons[name] = step
            layout.addWidget(step)

    def show_steps(self, steps: tuple[StepLine, ...], page: str) -> None:
        """Show how far the steps are, and which one is open."""
        for step in steps:
            made = self._buttons[step.name]
            made.setText(f"{step.number}  {step.title}\n{step.note or ' '}")
            made.setAccessibleName(f"Step {step.number}, {step.title}. {step.note}".strip())
            made.setChecked(step.name == page)
