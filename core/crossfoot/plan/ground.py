"""What a plan may name: the checks, criteria and record types that are there; and what is wrong with a step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue, audit_checks, load_checks
from crossfoot.errors import CheckDefinitionError, CheckRunError
from crossfoot.mapping.record_types import record_types
from crossfoot.plan.model import StepKind

KEY = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Ground:
    """The names that a step may use."""

    checks: Catalogue
    criteria: frozenset[str]
    record_types: frozenset[str]


def ground_of(audit: Audit) -> Ground:
    """What the steps of an audit's plan may name; the auditor's own checks and criteria among it."""
    own = {row["criterion_id"] for row in audit.rows("SELECT criterion_id FROM cf_criterion")}
    return Ground(
        audit_checks(audit), frozenset(own | _criteria_of(audit.facts.pack)), frozenset(audit.types)
    )


def ground_of_pack(name: str) -> Ground:
    """What the steps of a pack's model plan may name without any audit."""
    types = record_types(name)
    return Ground(load_checks(content.pack(name), types), frozenset(_criteria_of(name)), frozenset(types))


def _criteria_of(pack: str) -> set[str]:
    files = content.pack(pack).toml_files("criteria")
    return {str(entry.get("id")) for file in files for entry in content.read_toml(file).get("criteria", ())}


def mistakes_of_step(step: Mapping[str, Any], ground: Ground) -> Iterator[str]:
    """What is wrong with a step, a sentence for each mistake; `step` holds the fields of a Step that are known."""
    kind, key = step.get("kind", ""), str(step.get("key", ""))
    if not KEY.fullmatch(key):
        yield f"the key {key!r} is not like training.3 (small letters, digits, hyphens and points)"
    if not str(step.get("title", "")).strip():
        yield "the step has no title"
    if kind not in get_args(StepKind):
        yield f"the kind {kind!r} is not one of {', '.join(get_args(StepKind))}"
    check_id = str(step.get("check_id", ""))
    if kind == "check" and not check_id:
        yield "the step is a check and does not say which"
    if kind != "check" and check_id:
        yield f"a step of kind {kind!r} names the check {check_id!r}; only a step of kind 'check' does"
    if check_id:
        yield from _trouble_with(check_id, ground.checks)
    for criterion in step.get("criteria", ()):
        if criterion not in ground.criteria:
            yield f"there is no criterion {criterion!r}"
    for dataset in step.get("datasets", ()):
        if dataset not in ground.record_types:
            yield f"there is no record type {dataset!r}"


def _trouble_with(check_id: str, checks: Catalogue) -> Iterator[str]:
    try:
        checks.check(check_id)
    except CheckRunError:
        yield f"there is no check {check_id!r}"
    except CheckDefinitionError as error:
        yield f"the check {check_id!r} cannot be used: {error.message}"
