"""The share of rows that the fast path hands to the exact path, for made workbooks and for the real lists of ICE."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.goals import Goal, Outcome
from tests.bench.processes import answer_of

REAL_LISTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ice-287g"
"""Beside the project; absent on most machines."""
_MOST = (1.0,)


@dataclass(frozen=True)
class Counted:
    """Rows of one workbook by the path that they took."""

    fast: int
    exact: int

    @property
    def percent(self) -> float:
        """The share of the exact path."""
        return 100 * self.exact / max(self.fast + self.exact, 1)


def exact_path(made: dict[str, Path], outcome: Outcome) -> None:
    """One goal for each of the made workbooks, one for all real lists together, and the worst of these named."""
    outcome.headline("share of rows on the exact path")
    for shape, counted in zip(made, _counted(list(made.values())), strict=True):
        outcome.goal(Goal(f"{shape} ({counted.fast + counted.exact:,} rows)", counted.percent, _MOST, "%"))
    real = sorted(REAL_LISTS.rglob("*.xlsx"))
    if not real:
        outcome.goal(Goal("the real lists of ICE are not here (../shared/data)", None, _MOST, "%"))
        return
    lists = dict(zip(real, _counted(real), strict=True))
    total = Counted(sum(one.fast for one in lists.values()), sum(one.exact for one in lists.values()))
    words = f"{len(lists)} real lists of ICE ({total.fast + total.exact:,} rows)"
    outcome.goal(Goal(words, total.percent, _MOST, "%"))
    worst = max(lists, key=lambda path: lists[path].percent)
    counted = lists[worst]
    outcome.note(
        f"the worst of them: {worst.parent.name}/{worst.name}, {counted.exact} of {counted.fast + counted.exact} "
        f"rows ({counted.percent:.2f} %)"
    )


def _counted(workbooks: list[Path]) -> list[Counted]:
    command = (sys.executable, "-m", "tests.bench.exact_path", *map(str, workbooks))
    return [Counted(*each) for each in json.loads(answer_of(command))]


def count_rows(workbook: Path) -> Counted:
    """Read all sheets of a workbook as an import reads them."""
    from crossfoot.workbook.book import open_book

    fast = exact = 0
    with open_book(workbook) as book:
        for place in book.sheets:
            reading = book.fast_reading(place, book.frame(place))
            if reading is not None:
                for _ in reading:
                    pass
                fast, exact = fast + reading.fast, exact + reading.exact
    return Counted(fast, exact)


if __name__ == "__main__":
    counted_all = [count_rows(Path(each)) for each in sys.argv[1:]]
    print(json.dumps([[each.fast, each.exact] for each in counted_all]))
