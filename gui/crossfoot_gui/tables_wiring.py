"""Ties the tables page together: a presenter for each of its panels, and the one of the page."""

from __future__ import annotations

from crossfoot_gui.pages.tables_page import TablesPage
from crossfoot_gui.presenters.agencies import AgenciesPresenter
from crossfoot_gui.presenters.control_totals import TotalsPresenter
from crossfoot_gui.presenters.corrections import CorrectionsPresenter
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.hazards import HazardsPresenter
from crossfoot_gui.presenters.lists import ListsPresenter
from crossfoot_gui.presenters.misfits import MisfitsPresenter
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.tables import TablesPresenter
from crossfoot_gui.presenters.versions import VersionsPresenter


def tables_presenter(desk: Desk, page: TablesPage) -> TablesPresenter:
    """The presenter of the page, with its panels bound to theirs."""
    panels = page.panels
    parts: dict[str, Panel] = {
        "lists": ListsPresenter(desk, panels["lists"]),
        "hazards": HazardsPresenter(desk, panels["hazards"]),
        "misfits": MisfitsPresenter(desk, panels["misfits"]),
        "corrections": CorrectionsPresenter(desk, panels["corrections"]),
        "versions": VersionsPresenter(desk, panels["versions"]),
        "agencies": AgenciesPresenter(desk, panels["agencies"]),
        "totals": TotalsPresenter(desk, panels["totals"]),
    }
    for name, part in parts.items():
        panels[name].presenter = part
    presenter = TablesPresenter(desk, page, parts, panels["misfits"])
    page.presenter = presenter
    return presenter
