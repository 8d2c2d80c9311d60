"""Differences between two readers that are known and explained: each rule is named, and its cells are counted apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crossfoot.workbook.certificate.certificate_model import Seen
from crossfoot.workbook.certificate.seen_cells import day_number, serial_number
from crossfoot.workbook.model import Cell
from crossfoot.workbook.xlsx.shared_strings import unescape
from crossfoot.workbook.xlsx.styles import what_it_shows

_CALENDARS = (0, 1462 * 86_400_000)  # 1900 and 1904, in milliseconds
_NOTHING = (None, "empty")
_ROUNDING = 1  # milliseconds


@dataclass(frozen=True, slots=True)
class Pair:
    """The two readings of one cell: the cell as Crossfoot read it, what is compared of it, what the other saw.

    `under_merge` and `made_up` are those of the second reading.
    """

    cell: Cell | None
    first: Seen | None
    second: Seen | None
    row: int
    column: int
    under_merge: Callable[[int, int], bool]
    made_up: Callable[[int, int], bool]

    @property
    def kinds(self) -> tuple[str | None, str | None]:
        """What the two take the cell for."""
        return (self.first.kind if self.first else None, self.second.kind if self.second else None)

    @property
    def same_beside_the_value(self) -> bool:
        """Whether formula and hyperlink are the same, so that only the value differs."""
        first, second = self.first or _BLANK, self.second or _BLANK
        return first[2:] == second[2:]


@dataclass(frozen=True, slots=True)
class Rule:
    """A known difference."""

    code: str
    why: str
    holds: Callable[[Pair], bool]


def _empty_text(pair: Pair) -> bool:
    first = pair.first
    return first is not None and first[:2] == ("text", "") and pair.kinds[1] in _NOTHING


def _escape(pair: Pair) -> bool:
    if pair.kinds != ("text", "text") or pair.first is None or pair.second is None:
        return False
    return "_x" in pair.second.text and unescape(pair.second.text) == pair.first.text


def _beyond_calendar(pair: Pair) -> bool:
    return (
        pair.cell is not None
        and pair.second is not None
        and pair.kinds == ("number", "error")
        and pair.second.text == "#VALUE!"
        and what_it_shows(pair.cell.number_format) != "number"
    )


def _date_or_number(pair: Pair) -> bool:
    return set(pair.kinds) == {"date", "number"} and _same_moment(pair)


def _form_of_a_moment(pair: Pair) -> bool:
    return pair.kinds == ("date", "date") and _same_moment(pair)


def _same_moment(pair: Pair) -> bool:
    return pair.first is not None and pair.second is not None and same_moment(pair.first, pair.second)


def same_moment(first: Seen, second: Seen) -> bool:
    """Whether two readings of a moment, or one of a moment and one of its day number, mean the same to a millisecond.

    A day number alone does not tell its calendar: both are tried.
    """
    if {first.kind, second.kind} not in ({"date"}, {"date", "number"}):
        return False
    shifts = (0,) if first.kind == second.kind else _CALENDARS
    times = [
        day_number(seen.text) if seen.kind == "date" else serial_number(seen.text) for seen in (first, second)
    ]
    if first.kind == "number":
        times.reverse()
    moment, number = times
    if moment is None or number is None:
        return False
    return any(abs(moment - number - shift) <= _ROUNDING for shift in shifts)


def _under_merge(pair: Pair) -> bool:
    return pair.second is None and pair.under_merge(pair.row, pair.column)


def _link_on_nothing(pair: Pair) -> bool:
    second = pair.second
    if pair.first is not None or second is None or second.kind != "text" or not second.link:
        return False
    return second.text in second.link and pair.made_up(pair.row, pair.column)


_BLANK = Seen("empty", "")
RULES: tuple[Rule, ...] = (
    Rule(
        "empty-text",
        "The cell holds a text without letters; the second program takes it for empty.",
        lambda pair: pair.same_beside_the_value and _empty_text(pair),
    ),
    Rule(
        "escaped-character",
        "The text holds a character in Excel's spelling _xHHHH_; the second program leaves it as it is spelled.",
        lambda pair: pair.same_beside_the_value and _escape(pair),
    ),
    Rule(
        "beyond-the-calendar",
        "The number is formatted as a date that no calendar holds; the second program makes an error value of it.",
        lambda pair: pair.same_beside_the_value and _beyond_calendar(pair),
    ),
    Rule(
        "date-or-number",
        "The two programs differ on whether the cell's format shows a date; the stored number is the same.",
        lambda pair: pair.same_beside_the_value and _date_or_number(pair),
    ),
    Rule(
        "form-of-a-moment",
        "The two programs write one moment in two forms, such as a date with and without its hour.",
        lambda pair: pair.same_beside_the_value and _form_of_a_moment(pair),
    ),
    Rule(
        "under-a-merged-cell",
        "The cell lies under a merged cell, where Excel shows nothing; the second program leaves it out.",
        _under_merge,
    ),
    Rule(
        "link-on-an-empty-cell",
        "The cell is empty and bears a hyperlink; the second program shows the address as if it were the cell's text. "
        "A third program, calamine, sees an empty cell too.",
        _link_on_nothing,
    ),
)
DOUBLED = Rule(
    "doubled-address",
    "The sheet states the same address twice; both are counted here, and the last one is compared.",
    lambda _: False,  # found in one reading alone
)


def explanation(pair: Pair) -> Rule | None:
    """The rule that explains why the two readings differ, or None."""
    return next((rule for rule in RULES if rule.holds(pair)), None)
