"""Lines of a long list as a sequence that holds only the pages that were looked at last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")
Other = TypeVar("Other")
PAGE = 200
_PAGES_KEPT = 50


class WindowedRows(Sequence[Item], Generic[Item]):
    """`count` items, fetched by `page(start, size)` when they are asked for."""

    def __init__(self, count: int, page: Callable[[int, int], Sequence[Item]]) -> None:
        self._count, self._page = count, page
        self._pages: OrderedDict[int, Sequence[Item]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(self._count))]
        if not -self._count <= at < self._count:
            raise IndexError(at)
        number, place = divmod(at % self._count, PAGE)
        if number not in self._pages:
            self._pages[number] = self._page(number * PAGE, PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][place]

    def as_rows(self, row: Callable[[Item], Other]) -> WindowedRows[Other]:
        """The same items, each made into something else when it is asked for."""
        return WindowedRows(
            self._count, lambda start, size: [row(item) for item in self[start : start + size]]
        )
