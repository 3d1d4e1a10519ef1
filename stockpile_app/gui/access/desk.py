"""One desk: the open books, who works on them, and how the window looks.  Handed to every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from stockpile_app.access import rights, role_word
from stockpile_app.access.model import Founding
from stockpile_app.base import Finding, KnownError, Progress
from stockpile_app.base.clock import local_date, local_moment
from stockpile_app.base.text import tr
from stockpile_app.exchange.pack import PackSession
from stockpile_app.gui.common import Job, OperationRunner, ProgressStrip, Theme
from stockpile_app.gui.settings import Settings
from stockpile_app.ledger import Changes
from stockpile_app.store import Actor, Stockpile

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Touched(Generic[Result]):
    """What an operation gave, beside what it touched."""

    result: Result
    changes: Changes


def _quiet(*_said: object) -> None:
    """Before there is a window, nothing is told."""


class Desk:
    """What a page needs to work.

    Attributes:
        books: The writing connection; used on the store's worker only.
        reader: The reading connection; used on the reading worker only.
        actor: Who is at this desk; a second person who approves here does not take it over.
        founding: Whose books these are.
        open_page: Opens another page by its key.
        open_pack: Closes the books and opens a pack that they unlocked.
        say: Tells at the foot of the page what was done: sentence, then link, act and key.
        refresh_status: Tells the status bar that a verification or an export has happened.
    """

    def __init__(
        self,
        theme: Theme,
        runner: OperationRunner,
        settings: Settings,
        books: Stockpile,
        reader: Stockpile,
        founding: Founding,
    ) -> None:
        self.theme, self.runner, self.settings = theme, runner, settings
        self.books, self.reader, self.founding = books, reader, founding
        self.actor: Actor = books.actor
        self.open_page: Callable[[str], object] = _quiet
        self.open_pack: Callable[[PackSession], object] = _quiet
        self.say: Callable[..., None] = _quiet
        self.refresh_status: Callable[[], None] = _quiet

    @property
    def read_only(self) -> bool:
        """Whether these books can only be looked at."""
        return bool(self.books.read_only)

    def take_own_key(self) -> None:
        """The person at the desk has another key: the session signs with it from now on."""
        self.actor = self.books.actor

    def may(self, operation: str) -> bool:
        """Whether the role at this desk has the duty to do this; the operation decides again."""
        return rights()[operation].allows(self.actor.role)

    def not_a_duty(self, operation: str) -> str:
        """Why it cannot be done at this desk: `Not among the duties of this role (Auditor): ...`."""
        role = role_word(self.actor.role)
        label = tr(rights()[operation].label)
        return tr("Not among the duties of this role ({role}): {label}", role=role, label=label)

    def write(
        self,
        parent: QWidget,
        call: Callable[[Stockpile, Progress], Result],
        done: Callable[[Result], object],
        *,
        touches: Changes | None = None,
        refused: Callable[[tuple[Finding, ...]], object] | None = None,
        failed: Callable[[KnownError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        strip: ProgressStrip | None = None,
        name: str = "",
    ) -> Job:
        """Run one operation on the writing connection.

        `touches` says what it changes, for operations whose result does not say so itself.
        """
        told = (refused, failed, cancelled, strip, name)
        if touches is None:
            return self.runner.run(parent, lambda progress: call(self.books, progress), done, *told)
        changes = touches
        return self.runner.run(
            parent,
            lambda progress: _Touched(call(self.books, progress), changes),
            lambda touched: done(touched.result),
            *told,
        )

    def read(
        self,
        parent: QWidget,
        call: Callable[[Stockpile], Result],
        done: Callable[[Result], object],
        name: str = "",
    ) -> Job:
        """Run one query on the reading connection."""
        return self.runner.query(parent, lambda: call(self.reader), done, name=name)

    def now(self) -> str:
        """Date and time on the depot's clock: `2026-11-20 06:30`."""
        return local_moment(self.books.clock.now(), self.founding.zone).strftime("%Y-%m-%d %H:%M")

    def today(self) -> date:
        """The depot's local date."""
        return local_date(self.books.clock.now(), self.founding.zone)

    def new_id(self) -> str:
        """A client-made id for one operation: the same request twice has one effect."""
        return self.books.ids.new_id()
