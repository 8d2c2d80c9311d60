"""Texts that look like something else: dates and numbers that were stored as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

OUTER_BLANKS, LIKE_DATE, LIKE_NUMBER, TOTAL, MAYBE_TOTAL, PENDING, IDENTIFIER = 1, 2, 4, 8, 16, 32, 64
"""Traits of a text, to be combined: see `text_traits`."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"""\s*(?:
        \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})          # 7/4/2025, 7/4/25
        | \d{{1,2}}/\d{{5,6}}                            # a lost stroke: 05/082025, 7/72025
        | \d{{5,6}}/\d{{4}}                              # or the other one
        | \d{{1,2}}[.-]\d{{1,2}}[.-]\d{{4}}              # 4.7.2025, 07-04-2025
        | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[T\s].*)?  # 2025-07-04
        | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}} # July 4, 2025
        | \d{{1,2}}[\s-]{_MONTH}[\s-]\d{{2,4}}           # 4 July 2025, 4-Jul-25
    )\s*\Z""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"\s*[-+(]?[$€£]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?\s?%?\s*\Z", re.ASCII)

_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
_DIGIT = re.compile(r"[0-9]")
_TOTAL = re.compile(
    r"\s*(?:grand[\s-]+total|(?:over)?all[\s-]+total|sub[\s-]?totals?|totals?|sum)\s*[:=.]?\s*\Z",
    re.IGNORECASE,
)
_MAYBE_TOTAL = re.compile(
    r"\s*(?:grand[\s-]+)?(?:sub[\s-]?)?total\b|.*\b(?:sub[\s-]?)?total\s*:?\s*\Z", re.IGNORECASE
)
_IDENTIFIER = re.compile(
    r"\s*(?:A[-#\s]?(?:\d{8,9}|\d{2,3}-\d{3}-\d{3})|\d{3}-\d{2}-\d{4})\s*\Z", re.IGNORECASE | re.ASCII
)
_LONGEST_LABEL = 60


def looks_like_date(text: str) -> bool:
    """Whether a person would read the text as a date, a mistyped one too."""
    return text[:1] not in ("", "=") and len(text) <= 40 and _DATE.match(text) is not None


def looks_like_number(text: str) -> bool:
    """Whether a person would read the text as a quantity. Leading zeros say that it is an identifier: no."""
    if len(text) > 40 or _NUMBER.match(text) is None:
        return False
    digits = text.strip().lstrip("-+($€£ ")
    return not (len(digits) > 1 and digits[0] == "0" and digits[1] != ".")


def has_outer_blanks(text: str) -> bool:
    """Whether blanks (non-breaking ones too) stand before or after the text."""
    return bool(text) and text != text.strip()


def looks_like_identifier(text: str) -> bool:
    """Whether the text has the form of a number that names one person: an A-number (A and 8 or 9 digits) or a social
    security number (nnn-nn-nnnn)."""
    return _IDENTIFIER.match(text) is not None


def may_have_traits(texts: Sequence[str]) -> bool:
    """Whether any of the texts may have a trait: a quick look at their ends and at what all of them say together."""
    for head in {text[:3] for text in texts}:
        if not head[:1].isalpha() or head.lower() in _MONTHS:
            return True
        if head[0] in "Aa" and not head[1:2].isalpha():
            return True
    if any(map(str.isspace, {text[-1:] for text in texts})):
        return True
    joined = "\n".join(texts).lower()
    return "pending" in joined or "total" in joined or "sum" in joined


@lru_cache(maxsize=8_192)
def text_traits(text: str) -> int:
    """All that is looked for in a text, at once.

    TOTAL: it says total, subtotal or sum and nothing else; MAYBE_TOTAL: it begins or ends with total, as "Total Texas"
    does, but so may a name.
    """
    traits = OUTER_BLANKS if has_outer_blanks(text) else 0
    if _DIGIT.search(text):
        if looks_like_date(text):
            traits |= LIKE_DATE
        elif looks_like_number(text):
            traits |= LIKE_NUMBER
        if looks_like_identifier(text):
            traits |= IDENTIFIER
    folded = text.casefold()
    if "pending" in folded:
        traits |= PENDING
    if len(text) <= _LONGEST_LABEL and ("total" in folded or "sum" in folded):
        if _TOTAL.match(text):
            traits |= TOTAL
        elif _MAYBE_TOTAL.match(text):
            traits |= MAYBE_TOTAL
    return traits
