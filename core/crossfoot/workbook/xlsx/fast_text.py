"""Texts of the fast path: bytes of well-formed XML text as the text that they mean."""

from __future__ import annotations

import re

_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d+));")


def plain_text(stored: bytes) -> str:
    """The text of XML bytes without tags that `fast_pattern.is_plain` let through."""
    text = stored.decode()
    return resolve_entities(text) if "&" in text else text


def resolve_entities(text: str) -> str:
    """The text with its `&amp;` and `&#10;` as the letters that they stand for."""
    return _ENTITY.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    return _NAMED[match[1]] if match[1] else chr(int(match[2]))
