"""Whether a run is planned or exploratory, and what approval of the plan freezes of a check.

Rule: audit-practice.md section 4 of the design (run planned is the default; a check outside the plan is exploratory and
labelled; parameters freeze when the plan is approved, later changes need a reason).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from crossfoot.auditfile.approvals import bodies_since, has_plan, latest_approval, planned_checks
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json
from crossfoot.checks.model import Check
from crossfoot.checks.parameters import criteria_of, resolve_parameters

_CHANGES = ("parameter.set", "parameter.withdrawn", "plan.added", "plan.edited")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is frozen of checks: value and source of each parameter, by check; the text of own checks, as sha256."""

    parameters: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How the plan stands when checks run; `frozen` is what was approved, with what changed since for a reason."""

    exists: bool = False
    approved: bool = False
    checks: frozenset[str] = frozenset()
    frozen: Frozen = field(default_factory=Frozen)


def freeze(audit: Audit, checks: Iterable[Check]) -> Frozen:
    """The parameters of these checks as a run would resolve them now; CheckRunError where a value does not fit."""
    frozen = Frozen()
    for check in checks:
        found = resolve_parameters(audit, check, criteria_of(audit, check), {})
        frozen.parameters[check.id] = {
            name: {"value": one.value, "source": one.source} for name, one in found.items()
        }
        if check.own:
            frozen.modules[check.id] = check.sha256
    return frozen


def frozen_document(frozen: Frozen) -> dict[str, Any]:
    """`frozen` as the body of an event keeps it."""
    return asdict(frozen)


def plan_standing(audit: Audit) -> PlanStanding:
    """How the plan stands now."""
    connection = audit.connection
    approval = latest_approval(connection)
    checks = frozenset(planned_checks(connection))
    if approval is None:
        return PlanStanding(exists=has_plan(connection), checks=checks)
    frozen = Frozen(approval.parameters, dict(approval.plan.get("modules", {})))
    for kind, obj, body in bodies_since(connection, approval.seq, _CHANGES):
        if kind.startswith("plan."):
            added = body.get("frozen", {})
            frozen.parameters.update(added.get("parameters", {}))
            frozen.modules.update(added.get("modules", {}))
        elif body.get("reason"):
            check_id, _, name = obj.removeprefix("parameter:").rpartition(".")
            frozen.parameters.setdefault(check_id, {})[name] = {"value": body["after"], "source": ""}
    return PlanStanding(True, True, checks, frozen)  # also where every step was withdrawn since


def exploratory_because(
    audit: Audit, standing: PlanStanding, check: Check, settings: Mapping[str, str]
) -> str:
    """Why a run of the check would be exploratory, as a sentence; empty where it is planned.

    An audit without a plan has nothing to depart from: there the checks of the pack are planned.
    """
    if not standing.exists:
        if check.own:
            return "An auditor wrote this check, and there is no plan that names it."
        return "An analysis that was asked for, and there is no plan that names it." if check.program else ""
    if not standing.approved:
        return "The plan is not approved yet."
    if check.id not in standing.checks:
        said = "An auditor wrote this check; it" if check.own else "The check"
        return f"{said} is not a step of the approved plan."
    if settings:
        return f"{_values_of(settings)} set for this run only."
    if standing.frozen.modules.get(check.id, check.sha256) != check.sha256:
        return "The text of this check was changed after the plan was approved."
    frozen = standing.frozen.parameters.get(check.id, {})
    found = resolve_parameters(audit, check, criteria_of(audit, check), {})
    other = [
        name
        for name, one in found.items()
        if name not in frozen or canonical_json(frozen[name]["value"]) != canonical_json(one.value)
    ]
    if other:
        return f"{_values_of(other)} changed after the plan was approved, and no reason is on record."
    return ""


def _values_of(names: Iterable[str]) -> str:
    several = sorted(names)
    if len(several) == 1:
        return f"The value of {several[0]} was"
    return f"The values of {', '.join(several[:-1])} and {several[-1]} were"
