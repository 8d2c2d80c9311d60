"""The actions of `crossfoot request` for what comes back."""

from __future__ import annotations

from crossfoot.cli.request_action import RequestAction

BACK: dict[str, RequestAction] = {}
