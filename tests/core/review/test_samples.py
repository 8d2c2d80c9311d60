"""A sample is drawn from a reconciled frame, kept so that anyone can draw it again, and filled in item by item."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.corrections.control_totals import set_control_total
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.checks.staleness import outdated_checks
from crossfoot.errors import SampleError
from crossfoot.review.sample_conditions import cents
from crossfoot.review.sample_design import SampleRequest
from crossfoot.review.sample_files import read_results, write_frame, write_sheet
from crossfoot.review.sample_frame import FrameChoice, read_frame
from crossfoot.review.sample_projection import draw_again, project_sample
from crossfoot.review.sample_results import ResultEntry, enter_results, sample_state
from crossfoot.review.samples import SampleRecord, draw_sample, find_sample, list_samples, withdraw_sample

from tests.builders import new_audit, write_xlsx

ENCOUNTERS = [
    {"encounter_id": f"E{number:02d}", "officer_id": f"O{number % 3}", "action_type": kind}
    for number in range(1, 31)
    for kind in ("interview" if number % 5 else "NTA",)
]
ORDERS = [
    {"order_id": f"Q{number:02d}", "cost": cost}
    for number, cost in enumerate([900_00, 40_00, 0, -5_00, None, *[20_00] * 20], start=1)
]
ALL = FrameChoice("encounters")
BY_OFFICER = FrameChoice("encounters", strata="officer_id")
WITH_RESERVE = {"reserve": 2, "non_response": "replace from reserve"}
COSTS = FrameChoice("equipment", book="cost")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit with both lists, to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    with new_audit(folder) as audit:
        load_plain_rows(audit, "encounters", ENCOUNTERS)
        load_plain_rows(audit, "equipment", ORDERS)
        return audit.path


@pytest.fixture
def audit(loaded: Path, tmp_path: Path) -> Iterator[Audit]:
    with open_audit(Path(shutil.copy(loaded, tmp_path)), actor="tester") as found:
        yield found


def draw(audit: Audit, name: str = "S", method: str = "simple random", **more: Any) -> SampleRecord:
    choice = more.pop("choice", ALL)
    given = {"size": 5, "seed": "7", "unreconciled": "no total was given", **more}
    return draw_sample(audit, SampleRequest(name, method, choice, **given))


def items(audit: Audit, name: str = "S") -> list[str]:
    return [item.entity for item in sample_state(audit, name).items]


def kinds(audit: Audit) -> list[str]:
    return [event.kind for event in events(audit.connection)]


# The frame


def test_a_frame_that_was_compared_with_nothing_is_refused(audit: Audit) -> None:
    with pytest.raises(SampleError, match="compared with nothing") as refused:
        draw(audit, unreconciled=" ")
    assert "--count" in refused.value.hint
    assert list_samples(audit) == []


def test_a_frame_agrees_with_the_control_total_of_its_list(audit: Audit) -> None:
    set_control_total(audit, "encounters", "rows", "30", "letter of 3 May 2018")
    found = draw(audit, unreconciled="").frame["reconciled"]
    assert found["how"] == "control total"
    assert "letter of 3 May 2018" in found["words"]


def test_a_list_that_does_not_agree_with_its_control_total_is_refused(audit: Audit) -> None:
    set_control_total(audit, "encounters", "rows", "31", "letter")
    with pytest.raises(SampleError, match="does not agree with its control total"):
        draw(audit, unreconciled="")
    assert draw(audit, unreconciled="one came late").frame["reconciled"]["how"] == "not reconciled"


def test_a_total_of_an_amount_alone_does_not_reconcile_a_frame_of_rows(audit: Audit) -> None:
    set_control_total(audit, "equipment", "sum", "1335.00", "letter", field="cost")
    with pytest.raises(SampleError, match="no control total of the rows of equipment"):
        draw(audit, choice=FrameChoice("equipment"), unreconciled="")


@pytest.mark.parametrize(("count", "agrees"), [(30, True), (6, True), (29, False)])
def test_a_count_that_the_auditor_states_must_agree(audit: Audit, count: int, agrees: bool) -> None:
    choice = FrameChoice("encounters", where=("action_type = NTA",))
    given = {"choice": choice, "count": count, "count_source": "register", "unreconciled": ""}
    if agrees:
        assert draw(audit, **given).frame["reconciled"]["how"] == "count stated"
    else:
        with pytest.raises(SampleError, match="does not agree: the list has 30 rows, the frame 6 units"):
            draw(audit, **given)


def test_a_stated_count_needs_its_source(audit: Audit) -> None:
    with pytest.raises(SampleError, match="needs its source"):
        draw(audit, count=30, unreconciled="")


def test_repeated_keys_and_rows_outside_the_conditions_are_counted_and_cannot_be_drawn(
    tmp_path: Path,
) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "encounters", [*ENCOUNTERS, ENCOUNTERS[4], ENCOUNTERS[0]])
        found = read_frame(
            audit, FrameChoice("encounters", where=("action_type != NTA", "officer_id is filled"))
        )
        assert (found.list_rows, found.outside, found.left_out) == (32, 7, {"repeated key": 1})
        assert len(found.frame) == 24


@pytest.mark.parametrize(
    ("condition", "units"),
    [("cost > 20", 2), ("cost >= 20.00", 22), ("cost < 0", 1), ("cost is blank", 1),
     ("order_id = Q07", 1), ("cost <= 0", 2)],
)  # fmt: skip
def test_conditions_compare_as_the_field_is_kept(audit: Audit, condition: str, units: int) -> None:
    assert len(read_frame(audit, FrameChoice("equipment", where=(condition,))).frame) == units


@pytest.mark.parametrize(
    ("condition", "units"),
    [("<= 2017-01-31", 2), ("< 2017-01-31", 0), ("= 2017-01-31", 2), ("> 2017-01-31", 1),
     ("<= 2017-01-31 12:00", 1)],
)  # fmt: skip
def test_a_day_is_all_of_its_hours(tmp_path: Path, condition: str, units: int) -> None:
    moments = ("2017-01-31T08:00:00", "2017-01-31T23:59:59", "2017-02-01T00:00:00")
    with new_audit(tmp_path) as audit:
        rows = [{"encounter_id": f"E{at}", "occurred_at": moment} for at, moment in enumerate(moments)]
        load_plain_rows(audit, "encounters", [*rows, {"encounter_id": "E9"}])
        choice = FrameChoice("encounters", where=(f"occurred_at {condition}",))
        if units:
            assert len(read_frame(audit, choice).frame) == units
        else:
            with pytest.raises(SampleError, match="the frame is empty"):
                read_frame(audit, choice)


@pytest.mark.parametrize("condition", ["cost", "price > 3", "cost > much", "order_id ~ Q", ""])
def test_a_condition_that_is_none_is_refused(audit: Audit, condition: str) -> None:
    with pytest.raises(SampleError):
        read_frame(audit, FrameChoice("equipment", where=(condition,)))


def test_a_code_is_named_as_people_write_it_and_a_value_cannot_break_out(audit: Audit) -> None:
    assert (
        len(read_frame(audit, FrameChoice("encounters", where=("action_type = Notice to appear",))).frame)
        == 6
    )
    with pytest.raises(SampleError, match="'NTA or so' is no value of action_type"):
        read_frame(audit, FrameChoice("encounters", where=("action_type = NTA or so",)))
    with pytest.raises(SampleError, match="the frame is empty"):
        read_frame(audit, FrameChoice("encounters", where=("officer_id = x' OR '1'='1",)))


def test_a_frame_of_amounts_leaves_out_what_cannot_be_drawn_by_its_size(audit: Audit) -> None:
    found = read_frame(audit, COSTS)
    assert found.left_out == {"amount below zero": 1, "amount of zero": 1, "no amount": 1}
    assert (len(found.frame), sum(found.frame.books), found.below_zero) == (22, 1340_00, -5_00)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (FrameChoice("officers"), "no list of 'officers'"),
        (FrameChoice("nonsense"), "no list of 'nonsense'"),
        (FrameChoice("equipment", strata="colour"), "no 'colour'"),
        (FrameChoice("equipment", book="order_id"), "holds no amounts"),
        (FrameChoice("equipment", order="shipped_on"), "no 'shipped_on'"),
    ],
)
def test_a_list_or_field_that_is_not_there_is_refused(audit: Audit, choice: FrameChoice, said: str) -> None:
    with pytest.raises(SampleError, match=said):
        read_frame(audit, choice)


def test_rows_without_an_identifier_are_named_by_list_and_row(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_plain_rows(audit, "meetings", [{"agency": "A"}, {"agency": "B"}], list_name="Board meetings")
        assert sorted(read_frame(audit, FrameChoice("meetings")).frame.keys) == [
            "Board meetings|row 2",
            "Board meetings|row 3",
        ]


# The draw


def test_a_sample_is_kept_with_all_that_another_person_needs_to_draw_it_again(audit: Audit) -> None:
    record = draw(audit, purpose="Are records complete?")
    assert (record.frame_size, record.seed, record.algorithm) == (30, "7", "sha256 order, version 1")
    assert record.frame_sha256 == read_frame(audit, ALL).frame.sha256()
    assert record.frame["key"] == ["encounter_id"]
    assert record.frame["imports"][0]["list"] == "encounters"
    assert draw_again(audit, "S").words == "The same 5 items are drawn again."


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("systematic", {"choice": FrameChoice("encounters", order="officer_id"), **WITH_RESERVE}),
        ("stratified", {"choice": BY_OFFICER, "size": 9}),
        ("monetary unit", {"choice": COSTS, "tolerable_amount": 200_00}),
    ],
)  # fmt: skip
def test_every_random_method_draws_the_same_again(audit: Audit, method: str, more: dict[str, Any]) -> None:
    draw(audit, method=method, **more)
    assert draw_again(audit, "S").same_items


def test_the_order_of_the_rows_changes_no_sample(audit: Audit, tmp_path: Path) -> None:
    draw(audit)
    other = tmp_path / "other"
    other.mkdir()
    with new_audit(other) as again:
        load_plain_rows(again, "encounters", ENCOUNTERS[::-1])
        assert draw(again).frame_sha256 == find_sample(audit, "S").frame_sha256
        assert items(again) == items(audit)


def test_a_sample_of_a_list_that_was_replaced_says_so(audit: Audit) -> None:
    draw(audit)
    enter_results(audit, "S", [ResultEntry(place, "no deviation") for place in range(1, 6)])
    assert "no total was given" in project_sample(audit, "S").cautions[0]
    audit.connection.execute("UPDATE cf_import SET state = 'superseded' WHERE record_type = 'encounters'")
    audit.connection.commit()
    load_plain_rows(audit, "encounters", ENCOUNTERS[:20], list_name="new")
    assert not draw_again(audit, "S").same_frame
    assert any("replaced or withdrawn after the draw" in said for said in project_sample(audit, "S").cautions)


def test_without_a_seed_one_is_made_and_kept(audit: Audit) -> None:
    record = draw(audit, seed="")
    assert record.seed.isdigit()
    assert draw_again(audit, "S").same_items


def test_the_size_follows_from_the_rates_and_the_size_of_the_frame(audit: Audit) -> None:
    record = draw(audit, size=None, tolerable="10", confidence="95")
    assert (record.design["size"], record.design["acceptable"]) == (15, 0)
    with pytest.raises(SampleError, match="14 items cannot show a tolerable rate of 10 percent; it takes 15"):
        draw(audit, "T", size=14, tolerable="10", confidence="95")
    with pytest.raises(SampleError, match="not said how many"):
        draw(audit, "U", size=None)


def test_a_draw_is_an_event_with_its_items(audit: Audit) -> None:
    draw(audit)
    event = list(events(audit.connection))[-1]
    assert (event.kind, event.body["seed"], event.body["items"]) == ("sample.drawn", "7", items(audit))


def test_a_sample_is_never_drawn_over(audit: Audit) -> None:
    draw(audit)
    withdraw_sample(audit, "S", "wrong list")
    with pytest.raises(SampleError, match="called 'S' already"):
        draw(audit)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"method": "cluster"}, "no way of drawing called 'cluster'"),
        ({"method": "two-stage"}, "no way of drawing called 'two-stage'"),
        ({"name": " "}, "needs a name"),
        ({"name": "S@1"}, "needs a name"),
        ({"seed": "\udcff"}, "no characters"),
        ({"name": "\udcff"}, "no characters"),
        ({"non_response": "leave out"}, "no rule 'leave out'"),
        ({"non_response": "replace from reserve"}, "A reserve is drawn"),
        ({"reserve": 3}, "A reserve is drawn"),
        ({"confidence": "40"}, "confidence of 40 percent"),
        ({"method": "stratified"}, "needs its strata"),
        ({"method": "stratified", "choice": BY_OFFICER, "allocation": {"O0": 2}}, "gets no item"),
        ({"method": "stratified", "choice": BY_OFFICER, "allocation": {"X": 2}}, "no stratum 'X'"),
        ({"method": "monetary unit", "tolerable_amount": 5_00}, "needs the field of its amounts"),
        ({"method": "monetary unit", "choice": COSTS}, "needs the tolerable misstatement"),
        ({"method": "monetary unit", **WITH_RESERVE}, "has no reserve"),
        ({"size": 31}, "31 items cannot be drawn"),
    ],
)  # fmt: skip
def test_what_stands_against_a_draw_is_said_and_nothing_is_kept(
    audit: Audit, more: dict[str, Any], said: str
) -> None:
    before = kinds(audit)
    with pytest.raises(SampleError, match=said):
        draw(audit, **more)
    assert list_samples(audit) == []
    assert kinds(audit) == before


# Results


def test_each_result_is_kept_beside_the_one_before_it_and_the_latest_holds(audit: Audit) -> None:
    draw(audit)
    enter_results(audit, "S", [ResultEntry(2, "no deviation"), ResultEntry(1, "no deviation")])
    state = enter_results(
        audit, "S", [ResultEntry(2, "deviation", note="not signed"), ResultEntry(1, "no deviation")]
    )
    assert state.results[2].note == "not signed"
    assert state.settled.missing == (3, 4, 5)
    assert (
        audit.rows("SELECT count(*) AS n FROM cf_sample_result")[0]["n"] == 3
    )  # what is the same is not kept again
    last = list(events(audit.connection))[-1]
    assert (last.kind, last.body["before"]["result"], last.body["after"]["result"]) == (
        "sample.result",
        "no deviation",
        "deviation",
    )


def test_an_item_is_found_by_its_key(audit: Audit) -> None:
    draw(audit)
    state = sample_state(audit, "S")
    assert [state.place_of(entity) for entity in items(audit)] == [1, 2, 3, 4, 5]
    with pytest.raises(SampleError, match="'E99' is no item of the sample 'S'"):
        state.place_of("E99")


def test_results_are_entered_all_or_none(audit: Audit) -> None:
    draw(audit)
    with pytest.raises(SampleError, match="no item 6"):
        enter_results(audit, "S", [ResultEntry(1, "deviation"), ResultEntry(6, "deviation")])
    assert sample_state(audit, "S").results == {}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (ResultEntry(1, "fine"), "cannot have the result 'fine'"),
        (ResultEntry(0, "deviation"), "no item 0"),
        (ResultEntry(1, "deviation", note="\udcff"), "no characters"),
        (ResultEntry(1, "deviation", 500), "takes no audited amount"),
    ],
)
def test_a_result_that_does_not_fit_is_refused(audit: Audit, entry: ResultEntry, said: str) -> None:
    draw(audit)
    with pytest.raises(SampleError, match=said):
        enter_results(audit, "S", [entry])


def test_an_item_of_the_reserve_waits_until_it_is_called_up(audit: Audit) -> None:
    draw(audit, **WITH_RESERVE)
    with pytest.raises(SampleError, match="is not called up"):
        enter_results(audit, "S", [ResultEntry(6, "no deviation")])
    enter_results(audit, "S", [ResultEntry(6, "no deviation"), ResultEntry(1, "not examined")])
    with pytest.raises(SampleError, match="is not called up"):
        enter_results(audit, "S", [ResultEntry(7, "no deviation")])
    enter_results(audit, "S", [ResultEntry(place, "no deviation") for place in (2, 3, 4, 5)])
    assert (project_sample(audit, "S").replaced, project_sample(audit, "S").examined) == (1, 5)


def test_the_audited_amount_tells_the_result_of_a_monetary_item(audit: Audit) -> None:
    draw(audit, method="monetary unit", choice=COSTS, tolerable_amount=200_00)
    state = enter_results(audit, "S", [ResultEntry(1, audited_value=900_00), ResultEntry(2, audited_value=0)])
    assert [state.results[place].result for place in (1, 2)] == ["no deviation", "deviation"]
    for entry, said in (
        (ResultEntry(3, "deviation"), "needs its audited amount"),
        (ResultEntry(3, audited_value=-1), "needs its audited amount"),
        (ResultEntry(1, "deviation", 900_00), "makes it 'no deviation'"),
        (ResultEntry(3, "not examined", 5), "yet has an audited amount"),
    ):
        with pytest.raises(SampleError, match=said):
            enter_results(audit, "S", [entry])
    assert enter_results(audit, "S", [ResultEntry(3, "not examined")]).results[3].result == "not examined"
    assert enter_results(audit, "S", [ResultEntry(3, "Deviation", 1)]).results[3].audited_value == 1


def test_a_withdrawn_sample_takes_no_result_and_is_not_projected(audit: Audit) -> None:
    draw(audit)
    with pytest.raises(SampleError, match="only with a reason"):
        withdraw_sample(audit, "S", " ")
    withdraw_sample(audit, "S", "wrong list")
    assert kinds(audit)[-1] == "sample.withdrawn"
    assert (list_samples(audit), len(list_samples(audit, withdrawn=True))) == ([], 1)
    for refused in (
        lambda: enter_results(audit, "S", [ResultEntry(1, "deviation")]),
        lambda: project_sample(audit, "S"),
        lambda: withdraw_sample(audit, "S", "again"),
    ):
        with pytest.raises(SampleError, match="withdrawn"):
            refused()


def test_a_judgmental_sample_is_kept_and_not_projected(audit: Audit) -> None:
    record = draw(audit, method="judgmental", size=None, keys=("E03", "E01"), unreconciled="")
    assert (record.seed, items(audit)) == ("", ["E03", "E01"])
    enter_results(audit, "S", [ResultEntry(1, "deviation"), ResultEntry(2, "deviation")])
    with pytest.raises(SampleError, match="judgmental sample is not projected"):
        project_sample(audit, "S")
    with pytest.raises(SampleError, match="picked, not drawn"):
        draw_again(audit, "S")


def test_a_projection_needs_all_results_and_says_what_it_shows(audit: Audit) -> None:
    draw(audit, size=None, tolerable="10", confidence="95")
    with pytest.raises(SampleError, match=r"missing \(15\)"):
        project_sample(audit, "S")
    enter_results(audit, "S", [ResultEntry(place, "no deviation") for place in range(1, 16)])
    found = project_sample(audit, "S")
    assert found.rate is not None
    assert (found.rate.count_upper, found.shows, found.deviations) == (3, True, 0)
    enter_results(audit, "S", [ResultEntry(4, "deviation")])
    assert project_sample(audit, "S").shows is False


def test_a_result_entered_after_the_check_ran_makes_its_outcome_outdated(audit: Audit) -> None:
    draw(audit)
    enter_results(audit, "S", [ResultEntry(place, "no deviation") for place in range(1, 6)])
    (outcome,) = run_checks(audit, ["ga-sample-project"])
    assert (outcome.status, outdated_checks(audit)) == ("measured", {})
    enter_results(audit, "S", [ResultEntry(1, "deviation")])
    assert outdated_checks(audit).keys() == {"ga-sample-project"}


# Sheets


def test_a_sheet_goes_out_and_comes_back_filled(audit: Audit, tmp_path: Path) -> None:
    draw(audit)
    sheet = tmp_path / "sheet.csv"
    assert write_sheet(sample_state(audit, "S"), sheet) == 5
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["item,key,role,stratum,result,note", f"1,{items(audit)[0]},selected,,,"]
    lines[1:3] = [f"{line[:-1]}no deviation,seen" for line in lines[1:3]]
    sheet.write_text("\n".join(lines), encoding="utf-8-sig")
    assert read_results(sheet) == [
        ResultEntry(1, "no deviation", None, "seen"),
        ResultEntry(2, "no deviation", None, "seen"),
    ]
    enter_results(audit, "S", read_results(sheet))
    assert sample_state(audit, "S").settled.missing == (3, 4, 5)


def test_a_filled_workbook_is_read_too(tmp_path: Path) -> None:
    rows = [
        ("Item", "Key", "Audited value", "Result", "Note"),
        (2, "Q", 12.1, None, "seen"),
        (3, "R", "1,000.50", "deviation", None),
        (4, "S", None, None, None),
    ]
    found = read_results(write_xlsx(tmp_path / "filled.xlsx", {"Sheet": rows}))
    assert [(one.place, one.result, one.audited_value) for one in found] == [
        (2, "", 12_10),
        (3, "deviation", 1_000_50),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("key", "result"), ("A", "deviation")], "no columns called item and result"),
        ([("item", "result"), (1, None)], "holds no result"),
        ([("item", "result"), (1, "deviation"), (1, "no deviation")], "names item 1 twice"),
        ([("item", "result"), (None, "deviation")], "B2: this result names no item"),
        ([("item", "result"), ("one", "deviation")], "names no item"),
        ([("item", "result", "audited value"), (1, None, "much")], "C2: 'much' is no amount"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_where(tmp_path: Path, rows: list[Any], said: str) -> None:
    with pytest.raises(SampleError, match=said):
        read_results(write_xlsx(tmp_path / "filled.xlsx", {"Sheet": rows}))


def test_a_key_that_a_spreadsheet_would_run_is_written_as_text(audit: Audit, tmp_path: Path) -> None:
    load_plain_rows(audit, "officers", [{"officer_id": "=HYPERLINK(1)"}])
    draw(audit, method="judgmental", choice=FrameChoice("officers"), keys=("=HYPERLINK(1)",), size=None)
    write_sheet(sample_state(audit, "S"), tmp_path / "sheet.csv")
    assert ",'=HYPERLINK(1)," in (tmp_path / "sheet.csv").read_text(encoding="utf-8-sig")


def test_the_frame_is_written_in_the_order_in_which_it_is_drawn(audit: Audit, tmp_path: Path) -> None:
    draw(audit)
    write_frame(read_frame(audit, ALL).frame, "7", tmp_path / "frame.csv")
    lines = (tmp_path / "frame.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "key,sha256 of seed|key"
    assert [line.split(",")[0] for line in lines[1:6]] == items(audit)
    assert len(lines) == 31


def test_amounts_are_read_in_whole_cents() -> None:
    assert [cents(text) for text in ("1,250.5", "$3", "-0.01", "0")] == [125050, 300, -1, 0]
    for text in ("", "x", "1.005", "nan", "1e999"):
        with pytest.raises(SampleError):
            cents(text)
