"""The plan page as widgets: objectives, questions and steps in one table."""

from __future__ import annotations

from crossfoot_gui.pages.page_of_lines import PageOfLines


class PlanPage(PageOfLines):
    """Objectives, the questions under each, and under each question its steps; or what changed after the approval."""
