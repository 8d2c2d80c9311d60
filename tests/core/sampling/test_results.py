"""Items that could not be examined follow the rule that was fixed; the items that count are projected."""

from __future__ import annotations

from fractions import Fraction

import pytest
from crossfoot.errors import SampleError
from crossfoot.sampling.cautions import cautions, refuse_missing, shows
from crossfoot.sampling.draw import Role
from crossfoot.sampling.limits import count_interval, upper_count
from crossfoot.sampling.monetary import AmountFound, MonetaryLimits, monetary_limits
from crossfoot.sampling.projection import Design, project_amount, project_rate
from crossfoot.sampling.results import Counted, Item, NonResponse, Outcome, Result, Settled, settle

NINETY, NINETY_FIVE = Fraction(90, 100), Fraction(95, 100)
GOOD, BAD, NOT_SEEN = Result("no deviation"), Result("deviation"), Result("not examined")
RESERVE: NonResponse = "replace from reserve"
DEVIATION: NonResponse = "count as deviation"


def item(place: int, role: Role = "selected", stratum: str = "", book: int | None = None) -> Item:
    return Item(place, f"E{place}", place, stratum, role, book)


ITEMS = [item(1), item(2), item(3), item(4, "reserve"), item(5, "reserve")]


def counts(found: Settled) -> list[tuple[int, bool, int | None, bool]]:
    return [(one.item.place, one.deviates, one.stands_for, one.by_rule) for one in found.counted]


def test_examined_items_count_as_they_were_found() -> None:
    found = settle(ITEMS, {1: GOOD, 2: BAD, 3: GOOD}, DEVIATION)
    assert counts(found) == [(1, False, None, False), (2, True, None, False), (3, False, None, False)]
    assert (found.missing, found.called_up, found.replaced) == ((), frozenset(), ())


def test_items_without_a_result_are_missing() -> None:
    assert settle(ITEMS, {2: BAD}, DEVIATION).missing == (1, 3)


def test_an_item_that_was_not_examined_counts_as_a_deviation_where_the_rule_says_so() -> None:
    found = settle(ITEMS, {1: GOOD, 2: NOT_SEEN, 3: GOOD}, DEVIATION)
    assert counts(found)[1] == (2, True, None, True)
    assert found.called_up == frozenset()


def test_the_reserve_is_called_up_in_its_order_and_its_result_is_missing_until_it_is_there() -> None:
    found = settle(ITEMS, {1: NOT_SEEN, 2: GOOD, 3: NOT_SEEN}, RESERVE)
    assert found.missing == (4, 5)
    assert found.called_up == {4, 5}
    found = settle(ITEMS, {1: NOT_SEEN, 2: GOOD, 3: NOT_SEEN, 4: BAD, 5: GOOD}, RESERVE)
    assert counts(found) == [(4, True, 1, False), (2, False, None, False), (5, False, 3, False)]
    assert found.replaced == (1, 3)


def test_a_reserve_item_that_was_not_examined_calls_up_the_next_and_in_the_end_counts_as_a_deviation() -> (
    None
):
    found = settle(ITEMS, {1: NOT_SEEN, 2: GOOD, 3: GOOD, 4: NOT_SEEN, 5: BAD}, RESERVE)
    assert counts(found)[0] == (5, True, 1, False)
    assert found.replaced == (1, 4)
    found = settle(ITEMS, {1: NOT_SEEN, 2: GOOD, 3: GOOD, 4: NOT_SEEN, 5: NOT_SEEN}, RESERVE)
    assert counts(found)[0] == (5, True, 1, True)


def test_only_the_reserve_of_its_stratum_stands_in_for_an_item() -> None:
    items = [item(1, stratum="A"), item(2, stratum="B"), item(3, "reserve", "B"), item(4, "reserve", "A")]
    found = settle(items, {1: NOT_SEEN, 2: GOOD, 4: GOOD}, RESERVE)
    assert counts(found) == [(4, False, 1, False), (2, False, None, False)]


def counted(deviations: int, examined: int, stratum: str = "") -> list[Counted]:
    return [Counted(item(place, stratum=stratum), place < deviations, None) for place in range(examined)]


def test_a_simple_sample_is_projected_to_rate_and_number() -> None:
    found = project_rate(Design("simple random", {"": 300}, NINETY, NINETY_FIVE), counted(1, 78))
    assert (found.examined, found.deviations, found.population) == (78, 1, 300)
    assert round(100 * found.upper, 2) == 4.90
    assert found.count == pytest.approx(300 / 78)
    assert (found.count_low, found.count_high) == count_interval(1, 78, 300, NINETY_FIVE)
    assert found.count_upper == upper_count(1, 78, 300, NINETY)
    assert found.low < 1 / 78 < found.upper < found.high


