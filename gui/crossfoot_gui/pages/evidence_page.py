"""The evidence page as widgets: the register, and the selected piece in full."""

from __future__ import annotations

from crossfoot_gui.pages.page_of_lines import PageOfLines


class EvidencePage(PageOfLines):
    """One line for each piece of evidence; below it its citations, and the paragraphs of an interview."""
