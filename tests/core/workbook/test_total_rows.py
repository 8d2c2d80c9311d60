"""Many rows at once are judged as the same rows one by one."""

from __future__ import annotations

import random

import pytest
from crossfoot.workbook.inspection.total_rows import TotalRows

ROWS = 12
Row = tuple[str | None, str | None, float | None, float | None]


def a_list(chance: random.Random) -> list[Row]:
    """Rows with two texts and two numbers; some are totals by name, some by number, some only nearly."""
    rows: list[Row] = []
    since = [0.0, 0.0]
    for _ in range(4 * ROWS):
        kind = chance.random()
        if kind < 0.05:
            rows.append((chance.choice(["Total", None, "Total Bay"]), None, since[0], since[1]))
            since = [0.0, 0.0]
        elif kind < 0.1:
            rows.append((None, None, since[0] + chance.choice([0, 1]), None))
        else:
            numbers = chance.choice([0.1, 1, 2, 250.25]), chance.choice([0.0, 3, None])
            rows.append((chance.choice(["Hall", "Bay", None]), chance.choice(["x", None]), *numbers))
            since = [since[0] + numbers[0], since[1] + (numbers[1] or 0)]
    return rows


def see(totals: TotalRows, number: int, row: Row) -> None:
    first, second, count, cost = row
    texts = [text for text in (first, second) if text is not None]
    numbers = [(column, n) for column, n in ((3, count), (4, cost)) if n is not None]
    if texts or numbers:
        totals.see_values(number, texts, numbers, first is None)


@pytest.mark.parametrize("seed", range(60))
def test_rows_taken_together_leave_the_totals_that_single_rows_find(seed: int) -> None:
    rows = a_list(random.Random(seed))
    single, together = TotalRows(), TotalRows()
    for number, row in enumerate(rows, start=2):
        see(single, number, row)
    taken = 0
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        says_total = any(row[0] in ("Total", "Total Bay") for row in part)
        numbers = {column: [n for row in part if (n := row[column - 1]) is not None] for column in (3, 4)}
        most_texts = max(sum(isinstance(value, str) for value in row) for row in part)
        if not says_total and together.passes_over(numbers, most_texts, rows=len(part)):
            taken += len(part)
            continue
        for number, row in enumerate(part, start=start + 2):
            see(together, number, row)
    assert (together.found, together.by_sum) == (single.found, single.by_sum)
    assert taken or seed


def test_some_of_these_lists_have_totals_by_name_and_by_number() -> None:
    found = TotalRows()
    for seed in range(20):
        for number, row in enumerate(a_list(random.Random(seed)), start=2):
            see(found, number, row)
    assert found.found.count > found.by_sum > 0
