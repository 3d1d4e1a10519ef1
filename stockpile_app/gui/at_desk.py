"""Who is at the desk: coming in, the locked screen, and the change of user while the books stay open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from stockpile_app import access
from stockpile_app.access import User
from stockpile_app.access.model import ACTIVE, Founding
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.lock_sheet import IdleWatch, LockSheet
from stockpile_app.gui.access.passphrase import FirstPassphrase, OwnPassphraseDialog
from stockpile_app.gui.common import OperationRunner, Theme
from stockpile_app.gui.common.buttons import key_caption
from stockpile_app.gui.exchange.pack_window import PackWindow
from stockpile_app.gui.hand_over import begun_vouchers, names_with_keys, take_over
from stockpile_app.store import Actor, Stockpile


class AtDesk(QObject):
    """The person at this desk, from coming in to handing over.

    Attributes:
        window: The window that is open now.
        desk: The open books with who works on them; None while no books are open.
        lock: The sheet over a locked screen.
        first: The sheet for a first passphrase, before any work.
        idle: Tells when nobody has touched the desk for a while.

    Signals:
        let_in: this person may work now: the books, their reader, whose they are.
        turned_back: somebody with a first passphrase closes the books: the books, their reader.
        close_asked: the books are to be closed.
    """

    let_in = Signal(object, object, object)
    turned_back = Signal(object, object)
    close_asked = Signal()

    def __init__(self, qt: QApplication, theme: Theme, runner: OperationRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._qt, self._theme, self._runner = qt, theme, runner
        self.window: QMainWindow | None = None
        self.desk: Desk | None = None
        self.lock: LockSheet | None = None
        self.first: FirstPassphrase | None = None
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock_screen)
        self.idle.lock_asked.connect(self.lock_screen)
        self.idle.change_asked.connect(self.change_user)
        runner.changed.connect(self._look_at_own_key)

    # Coming in

    def come_in(self, books: Stockpile, reader: Stockpile) -> None:
        """Whose books these are and who has come in; a first passphrase is changed before any work."""

        def ask() -> tuple[Founding, User | None]:
            reader.actor = books.actor
            return access.founding(reader), access.user_named(reader, books.actor.name)

        self._runner.query(self._parent(), ask, lambda found: self._let_in(books, reader, *found))

    def _let_in(self, books: Stockpile, reader: Stockpile, found: Founding, person: User | None) -> None:
        if person is None or not person.key_by or books.read_only:
            self.let_in.emit(books, reader, found)
            self.lock = self.first = None  # they went with the window before
            return
        self.first = FirstPassphrase(self._theme, self._runner, self._parent(), books, person)
        self.first.chosen.connect(lambda: self.come_in(books, reader))
        self.first.close_asked.connect(lambda: self.turned_back.emit(books, reader))
        self.first.cover()

    def uncover(self) -> None:
        """Take away what lies over the window."""
        for sheet in (self.lock, self.first):
            if sheet is not None:
                sheet.hide()
                sheet.deleteLater()
        self.lock = self.first = None

    def user_menu(self, window: QMainWindow) -> QMenu:
        """What stands under the name of who is at the desk."""
        menu = QMenu(window)
        for words, key, act in (
            (tr("Change user"), "Ctrl+U", self.change_user),
            (tr("Lock the screen"), "Ctrl+L", self.lock_screen),
            (tr("Change my passphrase"), "", lambda: self._change_passphrase(window)),
            (tr("Close the books"), "", self.close_asked.emit),
        ):
            menu.addAction(f"{words}\t{key_caption(key)}" if key else words, act)
        return menu

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
        self.lock = LockSheet(self._theme, self._runner, window, desk.books, desk.actor, names, leaving)
        self.lock.unlocked.connect(self._unlocked)
        self.lock.close_asked.connect(self.close_asked)
        self.lock.cover()

    def _unlocked(self, actor: Actor) -> None:
        """The same person goes on; for another one the window is made anew."""
        desk = self.desk
        if desk is None or self.lock is None:
            return
        if actor == desk.actor:
            self.uncover()
        else:
            self._hand_over(desk, actor)

    def _hand_over(self, desk: Desk, actor: Actor) -> None:
        """What is half filled in waits for its owner; then the desk is the next person's."""
        parent: QWidget = self.lock or self._parent()
        vouchers = begun_vouchers(self._qt)
        desk.write(
            parent,
            lambda books, _progress: take_over(books, actor, vouchers),
            lambda _kept: self.come_in(desk.books, desk.reader),
            name=tr("Changing the user"),
        )

    # The key of who is at the desk

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

    def _change_passphrase(self, window: QMainWindow) -> None:
        if self.desk is not None:
            OwnPassphraseDialog(self.desk, window).open()

    def _parent(self) -> QMainWindow:
        assert self.window is not None
        return self.window
