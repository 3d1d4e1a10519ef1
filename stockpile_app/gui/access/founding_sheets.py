"""Founding a stockpile, step by step: code, name and time zone; the first user; the recovery sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal

from stockpile_app import assembly
from stockpile_app.assembly import Founded, NewBooks
from stockpile_app.base import Finding, KnownError
from stockpile_app.base.text import tr
from stockpile_app.gui.access.passphrase import TwoSecrets
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
    LinkButton,
    OperationRunner,
    PrimaryButton,
    SerialField,
    TextField,
    Theme,
)


@dataclass(frozen=True, slots=True)
class BooksDraft:
    """Which books are to be founded, before anybody has taken them."""

    kind: str
    code: str
    name: str
    zone: str
    path: Path


def own_zone() -> str:
    """The machine's time zone, when it has a name that the books understand."""
    found = QTimeZone.systemTimeZoneId().toStdString()
    return found if found in available_timezones() else "UTC"


class BooksSheet(Sheet):
    """Whose books these are.

    Signals:
        go_on: the draft (`BooksDraft`).
        back: to the step before.
    """

    go_on = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "")
        self._kind = ""
        self._code = SerialField(
            theme, tr("Code"), help_text=tr("Stands in every voucher number: letters, digits, dashes")
        )
        self._name = TextField(theme, tr("Name"))
        zones = [Choice(zone, zone) for zone in sorted(available_timezones())]
        self._zone: ComboField[str] = ComboField(
            theme, tr("Time zone"), zones, help_text=tr("Dates in the books are local dates")
        )
        self._zone.set_value(own_zone())
        self._path = PathField(
            theme, tr("File"), f"{tr('Stockpile')} ({STOCKPILES})", choose_to_save, "Ctrl+O"
        )
        self._proposed = ""
        self.add_pair(self._code, self._name, (1, 2))
        self.add(self._zone, self._path)
        self.add_lesser(LinkButton(theme, tr("Back"), "arrow-left", "Alt+Left").does(self.back.emit))
        self.add_button(PrimaryButton(theme, tr("Continue"), "", "Ctrl+Return").does(self._go_on))
        self._code.changed.connect(self._propose_path)

    def begin(self, kind: str) -> None:
        """For a depot or for a ministry."""
        self._kind = kind
        ministry = kind == "ministry"
        self.title.setText(tr("A new ministry’s books") if ministry else tr("A new depot’s books"))
        self.sentence.setText(
            tr("The ministry’s code and name stand on every paper.")
            if ministry
            else tr("The depot’s code and name stand on every paper.")
        )
        self.setAccessibleName(self.title.text())

    def came_in_sight(self) -> None:
        """The code first."""
        self._code.setFocus()

    def _propose_path(self) -> None:
        """A file named after the code, as long as nobody chose another."""
        self._code.set_finding("")
        typed = self._path.path()
        if typed is None or str(typed) == self._proposed:
            stem = re.sub(r"[^A-Za-z0-9-]", "", self._code.value()) or "books"
            self._proposed = str(documents_folder() / f"{stem}{ENDING}")
            self._path.set_path(self._proposed)

    def _go_on(self) -> None:
        path = self._path.path()
        wrong = self._judge(path)
        if not wrong and path is not None:
            zone = self._zone.value() or "UTC"
            self.go_on.emit(
                BooksDraft(self._kind, self._code.value(), self._name.value(), zone, named_as_books(path))
            )

    def _judge(self, path: Path | None) -> bool:
        """Say under each field what is missing; whether anything is."""
        code = self._code.value()
        told = {
            self._code: ""
            if re.fullmatch(r"[\w-]+", code)
            else tr("Letters, digits and dashes, at least one"),
            self._name: "" if self._name.value() else tr("Type the name as it stands on papers"),
            self._zone: "" if self._zone.value() else tr("Choose from the list"),
            self._path.field: _path_trouble(path),
        }
        for field, sentence in told.items():
            field.set_finding(sentence)
        return any(told.values())


def _path_trouble(path: Path | None) -> str:
    if path is None:
        return tr("Choose where the file is to lie")
    if is_file(path):
        return tr("{name} exists already. Choose another name", name=path.name)
    return "" if is_folder(path.parent) else tr("There is no folder {name}", name=str(path.parent))


SEVERAL, SOLE = "several", "sole"


class KeeperSheet(Sheet):
    """Who keeps these books: several people, of whom this one is the administrator, or one keeper alone.

    Signals:
        founded: the books exist and are open (`Founded`).
        back: to the step before.
    """

    founded = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner) -> None:
        super().__init__(
            theme,
            tr("The first user"),
            tr("Who keeps these books is decided once; a file for several people stays one."),
        )
        self._runner = runner
        self._draft: BooksDraft | None = None
        self._keepers: ComboField[str] = ComboField(
            theme,
            tr("Who keeps these books"),
            [Choice(SEVERAL, tr("Several people")), Choice(SOLE, tr("One keeper holds all duties"))],
        )
        self._keepers.chosen.connect(lambda _value: self._explain())
        self._keepers.set_value(SEVERAL)
        self._user = TextField(theme, tr("User"), help_text=tr("Name and rank as they stand on papers"))
        self._secrets = TwoSecrets(theme)
        self.add(self._keepers, self._user, *self._secrets.fields)
        self.add_lesser(LinkButton(theme, tr("Back"), "arrow-left", "Alt+Left").does(self.back.emit))
        self._make = self.add_button(
            PrimaryButton(theme, tr("Make the file"), "check", "Ctrl+Return").does(self._found)
        )
        self._explain()

    def begin(self, draft: BooksDraft) -> None:
        """These are the books to found."""
        self._draft = draft

    def _explain(self) -> None:
        """What the choice means for this person and for every paper."""
        self._keepers.set_help(
            tr("This person keeps the books alone, and every paper says so: single-keeper books")
            if self._keepers.value() == SOLE
            else tr("This person is the administrator: gives the others their keys, and has no stock duties")
        )

    def came_in_sight(self) -> None:
        """The name first."""
        self._user.setFocus()

    def _found(self) -> None:
        if self._draft is None or self._judge():
            return
        draft = self._draft
        books = NewBooks(
            path=draft.path,
            kind=draft.kind,
            code=draft.code,
            name=draft.name,
            zone=draft.zone,
            user=self._user.value(),
            passphrase=self._secrets.secret.value(),
            sole=self._keepers.value() == SOLE,
        )
        self._make.setEnabled(False)
        self.message.hide()
        self.progress.begin(tr("Making keys and founding the books"), None)
        self._runner.run(
            self, lambda _progress: assembly.found(books), self._founded, self._refused, self._failed
        )

    def _judge(self) -> bool:
        told = {
            self._keepers: "" if self._keepers.value() else tr("Choose from the list"),
            self._user: "" if self._user.value() else tr("Type the name"),
        }
        for field, sentence in told.items():
            field.set_finding(sentence)
        return self._secrets.wrong() or any(told.values())

    def _founded(self, founded: Founded) -> None:
        self._ended()
        self._secrets.forget()
        self.founded.emit(founded)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._ended()
        self.show_refusals(findings, (self._user, self._secrets.secret))

    def _failed(self, problem: KnownError) -> None:
        self._ended()
        self.show_notice(problem.sentence)

    def _ended(self) -> None:
        self.progress.end()
        self._make.setEnabled(True)
