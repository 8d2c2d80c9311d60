"""The criteria and the background that the pack and the sample ship, as data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from crossfoot import content

PACK = content.pack()
PACK_CRITERIA: list[dict[str, Any]] = [
    entry for file in PACK.toml_files("criteria") for entry in content.read_toml(file)["criteria"]
]
SAMPLE_CRITERIA: list[dict[str, Any]] = [
    entry for file in content.sample_criteria_files() for entry in content.read_toml(file)["criteria"]
]
KINDS = {
    "statute",
    "regulation",
    "policy",
    "agreement_term",
    "internal_control_standard",
    "contract",
    "own_target",
    "prior_recommendation",
    "benchmark",
}
KEYS = {
    "id",
    "kind",
    "document",
    "section",
    "version",
    "in_force_from",
    "in_force_to",
    "applies_to",
    "responsible_party",
    "force",
    "text",
    "source",
    "parameters",
    "to_be_confirmed",
}


def by_id(criteria: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {criterion["id"]: criterion for criterion in criteria}


@pytest.mark.parametrize(
    "criterion", PACK_CRITERIA + SAMPLE_CRITERIA, ids=lambda criterion: str(criterion["id"])
)
def test_a_criterion_is_typed_dated_and_sourced(criterion: dict[str, Any]) -> None:
    assert set(criterion) >= KEYS
    assert set(criterion) <= KEYS | {"parameters_wanted", "stands_for", "fictitious"}
    assert criterion["kind"] in KINDS
    assert criterion["force"] in {"must", "target", "effort"}
    assert criterion["responsible_party"] in {"headquarters", "field_office", "local_agency", "both"}
    assert criterion["text"] and criterion["source"] and criterion["document"]
    for day in (criterion["in_force_from"], criterion["in_force_to"]):
        assert day == "" or dt.date.fromisoformat(day)


def test_ids_are_given_once() -> None:
    ids = [criterion["id"] for criterion in PACK_CRITERIA + SAMPLE_CRITERIA]
    assert len(ids) == len(set(ids))


def test_no_criterion_of_the_pack_counts_before_someone_has_read_it() -> None:
    assert all(criterion["to_be_confirmed"] is True for criterion in PACK_CRITERIA)


def test_no_number_of_days_is_invented_for_revocation_staffing_or_files() -> None:
    criteria = by_id(PACK_CRITERIA)
    assert criteria["training-revocation"]["parameters"] == {}
    assert criteria["training-revocation"]["parameters_wanted"] == ["revoke_after"]
    assert criteria["staffing-ratio"]["parameters"] == {}
    assert criteria["install-target-180"]["parameters"] == {"target": 180}


def test_a_prior_audit_is_background_and_never_a_criterion() -> None:
    background = content.read_toml(PACK.folder / "background.toml")["background"]
    documents = {entry["document"] for entry in background}
    assert documents == {"OIG-18-77", "OIG-10-63", "GAO-21-186"}
    assert not documents & {criterion["document"] for criterion in PACK_CRITERIA}
    for entry in background:
        assert entry["facts"]
        assert all(fact["text"].endswith(".") and fact["source"] for fact in entry["facts"])


def test_the_sample_has_policies_of_its_own_and_says_that_they_are_invented() -> None:
    sample, pack = by_id(SAMPLE_CRITERIA), by_id(PACK_CRITERIA)
    assert sample["bde-training-revocation"]["parameters"] == {"revoke_after": 60}
    assert sample["bde-install-target"]["parameters"] == {"target": 180}
    for criterion in SAMPLE_CRITERIA:
        assert criterion["id"].startswith("bde-")
        assert criterion["stands_for"] in pack
        assert criterion["fictitious"] is True
        assert "(fictitious)" in criterion["document"] and "Invented" in criterion["source"]


def test_the_pack_names_its_families_in_order() -> None:
    facts = PACK.facts()
    assert facts["title"] and facts["description"]
    assert [family["name"] for family in facts["families"]] == [
        "growth",
        "training",
        "authority",
        "equipment",
        "staffing",
        "agreements",
        "oversight",
        "budget",
        "reliability",
        "analytics",
    ]
