"""How many mutants of a check its cases notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crossfoot import content
from crossfoot.checks.catalogue import Catalogue
from crossfoot.checks.model import Check

from tests.mutation.cases import ReadyCase, pack_catalogue, ready_cases
from tests.mutation.mutants import Mutant, mutants, plain_text
from tests.places import REPOSITORY

CASES = REPOSITORY / "tests" / "checks" / "cases"
EQUIVALENT = Path(__file__).parent / "equivalent.toml"
GOAL = 0.95


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case noticed; `line` is that of the check's file."""

    line: int
    change: str


@dataclass(frozen=True, slots=True)
class Score:
    """`total` mutants that are no equivalents, those that survived, and the equivalents that a case does notice or that
    are no mutants (`stale`). `trouble`: the check could not be tried at all."""

    check: str
    total: int
    survivors: tuple[Survivor, ...] = ()
    equivalent: int = 0
    stale: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def killed(self) -> int:
        """Mutants that a case noticed."""
        return self.total - len(self.survivors)


@cache
def equivalents() -> dict[str, dict[str, str]]:
    """By check: the changes that change nothing that a check says, each with the reason."""
    return {check: dict(table) for check, table in content.read_toml(EQUIVALENT).items()}


@cache
def catalogue() -> Catalogue:
    """The pack's checks, read once in each process."""
    return pack_catalogue()


def score_of(check_id: str) -> Score:
    """The score of a check of the pack with its case file."""
    known = catalogue()
    check, file = known.check(check_id), CASES / f"{check_id}.toml"
    if not file.is_file():
        return Score(check_id, 0, trouble="it has no case file")
    try:
        with ready_cases([file], known) as cases:
            return score(
                check, cases, file_lines(check), equivalents().get(check_id, {}), equivalents()["every"]
            )
    except Exception as error:  # one check that breaks must not hide the scores of the others
        return Score(check_id, 0, trouble=f"{type(error).__name__}: {error}")


def file_lines(check: Check) -> tuple[int, int]:
    """The lines of its file on which the SELECT and the figures of a check begin; 1 where the file changed since."""
    file = REPOSITORY / "resources/crossfoot_resources/packs" / content.DEFAULT_PACK / check.file
    text = file.read_text("utf-8")
    return _line_of(text, check.sql), _line_of(text, check.figures_sql)


def _line_of(text: str, part: str) -> int:
    return text[: max(0, text.rfind(part))].count("\n") + 1


def score(
    check: Check,
    cases: list[ReadyCase],
    begins: tuple[int, int],
    known: dict[str, str] | None = None,
    everywhere: dict[str, str] | None = None,
) -> Score:
    """Try each mutant on the cases until one notices it.

    `begins` are the lines of its SELECT and figures, `known` the changes that change nothing, `everywhere` those that
    change nothing in any check.
    """
    select = plain_text(check.sql)
    figures = plain_text(check.figures_sql) if check.figures_sql else ""
    for case in cases:
        if problems := case.problems(select, figures):
            return Score(check.id, 0, trouble=f"without a mutant “{case.name}” says: {problems[0]}")
    tried = [(m, select, m.sql, begins[1]) for m in (mutants(check.figures_sql) if figures else [])]
    tried += [(m, m.sql, figures, begins[0]) for m in mutants(check.sql)]
    lived = [(mutant, begin) for mutant, left, right, begin in tried if not _noticed(cases, left, right)]
    return _score(check.id, [each[0] for each in tried], lived, known or {}, everywhere or {})


def _score(
    check_id: str,
    tried: Sequence[Mutant],
    lived: Iterable[tuple[Mutant, int]],
    known: dict[str, str],
    everywhere: dict[str, str],
) -> Score:
    open_ = [(mutant, begin) for mutant, begin in lived if mutant.change not in {**known, **everywhere}]
    survivors = tuple(Survivor(begin + mutant.line - 1, mutant.change) for mutant, begin in open_)
    same = {mutant.change for mutant, _ in lived} & {*known, *everywhere}
    return Score(
        check_id, len(tried) - len(same), tuple(sorted(survivors, key=lambda s: s.line)), len(same),
        tuple(sorted(set(known) - same)),
    )  # fmt: skip


def _noticed(cases: list[ReadyCase], select: str, figures: str) -> bool:
    for place, case in enumerate(cases):
        if case.problems(select, figures):
            cases.insert(0, cases.pop(place))  # what noticed this one is likely to notice the next
            return True
    return False
