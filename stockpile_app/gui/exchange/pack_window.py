"""The window of one pack: its lines, one answer each, and the answering pack.  No books stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from stockpile_app.base import KnownError
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.pack import Answer, PackHeader, PackLine, PackSession
from stockpile_app.exchange.pack.seal import fingerprint
from stockpile_app.gui.common import (
    Button,
    Column,
    ElidedLabel,
    IconLabel,
    Kind,
    Label,
    MessagePanel,
    OperationRunner,
    PrimaryButton,
    ProgressStrip,
    Role,
    Rule,
    ScanField,
    ScanFilter,
    Status,
    TableView,
    Text,
    Theme,
    Toast,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import PLAIN, Cell, RowLook
from stockpile_app.gui.common.tokens import Face
from stockpile_app.gui.exchange.pack_answers import RemarkDialog, WriteAnswerDialog, answer_chip
from stockpile_app.gui.ledger.words import condition_word

_KEYS = ("F2", "F3", "F4", "F5", "F7")


@dataclass(frozen=True, slots=True)
class _Row:
    line: PackLine
    answer: Answer


class PackWindow(QMainWindow):
    """What is asked, line by line; answered by keyboard, scanner or pointer.

    Signals:
        left: back to the entry window.
    """

    left = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner, session: PackSession) -> None:
        super().__init__()
        self.theme, self.runner, self.session = theme, runner, session
        self.words = {state: tr(word) for state, word in session.task.states}
        self.setWindowTitle(f"{session.header.task} · {tr('Stockpile')}")
        self.scan = ScanField(theme, tr("Scan or type a serial or lot number, then Enter"))
        self.table: TableView[_Row] = TableView(
            theme, tr("Lines of the pack"), self._columns(), look=self._look, key=lambda row: row.line.line
        )
        self.message = MessagePanel(theme, "")
        self.message.hide()
        self.progress = ProgressStrip(theme)
        self.state = Label("", tone=Role.TEXT_2)
        self.answers = [self._answer_button(number) for number in range(len(session.task.states))]
        self.clear = Button(theme, tr("Take back"), "undo-2", "F6").does(lambda: self.answer(""))
        self.keep = Button(theme, tr("Keep"), "bookmark", "Ctrl+S").does(self.save)
        self.write = PrimaryButton(theme, tr("Write the answer"), "check", "Ctrl+Return").does(
            self.write_answer
        )
        self._lay_out()
        self.scan.scanned.connect(self.scanned)
        ScanFilter(self, theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        self.table.row_opened.connect(lambda _row: self.remark())
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._back_to_list)
        self.table.set_rows(_Row(line, session.answer_to(line.line)) for line in session.lines)
        self.table.select(0)
        self._show_state()
        self._back_to_list()

    # Parts

    def _lay_out(self) -> None:
        header, letter = self.session.header, self.session.letter
        leave = Button(self.theme, tr("Close the pack"), "x", "Ctrl+W").does(self.leave)
        title = ElidedLabel(header.task, Face.PAGE)
        facts = tr("From {code} · {name}, signed with key {key}, for {receiver}", code=header.origin_code,
                   name=header.origin_name, key=_spaced(fingerprint(header.signer)),
                   receiver=letter.receiver)  # fmt: skip
        head = hbox(None, IconLabel(self.theme, "package", Role.ACCENT, 20), spacing=12)
        head.addLayout(vbox(None, title, ElidedLabel(facts, Face.BODY, Role.TEXT_2), spacing=2), 1)
        head.addWidget(leave)
        acts = hbox(None, *self.answers, self.clear, spacing=8)
        acts.addStretch(1)
        foot = hbox(None, self.state, spacing=8)
        foot.addStretch(1)
        for button in (self.keep, self.write):
            foot.addWidget(button.at_height("button_dialog"))
        ground = QWidget()
        ground.setProperty("kit", "canvas")
        column = vbox(ground, spacing=12, margin=20)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.progress)
        column.addWidget(self.scan)
        column.addLayout(acts)
        column.addWidget(self.table, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.setCentralWidget(ground)
        self.toast = Toast(self.theme, self.table)

    def _answer_button(self, number: int) -> Button:
        state, word = self.session.task.states[number]
        icon = {"seen": "circle-check", "not seen": "octagon-x"}.get(state, "pencil")
        key = _KEYS[number] if number < len(_KEYS) else ""
        return Button(self.theme, tr(word), icon, key).does(lambda: self.ask(state))

    def _columns(self) -> list[Column[_Row]]:
        several = len({line.place for line in self.session.lines}) > 1
        place = [Column("place", tr("Place"), value=lambda row: row.line.place, sample="Crate 14, rack 2")]  # type: ignore[var-annotated]
        return [
            Column("line", tr("Line"), Kind.NUMBER, lambda row: row.line.line),
            Column("mark", tr("Serial or lot"), Kind.SERIAL, lambda row: row.line.mark, sample="KM 06427"),
            Column("item", tr("Item"), value=_item, stretch=True),
            *(place if several else []),
            Column("condition", tr("Condition"), value=lambda row: condition_word(row.line.condition),
                   sample="Serviceable"),
            Column("quantity", tr("Quantity"), Kind.NUMBER, lambda row: row.line.quantity),
            Column("unit", tr("Unit"), Kind.UNIT, lambda row: row.line.unit),
            Column("answer", tr("Answer"), Kind.CHIP, self._chip, sample=max(self.words.values(), key=len)),
        ]  # fmt: skip

    def _chip(self, row: _Row) -> Cell:
        return answer_chip(row.answer.state, self.words)

    @staticmethod
    def _look(row: _Row) -> RowLook:
        return RowLook(bar=Status.STOP) if row.answer.state == "not seen" else PLAIN

    # Answering

    def ask(self, state: str) -> None:
        """Answer the current line, asking for words where the answer means nothing without them."""
        if state in self.session.task.worded:
            self.remark(state)
        else:
            self.answer(state)

    def answer(self, state: str, remark: str = "") -> None:
        """Answer the selected lines, and go on to the next."""
        self.message.hide()
        positions = sorted(index.row() for index in self.table.view.selectionModel().selectedRows())
        for position in positions:
            self._answer(position, state, remark)
        if positions and state:
            self.table.select(min(positions[-1] + 1, len(self.session.lines) - 1))
        self._show_state()

    def _answer(self, position: int, state: str, remark: str) -> None:
        line = self.session.lines[position]
        self.session.answer(line.line, state, remark)
        self.table.model.update_row(position, _Row(line, self.session.answer_to(line.line)))

    def remark(self, state: str = "") -> None:
        """Enter or F4: words about the current line."""
        row = self.table.current_row()
        worded = state or next(iter(sorted(self.session.task.worded)), "")
        if row is not None and worded:
            RemarkDialog(self.theme, self, row.line, row.answer.remark,
                         lambda words: self.answer(worded, words)).open()  # fmt: skip

    def scanned(self, mark: str) -> None:
        """The first answer for the line with this mark; a mark that is not in the pack is said."""
        lines = self.session.lines_marked(mark)
        if not lines:
            self.show_notice(tr("{mark} is not in this pack", mark=isolate(mark)))
            return
        self.table.select(lines[0] - 1)
        if len(lines) > 1:
            self.show_notice(tr("{mark} stands on several lines. Choose one", mark=isolate(mark)))
            return
        self.message.hide()
        self._answer(lines[0] - 1, self.session.task.states[0][0], "")
        self._show_state()
        self.toast.say(
            tr("{mark}: {answer}", mark=isolate(mark), answer=self.words[self.session.task.states[0][0]])
        )

    def _back_to_list(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        lines, left = len(self.session.lines), self.session.open_lines
        total = trn("{count} line", "{count} lines", lines)
        rest = tr("{count} open", count=left) if left else tr("none open")
        kept = tr("not kept yet") if self.session.unsaved else tr("kept")
        self.state.setText(" · ".join((total, rest, kept) if self.session.answers else (total, rest)))
        self.keep.setEnabled(self.session.unsaved)

    # Keeping and writing

    def save(self) -> bool:
        """Ctrl+S: keep what was answered, encrypted beside the pack; whether it could be."""
        try:
            self.session.save()
        except KnownError as problem:
            self.show_notice(problem.sentence)
            return False
        self._show_state()
        self.toast.say(tr("Kept beside the pack: {name}", name=self.session.work_path.name))
        return True

    def write_answer(self) -> None:
        """Ctrl+Enter: who looked, and where the answer goes."""
        WriteAnswerDialog(self.theme, self, self.runner, self.session, self._written).open()

    def _written(self, _header: PackHeader, path: Path) -> None:
        self.message.hide()
        self.session.save()
        self._show_state()
        self.toast.say(tr("Answer written: {path}", path=str(path)))

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did."""
        self.message.say(sentence)

    def leave(self) -> None:
        """Back to the entry window; what was answered is kept."""
        if not self.session.unsaved or self.save():
            self.left.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was answered; where it cannot be kept, the window stays and says so."""
        if self.session.unsaved and not self.save():
            event.ignore()
        else:
            super().closeEvent(event)


def _item(row: _Row) -> Cell:
    return Text(row.line.item, row.answer.remark)


def _spaced(digits: str) -> str:
    """The first digits of a fingerprint, as people compare them."""
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))
