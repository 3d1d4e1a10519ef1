"""Moving to a new machine, or going back: which backup, where to and by whom, and what stands there then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import access, assembly
from stockpile_app.access import BackupFile, Person, Restored, Restoring, World
from stockpile_app.access.copies.backup_file import SUFFIX, slots_of
from stockpile_app.base import Cause, Finding, KnownError, RandomIds, SystemClock
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access.path_field import (
    ENDING,
    STOCKPILES,
    PathField,
    choose_to_save,
    documents_folder,
    is_file,
    is_folder,
    named_as_books,
)
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    FactList,
    LinkButton,
    OperationRunner,
    PrimaryButton,
    SecretField,
    Status,
    StatusLine,
    TextField,
    Theme,
    hbox,
    isolate,
)

NAME_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that could be read, and who has a key in it."""

    file: BackupFile
    users: tuple[str, ...]

    @property
    def made(self) -> str:
        """When it was made, UTC: `2026-11-20 18:30`."""
        return self.file.header.made_at[:16].replace("T", " ")


def look_into_backup(path: Path) -> Found:
    """What stands in a backup; raises `KnownError`."""
    file = access.read_backup(path)
    return Found(file, tuple(slot.user for slot in slots_of(file)))


class RestoreFileSheet(Sheet):
    """Choose the backup and see what is in it.

    Signals:
        go_on: with this backup (`Found`).
        back: to opening a file.
    """

    go_on = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner) -> None:
        super().__init__(
            theme,
            tr("Restore a backup"),
            tr(
                "On a new machine, or in the place of books that are damaged. The backup itself stays as it is."
            ),
        )
        self._runner = runner
        self._found: Found | None = None
        self.path = PathField(theme, tr("Backup"), f"{tr('Backup')} (*{SUFFIX})", key="Ctrl+O")
        self.path.changed.connect(self._look)
        self.facts = FactList(name_width=theme.px(NAME_WIDTH))
        self.state = StatusLine(theme, Status.IDLE, tr("No backup chosen yet"))
        self.add(self.path, self.state, self.facts)
        self.add_lesser(LinkButton(theme, tr("Back"), "arrow-left", "Alt+Left").does(self.back.emit))
        self.next = self.add_button(PrimaryButton(theme, tr("Continue"), "", "Ctrl+Return").does(self._go_on))
        self.next.setEnabled(False)

    def came_in_sight(self) -> None:
        """The file first."""
        self.path.setFocus()

    def _look(self) -> None:
        path = self.path.path()
        self._found = None
        self.next.setEnabled(False)
        self.facts.clear()
        self.path.field.set_finding("")
        if path is None or not is_file(path):
            self.state.show_status(Status.IDLE, tr("No backup chosen yet"))
            return
        self._runner.query(self, lambda: look_into_backup(path), self._show, failed=self._cannot)

    def _show(self, found: Found) -> None:
        if found.file.path != self.path.path():
            return  # another one was chosen meanwhile
        self._found = found
        header = found.file.header
        self.facts.add_fact(tr("Books of"), isolate(f"{header.name} ({header.code})"))
        self.facts.add_fact(tr("Made"), isolate(tr("{moment} UTC", moment=found.made)))
        self.facts.add_fact(tr("Entries"), isolate(grouped(header.size)))
        self.facts.add_fact(tr("Keys for"), isolate(", ".join(found.users)))
        if header.whole:
            self.state.show_status(Status.OK, tr("Whole as far as it can be seen; all of it is checked next"))
        else:
            self.state.show_status(Status.WARN, tr("These books did not hold when they were copied"))
        self.next.setEnabled(True)

    def _cannot(self, problem: KnownError) -> None:
        self.state.show_status(Status.STOP, tr("Not a backup that can be restored"))
        self.path.field.set_finding(problem.sentence)

    def _go_on(self) -> None:
        if self._found is not None:
            self.go_on.emit(self._found)


