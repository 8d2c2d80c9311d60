"""The demonstration, from the sample workbooks to the printed report; expected figures stand beside the samples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from crossfoot import content

from tests.journeys.command_line import crossfoot

EXPECTED = tomllib.loads(content.file_path("samples", "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("demo")
    return crossfoot("demo", folder, "--no-window", "--json").json


@pytest.fixture(scope="module")
def pages(demo: dict[str, Any]) -> list[str]:
    document = pypdfium2.PdfDocument(demo["report"])
    found = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]
    document.close()
    return found


def outcome(demo: dict[str, Any], check: str) -> dict[str, Any]:
    (found,) = [each for each in demo["checks"] if each["id"] == check]
    return found


def test_participation_grew_from_36_to_76(demo: dict[str, Any]) -> None:
    growth, planned = outcome(demo, "growth-agency-count"), EXPECTED["growth-agency-count"]
    figures = growth["figures"]
    assert (figures["base"], figures["as_of"], figures["added"], figures["left"]) == (36, 76, 40, 0)
    assert (figures["growth_rate"], figures["months"]) == (111.1, 14)
    assert (growth["read"], growth["tested"]) == (planned["rows_read"], 76)
    assert {e["reason"]: e["count"] for e in growth["excluded"]} == {
        "repeated key": planned["repeated_key"],
        "date unusable": planned["excluded_date_unusable"],
    }


def test_twenty_managers_oversee_3_8_agencies_each_and_that_is_a_measure(demo: dict[str, Any]) -> None:
    staffing = outcome(demo, "staffing-pm-ratio")
    assert (staffing["status"], staffing["exceptions"], staffing["severity"]) == ("measured", 0, None)
    assert (staffing["figures"]["agencies"], staffing["figures"]["filled"], staffing["figures"]["ratio"]) == (
        76,
        20,
        3.8,
    )
    needed = {str(k): v for k, v in EXPECTED["staffing-pm-ratio"]["needed_at"].items()}
    assert needed in [value for value in staffing["figures"].values() if isinstance(value, dict)]


def test_sixteen_of_24_installs_were_late_and_12_took_over_200_days(demo: dict[str, Any]) -> None:
    installs = outcome(demo, "equipment-install-timeliness")
    assert (installs["status"], installs["read"], installs["tested"], installs["exceptions"]) == (
        "flagged",
        26,
        24,
        16,
    )
    assert installs["figures"]["over_200"] == 12


def test_57_of_300_officers_lack_a_course_and_none_of_the_57_was_revoked(demo: dict[str, Any]) -> None:
    training, authority = outcome(demo, "training-online-incomplete"), outcome(demo, "authority-not-revoked")
    planned = EXPECTED["training-online-incomplete"]
    assert (training["read"], training["tested"], training["exceptions"]) == (308, 300, 57)
    assert training["figures"]["officers_late"] == 11
    for name in ("officer_courses_due", "officer_courses_missing", "officer_courses_late"):
        assert training["figures"][name] == planned[name]
    assert (authority["tested"], authority["exceptions"]) == (57, 57)


def test_all_40_approvals_lacked_the_plans(demo: dict[str, Any]) -> None:
    approvals = outcome(demo, "approval-resource-plan")
    assert (approvals["tested"], approvals["exceptions"]) == (40, 40)


def test_exactly_the_planted_exceptions_are_confirmed(demo: dict[str, Any]) -> None:
    found = {o["id"]: o["exceptions"] for o in demo["checks"] if o["exceptions"]}
    assert demo["confirmed"] == found, "every exception is planted, and every one is confirmed"
    decisions = crossfoot("exceptions", demo["audit"], "--check", "authority-not-revoked", "--json").json
    assert {(d["decision"], d["reason"]) for d in decisions} == {("confirmed", "planted in the sample")}
    source = decisions[0]["source"][0]
    assert source["file"] == "BDE officers.xlsx"
    assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
    assert re.fullmatch(r"[A-Z]+\d+", source["ref"])


@pytest.mark.parametrize(
    "words",
    [
        "from 36 on January 25, 2017 to 76 on March 31, 2018",
        "14 months later (change: +111.1 percent)",
        "40 agencies were added",
        "20 program managers oversaw 76 participating agencies, 3.8 agencies each",
        "16 of 24",
        "12 took more than 200 days",
        "57 of 300 officers",
        "57 of 57 officers",
        "40 of 40 applications",
    ],
)
def test_the_figures_stand_in_the_report(pages: list[str], words: str) -> None:
    assert words in " ".join(pages)


def test_every_page_says_that_the_data_are_fictitious(pages: list[str]) -> None:
    assert len(pages) > 20
    assert all(page.count("DEMONSTRATION - FICTITIOUS DATA") >= 2 for page in pages), (
        "top and bottom of each page"
    )


def test_the_report_names_its_sources_by_fingerprint_and_what_was_not_tested(
    demo: dict[str, Any], pages: list[str]
) -> None:
    text = "".join(pages).replace(" ", "")
    loads = [
        e["body"]
        for e in crossfoot("history", demo["audit"], "--json").json_lines
        if e["kind"] == "import.loaded"
    ]
    assert len(loads) == len(EXPECTED["control"])
    for load in loads:
        assert load["sha256"] in text
    assert "WhatWeDidNotTest" in text


def test_two_builds_of_one_audit_are_the_same_bytes(demo: dict[str, Any], tmp_path: Path) -> None:
    first = crossfoot("report", demo["audit"], tmp_path / "first.pdf", "--json").json
    second = crossfoot("report", demo["audit"], tmp_path / "second.pdf", "--json").json
    assert first["sha256"] == second["sha256"] == demo["sha256"]


def test_a_figure_walks_back_to_the_cells_that_it_counts(demo: dict[str, Any]) -> None:
    late = crossfoot("trace", demo["audit"], "equipment-install-timeliness.over_200", "--json").json
    assert (late["value"], late["rows"]) == (12, 12)
    dates = [cell for cell in late["cells"] if cell["field"] == "installed_on"]
    assert len(dates) == 12
    book = openpyxl.load_workbook(content.file_path("samples", dates[0]["file"]))
    for cell in dates:
        assert book[cell["sheet"]][cell["ref"]].value.date().isoformat() == cell["value"]


def test_a_figure_follows_the_decisions(demo: dict[str, Any], tmp_path: Path) -> None:
    audit = tmp_path / "copy.crossfoot"
    audit.write_bytes(Path(demo["audit"]).read_bytes())
    one = crossfoot("exceptions", audit, "--check", "authority-not-revoked", "--json").json[0]["id"]
    crossfoot(
        "decide",
        audit,
        one,
        "--as",
        "explained",
        "--reason",
        "The letter of revocation was found.",
        "--by",
        "AB",
    )
    said = crossfoot("finding", audit, "show", "authority-not-revoked", "--json").json
    assert "56 of 57 officers" in said["condition_text"]
