"""Which agency a row names, which rows repeat another, and who is authorized on a date."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.windows import RowWindow

from tests.builders import new_audit


def agreement(agency: str, signed: str | None = "2017-02-01", **more: object) -> dict[str, object]:
    return {"agency": agency, "state": "TX", "model": "JEM", "signed_on": signed, **more}


def names(audit: Audit) -> list[str]:
    return [row["agency_ref"] for row in audit.rows("SELECT agency_ref FROM agencies ORDER BY agency_ref")]


def test_spellings_that_differ_by_case_blanks_and_apostrophes_are_one_agency(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit,
            "agreements",
            [
                agreement("Goliad County Sheriff's Office"),
                agreement("GOLIAD  County Sheriff’s Office ", model="TFM"),
            ],
        )
        assert names(audit) == ["TX|goliad county sheriff's office"]
        assert audit.rows("SELECT name, row_no FROM agencies") == [
            {"name": "Goliad County Sheriff's Office", "row_no": 2}
        ]


def test_one_name_in_two_states_is_two_agencies(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit, "agreements", [agreement("Lake County SO"), agreement("Lake County SO", state="FL")]
        )
        assert names(audit) == ["FL|lake county so", "TX|lake county so"]


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ({"agency_id": "a-1"}, "TX|alpha so"),
        ({"agency": "ALPHA SO", "state": "TX"}, "TX|alpha so"),
        ({"agency": "Beta SO"}, "FL|beta so"),
        ({"agency": "Lake SO"}, None),
        ({"agency": "Unheard Of SO", "state": "TX"}, None),
        ({"agency": "Beta SO", "state": "TX"}, None),
    ],
    ids=[
        "by id",
        "by state and name",
        "by name alone",
        "name in two states",
        "unknown",
        "known in another state",
    ],
)
def test_a_reference_resolves_by_id_else_by_state_and_name_else_by_a_unique_name(
    tmp_path: Path, row: dict[str, str], ref: str | None
) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit,
            "agreements",
            [agreement("Alpha SO", agency_id="A-1"), agreement("Beta SO", state="FL"), agreement("Lake SO"),
             agreement("Lake SO", state="FL")],
        )  # fmt: skip
        load_plain_rows(audit, "equipment", [{"order_id": "1", "requested_on": "2017-01-01", **row}])
        assert audit.rows("SELECT agency_ref FROM equipment") == [{"agency_ref": ref}]


def test_a_row_that_repeats_the_natural_key_points_to_the_first(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit,
            "agreements",
            [
                agreement("Alpha SO"),
                agreement("alpha so "),
                agreement("Alpha SO", model="TFM"),
                agreement("Alpha SO", None),
                agreement("Alpha SO", None),
            ],
        )
        found = audit.rows("SELECT row_no, repeats FROM agreements ORDER BY row_no")
    assert [row["repeats"] for row in found] == [None, 1, None, None, None], (
        "rows without a date repeat nobody"
    )


@pytest.mark.parametrize(
    ("officer", "on", "authorized"),
    [
        ({}, "2017-01-09", False),
        ({}, "2017-01-10", True),
        ({"revoked_on": "2017-05-01"}, "2017-04-30", True),
        ({"revoked_on": "2017-05-01"}, "2017-05-01", False),
        ({"authority_expires_on": "2017-05-01"}, "2017-05-01", True),
        ({"authority_expires_on": "2017-05-01"}, "2017-05-02", False),
        ({"separated_on": "2017-05-01", "revoked_on": "2017-07-01"}, "2017-06-01", False),
        ({"agency": "Ended SO"}, "2017-02-28", True),
        ({"agency": "Ended SO"}, "2017-03-01", False),
    ],
)
def test_who_is_authorized_on_a_date(
    tmp_path: Path, officer: dict[str, str], on: str, authorized: bool
) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit,
            "agreements",
            [agreement("Alpha SO"), agreement("Ended SO", "2016-01-01", terminated_on="2017-03-01")],
        )
        load_plain_rows(
            audit,
            "officers",
            [{"officer_id": "1", "agency": "Alpha SO", "authorized_on": "2017-01-10", **officer}],
        )
        found = audit.rows(
            "SELECT officer_id FROM authority WHERE from_on <= :d AND (until_on IS NULL OR :d < until_on)",
            {"d": on},
        )
    assert bool(found) is authorized


def test_a_window_of_rows_is_in_the_order_of_the_workbook_and_knows_its_columns(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "agreements", [agreement(f"Agency {i}") for i in range(20)])
        window = RowWindow(audit, "agreements")
        assert window.count() == 20
        assert [c.field for c in window.columns()] == ["agency", "state", "model", "signed_on"]
        assert [row[4] for row in window.page(18, 200)] == ["Agency 18", "Agency 19"]
        assert [row[2] for row in window.page(0, 2)] == [2, 3]
