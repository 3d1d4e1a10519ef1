"""Where a table takes its rows from: a list in hand, or a million ids fetched page by page."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
Shown_co = TypeVar("Shown_co", covariant=True)

Fetch = Callable[[Sequence[int]], Mapping[int, Row]]
"""Rows by primary key; runs on the worker that owns the reading connection."""

Deliver = Callable[[Mapping[int, Row]], None]
Ask = Callable[[Sequence[int], Deliver[Row]], None]
"""Starts fetching those ids and hands the rows over later, on the window's thread."""


def at_once(fetch: Fetch[Row]) -> Ask[Row]:
    """Fetch without a worker: for tests and for rows already in memory."""

    def ask(ids: Sequence[int], deliver: Deliver[Row]) -> None:
        deliver(fetch(ids))

    return ask


def _unheard(_first: int, _last: int) -> None:
    """Nobody shows these rows yet."""


class RowSource(Protocol[Shown_co]):
    """Rows by position; None means not there yet."""

    def __len__(self) -> int:
        """How many rows there are, all of them."""
        ...

    def row(self, position: int) -> Shown_co | None:
        """The row at that position, or None while it is being fetched."""
        ...


class ListRows(Generic[Row]):
    """Rows that are already here."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: list[Row] = list(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, position: int) -> Row | None:
        """The row at that position."""
        return self.rows[position]


class PagedRows(Generic[Row]):
    """A long list held as ids; rows are fetched by primary key in pages and the oldest forgotten.

    Any jump costs one page, however long the list is.

    Args:
        ids: Primary keys in the order shown (8 bytes each).
        ask: Starts fetching a page; see `at_once` and `OperationRunner.pages`.
        arrived: Told the first and last position of a page that has come.
    """

    def __init__(self, ids: Iterable[int], ask: Ask[Row], page_size: int = 128, pages_kept: int = 64) -> None:
        self.ids = ids if isinstance(ids, array) else array("q", ids)
        self.arrived: Callable[[int, int], None] = _unheard
        self._ask = ask
        self._size = page_size
        self._kept = pages_kept
        self._pages: OrderedDict[int, tuple[Row | None, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, position: int) -> Row | None:
        """The row at that position; asks for its page when it is not here."""
        number, offset = divmod(position, self._size)
        page = self._pages.get(number)
        if page is None:
            self._request(number)
            page = self._pages.get(number)
            return page[offset] if page is not None else None
        self._pages.move_to_end(number)
        return page[offset]

    def forget(self) -> None:
        """Fetch everything again when it is next shown."""
        self._pages.clear()

    def _request(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        wanted = self.ids[number * self._size : (number + 1) * self._size]
        self._ask(wanted, lambda rows: self._deliver(number, wanted, rows))

    def _deliver(self, number: int, wanted: Sequence[int], rows: Mapping[int, Row]) -> None:
        self._asked.discard(number)
        self._pages[number] = tuple(rows.get(key) for key in wanted)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)
        first = number * self._size
        self.arrived(first, first + len(wanted) - 1)
