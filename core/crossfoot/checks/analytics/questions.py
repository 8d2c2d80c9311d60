"""What an auditor asks of an analysis, kept as its parameters, and what there is to ask of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.analytics.tables import Ask, table_called, table_names
from crossfoot.checks.model import Check
from crossfoot.checks.parameters import forget_parameter, read_value, set_parameter
from crossfoot.checks.program import NotTestableError
from crossfoot.errors import CheckRunError

COLUMNS_OF_THE_TABLE = frozenset(
    ("columns", "by_group", "only", "amount", "different", "near", "per", "start", "end")
)
"""The parameters of analyses that name columns of `table`; an analysis has those of them that it needs."""


def keep_question(
    audit: Audit, check: Check, asked: Mapping[str, str], source: str, reason: str = ""
) -> None:
    """Store the parameters of a question, each with its source; what an earlier question left is taken back.

    A question that names a table or a column that the audit does not hold is not kept: CheckRunError lists what there
    is. A question that says nothing runs as it was kept before. One that the approved plan names changes only with a
    reason.
    """
    if not asked:
        return
    try:
        table = table_called(_ask(audit), asked.get("table"))
        for name, value in asked.items():
            if name in COLUMNS_OF_THE_TABLE:
                for column in _values(check, name, value):
                    table.column(column.partition("=")[0].strip() if name == "only" else column)
    except NotTestableError as trouble:
        raise CheckRunError(str(trouble), "Name one of them.") from None
    kept = audit.rows("SELECT name, value, source FROM cf_parameter WHERE check_id = ?", (check.id,))
    before = {row["name"]: (row["value"], row["source"]) for row in kept}
    for name in before:
        if name not in asked:
            forget_parameter(audit, check, name, reason)
    for name, value in asked.items():
        if before.get(name) != (value, source):
            set_parameter(audit, check, name, value, source, reason)


def _values(check: Check, name: str, value: str) -> list[str]:
    parameter = next(parameter for parameter in check.parameters if parameter.name == name)
    read = read_value(check, parameter, value)
    return [str(part) for part in read] if isinstance(read, list) else [str(read)]


def tables_of(audit: Audit) -> dict[str, list[str]]:
    """The tables that an analysis may look at, each with its columns."""
    ask = _ask(audit)
    return {
        name: [one.name or f"column {min(one.letters.values())}" for one in table_called(ask, name).columns]
        for name in table_names(ask)
    }


def _ask(audit: Audit) -> Ask:
    def ask(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in audit.rows(sql, tuple(parameters))]

    return ask
