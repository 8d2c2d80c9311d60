"""The record types of the pack delegated_authority, as data."""

from __future__ import annotations

import pytest
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.record_types import record_types
from crossfoot.values import fold

TYPES = record_types()

DATASETS = {
    "agencies": "agency_id name* state* county agency_type field_office aor sworn_officers population",
    "agreements": (
        "agreement_id agency_id agency state agency_type county model* signed_on* lea_signed_on ice_signed_on "
        "operational_on expires_on terminated_on termination_reason suspended_from suspended_to last_review_on "
        "moa_link moa_status addendum_link supervising_position status"
    ),
    "agreement_addenda": "agreement_id* signed_on* kind new_expires_on",
    "applications": (
        "application_id agency_id agency state model* agency_type county received_on decided_on decision "
        "needs_assessment_on staffing_plan_on it_plan_on training_plan_on"
    ),
    "officers": (
        "officer_id* agency_id agency state last_name first_name model us_citizen hired_on years_experience "
        "background_completed_on background_result nominated_on authorized_on* auth_letter_on form_70_006_on "
        "credential_no authority_expires_on reauthorized_on suspended_on revoked_on separated_on "
        "credential_returned_on status"
    ),
    "training_courses": (
        "course_id* title* kind models required due_rule due_month_day interval_months grace_days effective_from "
        "effective_to authority hours"
    ),
    "training_completions": (
        "completion_id officer_id* course_id* completed_on* assigned_on result score exam_no attempt is_remedial source"
    ),
    "equipment": (
        "order_id* agency_id item quantity requested_on* approved_on site_survey_on circuit_ordered_on shipped_on "
        "installed_on operational_on isa_signed_on isa_expires_on status cost cancelled_on"
    ),
    "positions": (
        "position_id* role* org_unit field_office aor fte established_on filled_on vacated_on status "
        "reports_to_position_id position_description_on duties_ack_on collateral_pct incumbent_id"
    ),
    "assignments": "agency_id position_id* start_on* end_on role",
    "encounters": (
        "encounter_id* agency_id officer_id* occurred_at* action_type detainer_issued_at ice_notified_at usc_claim_at "
        "usc_reported_at ice_custody_at released_at detention_agreement outcome"
    ),
    "charging_documents": (
        "doc_id* encounter_id doc_type prepared_by prepared_on reviewed_by reviewed_on signed_by signed_on served_on"
    ),
    "complaints": (
        "complaint_id* agency_id officer_id received_at* ice_notified_at opr_notified_at category resolved_on result "
        "result_reported_on officer_removed_on"
    ),
    "meetings": "agency_id held_on* kind",
    "inspections": "agency_id model started_on issued_on result deficiencies closed_on",
    "budget": (
        "fiscal_year* program line* stage requested enacted obligated expended positions_requested positions_enacted"
    ),
    "performance_measures": "activity* goal measure target actual fiscal_year",
    "control_totals": "dataset* as_of rows sum_column sum source",
    "criteria_library": "criterion_id* document* section page version effective_from effective_to text url",
    "exemptions": "entity* requirement* granted_by from_on* to_on reason document",
    "absences": "officer_id* kind from_on* to_on",
    "course_equivalents": "course_id* replaces_course_id* from_on to_on",
}
"""Every dataset with its columns; a star says that the column must be mapped."""

ICE_HEADERS = {
    "STATE": "state",
    "LAW ENFORCEMENT AGENCY": "agency",
    "TYPE": "agency_type",
    "COUNTY": "county",
    "SUPPORT TYPE": "model",
}


def test_every_dataset_is_a_record_type_and_there_is_one_for_any_other_table() -> None:
    assert set(TYPES) == {*DATASETS, "other_table"}


