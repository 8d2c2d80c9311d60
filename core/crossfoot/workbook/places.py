"""Where something was seen: counted, with the first few addresses to show."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 5


@dataclass(slots=True)
class Places:
    """A count of cells or rows with the first addresses; bounded however many are added."""

    count: int = 0
    first: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, address: str) -> None:
        """One more at the address."""
        self.count += 1
        self.last = address
        if len(self.first) < _SHOWN:
            self.first.append(address)

    def __bool__(self) -> bool:
        return self.count > 0

    def text(self) -> str:
        """`C11, C12, C16, C20, C31 and 222 more`"""
        more = self.count - len(self.first)
        return ", ".join(self.first) + (f" and {more:,} more" if more else "")
