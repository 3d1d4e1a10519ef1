"""The program at one desk: from the entry window to the closing of the books.

Everything that lives as long as the program stands here: theme, preferences, the store's worker and
the reading worker, and which of the windows is open.  Who is at the desk is kept by `AtDesk`.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

from stockpile_app.access.model import Founding
from stockpile_app.base.log import Word
from stockpile_app.base.text import tr, use_language
from stockpile_app.exchange.pack import PackSession
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.backing_up import ClosingDialog, back_up_now
from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.access.lock_sheet import LockSheet
from stockpile_app.gui.access.passphrase import FirstPassphrase
from stockpile_app.gui.at_desk import AtDesk
from stockpile_app.gui.common import CrashDialog, OperationRunner, Theme, store_worker
from stockpile_app.gui.common.search_box import Deliver
from stockpile_app.gui.common.tidying import Tidying
from stockpile_app.gui.exchange.pack_window import PackWindow
from stockpile_app.gui.frame_figures import ask_standing, count_what_waits, identity, search, shortened
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.pages import open_hit, pages
from stockpile_app.gui.settings import Settings
from stockpile_app.store import Stockpile

_SWITCH_SECONDS = 0.0002  # how long a worker may keep the interpreter while the window waits
_LOG = logging.getLogger(__name__)


def run(path: Path | None) -> int:
    """Open the window, on the file when one is named; returns the exit code."""
    qt = prepared_qt()
    application = Application(qt, Settings())
    sys.excepthook = application.met_fault
    tidying = Tidying(application.runner)
    tidying.begin()
    application.books_closed.connect(tidying.tidy_all)
    _LOG.info("Window opened")
    application.begin(path)
    code = qt.exec()
    application.end()
    _LOG.info("Window closed")
    return code


def prepared_qt() -> QApplication:
    """Qt, and an interpreter that gives the window its turn while workers work."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("stockpile")
    qt.setApplicationDisplayName(tr("Stockpile"))
    return qt