@pytest.mark.parametrize("name", DATASETS)
def test_a_record_type_has_the_columns_of_its_dataset(name: str) -> None:
    stated = DATASETS[name].split()
    fields = {field.name: field for field in TYPES[name].fields}
    assert [one.rstrip("*") for one in stated if one.rstrip("*") not in fields] == []
    assert {one.rstrip("*") for one in stated if one.endswith("*")} == {
        n for n, f in fields.items() if f.required
    }


@pytest.mark.parametrize("name", TYPES)
def test_every_field_says_in_a_sentence_what_it_means(name: str) -> None:
    for field in TYPES[name].fields:
        assert field.meaning.endswith(".") and field.meaning[0].isupper(), field.name


@pytest.mark.parametrize("name", TYPES)
def test_a_header_stands_for_one_field_of_a_record_type(name: str) -> None:
    headers = [
        header_key(header)
        for field in TYPES[name].fields
        for header in {header_key(one): one for one in (field.name, *field.header_synonyms)}.values()
    ]
    assert sorted({header for header in headers if headers.count(header) > 1}) == []


@pytest.mark.parametrize("name", ["agreements", "applications"])
def test_the_headers_of_the_published_lists_are_known(name: str) -> None:
    for header, field in ICE_HEADERS.items():
        named = TYPES[name].field(field)
        assert named is not None
        assert header_key(header) in {header_key(one) for one in (named.name, *named.header_synonyms)}


def test_the_lists_that_name_an_agency_let_it_be_named_by_id_or_by_name() -> None:
    naming = {name for name, one in TYPES.items() if one.agency is not None}
    assert naming == {
        "agencies",
        "agreements",
        "applications",
        "assignments",
        "complaints",
        "encounters",
        "equipment",
        "inspections",
        "meetings",
        "officers",
    }
    for name in naming - {"agencies"}:
        assert TYPES[name].required_one_of[0] == ("agency_id",)


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Jail Enforcement Model", "JEM"),
        ("Jail Enforcement", "JEM"),
        ("Warrant Service Officer", "WSO"),
        ("Task Force", "TFM"),
        ("TASK FORCE MODEL ", "TFM"),
        ("Jail & Task Force", "Hybrid"),
        ("hybrid", "Hybrid"),
        ("Posse", None),
    ],
)
def test_models_are_read_from_the_spellings_of_real_lists(spelling: str, code: str | None) -> None:
    for name in ("agreements", "applications", "officers", "inspections"):
        model = TYPES[name].field("model")
        assert model is not None
        assert model.code_for(fold(spelling)) == code


def test_states_are_read_from_names_and_letters_and_a_misspelt_one_is_not() -> None:
    state = TYPES["agreements"].field("state")
    assert state is not None
    assert len(state.values) == 56  # fifty states, the District of Columbia, five territories
    assert [
        state.code_for(fold(one)) for one in ("FLORIDA", "fl", "New  Hampshire", "Puerto Rico", "UTAHJ")
    ] == [
        "FL",
        "FL",
        "NH",
        "PR",
        None,
    ]


def test_types_of_agencies_are_read_from_the_spellings_of_real_lists() -> None:
    kind = TYPES["agreements"].field("agency_type")
    assert kind is not None
    assert [kind.code_for(fold(one)) for one in ("County ", "Municipal", "State", "State Agency")] == [
        "County",
        "Municipality",
        "State Agency",
        "State Agency",
    ]


def test_whether_an_agreement_is_on_file_is_read_from_the_cell_of_its_link() -> None:
    status = TYPES["agreements"].field("moa_status")
    assert status is not None
    assert (status.derived_from, [code for code, _ in status.values]) == (
        "moa_link",
        ["linked", "pending", "unlinked"],
    )
    assert status.code_for("link pending") == "pending"


def test_names_of_persons_are_personal_and_encounters_are_law_enforcement() -> None:
    officers, encounters = TYPES["officers"], TYPES["encounters"]
    for name in ("officer_id", "last_name", "first_name"):
        assert getattr(officers.field(name), "field_class", "") == "personal"
    assert getattr(encounters.field("occurred_at"), "field_class", "") == "law_enforcement"
