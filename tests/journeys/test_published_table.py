"""A table that an inspector general published (OIG-10-63, appendix E, 28 October 2009), by the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit as of the day of the table, with the table in it."""
    path = tmp_path_factory.mktemp("published") / "appendix-e.crossfoot"
    crossfoot("new", path, "--title", "A published table", "--as-of", "2009-10-28")
    done = crossfoot("import", path, shared_data("oig-10-63", "appendix-e.csv"), "--json").json
    (loaded,) = done["imports"]
    assert (loaded["record_type"], loaded["rows"], loaded["misfits"]) == ("agreements", 67, 0)
    return path


def groups(table: Path, column: str) -> dict[str, Any]:
    """The figures of the list of agreements, grouped by one column, as an auditor asks for them."""
    asked = ("--table", "agreements", "--by-group", column, "--name", f"by-{column}")
    said = crossfoot("analyze", table, "ga-summarise", *asked, "--json").json
    assert (said["read"], said["tested"], said["excluded"]) == (67, 67, [])
    figures: dict[str, Any] = said["figures"]
    return figures


def test_67_agreements_are_28_of_jails_27_of_task_forces_and_12_of_both(table: Path) -> None:
    assert groups(table, "model")["rows_of"] == {"JEM": 28, "TFM": 27, "Hybrid": 12}


def test_61_agreements_were_signed_and_6_were_pending(table: Path) -> None:
    assert groups(table, "status")["rows_of"] == {"signed": 61, "pending": 6}


def test_the_agreements_lie_in_24_states(table: Path) -> None:
    by_state = groups(table, "state")
    assert by_state["groups"] == len(by_state["rows_of"]) == 24
    assert (by_state["rows_of"]["VA"], by_state["rows_of"]["AZ"], by_state["rows_of"]["NC"]) == (9, 9, 8)


def test_rows_without_a_date_of_signing_are_left_out_of_growth_with_a_reason_and_still_listed(
    table: Path,
) -> None:
    (growth,) = crossfoot("check", table, "growth-agency-count", "--json").json
    assert growth["read"] == 67
    assert growth["tested"] == 64
    assert growth["excluded"] == [{"reason": "date unusable", "count": 3}]
    figures = growth["figures"]
    assert figures["listed"] == 67
    assert figures["by_model"] == {"JEM": 28, "TFM": 27, "Hybrid": 12}
    assert figures["by_status"] == {"signed": 61, "pending": 6}
    assert len(figures["by_state"]) == 24


def test_the_pending_agreements_walk_back_to_the_cells_that_say_so(table: Path) -> None:
    crossfoot("check", table, "growth-agency-count")
    traced = crossfoot("trace", table, "growth-agency-count.by_status@pending", "--json").json
    assert (traced["value"], traced["rows"]) == (6, 6)
    cells = [cell for cell in traced["cells"] if cell["field"] == "status"]
    assert [(cell["file"], cell["value"]) for cell in cells] == [("appendix-e.csv", "pending")] * 6
