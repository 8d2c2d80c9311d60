"""Print how many mutants of each check its cases notice, and which they do not.

make mutation            all checks        make mutation ID=equipment-install-timeliness
python packaging/make.py mutation ID ...
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.mutation.score import GOAL, Score, catalogue, score_of


def main(ids: list[str]) -> int:
    """0 where the cases notice at least the goal over all checks named (or all of the pack), 1 otherwise."""
    started = time.monotonic()
    known = catalogue()
    chosen = ids or [check.id for check in known.checks.values() if not check.program]
    for check_id in chosen:
        known.check(check_id)
    scores = []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for score in pool.map(score_of, chosen):
            say(score)
            scores.append(score)
    total, killed = sum(s.total for s in scores), sum(s.killed for s in scores)
    share = killed / total if total else 0.0
    print(
        f"\n{killed:,} of {total:,} mutants killed: {100 * share:.1f} percent (goal {100 * GOAL:.0f}); "
        f"{sum(s.equivalent for s in scores)} equivalent ones not counted; {time.monotonic() - started:.0f} s"
    )
    return 0 if share >= GOAL and not any(s.trouble for s in scores) else 1


def say(score: Score) -> None:
    """A line for the check, and one for each survivor."""
    share = f"{100 * score.killed / score.total:5.1f} %" if score.total else "      -"
    print(f"{share}  {score.killed:4}/{score.total:<4} {score.check}", flush=True)
    if score.trouble:
        print(f"           ! {score.trouble}")
    for survivor in score.survivors:
        print(f"           line {survivor.line}: {survivor.change}")
    for change in score.stale:
        print(f"           stale in equivalent.toml: {change}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
