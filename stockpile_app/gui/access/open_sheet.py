"""Choose and unlock a stockpile, or a pack: recent files, passphrase, or the code of the recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal

from stockpile_app import access, assembly
from stockpile_app.base import Cause, KnownError
from stockpile_app.base.text import tr
from stockpile_app.exchange.pack import ENDING, Opener, PackSession, PackTask, open_pack
from stockpile_app.gui.access.demonstration import is_demonstration
from stockpile_app.gui.access.path_field import STOCKPILES, PathField, is_file
from stockpile_app.gui.access.patience import patient
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    Choice,
    Column,
    ComboField,
    Kind,
    LinkButton,
    OperationRunner,
    PrimaryButton,
    SecretField,
    TableView,
    Text,
    Theme,
    hbox,
)
from stockpile_app.gui.settings import Settings
from stockpile_app.store import Stockpile

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Recent:
    """A file that was open at this desk before."""

    path: Path
    changed: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def recent_files(paths: tuple[str, ...]) -> list[Recent]:
    """The files that are still where they were, latest first."""
    found = []
    for path in map(Path, paths):
        try:
            changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except OSError:
            continue
        found.append(Recent(path, changed.strftime("%Y-%m-%d %H:%M")))
    return found


class OpenSheet(Sheet):
    """The first thing a keeper sees in the morning.

    Signals:
        opened: the books are open (`Stockpile`).
        pack_opened: a pack is open in a session of its own (`PackSession`).
        new_asked: make a new file instead.
        recovery_asked: open with the recovery sheet's code instead (the path, or None).
        restore_asked: restore a backup instead.
    """

    opened = Signal(object)
    pack_opened = Signal(object)
    new_asked = Signal()
    recovery_asked = Signal(object)
    restore_asked = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner, settings: Settings) -> None:
        super().__init__(
            theme,
            tr("Open a stockpile"),
            tr("One file is one stockpile’s books. Nothing leaves this machine."),
        )
        self._runner, self._settings = runner, settings
        self._recent: TableView[Recent] = TableView(
            theme,
            tr("Recent files"),
            [
                Column(
                    "name",
                    tr("Recent files"),
                    value=lambda row: Text(row.name, str(row.path.parent)),
                    stretch=True,
                ),
                Column("changed", tr("Last changed"), Kind.DATE),
            ],
            key=lambda row: row.path,
        )
        self._recent.row_selected.connect(lambda row: self.choose(row.path))
        self._recent.row_opened.connect(lambda _row: self._secret.setFocus())
        self._path = PathField(
            theme, tr("File"), f"{tr('Stockpile or pack')} ({STOCKPILES} *{ENDING})", key="Ctrl+O"
        )
        self._user: ComboField[str] = ComboField(theme, tr("User"))
        self._secret: SecretField = SecretField(theme, tr("Passphrase"))
        self._secret.line.returnPressed.connect(self.open)
        self._path.changed.connect(self._ask_users)
        self.add(self._recent, self._path, self._user, self._secret)
        aside = hbox(None, LinkButton(theme, tr("Restore a backup"), "history").does(self.restore_asked.emit))
        aside.addStretch(1)
        self.body.addLayout(aside)
        self.add_lesser(
            LinkButton(theme, tr("New stockpile"), "file-plus", "Ctrl+N").does(self.new_asked.emit)
        )
        self.add_lesser(LinkButton(theme, tr("Use the recovery sheet"), "key-round").does(self._recover))
        self._open = self.add_button(PrimaryButton(theme, tr("Open"), "check", "Ctrl+Return").does(self.open))
        self._user.hide()

    def came_in_sight(self) -> None:
        """Show the recent files; the passphrase of the latest is the next thing to type."""
        found = recent_files(self._settings.now.recent)
        self._recent.setVisible(bool(found))
        rows = self.theme.row_height(two_line=True) * min(_SHOWN, max(2, len(found)))
        self._recent.setFixedHeight(rows + self.theme.px(self.theme.tokens.sizes.table_header) + 2)
        self._recent.set_rows(found)
        if found and self._path.path() is None:
            self.choose(found[0].path)
        (self._secret if self._path.path() else self._path).setFocus()

    def choose(self, path: Path, user: str = "") -> None:
        """Take this file, and propose who opens it."""
        self._path.set_path(path)
        if user:
            self._user.set_value(user)

    def _ask_users(self) -> None:
        """Whose keys stand beside the file; asked for only when there are several."""
        path = self._path.path()
        try:
            names = access.user_names(path) if path is not None and is_file(path) else []
        except KnownError:
            names = []
        self._user.set_choices([Choice(name, name) for name in names])
        self._user.set_value(names[0] if names else None)
        self._user.setVisible(len(names) > 1)
        self._path.field.set_finding("")
        self._secret.set_finding("")
        self._secret.set_help(_secret_help(path))

    def _recover(self) -> None:
        self.recovery_asked.emit(self._path.path())

    # Opening

    def open(self) -> None:
        """Unlock and check the books, on the store's worker."""
        path, user, secret = self._path.path(), self._user.value() or "", self._secret.value()
        self.message.hide()
        if path is None:
            self._path.field.set_finding(tr("Choose the file of the stockpile"))
            return
        if not secret:
            self._secret.set_finding(tr("Type the passphrase"))
            self._secret.setFocus()
            return
        self._open.setEnabled(False)
        if path.suffix == ENDING:
            self.progress.begin(tr("Unlocking and checking the pack"), None)
            opener, tasks = Opener(passphrase=secret), assembly.ASSEMBLY.of(PackTask)
            self._runner.run(
                self, lambda _progress: open_pack(path, opener, tasks), self._pack_opened, failed=self._failed
            )
            return
        self._runner.run(
            self,
            lambda progress: assembly.open_stockpile(path, user, secret, wait=patient(progress)),
            self._opened,
            failed=self._failed,
            cancelled=self._done,
            strip=self.progress,
            name=tr("Unlocking and checking the books"),
        )

    def _pack_opened(self, session: PackSession) -> None:
        self._done()
        self._secret.set_value("")
        self.pack_opened.emit(session)

    def _opened(self, books: Stockpile) -> None:
        self._done()
        self._secret.set_value("")
        self.opened.emit(books)

    def _failed(self, problem: KnownError) -> None:
        self._done()
        if problem.cause is Cause.WRONG_PASSPHRASE:
            self._secret.set_finding(problem.sentence)
            self._secret.line.selectAll()
            self._secret.setFocus()
        else:
            self.show_notice(problem.sentence)

    def _done(self) -> None:
        self.progress.end()
        self._open.setEnabled(True)


def _secret_help(path: Path | None) -> str:
    """Whose passphrase is asked for, where that is not plain."""
    if path is not None and path.suffix == ENDING:
        return tr("The passphrase of the pack, told another way than with the stick")
    if path is not None and is_demonstration(path):
        return tr("Passphrase of the demonstration: demonstration")
    return ""
