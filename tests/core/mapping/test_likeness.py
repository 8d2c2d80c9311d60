"""Which names are offered as alike, and why; none of it makes them one."""

from __future__ import annotations

import pytest
from crossfoot.mapping.likeness import look_alikes, name_likeness


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Zephyrhills PD", "City of Zephyrhills Police Department", "punctuation, abbreviations"),
        ("Ft. Myers Police Department", "Fort Myers P.D.", "punctuation, abbreviations"),
        ("Lake County Sheriffs Office", "Lake County Sheriff's Office", "punctuation, abbreviations"),
        ("Walker County Sheriff's Department", "Walker County Sheriff's Office", "the ending"),
        ("Alachua Police Departent ", "Alachua Police Department", "of the letters"),
        ("Brevard County Sheriff's Office", "Broward County Sheriff's Office", "of the letters"),
    ],
)
def test_names_that_differ_in_little_are_alike_and_it_is_said_in_what(
    one: str, other: str, reason: str
) -> None:
    likeness = name_likeness(one, other)
    assert likeness is not None
    assert reason in likeness.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alpha County Sheriff's Office", "Beta County Sheriff's Office"),
        ("Panama City Police Department", "Panama Police Department"),
        ("Glades County Sheriff's Office", "Lake County Sheriff's Office"),
        ("Lake  SO", "lake so"),
    ],
    ids=["other county", "a word more", "short other word", "one name already"],
)
def test_names_that_are_far_apart_or_one_already_are_not_offered(one: str, other: str) -> None:
    assert name_likeness(one, other) is None


def test_a_plain_difference_of_form_counts_more_than_one_of_letters() -> None:
    names = ["Zephyrhills PD", "City of Zephyrhills PD", "Brevard County SO", "Broward County SO"]
    found = {(i, j): likeness.score for i, j, likeness in look_alikes(names)}
    assert found[0, 1] > 0.95 > found[2, 3]
