"""Open a pack that others sealed to the key of these books: the books themselves unlock it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.audit import sealing_private
from stockpile_app.base import KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.exchange.pack import Opener, PackSession, PackTask, open_pack
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open
from stockpile_app.gui.common import Button, Dialog, Face, Label, PrimaryButton, Role
from stockpile_app.gui.common.dialog import SMALL
from stockpile_app.gui.exchange.pack_dialogs import pack_files
from stockpile_app.store import Stockpile


class OpenPackDialog(Dialog):
    """Which file; the books are closed and the pack's own window opens."""

    def __init__(self, desk: Desk, parent: QWidget, choose: Choose = choose_to_open) -> None:
        super().__init__(desk.theme, parent, "package", tr("Open a pack for these books"), size=SMALL)
        self._desk = desk
        words = tr(
            "A pack sealed to the key of these books needs no passphrase of its own. The books are closed, and "
            "the pack opens in a window that can answer it and nothing else."
        )
        self.body.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.path = PathField(desk.theme, tr("File"), pack_files(), choose, "Ctrl+O")
        self.body.addWidget(self.path)
        self.body.addStretch(1)
        self.add_button(Button(desk.theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.go = self.add_button(
            PrimaryButton(desk.theme, tr("Open the pack"), "package", "Ctrl+Return").does(self.open_it),
            primary=True,
        )
        self.path.setFocus()

    def open_it(self) -> None:
        """Unlock and check it with the books' sealing key, on the store's worker."""
        path = self.path.path()
        self.message.hide()
        self.path.field.set_finding("" if path is not None else tr("Choose the file of the pack"))
        if path is None:
            return
        self.go.setEnabled(False)
        target = path

        def work(books: Stockpile, _progress: Progress) -> PackSession:
            opener = Opener(private=sealing_private(books))
            return open_pack(target, opener, books.assembly.of(PackTask), clock=books.clock)

        self._desk.write(
            self,
            work,
            self._opened,
            failed=self._failed,
            strip=self.progress,
            name=tr("Unlocking and checking the pack"),
        )

    def _opened(self, session: PackSession) -> None:
        self.accept()
        self._desk.open_pack(session)

    def _failed(self, problem: KnownError) -> None:
        self.go.setEnabled(True)
        self.path.field.set_finding(problem.sentence)
