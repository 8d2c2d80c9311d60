"""`record_dates`: when each row was made and last changed in the system that it comes from, as far as its list says.

`event_on` is the day of what the row tells of (the first date that its record layout requires): a record that is made
after an event is no wonder.
"""

from __future__ import annotations

from collections.abc import Callable

from crossfoot.auditfile.versions.version_backdating import RECORD_CHANGED, RECORD_MADE
from crossfoot.checks.completeness_views import event_field
from crossfoot.checks.loaded_lists import LoadedList, LoadedLists, column, key_text


def _record_dates(lists: LoadedLists) -> list[str]:
    return [_dates_of(one) for one in lists.lists if {RECORD_MADE, RECORD_CHANGED} & _mapped(one)]


def _dates_of(one: LoadedList) -> str:
    event = event_field(one)
    told = f"substr({column(event.name)}, 1, 10)" if event else "NULL"
    made, changed = (
        f"substr({column(name)}, 1, 10)" if name in _mapped(one) else "NULL"
        for name in (RECORD_MADE, RECORD_CHANGED)
    )
    return (
        f"SELECT {one.head}, t.row_id, t.row_no, {told} AS event_on, {made} AS made_on, {changed} AS changed_on, "
        f"{key_text(one.kind)} AS key_text FROM {one.kind.name} t WHERE {one.only}"
    )


def _mapped(one: LoadedList) -> set[str]:
    return {field.name for field in one.fields}


NOTICE_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "record_dates": (
        "record_type import_id row_id row_no event_on made_on changed_on key_text",
        _record_dates,
    ),
}
