"""Analyses of the lists that were really published, by the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks


def audit_of(folder: Path, as_of: str, *files: Path) -> Path:
    path = folder / "real.crossfoot"
    crossfoot("new", path, "--title", "Published lists", "--as-of", as_of)
    for file in files:
        assert crossfoot("import", path, file).code == 0
    return path


def asked(path: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = crossfoot("analyze", path, *words, "--json").json
    return found


def ice(day: str, name: str) -> Path:
    return shared_data("ice-287g", day, name)


def test_the_table_of_2009_gives_the_totals_that_were_published(tmp_path: Path) -> None:
    path = audit_of(tmp_path, "2009-10-28", shared_data("oig-10-63", "appendix-e.csv"))
    by_model = asked(
        path, "ga-summarise", "--table", "agreements", "--by-group", "model", "--column", "state"
    )
    assert by_model["tested"] == 67
    assert by_model["figures"]["rows_of"] == {"JEM": 28, "TFM": 27, "Hybrid": 12}
    assert by_model["figures"]["distinct"] == 24
    crosswise = asked(
        path,
        "ga-cross-tabulate",
        "--table",
        "agreements",
        "--column",
        "model",
        "--column",
        "status",
        "--name",
        "status",
    )
    assert crosswise["figures"]["across_of"] == {"pending": 6, "signed": 61}
    assert sum(crosswise["figures"]["cell_of"].values()) == 67
    by_state = asked(path, "ga-summarise", "--table", "agreements", "--by-group", "state", "--name", "states")
    assert [by_state["figures"]["rows_of"][state] for state in ("VA", "AZ", "NC")] == [9, 9, 8]
    kept = crossfoot("check", path, "ga-summarise:states", "--json").json
    assert kept[0]["figures"] == by_state["figures"]
    trace = crossfoot("trace", path, "ga-summarise:states.rows_of@VA", "--json").json
    assert trace["rows"] == 9


def test_look_alikes_of_18_july_are_pairs_for_a_person_and_nothing_is_merged(tmp_path: Path) -> None:
    path = audit_of(tmp_path, "2025-07-18", ice("2025-07-18", "participatingAgencies07182025pm.xlsx"))
    near = ("ga-duplicates", "--table", "agreements", "--with", "near=agency", "--by-group", "state")
    pairs = asked(path, *near)["figures"]["pair_at"]
    brevard = "Brevard County Sheriff's Office ~ Broward County Sheriff's Office | FL"
    alike = {pair.partition(" ~ ")[0].split(" County")[0].split(" Police")[0] for pair in pairs}
    assert {"Brevard", "Marion", "Terrell", "Walker", "University of Florida"} <= alike
    tables = {table["record_type"]: table["rows"] for table in crossfoot("tables", path, "--json").json}
    assert tables == {"agencies": 685, "agreements": 832}
    assert crossfoot("trace", path, f"ga-duplicates.pair_at@{brevard}", "--json").json["rows"] == 4
    names = ("FL|Brevard County Sheriff's Office", "FL|Broward County Sheriff's Office")
    assert crossfoot("agencies", path, "--distinct", *names, "--evidence", "Two counties.").code == 0
    figures = asked(path, *near)["figures"]
    assert brevard not in figures["pair_at"]
    assert brevard in figures["apart_at"]


def test_links_that_were_pending_on_18_july_have_their_ages(tmp_path: Path) -> None:
    path = audit_of(tmp_path, "2025-07-18", ice("2025-07-18", "participatingAgencies07182025pm.xlsx"))
    ages = asked(
        path, "ga-stratify-age", "--table", "agreements", "--column", "signed_on", "--only", "moa_status=pending",
        "--with", "bands=30,60", "--name", "pending",
    )  # fmt: skip
    assert (ages["read"], ages["tested"]) == (229, 226)
    assert (ages["figures"]["median"], ages["figures"]["most"]) == (31, 143)
    assert ages["figures"]["rows_of"] == {"0 to 30 days": 112, "31 to 60 days": 55, "over 60 days": 59}


def test_st_cloud_is_the_same_agency_and_model_with_two_dates(tmp_path: Path) -> None:
    path = audit_of(tmp_path, "2025-07-03", ice("2025-07-03", "participatingAgencies07032025pm.xlsx"))
    found = asked(
        path, "ga-duplicates", "--table", "agreements", "--column", "state", "--column", "agency",
        "--column", "model", "--with", "different=signed_on",
    )  # fmt: skip
    assert found["figures"]["but_for_at"] == {"FL | St. Cloud Police Department | TFM": 2}
    figure = "ga-duplicates.but_for_at@FL | St. Cloud Police Department | TFM"
    cells = crossfoot("trace", path, figure, "--json").json["cells"]
    assert {cell["row"] for cell in cells} == {549, 552}


def test_an_application_of_18_july_is_reconciled_with_the_agreements(tmp_path: Path) -> None:
    path = audit_of(
        tmp_path,
        "2025-07-18",
        ice("2025-07-18", "participatingAgencies07182025pm.xlsx"),
        ice("2025-07-18", "pendingAgencies07182025pm.xlsx"),
    )
    found = asked(
        path, "ga-reconcile", "--table", "applications", "--column", "state", "--column", "agency", "--column", "model",
        "--with", "other_table=agreements",
    )  # fmt: skip
    assert found["figures"]["in_both_at"] == {"TN | Haywood County Sheriff's Office | WSO": 2}


def test_a_column_that_is_not_there_is_known_trouble_with_those_that_are(tmp_path: Path) -> None:
    path = audit_of(tmp_path, "2009-10-28", shared_data("oig-10-63", "appendix-e.csv"))
    done = crossfoot("analyze", path, "ga-summarise", "--table", "agreements", "--column", "price")
    assert done.code == 2
    assert "agreements has no column 'price'. It has: agency, state, model, signed_on, status" in done.err
    listed = crossfoot("analyze", path, "--list", "--json").json
    assert "signed_on" in listed["tables"]["agreements"]
    assert "ga-benford" in [analysis["id"] for analysis in listed["analyses"]]
