"""How tables and columns are named, and what is said where there is none of the name."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.checks.analytics.questions import keep_question, tables_of
from crossfoot.checks.catalogue import audit_checks
from crossfoot.errors import CheckRunError

from tests.core.checks.analytics.asked import analyze, audit_with

EQUIPMENT = [{"order_id": "O1", "requested_on": "2018-03-01", "agency": "Oak", "state": "TX", "cost": 100}]


def test_the_tables_are_the_lists_of_the_audit_and_the_register(tmp_path: Path) -> None:
    agreements = [{"agency": "Oak", "state": "TX", "model": "JEM", "signed_on": "2017-01-01"}]
    other = [{"Vendor": "Acme", "Paid": "5"}]
    with audit_with(tmp_path, agreements=agreements, other_table=other) as audit:
        assert tables_of(audit) == {
            "agencies": ["agency_id", "name", "state", "agency_ref"],
            "agreements": ["agency", "state", "model", "signed_on", "agency_ref"],
            "other_table": ["Vendor", "Paid"],
        }


def test_the_register_of_agencies_is_a_table_too_and_traces_to_the_rows_that_name_them(
    tmp_path: Path,
) -> None:
    agreements = [
        {"agency": name, "state": state, "model": "JEM", "signed_on": "2017-01-01"}
        for name, state in (("Oak", "TX"), ("Elm", "TX"), ("Ash", "FL"))
    ]
    with audit_with(tmp_path, agreements=agreements) as audit:
        outcome = analyze(audit, "ga-summarise", table="agencies", by_group=["state"])
        found = {f"{figure.name}@{figure.group}": figure.value for figure in outcome.figures}
    assert (found["rows_of@TX"], found["rows_of@FL"]) == (2, 1)


@pytest.mark.parametrize("column", ["Vendor name", "vendor_name", "VENDOR NAME:", "column A"])
def test_a_raw_column_is_named_by_its_header_however_it_is_spelled_or_by_its_letter(
    column: str, tmp_path: Path
) -> None:
    with audit_with(tmp_path, other_table=[{"Vendor Name": "Acme", "Paid": 5}]) as audit:
        outcome = analyze(audit, "ga-summarise", table="other_table", columns=[column])
    assert outcome.status == "measured", outcome.not_tested_because


def test_two_columns_of_one_header_are_told_by_their_letters(tmp_path: Path) -> None:
    with audit_with(tmp_path, other_table=[{"Paid": 5, "paid ": 7}]) as audit:
        outcome = analyze(audit, "ga-summarise", table="other_table", columns=["Paid."])
        assert "“column A” and “column B”" in outcome.not_tested_because
        second = analyze(audit, "ga-summarise", table="other_table", columns=["column B"])
    assert {figure.name: figure.value for figure in second.figures}["total"] == 7


def test_a_question_about_a_column_that_is_not_there_is_not_kept(tmp_path: Path) -> None:
    with audit_with(tmp_path, equipment=EQUIPMENT) as audit:
        check = audit_checks(audit).check("ga-summarise:mine")
        with pytest.raises(CheckRunError, match=r"no column 'price'\. It has: order_id, "):
            keep_question(audit, check, {"table": "equipment", "columns": '["price"]'}, "asked")
        assert audit.rows("SELECT * FROM cf_parameter") == []


def test_a_new_question_under_the_same_name_takes_back_what_the_old_one_set(tmp_path: Path) -> None:
    with audit_with(tmp_path, equipment=EQUIPMENT) as audit:
        check = audit_checks(audit).check("ga-summarise:mine")
        keep_question(audit, check, {"table": "equipment", "columns": '["cost"]'}, "asked")
        keep_question(audit, check, {"table": "equipment", "by_group": '["state"]'}, "asked")
        rows = audit.rows("SELECT check_id, name, source FROM cf_parameter ORDER BY name")
    assert [(row["check_id"], row["name"], row["source"]) for row in rows] == [
        ("ga-summarise:mine", "by_group", "asked"),
        ("ga-summarise:mine", "table", "asked"),
    ]
