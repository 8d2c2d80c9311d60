"""Pending applications of the lists that the agency really published in July 2025. Figures: domain.md section 5.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks


def aging_of(folder: Path, *names: str) -> tuple[Path, dict[str, Any]]:
    """The audit of lists of 18 July as of that day, and the outcome of the check of pending applications."""
    path = folder / "ice.crossfoot"
    crossfoot("new", path, "--title", "Published lists", "--as-of", "2025-07-18")
    for name in names:
        assert crossfoot("import", path, shared_data("ice-287g", "2025-07-18", name)).code == 0
    (outcome,) = crossfoot("check", path, "application-aging", "--json").json
    return path, outcome


def test_one_agency_of_18_july_is_pending_and_active_for_the_same_model(tmp_path: Path) -> None:
    names = "participatingAgencies07182025pm.xlsx", "pendingAgencies07182025pm.xlsx"
    path, outcome = aging_of(tmp_path, *names)
    assert (outcome["status"], outcome["read"], outcome["tested"]) == ("measured", 26, 26)
    assert outcome["figures"]["also_active"] == 1
    cells = crossfoot("trace", path, "application-aging.also_active", "--json").json["cells"]
    told = {cell["field"]: cell["value"] for cell in cells}
    assert (told["agency"].strip(), told["state"], told["model"]) == (
        "Haywood County Sheriff's Office",
        "TN",
        "WSO",
    )


def test_a_pending_list_without_dates_says_that_no_waiting_time_was_tested(tmp_path: Path) -> None:
    names = "participatingAgencies07182025pm.xlsx", "pendingAgencies07182025pm.xlsx"
    _, outcome = aging_of(tmp_path, *names)
    assert (outcome["figures"]["dated"], outcome["figures"]["undated"]) == (0, 26)
    assert any("at least" in said and "not tested" in said for said in outcome["limitations"])


def test_a_pending_list_alone_is_not_tested_and_says_why(tmp_path: Path) -> None:
    _, outcome = aging_of(tmp_path, "pendingAgencies07182025pm.xlsx")
    assert outcome["status"] == "not_tested"
    assert "day of receipt missing (26)" in outcome["not_tested_because"]
