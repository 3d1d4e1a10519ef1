"""Send a pack, take one back, look at its answers, give one up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.pack import (
    ENDING,
    PackAnswer,
    PackRequest,
    PackState,
    PackTask,
    Returned,
    Sealing,
    ToKey,
    ToPassphrase,
    answers_of,
    give_up,
    send_pack,
    take_back,
    with_ending,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.passphrase import TwoSecrets
from stockpile_app.gui.access.path_field import (
    Choose,
    PathField,
    choose_to_open,
    choose_to_save,
    documents_folder,
)
from stockpile_app.gui.catalogue.words import account_word
from stockpile_app.gui.common import (
    Button,
    Choice,
    Column,
    ComboField,
    Dialog,
    Face,
    Kind,
    Label,
    MultiLineField,
    Role,
    SerialField,
    TableView,
    Text,
    TextField,
    isolate,
)
from stockpile_app.gui.exchange.pack_answers import answer_chip
from stockpile_app.ledger import Account, AccountKind, Changes
from stockpile_app.store import Stockpile

HOLDING = "holding"
_PLACES = (AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.HOLDER, AccountKind.WORKSHOP)
_TOUCHED = Changes(entry=1, holds=True, packs=True)
_TAKEN = Changes(entry=1, holds=True, packs=True, disposal=True, cases=True)


def pack_files() -> str:
    """What the desktop's window shows when a pack is chosen."""
    return f"{tr('Pack')} (*{ENDING})"


@dataclass(frozen=True, slots=True)
class PackSubject:
    """What a pack is about, where the window knows it and does not ask.

    Attributes:
        subject_id: What the task is about, for example a batch.
        name: What it is called, beside the title and in the file's name.
        words: What goes along, and what is on hold until it returns.
        receiver: Who is proposed to take it along; '' for nobody.
    """

    kind: str
    subject_id: int
    name: str
    words: str
    receiver: str = ""


class SendPackDialog(FormDialog):
    """Whose list goes along, who takes it, and how the stick is locked."""

    def __init__(
        self, desk: Desk, parent: QWidget, choose: Choose = choose_to_save, about: PackSubject | None = None
    ) -> None:
        name = isolate(about.name) if about else ""
        super().__init__(
            desk, parent, "upload", tr("Send a pack"), tr("Write the pack"), QSize(640, 690), name
        )
        theme, self.about = desk.theme, about
        words = about.words if about else tr(
            "A place’s list for an inspector or another depot. Nothing moves: until the answer comes back, "
            "vouchers on this place are stopped by a hold."
        )  # fmt: skip
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.place: ComboField[int] = ComboField(theme, tr("Place or holder"))
        self.receiver = TextField(theme, tr("To whom"), help_text=tr("Who takes the stick along"))
        self.way: ComboField[str] = ComboField(
            theme,
            tr("Locked with"),
            [
                Choice("passphrase", tr("A passphrase")),
                Choice("key", tr("The key of the receiving books")),
            ],
        )
        self.way.set_value("passphrase")
        self.secrets = TwoSecrets(theme, tr("At least 8 characters. Tell it another way than with the stick"))
        self.key = SerialField(
            theme, tr("Key"), help_text=tr("64 digits, shown by the receiving books: stockpile pack FILE key")
        )
        self.path = PathField(theme, tr("File"), pack_files(), choose, "Ctrl+O")
        stem = about.name if about else desk.founding.code
        self.path.set_path(documents_folder() / f"{stem}-{desk.today().isoformat()}{ENDING}")
        self.ask(*([] if about else [self.place]), self.receiver, self.way)
        self.ask_pair(*self.secrets.fields)
        self.ask(self.key)
        self.form.addWidget(self.path)
        self.fields.append(self.path.field)
        self.way.chosen.connect(lambda _way: self._show_way())
        self._show_way()
        if about is None:
            desk.read(self, lambda books: ledger.accounts(books, *_PLACES), self._offer)
        else:
            self.receiver.set_value(about.receiver)
        if not desk.may("send pack"):
            self.show_notice(desk.not_a_duty("send pack"))
            self.post_button.setEnabled(False)

    def _offer(self, found: Sequence[Account]) -> None:
        self.place.set_choices([Choice(one.id, f"{one.name} · {account_word(one.kind)}") for one in found])

    def _show_way(self) -> None:
        by_key = self.way.value() == "key"
        self.key.setVisible(by_key)
        for field in self.secrets.fields:
            field.setVisible(not by_key)

    def post(self) -> None:
        """Write the pack and place the hold."""
        self.clear_findings()
        path, subject = self.path.path(), self.about.subject_id if self.about else self.place.value()
        sealing = self._sealing()
        if subject is None:
            self.place.set_finding(tr("Choose from the list"))
        if path is None:
            self.path.field.set_finding(tr("Choose where the pack is to lie"))
        if path is None or subject is None or sealing is None:
            return
        request = PackRequest(
            operation_id=self.operation_id,
            path=path,
            kind=self.about.kind if self.about else HOLDING,
            subject_id=subject,
            receiver=self.receiver.value(),
            sealing=sealing,
        )
        self.send(
            lambda books: send_pack(books, request),
            _TOUCHED,
            lambda _sent: tr("Pack written: {path}", path=str(with_ending(path))),
            tr("Writing the pack"),
        )

    def _sealing(self) -> Sealing | None:
        if self.way.value() == "key":
            return ToKey(self.key.value())
        return None if self.secrets.wrong() else ToPassphrase(self.secrets.secret.value())