class Application(QObject):
    """One desk: entry window, then main window, then perhaps the entry window again.

    Attributes:
        at_desk: Who is at the desk.

    Signals:
        books_closed: the file is closed and the entry window is back.
    """

    books_closed = Signal()

    def __init__(self, qt: QApplication, settings: Settings) -> None:
        super().__init__()
        self.qt, self.settings = qt, settings
        self._speak(settings.now.language or "en")
        self.theme = Theme(palette=settings.now.palette, zoom=settings.now.zoom)
        self.theme.set_compact(settings.now.compact)
        self.theme.apply(qt)
        self._writes: Executor = store_worker()
        self._reads: Executor = store_worker()
        self.runner = OperationRunner(self._writes, self._reads, self)
        self.at_desk = AtDesk(qt, self.theme, self.runner, self)
        self.at_desk.let_in.connect(self._show_main)
        self.at_desk.turned_back.connect(self._turn_back)
        self.at_desk.close_asked.connect(self.close_books)
        self._leaving: ClosingDialog | None = None
        self.runner.crashed.connect(self._crashed)
        self.runner.changed.connect(self._ask_standing)
        self.runner.changed.connect(self._count)
        self.theme.changed.connect(self._keep_zoom)
        qt.setQuitOnLastWindowClosed(True)

    # Who is at the desk

    @property
    def window(self) -> QMainWindow | None:
        """The window that is open now."""
        return self.at_desk.window

    @property
    def desk(self) -> Desk | None:
        """The open books with who works on them."""
        return self.at_desk.desk

    @property
    def lock(self) -> LockSheet | None:
        """The sheet over a locked screen."""
        return self.at_desk.lock

    @property
    def first(self) -> FirstPassphrase | None:
        """The sheet that asks for an own passphrase before any work."""
        return self.at_desk.first

    def lock_screen(self) -> None:
        """Cover the window until somebody with a key comes."""
        self.at_desk.lock_screen()

    def change_user(self) -> None:
        """Hand the desk over without closing the books."""
        self.at_desk.change_user()

    # Windows

    def begin(self, path: Path | None = None) -> EntryWindow:
        """Show the entry window."""
        window = EntryWindow(self.theme, self.runner, self.settings, path)
        window.opened.connect(self.open_books)
        window.pack_opened.connect(self.open_pack)
        window.language_chosen.connect(self.change_language)
        self._show(window)
        return window

    def open_pack(self, session: PackSession) -> None:
        """A pack is open: a window that can do its task and nothing else."""
        window = PackWindow(self.theme, self.runner, session)
        window.left.connect(self.begin_again)
        self._show(window)

    def _leave_for_pack(self, session: PackSession) -> None:
        """The books have unlocked a pack: they are closed, and the pack's window takes their place."""
        if self._may_leave(lambda: self._leave_for_pack(session)):
            self.at_desk.uncover()
            self._close_file()
            self.open_pack(session)

    def begin_again(self) -> None:
        """The pack is closed: the entry window is back."""
        self.begin()

    def open_books(self, books: Stockpile) -> None:
        """The books are open: connect a reader on its own worker, then show the main window."""
        _LOG.info("Books opened, %s", Word("read only" if books.read_only else "to read and write"))
        self.settings.remember(books.path)
        self.runner.query(
            self._parent(),
            books.reader,
            lambda reader: self.at_desk.come_in(books, reader),
            failed=lambda problem: self._told(problem.sentence),
        )

    def _turn_back(self, books: Stockpile, reader: Stockpile) -> None:
        """Somebody with a first passphrase closes the books instead of choosing another."""
        if self.desk is None:
            self._reads.submit(reader.close)
            self._writes.submit(books.close)
            self.at_desk.uncover()
        else:
            self.close_books()

    def _show_main(self, books: Stockpile, reader: Stockpile, found: Founding) -> None:
        desk = Desk(self.theme, self.runner, self.settings, books, reader, found)
        self.at_desk.desk = desk
        whose = identity(found, books.actor.role, books.actor.name)
        window = MainWindow(self.theme, whose, pages(desk), self.runner, self._search, desk.now)
        desk.open_page, desk.open_pack = window.open_page, self._leave_for_pack
        desk.say = lambda sentence, *more, **said: window.toast.say(
            shortened(self.theme, sentence), *more, **said
        )
        desk.refresh_status = self._ask_standing
        window.found.connect(lambda hit: open_hit(window, hit))
        window.lock_asked.connect(self.lock_screen)
        window.may_close = lambda: self._may_leave(window.close)
        window.set_user_menu(self.at_desk.user_menu(window))
        self._show(window)
        self._count()
        self._ask_standing()

    def _show(self, window: QMainWindow) -> None:
        before, self.at_desk.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        else:
            window.resize(1366, 768)
        QShortcut(QKeySequence("Ctrl+Q"), window).activated.connect(window.close)
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def close_books(self) -> None:
        """Close the file and go back to the entry window."""
        if not self._may_leave(self.close_books):
            return
        self.at_desk.uncover()
        self._close_file()
        self.begin()
        self.books_closed.emit()

    def _may_leave(self, go_on: Callable[[], object]) -> bool:
        """Whether the books can be closed now; where a folder is set they are backed up first, then `go_on`."""
        desk, window = self.desk, self.window
        folder = self.settings.backup_folder(desk.books.path) if desk is not None else ""
        if desk is None or window is None or not folder:
            return True
        if self._leaving is not None and (self._leaving.over or self._leaving.running):
            return self._leaving.over
        self._leaving = ClosingDialog(desk, window, Path(folder))
        self._leaving.closed.connect(go_on)
        self._leaving.begin()
        return False

    def back_up(self) -> None:
        """Back up at once, from the status bar."""
        window = self.window
        if self.desk is not None and isinstance(window, MainWindow):
            back_up_now(self.desk, window, window.page().progress)

    def _close_file(self) -> None:
        self._leaving = None
        desk, self.at_desk.desk = self.desk, None
        if desk is not None:
            _LOG.info("Books closed")
            self._reads.submit(desk.reader.close)
            self._writes.submit(desk.books.close).result()

    def end(self) -> None:
        """The last window is closed: fold everything back into the file."""
        window = self.window
        unfinished = window.unfinished() if isinstance(window, EntryWindow) else None
        if unfinished is not None:
            self._writes.submit(unfinished.close)
        self._close_file()
        for worker in (self._reads, self._writes):
            worker.shutdown(wait=True)

    # What the frame asks

    def _search(self, text: str, deliver: Deliver) -> None:
        if self.desk is not None and self.window is not None:
            search(self.desk, self.window, text, deliver)

    def _ask_standing(self, _changes: object = None) -> None:
        if self.desk is not None and isinstance(self.window, MainWindow):
            ask_standing(self.desk, self.window, self.back_up)

    def _count(self, changes: object = None) -> None:
        if self.desk is not None and isinstance(self.window, MainWindow):
            count_what_waits(self.desk, self.window, changes)

    # Preferences

    def change_language(self, code: str) -> None:
        """Speak another language from now on: the entry window is made anew."""
        self.settings.change(language="" if isinstance(self.window, EntryWindow) else code)
        self._speak(code)
        if isinstance(self.window, EntryWindow):
            self.begin()

    def _speak(self, code: str) -> None:
        use_language(code)
        mirrored = self.settings.now.right_to_left
        self.qt.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )

    def _keep_zoom(self) -> None:
        if self.theme.zoom != self.settings.now.zoom:
            self.settings.change(zoom=self.theme.zoom)

    # Faults

    def met_fault(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        """Our own bug on the window's thread: logged, and shown with a report."""
        _LOG.error("A fault of the program in the window", exc_info=(kind, problem, trace))
        self._show_crash(problem, "")

    def _show_crash(self, problem: BaseException, name: str) -> None:
        if self.window is not None:
            with contextlib.suppress(RuntimeError):
                CrashDialog(self.theme, self.window, problem, name).open()

    def _crashed(self, problem: BaseException, name: str) -> None:
        if isinstance(self.window, EntryWindow | PackWindow):  # the main window shows its own
            self._show_crash(problem, name)

    def _parent(self) -> QMainWindow:
        assert self.window is not None
        return self.window

    def _told(self, sentence: str) -> None:
        if isinstance(self.window, EntryWindow | MainWindow | PackWindow):
            self.window.show_notice(sentence)
