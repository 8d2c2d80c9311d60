"""The SQL of checks keeps to a core that other engines can run: it parses, and calls only what is listed for checks."""

from __future__ import annotations

import re

import pytest
import sqlglot
from crossfoot import content
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.functions import BUILT_IN, FUNCTIONS
from crossfoot.mapping.record_types import record_types
from sqlglot import exp

PACKS = {name: load_checks(content.pack(name), record_types(name)) for name in content.pack_names()}
TEXTS = {
    f"{owner} {part}": text
    for catalogue in PACKS.values()
    for owner, part, text in [
        *((check.id, "select", check.sql) for check in catalogue.checks.values() if check.sql),
        *(
            (check.id, "figures", check.figures_sql)
            for check in catalogue.checks.values()
            if check.figures_sql
        ),
        *(
            (check.id, f"trace of {figure.name}", figure.rows)
            for check in catalogue.checks.values()
            for figure in check.figures
            if figure.rows
        ),
        *((view.name, "view", view.sql) for view in catalogue.views),
    ]
}
SEEDS = {
    f"{check.id} {seed.kind}": statement
    for catalogue in PACKS.values()
    for check in catalogue.checks.values()
    for seed in check.seeds
    for statement in seed.sql
}
DATES_OF_SQLITE = {
    "date",
    "time",
    "datetime",
    "julianday",
    "unixepoch",
    "strftime",
    "timediff",
    "current_date",
}
CALL = re.compile(r"\b([a-z_][a-z0-9_]*)\s*\(", re.IGNORECASE)
TEXT_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
NAMED_COLUMNS = re.compile(r"\b(\w+)\s*\([^()]*\)\s+AS\s+(?:(?:NOT\s+)?MATERIALIZED\s+)?\(", re.IGNORECASE)
INTO = re.compile(r"\binto\s+(\w+)\s*\(", re.IGNORECASE)
KEYWORDS = {
    "in", "as", "and", "or", "not", "on", "using", "over", "exists", "values", "when", "then", "else", "case", "from",
    "select", "where", "by", "having", "between", "like", "glob", "filter", "all", "any", "is", "union", "join",
    "partition", "materialized", "distinct", "with", "cast", "limit", "into", "set", "end",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_one_select_that_parses(name: str) -> None:
    parsed = sqlglot.parse(TEXTS[name], read="sqlite")
    assert len(parsed) == 1
    assert isinstance(parsed[0], exp.Query)


def strange_calls(text: str) -> set[str]:
    """The functions that a text calls and that are not listed for checks."""
    plain = TEXT_OR_COMMENT.sub(" '' ", text)
    tables = {name.lower() for name in [*NAMED_COLUMNS.findall(plain), *INTO.findall(plain)]}
    known = {each.lower() for each in (*BUILT_IN, *FUNCTIONS)}
    return {call.lower() for call in CALL.findall(plain)} - KEYWORDS - tables - known


@pytest.mark.parametrize("name", [*TEXTS, *SEEDS])
def test_only_functions_that_are_listed_for_checks_are_called(name: str) -> None:
    assert strange_calls(TEXTS.get(name) or SEEDS[name]) == set()


def test_no_date_function_of_sqlite_is_listed() -> None:
    assert DATES_OF_SQLITE.isdisjoint({*BUILT_IN, *FUNCTIONS})


@pytest.mark.parametrize("call", ["julianday(a)", "date (a, '+1 month')", "random()", "my_own(a)"])
def test_a_call_of_anything_else_is_seen(call: str) -> None:
    strange = strange_calls(
        f"WITH n(i, j) AS (SELECT 1, 2) SELECT count(*), {call}, 'date(a)' AS said FROM n"
    )
    assert strange == {call.partition("(")[0].strip()}


@pytest.mark.parametrize("name", [name for name in TEXTS if "trace" not in name])
@pytest.mark.parametrize("engine", ["duckdb", "postgres"])
def test_another_engine_has_a_way_to_say_each_part(name: str, engine: str) -> None:
    """What sqlglot cannot say there raises; the named functions would be registered there as here."""
    tree = sqlglot.parse_one(TEXTS[name], read="sqlite")
    said = tree.sql(dialect=engine, unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(said, read=engine)
