"""The request page as widgets: what was asked for, and what came."""

from __future__ import annotations

from crossfoot_gui.pages.page_of_lines import PageOfLines


class RequestPage(PageOfLines):
    """One line for each item that the auditee was asked for."""
