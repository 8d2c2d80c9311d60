"""A number as a section of a number format shows it: digits, thousands, percent, powers of ten, General."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from crossfoot.workbook.shown.format_code import CannotShowError, Section, Token

_EXACT = Context(prec=1_000, rounding=ROUND_HALF_UP)
_SHOWN_DIGITS = 15
_GENERAL_WIDTH = 11
"""General shows up to eleven digits, the decimal point counted as one of them."""
_GENERAL_LIMIT = Decimal(10) ** 11
_GENERAL_SMALL = Decimal("0.0001")


def shown_amount(value: float) -> Decimal:
    """The number as Excel shows it at most: by its fifteen digits that count."""
    try:
        return Decimal(format(float(value), f".{_SHOWN_DIGITS}g"))
    except OverflowError:
        raise CannotShowError(str(value)) from None


def number_text(section: Section, amount: Decimal) -> str:
    """An amount of zero or more by the digits of the section."""
    tokens = section.tokens
    if section.has("general"):
        if section.has("digit", "exponent", "percent", "number"):
            raise CannotShowError("General")
        return "".join(general_text(amount) if token.kind == "general" else token.text for token in tokens)
    at = next((i for i, token in enumerate(tokens) if token.kind == "exponent"), None)
    if at is not None:
        return _power_text(tokens[:at], tokens[at], tokens[at + 1 :], amount)
    layout = _Layout(tokens)
    percents = sum(token.kind == "percent" for token in tokens)
    return layout.text(amount.scaleb(2 * percents - 3 * layout.scaled, _EXACT))


def general_text(amount: Decimal) -> str:
    """An amount of zero or more in the General format, in a column that is wide enough.

    From 10^11 on, and below 0.0001 where its digits do not fit, it is shown with a power of ten and six digits. Of a
    small number that fits it is not known (CannotShowError).
    """
    if amount < _GENERAL_LIMIT:
        whole = len(str(int(amount)))
        shown = _rounded(amount, max(0, _GENERAL_WIDTH - 1 - whole))
        if amount == 0 or (amount >= _GENERAL_SMALL and shown < _GENERAL_LIMIT):
            return _without_zeros(f"{shown:f}")
        if amount < _GENERAL_SMALL and shown == amount:
            raise CannotShowError(str(amount))
    digits, exponent = _mantissa(amount, 1, 5)
    return f"{_without_zeros(f'{digits:f}')}E{exponent:+03d}"


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(amount: Decimal, places: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _mantissa(amount: Decimal, step: int, places: int) -> tuple[Decimal, int]:
    """The digits before the power of ten, and the power: a multiple of `step`."""
    exponent = amount.adjusted() // step * step if amount else 0
    digits = _rounded(amount.scaleb(-exponent, _EXACT), places)
    if digits >= Decimal(10) ** step:
        exponent += step
        digits = _rounded(amount.scaleb(-exponent, _EXACT), places)
    return digits, exponent


def _power_text(before: Sequence[Token], mark: Token, behind: Sequence[Token], amount: Decimal) -> str:
    layout = _Layout(before)
    power = _Layout(behind)
    if not layout.slots or not power.slots or power.places or any(t.kind == "exponent" for t in behind):
        raise CannotShowError(mark.text)
    digits, exponent = _mantissa(amount, layout.slots, layout.places)
    sign = "-" if exponent < 0 else "+" if mark.text[1] == "+" else ""
    first = next(i for i, token in enumerate(behind) if token.kind == "digit")
    lead = "".join(token.text for token in behind[:first])
    tail = [token for token in behind[first:] if token.kind != "comma"]
    return (
        layout.text(digits, zeros=amount == 0)
        + mark.text[0]
        + lead
        + sign
        + _whole_text(tail, str(abs(exponent)), thousands=False)
    )


class _Layout:
    """Where the digits of a number go: tokens before and after the decimal point, commas resolved.

    A comma between digits asks for thousands; commas behind the last digit divide by a thousand each.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        points = [i for i, token in enumerate(tokens) if token.kind == "point"]
        if len(points) > 1:
            raise CannotShowError("two decimal points")
        at = points[0] if points else len(tokens)
        self.point = bool(points)
        whole, part = tokens[:at], tokens[at + 1 :]
        self.thousands, scaled = _commas(whole)
        inner, scaled_behind = _commas(part)
        if inner:
            raise CannotShowError("a comma among decimals")
        self.scaled = scaled + scaled_behind
        self.whole = [token for token in whole if token.kind != "comma"]
        self.part = [token for token in part if token.kind != "comma"]
        self.slots = sum(token.kind == "digit" for token in self.whole)
        self.places = sum(token.kind == "digit" for token in self.part)

    def text(self, amount: Decimal, zeros: bool = False) -> str:
        """The amount, rounded half up. `zeros` fills all places before the point, as Excel does for 0E0."""
        if not self.slots and not self.places:
            if self.point or self.scaled:
                raise CannotShowError("no digits")
            return "".join(token.text for token in self.whole)
        whole, _, part = f"{_rounded(amount, self.places):f}".partition(".")
        whole = "0" * self.slots if zeros else whole.lstrip("0")
        if whole and not self.slots:
            raise CannotShowError("no place for the whole number")
        return (
            _whole_text(self.whole, whole, self.thousands)
            + ("." if self.point else "")
            + _part_text(self.part, part)
        )


def _commas(tokens: Sequence[Token]) -> tuple[bool, int]:
    """Whether a comma stands between digits, and how many stand behind the last."""
    digits = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    commas = [i for i, token in enumerate(tokens) if token.kind == "comma"]
    if commas and (not digits or commas[0] < digits[0]):
        raise CannotShowError("a comma before the digits")
    between = sum(i < digits[-1] for i in commas)
    return between > 0, len(commas) - between


def _whole_text(tokens: Sequence[Token], digits: str, thousands: bool) -> str:
    """The digits over their places from the right; the first place takes all that are left."""
    places = [token.text for token in tokens if token.kind == "digit"]
    zero_from = places.index("0") if "0" in places else len(places)
    left, count, shown = len(places), 0, []
    for token in reversed(tokens):
        if token.kind != "digit":
            shown.append(token.text)
            continue
        left -= 1
        take = len(digits) if left == 0 and len(digits) > 1 else 1
        for _ in range(take):
            digit, digits = digits[-1:], digits[:-1]
            filled = digit or ("0" if left >= zero_from else " " if token.text == "?" else "")
            if thousands and filled and count and count % 3 == 0:
                shown.append(" " if filled == " " else ",")
            shown.append(filled)
            count += 1
    return "".join(reversed(shown))


def _part_text(tokens: Sequence[Token], digits: str) -> str:
    """The decimals over their places; zeros at the end fall away under # and are blank under ?."""
    places = [token.text for token in tokens if token.kind == "digit"]
    kept = max((i + 1 for i, place in enumerate(places) if place == "0" or digits[i] != "0"), default=0)
    shown, at = [], 0
    for token in tokens:
        if token.kind != "digit":
            shown.append(token.text)
            continue
        shown.append(digits[at] if at < kept else " " if token.text == "?" else "")
        at += 1
    return "".join(shown)
