"""Stored values as people read them."""

from __future__ import annotations

from typing import Any


def shown_value(value: Any, kind: str) -> str:
    """A stored value by the type of its field: cents as dollars, 1 and 0 as yes and no; nothing is rounded."""
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        sign, cents = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{cents // 100:,}.{cents % 100:02d}"
    if kind == "boolean":
        return "yes" if value else "no"
    return str(value)
