"""The frame: navigation, search, page, status bar; it knows the pages only by their descriptors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QScrollArea, QStackedWidget, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.crash import CrashDialog
from stockpile_app.gui.common.finding_card import MessagePanel
from stockpile_app.gui.common.labels import Rule, hbox, vbox
from stockpile_app.gui.common.navigation import FOOT, Navigation
from stockpile_app.gui.common.operation import OperationRunner
from stockpile_app.gui.common.page import Page, PageWidget, first_focus
from stockpile_app.gui.common.search_box import Search, SearchBox
from stockpile_app.gui.common.status_bar import StatusBar
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.toast import Toast
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.common.user_button import UserButton
from stockpile_app.gui.help_dialog import HelpDialog

LEAST = QSize(1280, 720)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose books these are and who is at the desk."""

    name: str
    code: str
    user: str
    role: str
    icon: str = "warehouse"


class _Ground(QWidget):
    """Everything inside the window; never smaller than 1280x720, the window scrolls instead."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(LEAST)


class _Stack(QStackedWidget):
    """The pages; only the open one says how much room it needs."""

    def minimumSizeHint(self) -> QSize:
        page: QWidget | None = self.currentWidget()
        return QSize() if page is None else page.minimumSizeHint()

    def sizeHint(self) -> QSize:
        page: QWidget | None = self.currentWidget()
        return QSize() if page is None else page.sizeHint()


class MainWindow(QMainWindow):
    """The window of one open stockpile.

    Args:
        pages: What the navigation lists, in order; the first is opened.
        search: Starts a search for Ctrl+K.
        now: The depot's local date and time as text.

    Attributes:
        may_close: Asked before the window closes; it says no while something is still to be done.

    Signals:
        found: a hit of the search was opened (`Hit`).
        lock_asked: Ctrl+L.
        closing: the window is about to close.
    """

    found = Signal(object)
    lock_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        identity: Identity,
        pages: Sequence[Page],
        runner: OperationRunner,
        search: Search,
        now: Callable[[], str],
    ) -> None:
        super().__init__()
        self.theme, self.runner = theme, runner
        self._pages = {page.key: page for page in pages}
        self._opened: dict[str, PageWidget] = {}
        self._back: list[str] = []
        self._forward: list[str] = []
        self._current = ""
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle(tr("{name} · Stockpile", name=identity.name))
        self.navigation = Navigation(theme, pages, identity.name, identity.code, identity.icon)
        self.search = SearchBox(theme, search)
        self.user = UserButton(theme, identity.user, identity.role)
        self.stack = _Stack()
        self.status = StatusBar(theme, now)
        self.message = MessagePanel(theme, "")
        self.message.hide()
        self._lay_out()
        self.toast = Toast(theme, self.stack)
        self._connect()
        self._bind_keys()
        theme.follow(self._restyle)
        if pages:
            self.open_page(pages[0].key)

    def _lay_out(self) -> None:
        ground = _Ground()
        ground.setProperty("kit", "canvas")
        self._bar = QWidget()
        row = hbox(self._bar, self.search, spacing=12)
        row.addStretch(1)
        row.addWidget(self.user)
        row.setContentsMargins(20, 0, 20, 0)
        column = vbox(None, self._bar, Rule(), self.message, self.stack, spacing=0)
        column.setStretchFactor(self.stack, 1)
        across = hbox(None, self.navigation, Rule(vertical=True), spacing=0)
        across.addLayout(column, 1)
        whole = vbox(ground, spacing=0)
        whole.addLayout(across, 1)
        whole.addWidget(self.status)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        self.setCentralWidget(scroll)

    def _connect(self) -> None:
        self.navigation.opened.connect(self.open_page)
        self.search.chosen.connect(self.found)
        self.runner.changed.connect(self._tell_pages)
        self.runner.crashed.connect(self._show_crash)

    # Keys

    def _bind_keys(self) -> None:
        listed = [page for page in self._pages.values() if page.section != FOOT]
        for number, page in enumerate(listed[:10]):
            self._key(f"Ctrl+{number}", partial(self.open_page, page.key))
        self._key("Ctrl+K", self._to_search)
        self._key("Ctrl+B", lambda: self.navigation.set_folded(not self.navigation.folded))
        self._key("Alt+Left", self.go_back)
        self._key("Alt+Right", self.go_forward)
        for key in ("Ctrl++", "Ctrl+="):
            self._key(key, self.theme.zoom_in)
        self._key("Ctrl+-", self.theme.zoom_out)
        self._key("F1", self.show_help)
        self._key("F5", lambda: self.page().refresh())
        self._key("F11", self.toggle_full_screen)
        self._key("Ctrl+L", self.lock_asked.emit)
        self._key("Ctrl+F6", self._next_pane)

    def show_help(self) -> None:
        """F1: what the open page is for, and the keys."""
        page = self.page()
        HelpDialog(self.theme, self, page.help_topic, page.accessibleName()).open()

    def _key(self, key: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(act)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _next_pane(self) -> None:
        panes = [part for part in (self.navigation, self.search, self.page(), self.page().pane) if part]
        focused = self.focusWidget()
        inside = [focused is pane or pane.isAncestorOf(focused) for pane in panes]
        last = max((number for number, held in enumerate(inside) if held), default=-1)
        first_focus(panes[(last + 1) % len(panes)])

    def toggle_full_screen(self) -> None:
        """F11."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # Pages

    def page(self) -> PageWidget:
        """The open page."""
        return self._opened[self._current]

    @property
    def current(self) -> str:
        """The key of the open page."""
        return self._current

    def open_page(self, key: str) -> PageWidget:
        """Open a page, making it on its first visit."""
        if self._current and key != self._current:
            self._back.append(self._current)
            self._forward.clear()
        return self._show(key)

    def _show(self, key: str) -> PageWidget:
        if key not in self._opened:
            self._opened[key] = self._pages[key].factory()
            self.stack.addWidget(self._opened[key])
        self._current = key
        self.stack.setCurrentWidget(self._opened[key])
        self.toast.raise_()
        self.stack.updateGeometry()
        self.navigation.show_open(key)
        self._opened[key].arrived()
        self._opened[key].take_focus()
        return self._opened[key]

    def go_back(self) -> None:
        """Alt+Left."""
        if self._back:
            self._forward.append(self._current)
            self._show(self._back.pop())

    def go_forward(self) -> None:
        """Alt+Right."""
        if self._forward:
            self._back.append(self._current)
            self._show(self._forward.pop())

    def set_badge(self, key: str, count: int, status: Status) -> None:
        """How many things need a person on that page."""
        self.navigation.item(key).show_badge(count, status)

    def set_user_menu(self, menu: QMenu) -> None:
        """What the user's name opens."""
        self.user.set_menu(menu)

    # Messages

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did; nothing is lost."""
        self.message.say(sentence)

    def _tell_pages(self, changes: object) -> None:
        for page in self._opened.values():
            page.on_changes(changes)

    def _show_crash(self, problem: BaseException, name: str) -> None:
        CrashDialog(self.theme, self, problem, name).open()

    # Place

    def _restyle(self) -> None:
        self._bar.setFixedHeight(self.theme.px(self.theme.tokens.sizes.top_bar) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