class RestorePlaceSheet(Sheet):
    """Where the books shall stand, and who vouches for them.

    Signals:
        restored: what stands there now (`Restored`), and who did it (`Person`).
        back: to the step before.
    """

    restored = Signal(object, object)
    back = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner) -> None:
        super().__init__(
            theme,
            tr("Where to, and by whom"),
            tr(
                "Everything in the copy is proved first. Books that stand there are moved aside, never destroyed."
            ),
        )
        self._runner = runner
        self._found: Found | None = None
        self.path = PathField(
            theme, tr("File"), f"{tr('Stockpile')} ({STOCKPILES})", choose_to_save, key="Ctrl+O"
        )
        self.user: ComboField[str] = ComboField(theme, tr("User"))
        self.secret = SecretField(theme, tr("Passphrase"))
        self.second: ComboField[str] = ComboField(theme, tr("Second person"))
        self.second_secret = SecretField(theme, tr("Passphrase of the second person"))
        self.reason = TextField(theme, tr("Reason"), help_text=tr("It stands in the journal for ever"))
        self.add(self.path)
        self.add_pair(self.user, self.secret)
        self.beside = _side_by_side(self.second, self.second_secret)
        self.add(self.beside, self.reason)
        self.add_lesser(LinkButton(theme, tr("Back"), "arrow-left", "Alt+Left").does(self.back.emit))
        self.go = self.add_button(
            PrimaryButton(theme, tr("Restore"), "check", "Ctrl+Return").does(self.restore)
        )
        self.user.chosen.connect(lambda _name: self._show_others())

    def begin(self, found: Found) -> None:
        """This backup is restored."""
        self._found = found
        self.message.hide()
        self.path.set_path(documents_folder() / f"{_stem(found.file)}{ENDING}")
        self.user.set_choices([Choice(name, name) for name in found.users])
        self.user.set_value(found.users[0] if found.users else None)
        self.user.setVisible(len(found.users) > 1)
        self.beside.hide()
        self.reason.hide()
        self._show_others()

    def came_in_sight(self) -> None:
        """The passphrase is the next thing to type."""
        self.secret.setFocus()

    def _show_others(self) -> None:
        users, before = self._found.users if self._found else (), self.second.value()
        others = [name for name in users if name != self.user.value()]
        self.second.set_choices([Choice(name, name) for name in others])
        self.second.set_value(before if before in others else None)

    def asked(self) -> Restoring | None:
        """What is asked for; None while something is missing, which is said under its field."""
        path, found = self.path.path(), self._found
        trouble = ""
        if path is None or not is_folder(path.parent):
            trouble = tr("Choose a folder that is there")
        self.path.field.set_finding(trouble)
        self.secret.set_finding("" if self.secret.value() else tr("Type the passphrase"))
        if trouble or not self.secret.value() or path is None or found is None:
            return None
        second = None
        if self.beside.isVisibleTo(self) and self.second.value():
            second = Person(self.second.value() or "", self.second_secret.value())
        return Restoring(
            backup=found.file.path,
            target=named_as_books(path),
            person=Person(self.user.value() or "", self.secret.value()),
            second=second,
            reason=self.reason.value(),
        )

    def restore(self) -> None:
        """Prove the copy and put it in place, on the store's worker."""
        asked = self.asked()
        if asked is None:
            return
        self.message.hide()
        self.go.setEnabled(False)
        world = World(assembly.ASSEMBLY, SystemClock(), RandomIds())
        self._runner.run(
            self,
            lambda progress: access.restore(asked, world, progress),
            lambda outcome: self._done(outcome, asked.person),
            refused=self._refused,
            failed=self._failed,
            cancelled=lambda: self._stopped(tr("Cancelled. Nothing was written")),
            strip=self.progress,
            name=tr("Restoring and proving the books"),
        )

    def _done(self, outcome: Restored, person: Person) -> None:
        self.go.setEnabled(True)
        for field in (self.secret, self.second_secret):
            field.set_value("")
        self.restored.emit(outcome, person)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        """An older copy: a second person comes to the desk, or the sole keeper gives a reason."""
        self.go.setEnabled(True)
        rules = {finding.rule for finding in findings}
        if rules & {"ACCESS-40", "ACCESS-41"}:
            self._show_others()
            self.beside.show()
            self.reason.show()
            self.second.setFocus()
        if "ACCESS-42" in rules:
            self.reason.show()
            self.reason.setFocus()
        self.show_notice(" ".join(f"{one.sentence}. {one.remedy}." for one in findings))

    def _failed(self, problem: KnownError) -> None:
        self.go.setEnabled(True)
        if problem.cause is Cause.WRONG_PASSPHRASE and not self.beside.isVisibleTo(self):
            self.secret.set_finding(problem.sentence)
            self.secret.setFocus()
        else:
            self.show_notice(problem.sentence)

    def _stopped(self, sentence: str) -> None:
        self.go.setEnabled(True)
        self.show_notice(sentence)


def _stem(file: BackupFile) -> str:
    """The stockpile's own name, without the date of the copy."""
    return access.stem_of(file.path.name) or file.header.code


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    holder.setProperty("kit", "clear")
    row = hbox(holder, *fields, spacing=12)
    for place in range(len(fields)):
        row.setStretch(place, 1)
    row.setAlignment(Qt.AlignmentFlag.AlignTop)
    return holder
