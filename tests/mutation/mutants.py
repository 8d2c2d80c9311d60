"""The mutants of a query: the same text with one thing wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import sqlglot
from sqlglot import exp
from sqlglot.dialects.sqlite import SQLite

_FLIPS: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.Min: exp.Max,
    exp.Max: exp.Min,
    exp.Least: exp.Greatest,
    exp.Greatest: exp.Least,
}
_PLACES = (exp.Ordered, exp.Group, exp.Limit, exp.DataType)  # a number there names a column or a size
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class _Written(SQLite):
    """SQLite's dialect, with the names of columns after the name of a common table, which SQLite knows."""

    class Generator(SQLite.Generator):
        """What writes the text."""

        SUPPORTS_TABLE_ALIAS_COLUMNS = True


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong text. `line` counts from the query's first line; `change` says what is wrong, once per query."""

    line: int
    change: str
    sql: str


def plain_text(sql: str) -> str:
    """The query as its mutants are written, with nothing wrong."""
    return _text(sqlglot.parse_one(sql, read="sqlite"))


def mutants(sql: str) -> list[Mutant]:
    """All mutants of a query: comparisons flipped, terms of AND, OR and joins dropped, numbers and dates shifted by
    one, NOT dropped, the least and the greatest swapped."""
    tree = sqlglot.parse_one(sql, read="sqlite")
    found: dict[str, Mutant] = {}
    for node in list(tree.walk()):
        for wrong, change in _wrong(node):
            line = _line(node)
            undo = _swapped(node, wrong)
            text = _text(tree)
            undo()
            found.setdefault(text, Mutant(line, change, text))
    found.pop(_text(tree), None)
    return list(_numbered(found.values()))


def _wrong(node: exp.Expression) -> Iterator[tuple[exp.Expression, str]]:
    """What may stand in the place of a node, each with its words."""
    said = _text(node)
    if type(node) in _FLIPS:
        flipped = _FLIPS[type(node)](**{key: _copied(value) for key, value in node.args.items()})
        yield flipped, f"{said} -> {_text(flipped)}"
    if isinstance(node, exp.Connector):
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if type(side) is not type(node):
                yield other.copy(), f"dropped from {node.key.upper()}: {_text(side)}"
    if isinstance(node, exp.Not):
        yield node.this.copy(), f"dropped NOT: {said}"
    if isinstance(node, exp.Between):
        low, high = node.args["low"], node.args["high"]
        for lower, upper in ((exp.GT, exp.LTE), (exp.GTE, exp.LT)):
            both = exp.And(
                this=lower(this=node.this.copy(), expression=low.copy()),
                expression=upper(this=node.this.copy(), expression=high.copy()),
            )
            yield exp.Paren(this=both), f"{said} -> {_text(both)}"
    if isinstance(node, exp.Join) and (on := node.args.get("on")) and not isinstance(on, exp.Connector):
        without = node.copy()
        without.set("on", exp.true())
        yield without, f"dropped from JOIN: {_text(on)}"
    if isinstance(node, exp.Literal) and not isinstance(node.parent, _PLACES) and not _of_exists(node):
        shifted = _shifted(node)
        if shifted is not None:
            yield shifted, f"{said} -> {_text(shifted)} in {_around(node)}"


def _of_exists(node: exp.Expression) -> bool:
    """Whether the node is what an EXISTS selects: it says nothing."""
    return isinstance(node.parent, exp.Select) and isinstance(node.parent.parent, exp.Exists)


def _shifted(literal: exp.Literal) -> exp.Literal | None:
    """A whole number or a date, one more."""
    if not literal.is_string:
        return exp.Literal.number(int(literal.this) + 1) if literal.this.isdigit() else None
    if not _ISO.fullmatch(literal.this):
        return None
    day = dt.date.fromisoformat(literal.this)
    step = dt.timedelta(days=-1 if day == dt.date.max else 1)
    return exp.Literal.string((day + step).isoformat())


def _swapped(node: exp.Expression, wrong: exp.Expression) -> Callable[[], None]:
    """Put `wrong` in the place of the node; what it gives puts the node back."""
    parent, key, index = node.parent, node.arg_key, node.index
    assert parent is not None
    assert key is not None
    parent.set(key, wrong, index)

    def undo() -> None:
        parent.set(key, node, index)

    return undo


def _copied(value: object) -> object:
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value.copy() if isinstance(value, exp.Expression) else value


def _text(node: exp.Expression) -> str:
    return node.sql(dialect=_Written, comments=False)


def _around(node: exp.Expression) -> str:
    """The nearest expression around a literal that says what it is for."""
    parent = node.parent
    while isinstance(parent, (exp.Paren, exp.Neg, exp.Alias)) and parent.parent is not None:
        parent = parent.parent
    text = _text(parent) if parent is not None else ""
    return text if len(text) <= 90 else f"{text[:87]}..."


def _line(node: exp.Expression) -> int:
    """The line of a node: that of the first of its parts, or of those around it, whose place the parser noted."""
    around: exp.Expression | None = node
    while around is not None:
        lines = [int(part.meta["line"]) for part in around.walk() if "line" in part.meta]
        if lines:
            return min(lines)
        around = around.parent
    return 1


def _numbered(found: Iterable[Mutant]) -> Iterator[Mutant]:
    """The mutants with changes that differ: the second of the same words bears a number."""
    seen: Counter[str] = Counter()
    for mutant in found:
        seen[mutant.change] += 1
        number = seen[mutant.change]
        yield mutant if number == 1 else replace(mutant, change=f"{mutant.change} (no. {number})")
