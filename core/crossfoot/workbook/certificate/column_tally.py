"""The totals of a column while it is read: counts, an exact sum, and a checksum over its cells in order."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from hashlib import sha256

from crossfoot.workbook.certificate.certificate_model import ColumnTotals, Seen

_EXACT = Context(
    prec=2_000, traps=[Inexact]
)  # a sum of doubles needs 633 digits before the point and 1,075 behind it
_FLUSH = 512


class ColumnTally:
    """One column as one program sees it."""

    def __init__(self) -> None:
        self.kinds: dict[str, int] = {}
        self.cells = self.formulas = self.links = self.text_length = 0
        self.sum = Decimal(0)
        self.smallest: Decimal | None = None
        self.largest: Decimal | None = None
        self._hash = sha256()
        self._pending: list[str] = []

    def add(self, row: int, seen: Seen) -> None:
        """Take the next cell in."""
        kind, text, formula, link = seen
        self.cells += 1
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if formula:
            self.formulas += 1
        if link is not None:
            self.links += 1
        if kind == "text":
            self.text_length += len(text)
        elif kind == "number":
            self._number(Decimal(text))
        self._pending.append(f"{row} {kind} {formula:d} {len(text)}:{text} {'' if link is None else link}\n")
        if len(self._pending) >= _FLUSH:
            self._flush()

    def copy(self) -> ColumnTally:
        """A tally that stands where this one stands and goes its own way from here."""
        self._flush()
        other = ColumnTally()
        other.__dict__ |= self.__dict__ | {
            "kinds": dict(self.kinds),
            "_hash": self._hash.copy(),
            "_pending": [],
        }
        return other

    def totals(self) -> ColumnTotals:
        """The totals so far."""
        self._flush()
        count = self.kinds.get
        return ColumnTotals(
            cells=self.cells,
            texts=count("text", 0),
            numbers=count("number", 0),
            dates=count("date", 0),
            booleans=count("boolean", 0),
            errors=count("error", 0),
            formulas=self.formulas,
            links=self.links,
            sum=_plain(self.sum) if count("number") else "",
            minimum=_plain(self.smallest),
            maximum=_plain(self.largest),
            text_length=self.text_length,
            checksum=self._hash.hexdigest(),
        )

    def _number(self, number: Decimal) -> None:
        self.sum = _EXACT.add(self.sum, number)
        if self.smallest is None or number < self.smallest:
            self.smallest = number
        if self.largest is None or number > self.largest:
            self.largest = number

    def _flush(self) -> None:
        if self._pending:
            self._hash.update("".join(self._pending).encode("utf-8", "surrogatepass"))
            self._pending.clear()


def _plain(number: Decimal | None) -> str:
    """Decimal digits where they are few, else with an exponent; zeros at the end of a fraction say nothing."""
    if number is None:
        return ""
    short = number.normalize(_EXACT)
    return f"{short:f}" if -30 < short.adjusted() < 30 else str(short)
