"""Which outcomes are older than the lists or parameters that they speak of, and so not to be taken for current ones."""

from __future__ import annotations

import json
from typing import Any

from crossfoot.auditfile.audit import Audit

_WORK = {
    "samples": ("kind LIKE 'sample.%'", "Samples or their results"),
    "requests": ("kind IN ('request.composed', 'request.withdrawn')", "Requests"),
}
"""What a check may rest on beside lists: which events change it, and what is said when one came since."""
_SAMPLES_READ = "ga_sample_project"
"""The program that read samples before headers said what a check rests on."""


def outdated_checks(audit: Audit) -> dict[str, str]:
    """By check: why its latest run is no longer current, as a sentence. A check that is current is not in it.

    A run is outdated when a list that it needs or uses was loaded, replaced, withdrawn or corrected since, or one of
    its parameters was set since; one that rests on samples when one was drawn, filled in or withdrawn since, and one
    that rests on requests when one was sent or withdrawn since.
    """
    current: dict[str, dict[str, str]] = {}
    for row in audit.rows("SELECT record_type, uid, loaded_at FROM cf_import WHERE state = 'current'"):
        current.setdefault(row["record_type"], {})[row["uid"]] = row["loaded_at"]
    newest = {
        row["check_id"]: row["at"]
        for row in audit.rows("SELECT check_id, max(at) AS at FROM cf_parameter GROUP BY 1")
    }
    corrected = _corrected_lists(audit)
    worked = {
        name: audit.rows(f"SELECT max(at) AS at FROM cf_event WHERE {changes}")[0]["at"] or ""
        for name, (changes, _) in _WORK.items()
    }
    found: dict[str, str] = {}
    for run in audit.rows(
        "SELECT check_id, header, inputs, ran_at FROM cf_check_run WHERE latest = 1 ORDER BY run_id"
    ):
        changed = sorted(_title(audit, name) for name in _changed_lists(run, current, corrected))
        if changed:
            found[run["check_id"]] = f"Changed since this check ran: {', '.join(changed)}. Run it again."
        elif newest.get(run["check_id"], "") > run["ran_at"]:
            found[run["check_id"]] = "A parameter of this check was set after it ran. Run it again."
        elif since := [
            _WORK[name][1] for name in _rests_on(json.loads(run["header"])) if worked[name] > run["ran_at"]
        ]:
            found[run["check_id"]] = f"{since[0]} changed since this check ran. Run it again."
    return found


def _rests_on(header: dict[str, Any]) -> list[str]:
    told = header.get("rests_on") or (["samples"] if header.get("program") == _SAMPLES_READ else [])
    return [name for name in told if name in _WORK]


def _corrected_lists(audit: Audit) -> dict[str, str]:
    """When a value of each record type was last corrected, or a correction withdrawn."""
    rows = audit.rows(
        "SELECT body ->> 'record_type' AS record_type, max(at) AS at FROM cf_event "
        "WHERE kind IN ('override.set', 'override.withdrawn') GROUP BY 1"
    )
    return {row["record_type"]: row["at"] for row in rows}


def _changed_lists(
    run: dict[str, Any], current: dict[str, dict[str, str]], corrected: dict[str, str]
) -> set[str]:
    header, inputs = json.loads(run["header"]), json.loads(run["inputs"])
    named = {*inputs, *header.get("needs", {}), *header.get("uses", {})}
    since = {name for name in named if corrected.get(name, "") > run["ran_at"]}
    if not inputs:  # it did not read any list: what matters is whether one of them came since
        return since | {
            name for name in named if any(at > run["ran_at"] for at in current.get(name, {}).values())
        }
    read = {name: {entry["uid"] for entry in entries} for name, entries in inputs.items()}
    return since | {name for name in named if set(current.get(name, {})) != read.get(name, set())}


def _title(audit: Audit, record_type: str) -> str:
    kind = audit.types.get(record_type)
    return kind.title.lower() if kind else record_type
