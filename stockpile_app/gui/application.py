"""The program at one desk: from the entry window to the closing of the books.

Everything that lives as long as the program stands here: theme, preferences, the store's worker and
the reading worker, and which of the two windows is open.
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
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from stockpile_app import access, ledger
from stockpile_app.access import User, role_word
from stockpile_app.access.model import ACTIVE, BooksKind, Founding
from stockpile_app.base.changes import Changes
from stockpile_app.base.log import Word
from stockpile_app.base.text import tr, use_language
from stockpile_app.exchange.pack import PackSession
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.backing_up import ClosingDialog, back_up_now
from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.access.lock_sheet import IdleWatch, LockSheet
from stockpile_app.gui.access.passphrase import FirstPassphrase, OwnPassphraseDialog
from stockpile_app.gui.access.people_rows import waiting_rows
from stockpile_app.gui.access.standing import Standing, show_standing, standing
from stockpile_app.gui.common import CrashDialog, OperationRunner, Status, Theme, store_worker
from stockpile_app.gui.common.buttons import key_caption
from stockpile_app.gui.common.search_box import Deliver
from stockpile_app.gui.common.tidying import Tidying
from stockpile_app.gui.exchange.pack_window import PackWindow
from stockpile_app.gui.hand_over import begun_vouchers, names_with_keys, take_over
from stockpile_app.gui.main_window import Identity, MainWindow
from stockpile_app.gui.pages import hit_of, open_hit, pages
from stockpile_app.gui.settings import Settings
from stockpile_app.store import Actor, Stockpile

_SWITCH_SECONDS = 0.0002  # how long a worker may keep the interpreter while the window waits
_LONGEST_SAID = 720  # logical pixels
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
        self.window: QMainWindow | None = None
        self.desk: Desk | None = None
        self.lock: LockSheet | None = None
        self.first: FirstPassphrase | None = None
        self._leaving: ClosingDialog | None = None
        self.runner.crashed.connect(self._crashed)
        self.runner.changed.connect(self._ask_standing)
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock_screen)
        self._idle.lock_asked.connect(self.lock_screen)
        self._idle.change_asked.connect(self.change_user)
        self.runner.changed.connect(self._look_at_own_key)
        self.runner.changed.connect(self._count_requests)
        self.theme.changed.connect(self._keep_zoom)
        qt.setQuitOnLastWindowClosed(True)

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
            lambda reader: self._open_window(books, reader),
            failed=lambda problem: self._told(problem.sentence),
        )

    def _open_window(self, books: Stockpile, reader: Stockpile) -> None:
        """Whose books these are and who has come in; a first passphrase is changed before any work."""

        def ask() -> tuple[Founding, User | None]:
            reader.actor = books.actor
            return access.founding(reader), access.user_named(reader, books.actor.name)

        self.runner.query(self._parent(), ask, lambda found: self._let_in(books, reader, *found))

    def _let_in(self, books: Stockpile, reader: Stockpile, found: Founding, person: User | None) -> None:
        if person is None or not person.key_by or books.read_only:
            self._show_main(books, reader, found)
            return
        self.first = FirstPassphrase(self.theme, self.runner, self._parent(), books, person)
        self.first.chosen.connect(lambda: self._open_window(books, reader))
        self.first.close_asked.connect(lambda: self._leave(books, reader))
        self.first.cover()

    def _leave(self, books: Stockpile, reader: Stockpile) -> None:
        """Somebody with a first passphrase closes the books instead of choosing another."""
        if self.desk is None:
            self._reads.submit(reader.close)
            self._writes.submit(books.close)
            self._uncover()
        else:
            self.close_books()

    def _uncover(self) -> None:
        for sheet in (self.lock, self.first):
            if sheet is not None:
                sheet.hide()
                sheet.deleteLater()
        self.lock = self.first = None

    def _show_main(self, books: Stockpile, reader: Stockpile, found: Founding) -> None:
        desk = Desk(self.theme, self.runner, self.settings, books, reader, found)
        self.desk = desk
        identity = _identity(found, books.actor.role, books.actor.name)
        window = MainWindow(self.theme, identity, pages(desk), self.runner, self._search, desk.now)
        desk.open_page = window.open_page
        desk.say = lambda sentence, *more, **said: window.toast.say(
            shortened(self.theme, sentence), *more, **said
        )
        desk.refresh_status = self._ask_standing
        window.found.connect(lambda hit: open_hit(window, hit))
        window.lock_asked.connect(self.lock_screen)
        window.may_close = lambda: self._may_leave(window.close)
        window.set_user_menu(self._user_menu(window))
        self._show(window)
        self.lock = self.first = None
        self._count_requests()
        self._ask_standing()

    def _count_requests(self, _changes: object = None) -> None:
        """The badge of People & keys: what waits for who is at the desk."""
        desk, window = self.desk, self.window
        if desk is not None and isinstance(window, MainWindow):
            zone = desk.founding.zone
            desk.read(
                window,
                lambda books: sum(row.may for row in waiting_rows(books, zone)),
                lambda count: window.set_badge("people", count, Status.INFO),
            )

    def _user_menu(self, window: MainWindow) -> QMenu:
        menu = QMenu(window)
        for words, key, act in (
            (tr("Change user"), "Ctrl+U", self.change_user),
            (tr("Lock the screen"), "Ctrl+L", self.lock_screen),
            (tr("Change my passphrase"), "", lambda: self._change_passphrase(window)),
            (tr("Close the books"), "", self.close_books),
        ):
            menu.addAction(f"{words}\t{key_caption(key)}" if key else words, act)
        return menu

    def _show(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
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
        self._uncover()
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
        desk, self.desk = self.desk, None
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

    # Lock

    def lock_screen(self) -> None:
        """Ctrl+L, or nobody has touched the desk for ten minutes; a dialog in front is covered as well."""
        self._cover(leaving=False)

    def change_user(self) -> None:
        """Ctrl+U: hand the desk over without closing the books."""
        self._cover(leaving=True)

    def _cover(self, *, leaving: bool) -> None:
        desk, window = self.desk, self.window
        if isinstance(window, PackWindow) and not leaving:
            window.leave()  # a pack is locked by closing it; what was answered is kept beside it
            return
        if desk is None or window is None or self.lock is not None or self.first is not None:
            return
        names = names_with_keys(desk.books.path)
        self.lock = LockSheet(self.theme, self.runner, window, desk.books, desk.actor, names, leaving)
        self.lock.unlocked.connect(self._unlocked)
        self.lock.close_asked.connect(self.close_books)
        self.lock.cover()

    def _unlocked(self, actor: Actor) -> None:
        """The same person goes on; for another one the window is made anew."""
        desk = self.desk
        if desk is None or self.lock is None:
            return
        if actor == desk.actor:
            self._uncover()
        else:
            self._hand_over(desk, actor)

    def _hand_over(self, desk: Desk, actor: Actor) -> None:
        """What is half filled in waits for its owner; then the desk is the next person's."""
        parent: QWidget = self.lock or self._parent()
        vouchers = begun_vouchers(self.qt)
        desk.write(
            parent,
            lambda books, _progress: take_over(books, actor, vouchers),
            lambda _kept: self._open_window(desk.books, desk.reader),
            name=tr("Changing the user"),
        )

    def _look_at_own_key(self, changes: object) -> None:
        """People were changed: who is at the desk may have another role now, or no key any more."""
        desk, window = self.desk, self.window
        if desk is not None and window is not None and isinstance(changes, Changes) and changes.people:
            name = desk.actor.name
            desk.read(window, lambda books: access.user_named(books, name), self._own_key_seen)

    def _own_key_seen(self, person: User | None) -> None:
        desk = self.desk
        if desk is None or person is None or person.name != desk.actor.name:
            return
        if person.state != ACTIVE:
            self.change_user()
            if self.lock is not None:
                words = tr("{name} has no key to these books any more", name=person.name)
                self.lock.sheet.show_notice(words)
        elif person.role != desk.actor.role:
            self._hand_over(desk, Actor(person.name, person.role, desk.actor.key))

    def _change_passphrase(self, window: MainWindow) -> None:
        if self.desk is not None:
            OwnPassphraseDialog(self.desk, window).open()

    # What the frame asks

    def _search(self, text: str, deliver: Deliver) -> None:
        if self.desk is not None and self.window is not None:
            self.desk.read(
                self.window,
                lambda stockpile: [hit_of(match) for match in ledger.find(stockpile, text)],
                deliver,
            )

    def _ask_standing(self, _changes: object = None) -> None:
        desk, window = self.desk, self.window
        if desk is not None and isinstance(window, MainWindow):
            desk.read(window, lambda books: standing(books, desk.books.read_only), self._show_standing)

    def _show_standing(self, now: Standing) -> None:
        window = self.window
        if isinstance(window, MainWindow):
            today = self.desk.now()[:10] if self.desk is not None else ""
            show_standing(window.status, now, today, lambda: window.open_page("journal"), self.back_up)

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


def _identity(books: Founding, role: str, user: str) -> Identity:
    icon = "inbox" if books.kind == BooksKind.MINISTRY else "warehouse"
    return Identity(books.name, books.code, user, role_word(role), icon)


def shortened(theme: Theme, sentence: str) -> str:
    """A sentence that fits at the foot of the page, however long the names in it are."""
    room = theme.px(_LONGEST_SAID)
    return QFontMetrics(theme.font()).elidedText(sentence, Qt.TextElideMode.ElideRight, room)
