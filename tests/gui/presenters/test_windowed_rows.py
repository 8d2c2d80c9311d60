"""A long list is a sequence of which only the pages that were looked at last are held."""

from __future__ import annotations

import pytest
from crossfoot_gui.presenters.windowed_rows import _PAGES_KEPT, PAGE, WindowedRows


def numbers(count: int) -> tuple[WindowedRows[int], list[int]]:
    asked: list[int] = []

    def page(start: int, size: int) -> list[int]:
        asked.append(start)
        return list(range(start, min(start + size, count)))

    return WindowedRows(count, page), asked


def test_only_the_page_of_an_item_is_fetched_and_once() -> None:
    rows, asked = numbers(1_000_000)
    assert (len(rows), rows[PAGE], rows[PAGE + 1], rows[-1]) == (1_000_000, PAGE, PAGE + 1, 999_999)
    assert asked == [PAGE, 999_800]


def test_pages_that_were_not_looked_at_for_long_are_let_go() -> None:
    rows, asked = numbers(1_000_000)
    for number in range(_PAGES_KEPT + 1):
        assert rows[number * PAGE] == number * PAGE
    assert rows[0] == 0
    assert asked.count(0) == 2


def test_there_is_nothing_beyond_the_end() -> None:
    rows, _ = numbers(3)
    with pytest.raises(IndexError):
        rows[3]
    assert list(rows.as_rows(str)) == ["0", "1", "2"]
    assert rows[1:] == [1, 2]