def test_strata_are_weighed_by_their_size_and_share_the_risk() -> None:
    design = Design("stratified", {"A": 100, "B": 300, "C": 5}, NINETY, NINETY_FIVE)
    found = project_rate(design, [*counted(2, 10, "A"), *counted(0, 30, "B"), *counted(1, 5, "C")])
    assert found.count == pytest.approx(100 * 2 / 10 + 1)
    assert found.rate == pytest.approx(21 / 405)
    halved = Fraction(
        95, 100
    )  # the risk of 10 percent, shared by the two strata that were not examined whole
    expected = upper_count(2, 10, 100, halved) + upper_count(0, 30, 300, halved) + 1
    assert (found.count_upper, found.upper) == (expected, expected / 405)
    quarter = Fraction(975, 1000)
    parts = [count_interval(2, 10, 100, quarter), count_interval(0, 30, 300, quarter), (1, 1)]
    assert (found.count_low, found.count_high) == (sum(p[0] for p in parts), sum(p[1] for p in parts))


def test_a_judgmental_sample_is_refused_projection_in_one_sentence() -> None:
    design = Design("judgmental", {"": 300}, NINETY, NINETY_FIVE)
    for project in (project_rate, project_amount):
        with pytest.raises(SampleError, match=r"^A judgmental sample is not projected: [^.]*\.$"):
            project(design, counted(1, 10))
    with pytest.raises(SampleError, match="judgmental"):
        refuse_missing("S", "judgmental", settle(ITEMS, {1: GOOD, 2: GOOD, 3: GOOD}, DEVIATION))


def test_each_method_projects_what_it_can() -> None:
    with pytest.raises(SampleError, match="its rate of items is not projected"):
        project_rate(Design("monetary unit", {"": 300}, NINETY, NINETY_FIVE, 100, 100), counted(1, 10))
    with pytest.raises(SampleError, match="projects deviations, not amounts"):
        project_amount(Design("systematic", {"": 300}, NINETY, NINETY_FIVE), counted(1, 10))


def amounts(*found: tuple[int, int], certain: bool = False) -> list[AmountFound]:
    return [AmountFound(book, audited, certain) for book, audited in found]


def test_without_an_error_the_upper_limit_is_the_basic_precision() -> None:
    found = monetary_limits(amounts((500, 500), (900, 900)), 1_000_000, NINETY_FIVE, 90_000_000)
    assert found == MonetaryLimits(0, 0, 3_000_000, 0, 3_000_000, 0)
    found = monetary_limits(amounts((500, 500)), 1_000_000, NINETY, 90_000_000)
    assert found.upper_limit == 2_310_000


def test_errors_are_projected_by_their_taint_with_the_allowance_of_their_rank() -> None:
    """Taints 75, 50 and 10 percent; factors 3.00, 4.75, 6.30, 7.76: increments less one 0.75, 0.55, 0.46."""
    found = monetary_limits(
        amounts((1_000, 500), (200, 180), (400, 100), (300, 300)), 1_000_000, NINETY_FIVE, 90_000_000
    )
    assert found.projected == 750_000 + 500_000 + 100_000
    assert found.incremental_allowance == 0.75 * 750_000 + 0.55 * 500_000 + 0.46 * 100_000
    assert found.upper_limit == 3_000_000 + found.projected + found.incremental_allowance


def test_errors_of_certainty_items_are_known_and_get_no_allowance() -> None:
    found = monetary_limits(
        [*amounts((5_000_000, 4_000_000), certain=True), *amounts((500, 500))],
        1_000_000,
        NINETY_FIVE,
        90_000_000,
    )
    assert (found.known, found.projected, found.upper_limit) == (1_000_000, 1_000_000, 4_000_000)
    alone = monetary_limits(amounts((5_000_000, 4_000_000), certain=True), 1_000_000, NINETY_FIVE, 0)
    assert (alone.basic_precision, alone.upper_limit) == (0, 1_000_000)


def test_understatements_are_projected_apart_and_reduce_nothing() -> None:
    found = monetary_limits(
        [*amounts((1_000, 1_100), (1_000, 900)), *amounts((2_000_000, 2_000_500), certain=True)],
        1_000_000, NINETY_FIVE, 90_000_000,
    )  # fmt: skip
    assert (found.projected, found.understated) == (100_000, 100_500)
    assert found.upper_limit == 3_000_000 + 100_000 + 75_000


