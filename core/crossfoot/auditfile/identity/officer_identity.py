"""Which officers may be one person under two identifiers: same agency, alike names. Listed and decided, not merged.

The audit file knows officers by their identifier only; a confirmed pair is kept and listed, and the rows stay as they
are.
"""

from __future__ import annotations

from collections import defaultdict

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.identity.agency_identity import OFFICER, Candidate, aliases
from crossfoot.mapping.likeness import look_alikes
from crossfoot.values import fold


def officer_candidates(audit: Audit) -> list[Candidate]:
    """Pairs of officers of one agency whose names are equal or alike and whose identifiers differ, undecided."""
    by_agency: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in audit.rows(
        "SELECT DISTINCT officer_id, agency_ref, ifnull(agency, '') AS agency, "
        "trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')) AS name FROM officers "
        "WHERE officer_id IS NOT NULL AND last_name IS NOT NULL"
        if "officers" in audit.types
        else "SELECT 1 WHERE 0"
    ):
        agency = row["agency_ref"] or f"|{fold(row['agency'])}"
        by_agency[agency].append((fold(row["officer_id"]), row["name"]))
    decided = {frozenset((a.entity_a, a.entity_b)) for a in aliases(audit, OFFICER)}
    found = []
    for agency, officers in by_agency.items():
        for i, j, score, reason in _alike([name for _, name in officers]):
            (a, name_a), (b, name_b) = officers[i], officers[j]
            if a != b and frozenset((a, b)) not in decided:
                found.append(Candidate(OFFICER, a, b, name_a, name_b, agency, score, reason))
    return sorted(found, key=lambda c: (-c.score, c.state, c.entity_a, c.entity_b))


def _alike(names: list[str]) -> list[tuple[int, int, float, str]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        places[fold(name)].append(place)
    found = [
        (first, second, 1.0, "The same name in one agency under two identifiers.")
        for group in places.values()
        for position, first in enumerate(group)
        for second in group[position + 1 :]
    ]
    single = [group[0] for group in places.values()]
    found += [
        (single[i], single[j], likeness.score, likeness.reason)
        for i, j, likeness in look_alikes([names[place] for place in single])
    ]
    return found
