"""A draw depends on the seed and the keys alone, and follows the rule that docs/sampling.md states."""

from __future__ import annotations

import hashlib
import random
from collections import Counter

import pytest
from crossfoot.errors import SampleError
from crossfoot.sampling.draw import (
    Drawn,
    draw_monetary,
    draw_simple,
    draw_stratified,
    draw_systematic,
    order_number,
    proportional,
    start_share,
    take_judgmental,
)
from crossfoot.sampling.frame import Frame
from hypothesis import given, settings
from hypothesis import strategies as st

KEYS = [f"E{number:03d}" for number in range(1, 101)]
STRATA = ["large" if number % 5 else "small" for number in range(1, 101)]
BOOKS = [number * number * 10 for number in range(1, 101)]


def frame(order: list[int] | None = None) -> Frame:
    at = order or list(range(100))
    return Frame(
        [KEYS[i] for i in at], at, [STRATA[i] for i in at], [BOOKS[i] for i in at], [i // 10 for i in at]
    )


def shuffled(seed: int) -> Frame:
    order = list(range(100))
    random.Random(seed).shuffle(order)
    return frame(order)


def named(of: Frame, drawn: list[Drawn]) -> list[tuple[str, str]]:
    return [(of.keys[one.at], one.role) for one in drawn]


def by_hand(seed: str) -> list[str]:
    """The order as anyone can make it: sha256 of seed, a bar and the key, ascending."""
    return sorted(KEYS, key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).hexdigest())


def test_a_simple_sample_is_the_first_units_in_the_order_of_their_hashes_then_the_reserve() -> None:
    order = by_hand("20180331")
    drawn = named(frame(), draw_simple(frame(), "20180331", 10, 4))
    assert drawn == [
        *((key, "selected") for key in order[:10]),
        *((key, "reserve") for key in order[10:14]),
    ]


def test_the_order_number_is_the_one_of_any_sha256() -> None:
    assert order_number("2018", "DIO-1") == hashlib.sha256(b"2018|DIO-1").hexdigest()
    assert order_number("a", "Müller") == hashlib.sha256("a|Müller".encode()).hexdigest()


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.text(min_size=1, max_size=8))
def test_the_order_of_the_rows_changes_no_draw(shuffling: int, seed: str) -> None:
    one, other = frame(), shuffled(shuffling)
    for draw in (draw_simple, draw_systematic):
        assert named(one, draw(one, seed, 12, 3)) == named(other, draw(other, seed, 12, 3))
    sizes, reserves = {"large": 8, "small": 3}, {"large": 2, "small": 1}
    assert named(one, draw_stratified(one, seed, sizes, reserves)) == named(
        other, draw_stratified(other, seed, sizes, reserves)
    )
    assert named(one, draw_monetary(one, seed, 40_000)) == named(other, draw_monetary(other, seed, 40_000))
    assert one.sha256() == other.sha256()


def test_a_larger_sample_holds_the_smaller_one() -> None:
    small, large = (named(frame(), draw_simple(frame(), "7", size, 0)) for size in (10, 60))
    assert large[:10] == small


def test_another_seed_draws_other_units() -> None:
    one, other = (named(frame(), draw_simple(frame(), seed, 20, 0)) for seed in ("7", "8"))
    assert len(set(one) & set(other)) < 15


def test_each_unit_is_drawn_about_equally_often_over_many_seeds() -> None:
    small = Frame(KEYS[:10], range(10))
    times = Counter(
        small.keys[one.at] for seed in range(2_000) for one in draw_simple(small, str(seed), 3, 0)
    )
    assert all(500 < times[key] < 700 for key in KEYS[:10])  # 600 are expected, 20 is one standard deviation


def test_a_systematic_sample_takes_every_interval_from_its_start() -> None:
    start, whole = start_share("7")
    assert (start, whole) == (int(hashlib.sha256(b"7|start").hexdigest()[:12], 16), 16**12)
    taken = [
        key for key, role in named(shuffled(3), draw_systematic(shuffled(3), "7", 8, 0)) if role == "selected"
    ]
    assert taken == [KEYS[int((i + start / whole) * 12.5)] for i in range(8)]


