"""The desk: what every ledger page and dialog needs, built once and passed down.

Reads go through `reading`, a connection of their own that the reading worker uses; writes and
rehearsals go through `books` on the store's single worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.clock import local_moment
from stockpile_app.gui.common.operation import Job, OperationRunner
from stockpile_app.gui.common.row_sources import Ask
from stockpile_app.gui.common.theme import Theme
from stockpile_app.store import Stockpile

Result = TypeVar("Result")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Desk:
    """One open stockpile, one theme, one runner.

    Attributes:
        books: The writing connection; touched only on the store's worker.
        reading: The reading connection; touched only on the reading worker.  May be `books` itself when
            both are one worker.
        zone: The depot's IANA time zone.
    """

    theme: Theme
    runner: OperationRunner
    books: Stockpile
    reading: Stockpile
    zone: str = "UTC"

    def now(self) -> str:
        """The depot's local time, `2026-11-20T06:30`."""
        return local_moment(self.books.clock.now(), self.zone).strftime("%Y-%m-%dT%H:%M")

    def today(self) -> str:
        """The depot's local date."""
        return self.now()[:10]

    def read(
        self, parent: QWidget, call: Callable[[Stockpile], Result], done: Callable[[Result], object]
    ) -> Job:
        """Run one query and hand its rows over on the window's thread."""
        return self.runner.query(parent, lambda: call(self.reading), done)

    def write(
        self,
        parent: QWidget,
        call: Callable[[Stockpile], Result],
        done: Callable[[Result], object],
        refused: Callable[[tuple[Finding, ...]], object] | None = None,
        name: str = "",
    ) -> Job:
        """Run one operation on the store's worker."""
        return self.runner.run(parent, lambda _progress: call(self.books), done, refused, name=name)

    def pages(
        self, parent: QWidget, fetch: Callable[[Stockpile, Sequence[int]], Mapping[int, Row]]
    ) -> Ask[Row]:
        """Rows of a long list by id, for `PagedRows`."""
        return self.runner.pages(parent, lambda ids: fetch(self.reading, ids))
