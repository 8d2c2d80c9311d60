"""What makes an exception the same from run to run, and what its decision rests on. Rule: settled.md section 3."""

from __future__ import annotations

import hashlib

_UNIT_SEPARATOR = "\x1f"


def exception_id(check_id: str, entity: str, kind: str) -> str:
    """The stable id of an exception: the first 16 hex digits of sha256 over check, entity and kind."""
    return hashlib.sha256(_UNIT_SEPARATOR.join((check_id, entity, kind)).encode()).hexdigest()[:16]


def facts_digest(facts: str) -> str:
    """The digest of what a decision was made on; another digest reopens it."""
    return hashlib.sha256(facts.encode()).hexdigest()