def test_a_systematic_sample_goes_by_its_field_before_the_key() -> None:
    units = Frame(["A", "B", "C", "D"], range(4), orders=[4, 3, None, 1])
    assert [units.keys[one.at] for one in draw_systematic(units, "7", 4, 0)] == ["C", "D", "B", "A"]


def test_a_systematic_sample_without_a_field_goes_by_the_keys() -> None:
    units = Frame(["B", "A", "C"], range(3))
    assert [units.keys[one.at] for one in draw_systematic(units, "7", 3, 0)] == ["A", "B", "C"]


def test_the_reserve_of_a_systematic_sample_is_drawn_from_the_other_units() -> None:
    drawn = named(frame(), draw_systematic(frame(), "7", 8, 5))
    taken = [key for key, role in drawn if role == "selected"]
    rest = [key for key in by_hand("7") if key not in taken]
    assert [key for key, role in drawn if role == "reserve"] == rest[:5]


def test_a_stratified_sample_draws_within_each_stratum() -> None:
    drawn = draw_stratified(frame(), "7", {"large": 6, "small": 2}, {"large": 1, "small": 0})
    order = {
        name: [key for key in by_hand("7") if STRATA[KEYS.index(key)] == name] for name in ("large", "small")
    }
    assert named(frame(), drawn) == [
        *((key, "selected") for key in order["large"][:6]),
        *((key, "selected") for key in order["small"][:2]),
        (order["large"][6], "reserve"),
    ]
    assert [one.stratum for one in drawn] == ["large"] * 6 + ["small"] * 2 + ["large"]
    assert len(draw_stratified(frame(), "7", {"large": 6, "small": 2}, {})) == 8


def test_a_stratum_without_an_item_is_refused() -> None:
    for sizes in ({"large": 6}, {"large": 6, "small": 0}):
        with pytest.raises(SampleError, match="'small' gets no item"):
            draw_stratified(frame(), "7", sizes, {})
    with pytest.raises(SampleError, match="no stratum 'tiny'"):
        draw_stratified(frame(), "7", {"large": 6, "small": 1, "tiny": 1}, {})


def test_items_are_shared_out_by_size_and_each_stratum_gets_one() -> None:
    assert proportional({"A": 70, "B": 25, "C": 5}, 10) == {"A": 7, "B": 2, "C": 1}
    assert proportional({"A": 70, "B": 25, "C": 5}, 11) == {"A": 7, "B": 3, "C": 1}
    assert proportional({"A": 80, "B": 11, "C": 9}, 10) == {"A": 8, "B": 1, "C": 1}
    assert proportional({"A": 998, "B": 1, "C": 1}, 10) == {"A": 8, "B": 1, "C": 1}
    assert proportional({"A": 3, "B": 3}, 6) == {"A": 3, "B": 3}
    for total in (2, 101):
        with pytest.raises(SampleError):
            proportional({"A": 70, "B": 25, "C": 5}, total)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 400), min_size=1), st.integers(1, 300))
def test_shares_add_up_and_fit_their_strata(sizes: dict[str, int], total: int) -> None:
    if len(sizes) <= total <= sum(sizes.values()):
        shares = proportional(sizes, total)
        assert sum(shares.values()) == total
        assert all(1 <= shares[name] <= sizes[name] for name in sizes)


