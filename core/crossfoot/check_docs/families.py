"""The families of checks, as the pack orders and names them."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot import content
from crossfoot.checks.model import Check
from crossfoot.checks.own_checks import FAMILY

ANALYTICS = "analytics"


def family_title(family: str, pack_name: str) -> str:
    """The title of a family in its pack; its name where the pack does not list it."""
    return _titles(pack_name).get(family, family)


def by_family(checks: Iterable[Check], pack_name: str) -> dict[str, list[Check]]:
    """Checks by the title of their family, in the order of the pack; families that it does not list come last."""
    order = list(_titles(pack_name))
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.family, []).append(check)
    named = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
    return {family_title(name, pack_name): found[name] for name in named}


def _titles(pack_name: str) -> dict[str, str]:
    named = {entry["name"]: entry["title"] for entry in content.pack(pack_name).facts().get("families", ())}
    return {
        **named,
        ANALYTICS: named.get(ANALYTICS, "General analytics for any table"),
        FAMILY: "Checks of your own",
    }
