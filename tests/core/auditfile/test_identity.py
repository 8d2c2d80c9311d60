"""Which names are offered as alike, what a decision about them does, and that it can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.identity.agency_identity import (
    OFFICER,
    agencies,
    aliases,
    candidates,
    confirm_distinct,
    confirm_same,
    withdraw_alias,
)
from crossfoot.auditfile.identity.officer_identity import officer_candidates
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.errors import AuditFileError

from tests.builders import new_audit


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """Two spellings of one agency, two counties that look alike, one name in two states, a name that no list knows."""
    audit = new_audit(tmp_path)
    named = [("Alachua Police Department", "FL"), ("Alachua Police Departent", "FL"), ("Brevard County SO", "FL"),
             ("Broward County SO", "FL"), ("Lake County SO", "TX"), ("Lake County SO", "FL")]  # fmt: skip
    load_plain_rows(
        audit,
        "agreements",
        [
            {"agency": name, "state": state, "model": "JEM", "signed_on": "2017-02-01"}
            for name, state in named
        ],
    )
    load_plain_rows(
        audit,
        "officers",
        [
            {
                "officer_id": "1",
                "agency": "Alachua Police Departent",
                "state": "FL",
                "authorized_on": "2017-03-01",
            },
            {"officer_id": "2", "agency": "Alachua P.D.", "state": "FL", "authorized_on": "2017-03-01"},
        ],
    )
    return audit


def refs(audit: Audit, table: str) -> list[str | None]:
    return [row["agency_ref"] for row in audit.rows(f"SELECT agency_ref FROM {table} ORDER BY row_no")]


RIGHT, SLIP, SHORT = "FL|alachua police department", "FL|alachua police departent", "FL|alachua p.d."
BREVARD, BROWARD = "FL|brevard county so", "FL|broward county so"


def test_look_alikes_of_one_state_are_offered_and_nothing_is_merged_by_itself(audit: Audit) -> None:
    offered = {frozenset((one.entity_a, one.entity_b)) for one in candidates(audit)}
    assert frozenset((BREVARD, BROWARD)) in offered
    assert frozenset((RIGHT, SLIP)) in offered
    assert frozenset((RIGHT, SHORT)) in offered, "a name that only the officers bear is looked at too"
    assert not any({"TX|lake county so", "FL|lake county so"} <= pair for pair in offered)
    assert len(agencies(audit)) == 6


def test_names_that_are_confirmed_to_be_one_resolve_to_the_one_that_was_named_first(audit: Audit) -> None:
    confirm_same(audit, SLIP, RIGHT, "The agreement's title page.")
    assert refs(audit, "agreements")[:2] == [RIGHT, RIGHT]
    assert refs(audit, "officers") == [RIGHT, None]
    assert [one.aliases for one in agencies(audit) if one.entity_id == RIGHT] == [(SLIP,)]
    assert len(agencies(audit)) == 5
    confirm_same(audit, "fl|Alachua P.D.", SLIP, "The sheriff's roster.")
    assert refs(audit, "officers") == [RIGHT, RIGHT], (
        "through the other name, although no list knows this one"
    )
    assert not {RIGHT, SLIP, SHORT} & {one.entity_a for one in candidates(audit)}


def test_withdrawing_a_decision_brings_both_names_back(audit: Audit) -> None:
    before = refs(audit, "agreements"), refs(audit, "officers"), agencies(audit)
    alias = confirm_same(audit, RIGHT, SLIP, "The agreement's title page.")
    withdraw_alias(audit, alias.uid, "It is the title page of another agreement.")
    assert (refs(audit, "agreements"), refs(audit, "officers"), agencies(audit)) == before
    assert aliases(audit) == []
    told = [(e.kind, e.body.get("reason")) for e in events(audit.connection) if e.kind.startswith("agency.")]
    assert told == [
        ("agency.aliased", None), ("agency.aliased.withdrawn", "It is the title page of another agreement.")
    ]  # fmt: skip


def test_names_that_are_confirmed_to_be_two_are_not_offered_again(audit: Audit) -> None:
    confirm_distinct(audit, BREVARD, BROWARD, "Two counties.")
    assert BREVARD not in {one.entity_a for one in candidates(audit)}
    assert [(one.same, one.evidence, one.actor) for one in aliases(audit)] == [
        (False, "Two counties.", "tester")
    ]


def test_what_contradicts_a_decision_is_refused_with_the_decision(audit: Audit) -> None:
    confirm_distinct(audit, SHORT, RIGHT, "Two departments.")
    confirm_same(audit, RIGHT, SLIP, "The title page.")
    with pytest.raises(AuditFileError, match="confirmed to be two, by tester: Two departments"):
        confirm_same(audit, SLIP, SHORT, "The roster.")
    with pytest.raises(AuditFileError, match="confirmed to be one already"):
        confirm_distinct(audit, SLIP, RIGHT, "I think so.")


@pytest.mark.parametrize(
    ("a", "b", "evidence", "words"),
    [
        (RIGHT, SLIP, "  ", "only with evidence"),
        (RIGHT, "FL|nobody so", "x", "No row of this audit names"),
        ("Lake County SO", RIGHT, "x", "Several agencies are called"),
        (RIGHT, "FL|ALACHUA  police department", "x", "is one name already"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    audit: Audit, a: str, b: str, evidence: str, words: str
) -> None:
    with pytest.raises(AuditFileError, match=words):
        confirm_same(audit, a, b, evidence)


def test_officers_of_one_agency_with_one_name_are_listed_and_a_decision_takes_them_off(
    tmp_path: Path,
) -> None:
    who = {"agency": "Alpha SO", "state": "TX", "authorized_on": "2017-03-01"}
    with new_audit(tmp_path) as audit:
        load_plain_rows(
            audit,
            "officers",
            [
                {"officer_id": "D-1", "first_name": "Eve", "last_name": "Quintana", **who},
                {"officer_id": "D-2", "first_name": "EVE", "last_name": "Quintana ", **who},
                {"officer_id": "D-3", "first_name": "Al", "last_name": "Ode", **who},
                {
                    "officer_id": "D-4",
                    "first_name": "Eve",
                    "last_name": "Quintana",
                    **who,
                    "agency": "Beta SO",
                },
            ],
        )
        (one,) = officer_candidates(audit)
        assert (one.entity_a, one.entity_b) == ("d-1", "d-2")
        confirm_distinct(audit, "d-1", "d-2", "Mother and daughter.", kind=OFFICER)
        assert officer_candidates(audit) == []