def test_a_monetary_sample_takes_large_items_whole_and_the_rest_where_an_interval_falls() -> None:
    interval = 40_000
    drawn = named(frame(), draw_monetary(frame(), "7", interval))
    amounts = dict(zip(KEYS, BOOKS, strict=True))
    sure = [key for key in KEYS if amounts[key] >= interval]
    assert {key for key, role in drawn if role == "certainty"} == set(sure)
    start, whole = start_share("7")
    points, run, expected = [start * interval // whole + 1], 0, []
    while points[-1] <= sum(BOOKS):
        points.append(points[-1] + interval)
    for key in by_hand("7"):
        if amounts[key] < interval:
            before, run = run, run + amounts[key]
            if any(before < point <= run for point in points):
                expected.append(key)
    assert [key for key, role in drawn if role == "selected"] == expected


@pytest.mark.parametrize("seed", ["7", "8", "9"])
def test_the_item_is_drawn_in_which_the_very_cent_falls(seed: str) -> None:
    cents = Frame(KEYS, range(100), books=[1] * 100)
    start, whole = start_share(seed)
    first = start * 7 // whole  # counted from 0: the cent floor(s x J) + 1
    order = by_hand(seed)
    assert [key for key, _ in named(cents, draw_monetary(cents, seed, 7))] == order[first::7]


def test_an_item_of_just_the_interval_is_certain_and_large_ones_come_first() -> None:
    units = Frame(["A", "B", "C"], range(3), books=[40, 39, 50])
    drawn = named(units, draw_monetary(units, "7", 40))
    assert drawn[:2] == [("C", "certainty"), ("A", "certainty")]
    assert drawn[2:] in ([], [("B", "selected")])
    assert draw_monetary(Frame(["A"], [1], books=[40]), "7", 40) == [Drawn(0, "", "certainty")]


@given(st.text(min_size=1, max_size=5), st.integers(5_000, 90_000))
def test_a_monetary_sample_takes_one_item_for_each_interval_of_the_rest(seed: str, interval: int) -> None:
    drawn = draw_monetary(frame(), seed, interval)
    rest = sum(book for book in BOOKS if book < interval)
    selected = sum(one.role == "selected" for one in drawn)
    assert rest // interval <= selected <= rest // interval + 1
    assert len({one.at for one in drawn}) == len(drawn)


def test_an_amount_of_zero_or_less_cannot_be_drawn_by_its_size() -> None:
    with pytest.raises(SampleError, match="amounts above zero"):
        draw_monetary(Frame(["A", "B"], [1, 2], books=[5, 0]), "7", 3)


def test_more_items_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(SampleError, match="101 items cannot be drawn: the frame has 100 units"):
        draw_simple(frame(), "7", 101, 0)
    with pytest.raises(SampleError, match="at least one item"):
        draw_systematic(frame(), "7", 0, 0)
    with pytest.raises(SampleError, match="at least one item"):
        draw_simple(frame(), "7", 1, -1)
    assert len(draw_simple(frame(), "7", 100, 0)) == 100
    assert len(draw_simple(frame(), "7", 1, 0)) == 1
    assert len(draw_simple(frame(), "7", 99, 5)) == 100  # as much reserve as there is


def test_a_judgmental_sample_holds_the_units_that_were_named() -> None:
    assert named(frame(), take_judgmental(frame(), ["E007", "E002", "E007"])) == [
        ("E007", "selected"),
        ("E002", "selected"),
    ]
    with pytest.raises(SampleError, match="'E999' is no unit of the frame"):
        take_judgmental(frame(), ["E007", "E999"])
    with pytest.raises(SampleError, match="names its items"):
        take_judgmental(frame(), [])


def test_the_hash_of_the_frame_is_that_of_its_sorted_lines() -> None:
    units = Frame(["B", "A"], [1, 2], ["s", "t"], [100, -5])
    assert units.sha256() == hashlib.sha256(b"A\tt\t-5\nB\ts\t100\n").hexdigest()
    assert Frame(["B", "A"], [1, 2]).sha256() == hashlib.sha256(b"A\nB\n").hexdigest()
    assert units.sha256() != Frame(["B", "A"], [1, 2], ["s", "t"], [101, -5]).sha256()


def test_two_units_of_one_key_are_refused() -> None:
    with pytest.raises(SampleError, match="have the key 'A'"):
        Frame(["A", "B", "A"], [1, 2, 3]).refuse_repeated_keys()
