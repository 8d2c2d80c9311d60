"""How many current rows name each agency: by the agency that they resolve to, and by the name as it is spelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.identity.register import entity_id, naming_columns
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.mapping.model import RecordType


def rows_naming(audit: Audit) -> dict[str, dict[str, int]]:
    """For each agency of the register, how many rows of each record type resolve to it."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind in _naming(audit):
        for row in audit.rows(
            f"SELECT agency_ref, count(*) AS n FROM {quoted(kind.name)} WHERE agency_ref IS NOT NULL GROUP BY 1"
        ):
            found[row["agency_ref"]][kind.name] = row["n"]
    return dict(found)


def rows_spelled(audit: Audit) -> Counter[str]:
    """For each name (`TX|wharton county sheriff's office`), how many rows spell the agency so, decided or not."""
    found: Counter[str] = Counter()
    for kind in _naming(audit):
        _, state, name = naming_columns(kind)
        for row in audit.rows(
            f"SELECT {state} AS state, {name} AS name, count(*) AS n FROM {quoted(kind.name)} "
            f"WHERE {name} IS NOT NULL GROUP BY 1, 2"
        ):
            found[entity_id(row["state"] or "", row["name"])] += row["n"]
    return found


def _naming(audit: Audit) -> Iterator[RecordType]:
    return (
        kind
        for kind in audit.types.values()
        if kind.agency is not None and kind.agency.name and kind.name != "agencies"
    )
