"""After restoring: what stands there now, and what has to be entered again."""

from __future__ import annotations

from PySide6.QtCore import Signal

from stockpile_app import assembly
from stockpile_app.access import Person, Restored
from stockpile_app.base import KnownError
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access.restore_sheets import NAME_WIDTH
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    FactList,
    Label,
    OperationRunner,
    PrimaryButton,
    Role,
    Status,
    StatusLine,
    Theme,
    isolate,
)
from stockpile_app.store import Stockpile


class RestoredSheet(Sheet):
    """What stands there now.

    Signals:
        opened: the books are open (`Stockpile`).
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, runner: OperationRunner) -> None:
        super().__init__(theme, tr("The books are restored"), tr("Every page, entry and balance was proved."))
        self._runner = runner
        self._outcome: Restored | None = None
        self._person = Person("", "")
        self.state = StatusLine(theme, Status.OK, "")
        self.facts = FactList(name_width=theme.px(NAME_WIDTH))
        self.advice = Label("", tone=Role.TEXT_2, wrap=True)
        self.add(self.state, self.facts, self.advice)
        self._open = self.add_button(PrimaryButton(theme, tr("Open"), "check", "Ctrl+Return").does(self.open))

    def begin(self, outcome: Restored, person: Person) -> None:
        """This was restored, by this person."""
        self._outcome, self._person = outcome, person
        header = outcome.backup.header
        self.state.show_status(
            Status.OK, tr("The books hold: proved to entry {size}", size=grouped(outcome.size))
        )
        self.facts.clear()
        self.facts.add_fact(tr("Books of"), isolate(f"{header.name} ({header.code})"))
        self.facts.add_fact(tr("File"), isolate(str(outcome.target)))
        self.facts.add_fact(
            tr("Copy made"), isolate(tr("{moment} UTC", moment=header.made_at[:16].replace("T", " ")))
        )
        if outcome.aside is not None:
            self.facts.add_fact(tr("Moved aside"), isolate(outcome.aside.name))
        note = outcome.note
        self.advice.setVisible(note is not None)
        if note is not None:
            words = tr(
                "These books had been seen to entry {seen}. Enter again what came after entry {size}, or join them "
                "to a newer copy: stockpile rejoin",
                seen=grouped(note.seen_size),
                size=grouped(note.restored_size),
            )
            self.advice.setText(words)

    def came_in_sight(self) -> None:
        """Opening is next."""
        self._open.setFocus()

    def open(self) -> None:
        """Open the restored books with the passphrase just given."""
        if self._outcome is None:
            return
        target, person = self._outcome.target, self._person
        self._open.setEnabled(False)
        self._runner.run(
            self,
            lambda _progress: assembly.open_stockpile(target, person.name, person.passphrase),
            self._opened,
            failed=self._failed,
        )

    def _opened(self, books: Stockpile) -> None:
        self._open.setEnabled(True)
        self._person = Person("", "")
        self.opened.emit(books)

    def _failed(self, problem: KnownError) -> None:
        self._open.setEnabled(True)
        self.show_notice(problem.sentence)
