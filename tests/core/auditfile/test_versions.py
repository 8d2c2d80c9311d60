"""What a comparison of two versions of a list reports, and that its counts add up."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.auditfile.versions.compare import compare_versions, compare_workbooks, latest_pair
from crossfoot.auditfile.versions.row_matches import match_rows, row_matches, withdraw_row_match
from crossfoot.auditfile.versions.version_model import AsItStood, ListDiff
from crossfoot.errors import AuditFileError

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.versions_generator import SHAPES, Shape, trial

Rows = Sequence[dict[str, Any]]


def agreement(agency: str = "Alpha SO", signed: str | None = "2017-02-01", **more: Any) -> dict[str, Any]:
    return {"agency": agency, "state": "TX", "model": "JEM", "signed_on": signed, "status": "active", **more}


def officer(number: str, **more: Any) -> dict[str, Any]:
    return {"officer_id": number, "agency": "Alpha SO", "state": "TX", "authorized_on": "2017-02-01", **more}


def compared(
    folder: Path, before: Rows, after: Rows, record_type: str = "agreements", **options: Any
) -> ListDiff:
    """Two typed lists compared; their first row is row 2."""
    with new_audit(Path(tempfile.mkdtemp(dir=folder))) as audit:
        first = load_plain_rows(audit, record_type, before, list_name="before")
        second = load_plain_rows(audit, record_type, after, list_name="after")
        return compare_versions(audit, first.import_id, second.import_id, **options)


def changes(diff: ListDiff) -> list[tuple[int, int, str, Any, Any]]:
    return [(r.before_row, r.after_row, c.field, c.before, c.after) for r in diff.changed for c in r.changes]


def test_every_row_of_either_version_is_in_exactly_one_count(tmp_path: Path) -> None:
    before = [agreement("Alpha SO"), agreement("Beta SO"), agreement("Gamma SO"), agreement("Delta SO")]
    after = [agreement("Delta SO"), agreement("alpha so"), agreement("Beta SO", status="suspended"),
             agreement("Omega PD", "2018-01-05")]  # fmt: skip
    diff = compared(tmp_path, before, after)
    assert [row.row for row in diff.removed] == [4]
    assert [row.row for row in diff.added] == [5]
    assert changes(diff) == [(3, 4, "status", "active", "suspended")]
    assert [(r.before_row, r.after_row) for r in diff.spelling] == [(2, 3)]
    assert diff.unchanged == 1
    assert (diff.rows_before, diff.rows_after) == (4, 4)
    assert not diff.same


def test_the_order_of_rows_is_no_difference(tmp_path: Path) -> None:
    rows = [agreement(f"Agency {i} SO", f"2017-01-{i + 1:02}") for i in range(9)]
    diff = compared(tmp_path, rows, rows[::-1])
    assert (diff.unchanged, diff.same) == (9, True)


def test_rows_are_matched_by_the_identifier_where_there_is_one_else_by_the_natural_key(
    tmp_path: Path,
) -> None:
    before = [agreement("Alpha SO", agreement_id="A-1"), agreement("Beta SO", agreement_id=None)]
    after = [
        agreement("Alpha SO", "2017-03-01", agreement_id="a-1 "),
        agreement("Beta SO", agreement_id=None),
    ]
    diff = compared(tmp_path, before, after)
    assert [(change[2], change[3], change[4]) for change in changes(diff)] == [
        ("agreement_id", "A-1", "a-1 "), ("signed_on", "2017-02-01", "2017-03-01")
    ]  # fmt: skip
    assert [sentence.split(" (")[0] for sentence in diff.matched_by] == [
        "by agreement_id", "by the agency, model, signed_on"
    ]  # fmt: skip


def test_an_agency_that_is_named_by_id_in_both_versions_keeps_its_identity_when_it_is_renamed(
    tmp_path: Path,
) -> None:
    before = [agreement("Alpha SO", agency_id="X1"), agreement("Beta SO", agency_id="X2")]
    after = [agreement("Alpha Sheriff", agency_id="X1"), agreement("Beta SO", agency_id="X2")]
    diff = compared(tmp_path, before, after)
    assert changes(diff) == [(2, 2, "agency", "Alpha SO", "Alpha Sheriff")]


def test_rows_of_one_key_are_matched_by_what_they_share(tmp_path: Path) -> None:
    before = [agreement(county="North"), agreement(county="South")]
    after = [
        agreement(county="South", status="suspended"),
        agreement(county="North"),
        agreement(county="East"),
    ]
    diff = compared(tmp_path, before, after)
    assert changes(diff) == [(3, 2, "status", "active", "suspended")]
    assert [row.values["county"] for row in diff.added] == ["East"]


def test_rows_without_any_key_are_matched_by_all_their_fields(tmp_path: Path) -> None:
    before = [{"agency": "Alpha SO", "state": "TX", "held_on": "2017-01-05"}]
    diff = compared(tmp_path, before, before, "meetings")
    assert diff.same
    assert "bear no key" in diff.matched_by[0]


def test_the_auditor_may_say_what_the_key_is(tmp_path: Path) -> None:
    before, after = [agreement(signed="2017-02-01")], [agreement(signed="2017-05-01")]
    diff = compared(tmp_path, before, after, key=("agency", "model"))
    assert changes(diff) == [(2, 2, "signed_on", "2017-02-01", "2017-05-01")]
    with pytest.raises(AuditFileError, match="cannot be matched by colour"):
        compared(tmp_path, before, after, key=("colour",))


def test_a_field_that_only_one_version_has_is_named_and_not_counted_row_by_row(tmp_path: Path) -> None:
    diff = compared(tmp_path, [agreement()], [agreement(county="Alpha County")])
    assert (diff.unchanged, diff.only_before, diff.only_after) == (1, (), ("county",))
    assert not diff.same


def test_a_link_that_a_mail_filter_wrapped_is_the_same_link(tmp_path: Path) -> None:
    wrapped = "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmoa.example%2FA.pdf&data=05"
    diff = compared(
        tmp_path, [agreement(moa_link=wrapped)], [agreement(moa_link="https://moa.example/A.pdf")]
    )
    assert diff.same
    other = compared(
        tmp_path, [agreement(moa_link=wrapped)], [agreement(moa_link="https://moa.example/a.pdf")]
    )
    assert len(other.changed) == 1, "the case of an address is no matter of spelling"


def test_a_mistyped_name_is_proposed_as_a_changed_key_with_its_evidence(tmp_path: Path) -> None:
    before = [agreement("Alachua Police Departent", county="Alachua"), agreement("Beta SO")]
    after = [agreement("Beta SO"), agreement("Alachua Police Department", county="Alachua")]
    (one,) = (diff := compared(tmp_path, before, after)).proposed
    assert (one.before.row, one.after.row) == (2, 3)
    assert "98% of the letters" in " ".join(one.evidence)
    assert (len(diff.removed), len(diff.added), diff.key_changed) == (1, 1, ()), (
        "nothing is applied by itself"
    )


def test_two_counties_are_not_proposed_as_one_record_because_their_codes_agree(tmp_path: Path) -> None:
    diff = compared(tmp_path, [agreement("Brown County SO")], [agreement("Zavala County SO", "2017-11-01")])
    assert diff.proposed == ()


def test_alike_names_in_two_states_are_not_proposed_as_one_record(tmp_path: Path) -> None:
    before, after = agreement("Kenwell County SO"), agreement("Kenwel County SO", county="Kenwell")
    assert len(compared(tmp_path, [before], [after]).proposed) == 1
    assert compared(tmp_path, [before], [{**after, "state": "FL"}]).proposed == ()


def test_an_officer_whose_identifier_has_a_slip_is_proposed_by_the_rest_of_the_row(tmp_path: Path) -> None:
    who = {"last_name": "Quintana", "first_name": "Eve", "hired_on": "2009-04-03"}
    before = [
        officer("TX-0417", **who),
        officer("TX-0500", last_name="Ames", first_name="Bo", hired_on="2001-01-01"),
    ]
    after = [
        officer("TX-0471", **who),
        officer("TX-0600", last_name="Ode", first_name="Al", hired_on="2011-11-11"),
    ]
    (one,) = compared(tmp_path, before, after, "officers").proposed
    assert (one.before.row, one.after.row) == (2, 2)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"last_review_on": "2017-03-01"}, "date filled in afterwards"),
        ({"last_review_on": "2017-03-01"}, {"last_review_on": "2017-03-02"}, "past date changed"),
        ({"last_review_on": "2017-03-01"}, {}, "past date removed"),
        ({"last_review_on": "2018-02-01"}, {"last_review_on": "2017-03-02"}, "past date changed"),
        ({}, {"last_review_on": "2018-02-01"}, None),
        ({"last_review_on": "2018-02-01"}, {"last_review_on": "2018-02-09"}, None),
    ],
)
def test_an_entry_about_the_time_before_the_earlier_list_is_named_as_backdated(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], expected: str | None
) -> None:
    other = agreement("Beta SO", last_review_on="2017-09-09")
    diff = compared(
        tmp_path,
        [agreement(**before), other],
        [agreement(**after), other],
        earlier_list_of=dt.date(2018, 1, 1),
    )
    assert [one.kind for one in diff.backdated] == ([expected] if expected else [])


def test_a_new_row_that_ought_to_have_been_in_the_earlier_list_is_backdated(tmp_path: Path) -> None:
    before = [agreement("Alpha SO", "2017-06-30"), agreement("Typo SO", "2099-01-01")]
    after = [*before, agreement("Late PD", "2017-06-29"), agreement("Same Day PD", "2017-06-30")]
    diff = compared(tmp_path, before, after)
    assert diff.earlier_list_of == "2017-06-30", "the latest date that is not in the future"
    assert [(one.after_row, one.kind) for one in diff.backdated] == [(4, "added with an earlier date")]


def test_a_changed_row_whose_record_says_it_was_not_changed_is_named(tmp_path: Path) -> None:
    stamp = {"record_changed_on": "2017-01-05T08:00:00"}
    diff = compared(
        tmp_path,
        [agreement(**stamp)],
        [agreement(status="suspended", **stamp)],
        earlier_list_of=dt.date(2018, 1, 1),
    )
    assert [one.kind for one in diff.backdated] == ["changed without a later record date"]


@pytest.fixture
def two_versions(tmp_path: Path) -> Audit:
    """A list that came twice, with a misfit, a kept column and other spellings of the same values."""
    first = [*agreement_row("Alpha County SO", signed="7/72017"), "one"]
    headers = [*AGREEMENT_HEADERS, "REMARKS"]
    before = write_xlsx(
        tmp_path / "before.xlsx",
        {"A": [headers, first, [*agreement_row("Beta SO"), "two"], [*agreement_row("Goliad's SO"), "three"]]},
    )
    again = [*agreement_row("Beta SO", model="Jail Enforcement Model "), "2"]
    after = write_xlsx(
        tmp_path / "after.xlsx", {"A": [headers, first, again, [*agreement_row("GOLIAD\u2019S SO"), "Three"]]}
    )
    audit = new_audit(tmp_path)
    load(audit, before)
    load(audit, after, new_version_of="agreements")
    return audit


def test_a_cell_that_fits_no_type_is_compared_by_its_text(two_versions: Audit) -> None:
    diff = compare_versions(two_versions, *latest_pair(two_versions))
    assert diff.unchanged == 1, "the same misfit in both is no difference"
    assert diff.matched_by[0].startswith("by the agency, model, signed_on")


def test_a_kept_column_is_compared_too_and_each_change_says_its_cells_and_texts(two_versions: Audit) -> None:
    diff = compare_versions(two_versions, *latest_pair(two_versions))
    (row,) = diff.changed
    remark = next(change for change in row.changes if change.field == "column 'REMARKS'")
    assert (remark.before_raw, remark.after_raw, remark.before_ref, remark.after_ref) == (
        "two",
        "2",
        "H3",
        "H3",
    )


def test_what_differs_in_spelling_only_is_a_class_of_its_own_even_where_the_typed_value_is_the_same(
    two_versions: Audit,
) -> None:
    diff = compare_versions(two_versions, *latest_pair(two_versions))
    (row,) = diff.spelling
    assert {(c.field, c.before_raw, c.after_raw) for c in row.changes} == {
        ("agency", "Goliad's SO", "GOLIAD\u2019S SO"), ("column 'REMARKS'", "three", "Three")
    }  # fmt: skip
    model = next(change for change in diff.changed[0].changes if change.field == "model")
    assert (model.before, model.after, model.spelling) == ("JEM", "JEM", True)
    assert (model.before_raw, model.after_raw) == ("Jail Enforcement Model", "Jail Enforcement Model ")


def test_a_corrected_misfit_is_proposed_as_the_same_record(tmp_path: Path) -> None:
    before = write_xlsx(
        tmp_path / "1.xlsx", {"A": [AGREEMENT_HEADERS, agreement_row("Alpha SO", signed="7/72017")]}
    )
    after = write_xlsx(
        tmp_path / "2.xlsx", {"A": [AGREEMENT_HEADERS, agreement_row("Alpha SO", signed="2017-07-07")]}
    )
    diff = compare_workbooks(before, after, record_type="agreements")
    (one,) = diff.proposed
    assert one.before.values["signed_on"] == AsItStood("7/72017")
    assert "signed_on: '7/72017' before, '2017-07-07' now." in one.evidence


def mistyped(audit: Audit) -> tuple[int, int]:
    first = load_plain_rows(
        audit, "agreements", [agreement("Alfa County SO"), agreement("Beta SO")], list_name="a"
    )
    later = [agreement("Alpha County SO", status="suspended"), agreement("Beta SO")]
    return first.import_id, load_plain_rows(audit, "agreements", later, list_name="b").import_id


def test_a_confirmed_pair_counts_as_key_changed_until_the_decision_is_withdrawn(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        pair = mistyped(audit)
        (one,) = compare_versions(audit, *pair).proposed
        match = match_rows(audit, "b", one.before.key, one.after.key, same=True, evidence="Letter of 5 May.")
        diff = compare_versions(audit, *pair)
        assert (diff.proposed, diff.removed, diff.added) == ((), (), ())
        assert [[c.field for c in row.changes] for row in diff.key_changed] == [["agency", "status"]]
        assert (diff.rows_before, diff.rows_after) == (2, 2)
        withdraw_row_match(audit, match.uid, "The letter speaks of another office.")
        assert len(compare_versions(audit, *pair).proposed) == 1
        kinds = [event.kind for event in events(audit.connection)]
    assert kinds[-2:] == ["rows.matched", "rows.match_withdrawn"]


def test_a_rejected_pair_is_not_proposed_again_and_a_decision_needs_evidence(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        pair = mistyped(audit)
        (one,) = compare_versions(audit, *pair).proposed
        with pytest.raises(AuditFileError, match="only with evidence"):
            match_rows(audit, "b", one.before.key, one.after.key, same=False, evidence=" ")
        match_rows(audit, "b", one.before.key, one.after.key, same=False, evidence="Two offices.")
        diff = compare_versions(audit, *pair)
        assert (diff.proposed, len(diff.removed), len(diff.added)) == ((), 1, 1)
        with pytest.raises(AuditFileError, match="decided on already"):
            match_rows(audit, "b", one.before.key, one.after.key, same=True, evidence="One office.")
        assert [(m.same, m.evidence, m.actor) for m in row_matches(audit, "b")] == [
            (False, "Two offices.", "tester")
        ]


def test_what_cannot_be_compared_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "agreements", [agreement()])
        load_plain_rows(audit, "officers", [officer("1")])
        for call, words in (
            (lambda: compare_versions(audit, 1, 2), "holds agreements, import 2 holds officers"),
            (lambda: compare_versions(audit, 1, 9), "no import 9"),
            (lambda: latest_pair(audit), "only one version"),
            (lambda: latest_pair(audit, "rosters"), "no current list called 'rosters'"),
        ):
            with pytest.raises(AuditFileError, match=words):
                call()


def test_a_withdrawn_version_can_still_be_compared(two_versions: Audit) -> None:
    withdraw_import(two_versions, 2, "The agency sent a draft.")
    assert compare_versions(two_versions, 1, 2).rows_after == 3


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.record_type)
def test_known_edits_of_a_made_up_list_are_found(shape: Shape) -> None:
    diff, scores = trial(shape, rows=1500, seed=11)
    for name in ("added", "removed", "changed", "spelling only", "backdated"):
        assert (scores[name].precision, scores[name].recall) == (1.0, 1.0), name
    assert scores["key changed"].edits >= 25
    assert scores["key changed"].precision >= 0.95
    assert scores["key changed"].recall >= 0.95
    assert (diff.rows_before, diff.rows_after) == (diff.before.rows, diff.after.rows)
