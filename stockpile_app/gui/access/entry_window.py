"""The window before the books are open: first steps, opening, founding, recovering."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QScrollArea, QStackedWidget, QWidget

from stockpile_app.access import Person, Restored
from stockpile_app.assembly import Founded
from stockpile_app.base.text import tr
from stockpile_app.gui.access.backup_step import BackupStep
from stockpile_app.gui.access.demonstration import Demonstration, build_demonstration
from stockpile_app.gui.access.first_sheets import ChooseSheet, WelcomeSheet
from stockpile_app.gui.access.founding_sheets import BooksDraft, BooksSheet, KeeperSheet
from stockpile_app.gui.access.open_sheet import OpenSheet
from stockpile_app.gui.access.recover_sheet import RecoverSheet
from stockpile_app.gui.access.recovery_step import RecoveryStep
from stockpile_app.gui.access.restore_sheets import Found, RestoreFileSheet, RestorePlaceSheet
from stockpile_app.gui.access.restored_sheet import RestoredSheet
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import Face, IconLabel, Label, OperationRunner, Role, Steps, Theme, hbox, vbox
from stockpile_app.gui.settings import Settings
from stockpile_app.store import Stockpile


class EntryWindow(QMainWindow):
    """One sheet at a time in the middle of the window.

    Signals:
        opened: the books are open (`Stockpile`).
        pack_opened: a pack is open in a session of its own (`PackSession`).
        language_chosen: another language (its code).
    """

    opened = Signal(object)
    pack_opened = Signal(object)
    language_chosen = Signal(str)

    def __init__(
        self, theme: Theme, runner: OperationRunner, settings: Settings, path: Path | None = None
    ) -> None:
        super().__init__()
        self.theme, self.runner, self.settings = theme, runner, settings
        self._founded: Founded | None = None
        self.setWindowTitle(tr("Stockpile"))
        self.welcome = WelcomeSheet(theme, settings)
        self.choose = ChooseSheet(theme)
        self.open = OpenSheet(theme, runner, settings)
        self.recover = RecoverSheet(theme, runner)
        self.books = BooksSheet(theme)
        self.keeper = KeeperSheet(theme, runner)
        self.recovery = RecoveryStep(theme, runner)
        self.backups = BackupStep(theme, settings)
        self.backup = RestoreFileSheet(theme, runner)
        self.place = RestorePlaceSheet(theme, runner)
        self.restored = RestoredSheet(theme, runner)
        self._sheets: list[Sheet] = [
            self.welcome, self.choose, self.open, self.recover, self.books, self.keeper, self.recovery,
            self.backups, self.backup, self.place, self.restored,
        ]  # fmt: skip
        self.stack = QStackedWidget()
        steps = [tr("Begin"), tr("Books"), tr("First user"), tr("Recovery sheet"), tr("Backups")]
        self._steps = Steps(theme, steps)
        self._back_steps = Steps(theme, [tr("Backup"), tr("Where to"), tr("Restored")])
        self._lay_out()
        self._connect()
        self._begin(path)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("kit", "canvas")
        brand = hbox(None, IconLabel(self.theme, "warehouse", Role.ACCENT, 20), spacing=10)
        brand.addWidget(Label(tr("Stockpile"), Face.SECTION))
        brand.addStretch(1)
        middle = hbox(None, spacing=0)
        middle.addStretch(1)
        column = vbox(None, self._steps, self._back_steps, self.stack, spacing=20)
        middle.addLayout(column)
        middle.addStretch(1)
        whole = vbox(ground, spacing=0, margin=24)
        whole.addLayout(brand)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        self.setCentralWidget(scroll)

    def _connect(self) -> None:
        for sheet in self._sheets:
            self.stack.addWidget(_at_top(sheet))
        self.welcome.language_chosen.connect(self.language_chosen)
        self.welcome.go_on.connect(lambda: self.show_sheet(self.choose))
        self.choose.back.connect(lambda: self.show_sheet(self.welcome))
        self.choose.new_asked.connect(self._begin_books)
        self.choose.open_asked.connect(lambda: self.show_sheet(self.open))
        self.choose.demonstration_asked.connect(self._demonstrate)
        self.open.opened.connect(self.opened)
        self.open.pack_opened.connect(self.pack_opened)
        self.open.new_asked.connect(lambda: self.show_sheet(self.choose))
        self.open.recovery_asked.connect(self._recover)
        self.recover.opened.connect(self.opened)
        self.recover.back.connect(lambda: self.show_sheet(self.open))
        for sheet in (self.choose, self.open):
            sheet.restore_asked.connect(lambda: self.show_sheet(self.backup))
        self.backup.back.connect(self._leave_restore)
        self.backup.go_on.connect(self._begin_place)
        self.place.back.connect(lambda: self.show_sheet(self.backup))
        self.place.restored.connect(self._show_restored)
        self.restored.opened.connect(self.opened)
        self.books.back.connect(lambda: self.show_sheet(self.choose))
        self.books.go_on.connect(self._begin_keeper)
        self.keeper.back.connect(lambda: self.show_sheet(self.books))
        self.keeper.founded.connect(self._begin_recovery)
        self.recovery.proved.connect(lambda: self.show_sheet(self.backups))
        self.backups.gone_on.connect(self._open_founded)

    # Going on

    def _begin(self, path: Path | None) -> None:
        if path is not None:
            self.open.choose(path)
            self.show_sheet(self.open)
        elif not self.settings.now.language:
            self.show_sheet(self.welcome)
        else:
            self.show_sheet(self.open if self.settings.now.recent else self.choose)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show one step."""
        self.stack.setCurrentIndex(self._sheets.index(sheet))
        step = {self.books: 1, self.keeper: 2, self.recovery: 3, self.backups: 4}.get(sheet, 0)
        self._steps.setVisible(step > 0)
        self._steps.go_to(step)
        back = {self.backup: 1, self.place: 2, self.restored: 3}.get(sheet, 0)
        self._back_steps.setVisible(back > 0)
        self._back_steps.go_to(max(0, back - 1))
        sheet.came_in_sight()

    def sheet(self) -> Sheet:
        """The step in sight."""
        return self._sheets[self.stack.currentIndex()]

    def _begin_books(self, kind: str) -> None:
        self.books.begin(kind)
        self.show_sheet(self.books)

    def _begin_keeper(self, draft: BooksDraft) -> None:
        self.keeper.begin(draft)
        self.show_sheet(self.keeper)

    def _begin_recovery(self, founded: Founded) -> None:
        self._founded = founded
        self.recovery.begin(founded)
        self.backups.begin(founded)
        self.show_sheet(self.recovery)

    def _open_founded(self) -> None:
        if self._founded is not None:
            founded, self._founded = self._founded, None
            self.opened.emit(founded.stockpile)

    def unfinished(self) -> Stockpile | None:
        """Books that were founded here but not gone on with, to be closed with the window."""
        return self._founded.stockpile if self._founded is not None else None

    def _recover(self, path: Path | None) -> None:
        self.recover.choose(path)
        self.show_sheet(self.recover)

    def _leave_restore(self) -> None:
        self.show_sheet(self.open if self.settings.now.recent else self.choose)

    def _begin_place(self, found: Found) -> None:
        self.place.begin(found)
        self.show_sheet(self.place)

    def _show_restored(self, outcome: Restored, person: Person) -> None:
        self.restored.begin(outcome, person)
        self.show_sheet(self.restored)

    def _demonstrate(self) -> None:
        self.choose.progress.begin(tr("Building the demonstration depot"), None)
        self.runner.run(
            self, lambda _progress: build_demonstration(), self._show_demonstration, failed=self._not_built
        )

    def _show_demonstration(self, demonstration: Demonstration) -> None:
        self.choose.progress.end()
        self.open.choose(demonstration.path, demonstration.user)
        self.show_sheet(self.open)

    def _not_built(self, problem: Exception) -> None:
        self.choose.progress.end()
        self.choose.show_notice(str(problem))

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did, on the sheet in sight."""
        self.sheet().show_notice(sentence)


def _at_top(sheet: Sheet) -> QWidget:
    """A sheet that keeps its own height in a stack of taller ones."""
    holder = QWidget()
    holder.setProperty("kit", "clear")
    column = vbox(holder, sheet)
    column.addStretch(1)
    return holder
