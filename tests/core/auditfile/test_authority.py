"""Who is authorized on a date, until when and why, and when the authority rests: the one definition of all checks."""

# ruff: noqa: E501 - tables of cases, one a line
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.importing.plain_rows import load_plain_rows

from tests.builders import new_audit

Row = dict[str, Any]


def agreement(model: str = "JEM", signed: str = "2015-01-01", **more: object) -> Row:
    return {"agency": "Alpha SO", "state": "TX", "model": model, "signed_on": signed, **more}


def authority(folder: Path, officer: Row, agreements: list[Row]) -> Row:
    with new_audit(folder) as audit:
        load_plain_rows(audit, "agreements", agreements)
        person = {"officer_id": "1", "agency": "Alpha SO", "state": "TX", "authorized_on": "2016-01-01"}
        load_plain_rows(audit, "officers", [{**person, **officer}])
        (found,) = audit.rows("SELECT * FROM authority")
        return dict(found)


@pytest.mark.parametrize(
    ("officer", "until", "why"),
    [
        ({}, None, None),
        ({"revoked_on": "2017-05-01"}, "2017-05-01", "revoked"),
        ({"separated_on": "2017-05-01"}, "2017-05-01", "separated"),
        ({"authority_expires_on": "2019-05-01"}, "2019-05-02", "expired"),
        ({"revoked_on": "2017-05-01", "separated_on": "2017-04-30"}, "2017-04-30", "separated"),
        ({"revoked_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, None, None),
        ({"revoked_on": "2017-05-01", "reauthorized_on": "2017-05-01"}, None, None),
        ({"revoked_on": "2017-05-01", "reauthorized_on": "2017-04-30"}, "2017-05-01", "revoked"),
        ({"separated_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, None, None),
        ({"separated_on": "2017-05-01", "reauthorized_on": "2017-04-30"}, "2017-05-01", "separated"),
        ({"authority_expires_on": "2019-05-01", "reauthorized_on": "2019-05-02"}, None, None),
        ({"authority_expires_on": "2019-05-01", "reauthorized_on": "2019-05-01"}, "2019-05-02", "expired"),
        ({"revoked_on": "2017-05-01", "reauthorized_on": "2016-01-01"}, "2017-05-01", "revoked"),
    ],
)
def test_the_first_end_that_nothing_answers_ends_the_authority(
    tmp_path: Path, officer: Row, until: str | None, why: str | None
) -> None:
    found = authority(tmp_path, officer, [agreement()])
    assert (found["until_on"], found["until_reason"]) == (until, why)


@pytest.mark.parametrize(("expires", "until"), [("2018-01-01", None), ("2018-01-02", "2018-01-03")])
def test_a_renewal_answers_the_expiry_of_the_first_two_years_that_it_came_before(
    tmp_path: Path, expires: str, until: str | None
) -> None:
    officer = {"authority_expires_on": expires, "reauthorized_on": "2017-12-01"}
    assert authority(tmp_path, officer, [agreement()])["until_on"] == until


@pytest.mark.parametrize(
    ("officer", "suspension", "rests"),
    [
        ({}, (None, None), (None, None)),
        ({"suspended_on": "2017-05-01"}, (None, None), ("2017-05-01", None)),
        ({"suspended_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-05-01", "2017-06-01")),
        ({"suspended_on": "2017-05-01", "reauthorized_on": "2017-05-01"}, (None, None), ("2017-05-01", None)),
        ({"revoked_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-05-01", "2017-06-01")),
        ({"separated_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-05-01", "2017-06-01")),
        ({"authority_expires_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-05-02", "2017-06-01")),
        ({"authority_expires_on": "2017-05-01", "reauthorized_on": "2017-05-02"}, (None, None), (None, None)),
        ({"authority_expires_on": "2017-05-01", "reauthorized_on": "2017-04-01"}, (None, None), (None, None)),
        ({"suspended_on": "2017-04-01", "revoked_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-04-01", "2017-06-01")),
        ({"suspended_on": "2017-07-01", "revoked_on": "2017-05-01", "reauthorized_on": "2017-06-01"}, (None, None), ("2017-07-01", None)),
        ({}, ("2017-02-01", "2017-03-01"), ("2017-02-01", "2017-03-01")),
        ({}, ("2017-02-01", None), ("2017-02-01", None)),
        ({}, ("2017-02-01", "2017-02-01"), (None, None)),
        ({}, ("2017-02-01", "2017-01-01"), (None, None)),
        ({"suspended_on": "2017-03-01"}, ("2017-02-01", "2017-03-01"), ("2017-02-01", None)),
        ({"suspended_on": "2017-03-02"}, ("2017-02-01", "2017-03-01"), ("2017-03-02", None)),
        ({"suspended_on": "2017-02-10", "reauthorized_on": "2017-02-20"}, ("2017-02-01", "2017-03-01"), ("2017-02-01", "2017-03-01")),
        ({"suspended_on": "2017-01-01", "reauthorized_on": "2017-02-01"}, ("2017-02-01", "2017-03-01"), ("2017-01-01", "2017-03-01")),
        ({"suspended_on": "2017-01-01", "reauthorized_on": "2017-01-31"}, ("2017-02-01", "2017-03-01"), ("2017-01-01", "2017-01-31")),
        ({"suspended_on": "2017-01-01", "reauthorized_on": "2017-02-10"}, ("2017-02-01", None), ("2017-01-01", None)),
    ],
)  # fmt: skip
def test_authority_rests_while_officer_or_agreement_is_suspended_and_until_it_is_given_anew(
    tmp_path: Path,
    officer: Row,
    suspension: tuple[str | None, str | None],
    rests: tuple[str | None, str | None],
) -> None:
    found = authority(
        tmp_path, officer, [agreement(suspended_from=suspension[0], suspended_to=suspension[1])]
    )
    assert (found["suspended_from"], found["suspended_to"]) == rests
    assert found["until_on"] is None


@pytest.mark.parametrize(
    ("officer", "agreements", "terminated", "suspended"),
    [
        ({}, [agreement(terminated_on="2017-03-01")], "2017-03-01", (None, None)),
        ({}, [agreement(terminated_on="2017-03-01"), agreement("TFM")], None, (None, None)),
        ({}, [agreement(terminated_on="2017-03-01"), agreement("TFM", terminated_on="2017-04-01")], "2017-04-01", (None, None)),
        ({"model": "JEM"}, [agreement(terminated_on="2017-03-01"), agreement("TFM")], "2017-03-01", (None, None)),
        ({"model": "TFM"}, [agreement(terminated_on="2017-03-01"), agreement("TFM")], None, (None, None)),
        ({"model": "WSO"}, [agreement(terminated_on="2017-03-01"), agreement("TFM")], None, (None, None)),
        ({"model": "JEM"}, [agreement(terminated_on="2017-03-01"), agreement("Hybrid")], None, (None, None)),
        ({"model": "WSO"}, [agreement("WSO", terminated_on="2017-03-01"), agreement("Hybrid")], "2017-03-01", (None, None)),
        ({"model": "TFM"}, [agreement("Hybrid", terminated_on="2017-03-01"), agreement("WSO")], "2017-03-01", (None, None)),
        ({}, [agreement(terminated_on="2017-03-01"), agreement(signed="2017-04-01")], None, (None, None)),
        ({}, [agreement(suspended_from="2017-02-01"), agreement("TFM")], None, (None, None)),
        ({}, [agreement(suspended_from="2017-02-01", suspended_to="2017-06-01"), agreement("TFM", suspended_from="2017-03-01", suspended_to="2017-05-01")], None, ("2017-03-01", "2017-05-01")),
        ({"model": "JEM"}, [agreement(suspended_from="2017-02-01"), agreement("TFM")], None, ("2017-02-01", None)),
        ({}, [agreement(terminated_on="2016-06-01"), agreement(signed="2016-07-01", suspended_from="2017-02-01")], None, ("2017-02-01", None)),
        ({}, [agreement(suspended_from="2017-02-01", terminated_on="2017-03-01")], "2017-03-01", ("2017-02-01", None)),
    ],
)  # fmt: skip
def test_an_officer_works_under_the_agreements_of_his_model_or_under_all_of_the_agency(
    tmp_path: Path,
    officer: Row,
    agreements: list[Row],
    terminated: str | None,
    suspended: tuple[str | None, str | None],
) -> None:
    found = authority(tmp_path, officer, agreements)
    assert (found["agreement_terminated_on"], found["until_on"]) == (terminated, terminated)
    assert found["until_reason"] == ("agreement terminated" if terminated else None)
    assert (found["agreement_suspended_from"], found["agreement_suspended_to"]) == suspended


@pytest.mark.parametrize(
    ("officer", "agreements", "model"),
    [
        ({"model": "WSO"}, [agreement("JEM")], "WSO"),
        ({}, [agreement("TFM"), agreement("TFM", signed="2016-01-01")], "TFM"),
        ({}, [agreement("TFM"), agreement("JEM")], None),
        ({}, [], None),
    ],
)
def test_the_model_is_the_officers_else_the_only_one_of_the_agency(
    tmp_path: Path, officer: Row, agreements: list[Row], model: str | None
) -> None:
    assert (
        authority(tmp_path, officer, agreements or [{**agreement(), "agency": "Beta SO"}])["model"] == model
    )


def test_a_repeated_agreement_and_an_agency_that_is_not_known_change_nothing(tmp_path: Path) -> None:
    repeated = [agreement(terminated_on="2017-03-01"), {**agreement(), "agency": "Beta SO"}, agreement()]
    assert authority(tmp_path, {}, repeated)["until_on"] == "2017-03-01", (
        "the second row of one key says nothing"
    )
    folder = tmp_path / "unknown"
    folder.mkdir()
    assert (
        authority(folder, {"agency": "Nowhere SO"}, [agreement(terminated_on="2017-03-01")])["until_on"]
        is None
    )
