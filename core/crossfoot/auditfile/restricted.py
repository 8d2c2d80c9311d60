"""What the history says of restricted fields: tokens in place of values, which the key list of the audit file tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from crossfoot.auditfile.pseudonyms import token_of
from crossfoot.auditfile.record_names import (
    RESTRICTED,
)
from crossfoot.mapping.model import Field


def is_restricted(field: Field) -> bool:
    """Whether the values of a field may not stand in the history."""
    return field.field_class in RESTRICTED


def said_of_field(
    connection: sqlite3.Connection, field: Field, said: Mapping[str, Any], *names: str
) -> dict[str, Any]:
    """The body of an event in which the values called `names` are tokens where the field is restricted.

    '' and None, which stand for no value, stay. Inside a write block.
    """
    body = dict(said)
    if is_restricted(field):
        for name in names:
            if body.get(name):
                body[name] = token_of(connection, str(body[name]), field.field_class)
    return body
