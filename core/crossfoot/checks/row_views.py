"""Views over all loaded lists at once, made from the record types, for the checks of data reliability.

They are made anew for each run, from the lists that are loaded and the columns that are mapped, so that no list is
looked through more often than it must be: a list of a million rows is scanned once for all its fields, names are
compared as they stand first, and only those that no exact match explains are folded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType

from crossfoot.checks.completeness_views import COMPLETENESS_VIEWS
from crossfoot.checks.key_views import KEY_VIEWS
from crossfoot.checks.loaded_lists import LoadedLists, loaded_lists
from crossfoot.checks.model import ParameterValue
from crossfoot.checks.notice_views import NOTICE_VIEWS
from crossfoot.checks.trace_views import TRACE_VIEWS
from crossfoot.checks.value_views import VALUE_VIEWS
from crossfoot.checks.version_views import VERSION_VIEWS
from crossfoot.mapping.model import RecordType

_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    **COMPLETENESS_VIEWS,
    **VALUE_VIEWS,
    **KEY_VIEWS,
    **VERSION_VIEWS,
    **NOTICE_VIEWS,
    **TRACE_VIEWS,
}
"""Name -> its columns, and the function that gives the SELECTs of which it is the UNION ALL."""


def row_views(
    connection: sqlite3.Connection,
    types: Mapping[str, RecordType],
    parameters: Mapping[str, ParameterValue] = MappingProxyType({}),
) -> list[tuple[str, str]]:
    """Name and SELECT of each view, for the lists that `connection` (with the audit attached as `audit`) holds.

    `parameters` are those of the check that runs: a view that rests on one is empty in a check that does not have it.
    """
    lists = loaded_lists(connection, types, parameters)
    return [
        (name, " UNION ALL ".join(parts(lists)) or _empty(columns))
        for name, (columns, parts) in _VIEWS.items()
    ]


def _empty(columns: str) -> str:
    return f"SELECT {', '.join(f'NULL AS {name}' for name in columns.split())} WHERE 0"
