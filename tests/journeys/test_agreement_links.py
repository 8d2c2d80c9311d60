"""The links of the lists that the agency really published in July 2025. Figures: domain.md sections 5.2 and 10.3."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks

DEPARTMENT = "FloridaDeptEnvironProtectDivLawEnf_TFM_MOA_04252025.pdf"
SATELLITE_BEACH = "SatelliteBeachPoliceDeptFL_TFM_MOA_06052025.pdf"
EDGEWATER = "EdgewaterPoliceDeptFL_TFM_MOA_07022025.pdf"


def links_of(folder: Path, day: str, name: str) -> tuple[Path, dict[str, Any]]:
    """The audit of one list as of its day, and the outcome of the check of its links."""
    path = folder / "ice.crossfoot"
    crossfoot("new", path, "--title", "A published list", "--as-of", day)
    assert crossfoot("import", path, shared_data("ice-287g", day, name)).code == 0
    (outcome,) = crossfoot("check", path, "moa-document-missing", "--json").json
    return path, outcome


def shared_links(path: Path) -> dict[str, list[tuple[int, str]]]:
    """By the document's name: row and agency of each agreement that carries a link which several agencies share."""
    cells = crossfoot("trace", path, "moa-document-missing.same_link", "--json").json["cells"]
    agencies = {cell["row"]: cell["value"] for cell in cells if cell["field"] == "agency"}
    found: dict[str, list[tuple[int, str]]] = {}
    for cell in cells:
        if cell["field"] == "moa_link":
            document = str(cell["value"]).rpartition("/")[2]
            found.setdefault(document, []).append((cell["row"], agencies[cell["row"]]))
    return {document: sorted(rows) for document, rows in found.items()}


def test_pending_links_of_18_july_are_31_days_old_in_the_median_and_143_at_most(tmp_path: Path) -> None:
    _, outcome = links_of(tmp_path, "2025-07-18", "participatingAgencies07182025pm.xlsx")
    figures = outcome["figures"]
    assert outcome["status"] == "measured", "no policy is confirmed that says by when a link must stand"
    assert {excluded["reason"]: excluded["count"] for excluded in outcome["excluded"]} == {"date unusable": 3}
    assert (figures["linked"], figures["pending"], figures["pending_dated"]) == (603, 229, 226)
    assert (figures["median_age"], figures["max_age"]) == (31, 143)
    assert (figures["pending_over_30"], figures["pending_over_60"]) == (114, 59)
    assert figures["by_age"] == {
        "0 to 30 days": 112,
        "31 to 60 days": 55,
        "61 to 90 days": 22,
        "more than 90 days": 37,
    }


def test_three_links_of_9_july_each_stand_on_two_agencies(tmp_path: Path) -> None:
    path, outcome = links_of(tmp_path, "2025-07-09", "participatingAgencies07092025am.xlsx")
    figures = outcome["figures"]
    assert (figures["shared_links"], figures["agencies_sharing"], figures["same_link"]) == (3, 6, 6)
    assert shared_links(path) == {
        EDGEWATER: [(100, "Edgewater Police Department"), (101, "Edgewood Police Department")],
        DEPARTMENT: [
            (111, "Florida Department of Environmental Protection"),
            (117, "Florida Fish and Wildlife Conservation Commission"),
        ],
        SATELLITE_BEACH: [
            (292, "Satellite Beach Police Department"),
            (293, "Sebastian Police Department"),
        ],
    }