class TakePackDialog(FormDialog):
    """The file that came back."""

    def __init__(self, desk: Desk, parent: QWidget, choose: Choose = choose_to_open) -> None:
        super().__init__(
            desk, parent, "download", tr("Take a pack back"), tr("Take it back"), QSize(640, 380)
        )
        words = tr(
            "The answer is checked against the pack that left, recorded line by line, and the hold ends. "
            "The same answer twice has one effect."
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.path = PathField(desk.theme, tr("File"), pack_files(), choose, "Ctrl+O")
        self.form.addWidget(self.path)
        self.fields.append(self.path.field)
        self.path.setFocus()

    def post(self) -> None:
        """Record the answers."""
        path = self.path.path()
        if path is None:
            self.path.field.set_finding(tr("Choose the file that came back"))
            return

        def take(books: Stockpile) -> Returned:
            return take_back(books, path, self.operation_id)

        self.send(take, _TAKEN, returned_words, tr("Taking the pack back"))


def returned_words(back: Returned) -> str:
    """What came back, in one sentence."""
    if back.repeated:
        return tr("These answers had come back before. Nothing was changed")
    answered = trn("{count} line answered", "{count} lines answered", back.end.answers)
    return tr("Taken back from {name}: {answered}, {open} left open", name=back.end.answered_by,
              answered=answered, open=back.open)  # fmt: skip


class AnswersDialog(Dialog):
    """What was found, line by line, in a pack that came back."""

    def __init__(self, desk: Desk, parent: QWidget, state: PackState) -> None:
        assert state.end is not None  # only what came back has answers
        name = f"{state.end.answered_by} · {local_text(state.end.answered_at, desk.founding.zone)}"
        super().__init__(desk.theme, parent, "package", state.pack.task, name)
        self.words = {one: tr(word) for task in desk.books.assembly.of(PackTask) for one, word in task.states}
        self.table: TableView[PackAnswer] = TableView(
            desk.theme, tr("Answers"), self._columns(), key=lambda row: row.line
        )
        self.body.addWidget(self.table, 1)
        self.add_button(Button(desk.theme, tr("Close"), "x", "Esc").does(self.ask_close))
        desk.read(self, lambda books: answers_of(books, state.pack.id), self.table.set_rows)

    def _columns(self) -> list[Column[PackAnswer]]:
        return [
            Column("line", tr("Line"), Kind.NUMBER),
            Column("mark", tr("Serial or lot"), Kind.SERIAL),
            Column("item", tr("Item"), value=lambda row: Text(row.item, row.remark), stretch=True),
            Column("place", tr("Place"), sample="Crate 14, rack 2"),
            Column("quantity", tr("Quantity"), Kind.NUMBER),
            Column("unit", tr("Unit"), Kind.UNIT),
            Column("state", tr("Answer"), Kind.CHIP, lambda row: answer_chip(row.state, self.words)),
        ]


class GiveUpDialog(FormDialog):
    """The stick is lost: its holds end, and nobody waits for it any more."""

    def __init__(self, desk: Desk, parent: QWidget, state: PackState) -> None:
        super().__init__(
            desk, parent, "x", tr("Give the pack up"), tr("Give it up"), QSize(640, 420), state.pack.receiver
        )
        self.state = state
        words = tr(
            "The holds end, and its answer will be refused if it ever comes: {task}", task=state.pack.task
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.reason = MultiLineField(desk.theme, tr("Reason"), help_text=tr("What became of the stick"))
        self.ask(self.reason)
        self.reason.setFocus()

    def post(self) -> None:
        """Give it up."""
        number, reason = self.state.pack.pack_id, self.reason.value()
        self.send(
            lambda books: give_up(books, self.operation_id, number, reason),
            _TOUCHED,
            lambda _gone: tr("Given up. Its holds have ended"),
            tr("Giving the pack up"),
        )