def test_a_single_cent_is_a_misstatement() -> None:
    found = monetary_limits(
        [*amounts((1_000, 999), (1_000, 1_001)), *amounts((5_000, 4_999), (5_000, 5_001), certain=True)],
        1_000, NINETY_FIVE, 90_000_000,
    )  # fmt: skip
    assert (found.known, found.projected, found.understated) == (1, 2, 2)


def test_the_items_of_a_monetary_sample_are_projected_by_their_roles() -> None:
    design = Design("monetary unit", {"": 300}, NINETY, NINETY_FIVE, 1_000, 50_000)
    large = item(1, "certainty", book=2_000)
    items = [large, item(2, book=100), item(3, book=100)]
    results = {1: Result("deviation", 500), 2: Result("deviation", 50), 3: NOT_SEEN}
    found = project_amount(design, settle(items, results, DEVIATION).counted)
    assert found.known == 1_500
    assert found.projected == 1_500 + 1_000 + 500  # not examined: its whole amount
    assert found.basic_precision == 2_310


def test_no_more_can_be_overstated_than_was_recorded() -> None:
    found = monetary_limits(amounts((1_000, 0), (1_000, 0)), 1_000_000, NINETY_FIVE, 1_500_000)
    assert (found.projected, found.upper_limit) == (1_500_000, 1_500_000)


def test_an_audited_amount_below_zero_is_refused() -> None:
    with pytest.raises(SampleError, match="below zero"):
        monetary_limits(amounts((1_000, -1)), 1_000_000, NINETY_FIVE, 90_000_000)


def test_a_projection_waits_for_all_results() -> None:
    with pytest.raises(SampleError, match=r"missing \(2\), of the items 1, 3"):
        refuse_missing("S", "simple random", settle(ITEMS, {2: GOOD}, DEVIATION))
    many = [item(place) for place in range(1, 12)]
    with pytest.raises(SampleError, match="9, 10 and more"):
        refuse_missing("S", "simple random", settle(many, {}, DEVIATION))
    with pytest.raises(SampleError, match=r"9, 10\.$"):
        refuse_missing("S", "simple random", settle(many[:10], {}, DEVIATION))


def test_whether_a_sample_shows_the_tolerable_rate_goes_by_the_number_of_units() -> None:
    design = Design("simple random", {"": 300}, NINETY, NINETY_FIVE)
    kept = {"tolerable": "5", "tolerable_amount": None}
    assert shows(kept, project_rate(design, counted(0, 40)), None) is True  # at most 15 of 300
    assert shows(kept, project_rate(design, counted(0, 39)), None) is False
    assert shows({"tolerable": ""}, project_rate(design, counted(0, 40)), None) is None
    assert shows(kept, None, None) is None
    limit = MonetaryLimits(0, 0, 0, 0, 500, 0)
    assert shows({"tolerable": "", "tolerable_amount": 500}, None, limit) is True
    assert shows({"tolerable": "", "tolerable_amount": 499}, None, limit) is False


FRAME = {"reconciled": {"how": "count stated", "words": "x"}, "left_out": {}, "imports": [{"uid": "u"}]}
ALL_GOOD = settle(ITEMS, {1: GOOD, 2: GOOD, 3: GOOD}, DEVIATION)


def test_a_plain_sample_of_a_reconciled_frame_needs_no_caution() -> None:
    assert cautions("simple random", FRAME, ALL_GOOD, {"u"}) == ()


@pytest.mark.parametrize(
    ("method", "frame", "outcome", "said"),
    [
        ("simple random", {"reconciled": {"how": "not reconciled", "words": "Why."}}, "no deviation", "Why."),
        ("simple random", {"left_out": {"repeated key": 2}}, "no deviation", "not covered: 2 (repeated key)"),
        ("simple random", {"imports": [{"uid": "old"}]}, "no deviation", "replaced or withdrawn after the draw"),
        ("systematic", {}, "no deviation", "no pattern"),
        ("stratified", {}, "no deviation", "Bonferroni"),
        ("simple random", {}, "not examined", "count as deviations, as the rule says: 1"),
    ],
)  # fmt: skip
def test_what_limits_a_projection_is_said(
    method: str, frame: dict[str, object], outcome: Outcome, said: str
) -> None:
    settled = settle(ITEMS, {1: Result(outcome), 2: GOOD, 3: GOOD}, DEVIATION)
    (found,) = cautions(method, {**FRAME, **frame}, settled, {"u"})
    assert said in found


def test_a_replaced_item_is_said() -> None:
    settled = settle(ITEMS, {1: NOT_SEEN, 2: GOOD, 3: GOOD, 4: GOOD}, RESERVE)
    (found,) = cautions("simple random", FRAME, settled, {"u"})
    assert "the reserve stands in: 1" in found
