"""A number as a fraction: `# ?/?`, `??/??`, `# ?/8`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from crossfoot.workbook.shown.format_code import CannotShowError, Section, Token

_MOST_DIGITS = 4


def fraction_text(section: Section, amount: Decimal) -> str:
    """An amount of zero or more as whole number and fraction, blanks in place of a fraction of zero.

    Only question marks are known here, and a denominator that is written out.
    """
    tokens = section.tokens
    bar = next(i for i, token in enumerate(tokens) if token.kind == "slash")
    above = _run_before(tokens, bar, "digit")
    below = _run_after(tokens, bar, "digit")
    fixed = _run_after(tokens, bar, "number", "digit")
    start, end = bar - len(above), bar + 1 + max(len(below), len(fixed))
    places = "".join(token.text for token in above)
    if not above or places.strip("?") or len(places) > _MOST_DIGITS:
        raise CannotShowError(places)
    whole, rest = int(amount), Fraction(amount) - int(amount)
    has_whole = any(token.kind == "digit" for token in tokens[:start])
    value = rest if has_whole else Fraction(amount)
    if below and len(below) == len(fixed):
        if "".join(token.text for token in below) != "?" * len(below) or len(below) > _MOST_DIGITS:
            raise CannotShowError("denominator")
        numerator, denominator = _nearest(value, 10 ** len(below) - 1)
        width = len(below)
    elif fixed and fixed[0].kind == "number" and all(token.text in "0123456789" for token in fixed):
        denominator, width = int("".join(token.text for token in fixed)), len(fixed)
        numerator = int(value * denominator + Fraction(1, 2))
    else:
        raise CannotShowError("denominator")
    if has_whole and numerator == denominator:
        whole, numerator = whole + 1, 0
    if has_whole and numerator == 0:
        shown = " " * (len(places) + 1 + width)
    else:
        shown = str(numerator).rjust(len(places)) + "/" + str(denominator).ljust(width)
    before = _whole_text(tokens[:start], whole, shown.isspace()) if has_whole else _plain(tokens[:start])
    return before + shown + _plain(tokens[end:])


def _whole_text(tokens: tuple[Token, ...], whole: int, alone: bool) -> str:
    places = [token.text for token in tokens if token.kind == "digit"]
    if places not in (["#"], ["0"]):
        raise CannotShowError("whole number")
    digits = str(whole) if whole or alone or places == ["0"] else ""
    return "".join(digits if token.kind == "digit" else _plain((token,)) for token in tokens)


def _plain(tokens: tuple[Token, ...]) -> str:
    if any(token.kind != "text" for token in tokens):
        raise CannotShowError("fraction")
    return "".join(token.text for token in tokens)


def _nearest(value: Fraction, most: int) -> tuple[int, int]:
    """The nearest fraction, where the last convergent of the continued fraction is the same one."""
    nearest = value.limit_denominator(most)
    if nearest != value and nearest not in _convergents(value, most):
        raise CannotShowError("two fractions are near")
    return nearest.numerator, nearest.denominator


def _convergents(value: Fraction, most: int) -> list[Fraction]:
    (p0, q0), (p1, q1), rest = (0, 1), (1, 0), value
    found: list[Fraction] = []
    while True:
        whole = rest.numerator // rest.denominator
        (p0, q0), (p1, q1) = (p1, q1), (whole * p1 + p0, whole * q1 + q0)
        if q1 > most:
            return found[-1:]
        found.append(Fraction(p1, q1))
        if rest == whole:
            return found[-1:]
        rest = 1 / (rest - whole)


def _run_before(tokens: tuple[Token, ...], at: int, *kinds: str) -> tuple[Token, ...]:
    start = at
    while start > 0 and tokens[start - 1].kind in kinds:
        start -= 1
    return tokens[start:at]


def _run_after(tokens: tuple[Token, ...], at: int, *kinds: str) -> tuple[Token, ...]:
    end = at + 1
    while end < len(tokens) and tokens[end].kind in kinds:
        end += 1
    return tokens[at + 1 : end]
