"""How `crossfoot checks self-test` says what was caught of what was planted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crossfoot import values
from crossfoot.cli.output import print_table

if TYPE_CHECKING:
    from crossfoot.testing.self_test import SeedResult

_NAMED = 5  # missed units that are named in the table


def say_catch_rates(results: Sequence[SeedResult], seed_number: int) -> None:
    """The catch rate of each check and kind; then what could not be planted, and why."""
    planted = [result for result in results if result.planted]
    if planted:
        print_table(
            ("check", "kind", "planted", "caught", "catch rate", "not caught"),
            ((r.check, r.kind, r.planted, r.caught, _rate(r.caught, r.planted), _missed(r)) for r in planted),
        )
        caught, whole = sum(r.caught for r in planted), sum(r.planted for r in planted)
        print(
            f"\nCaught {caught:,} of {whole:,} planted violations ({_rate(caught, whole)}); seed {seed_number}."
        )
    rest = [result for result in results if not result.planted]
    if rest:
        print("\nNot planted (this is no catch rate):")
    for result in rest:
        mark = "! " if result.broke else ""
        print(f"  {mark}{result.check}{f' {result.kind}' if result.kind else ''}: {result.because}")


def _rate(part: int, whole: int) -> str:
    return values.rate_text(part, whole)


def _missed(result: SeedResult) -> str:
    named = ", ".join(result.missed[:_NAMED])
    more = len(result.missed) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
