"""The small questions at the site: what is wrong, which parts are missing, which line is meant, who looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal
from stockpile_app.base import Finding
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.text import N_, tr
from stockpile_app.disposal.rows import BatchLineRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import refusal_words
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
    PrimaryButton,
    Role,
    ScanFilter,
    SerialField,
    TableView,
    Theme,
    isolate,
)
from stockpile_app.gui.disposal.words import line_chip

WRONG = (
    N_("The mark is another one than the list says"),
    N_("The mark cannot be read or was altered"),
    N_("Essential parts are missing"),
    N_("It is another type than the list says"),
    N_("The quantity is another one"),
    N_("The seal was broken or is another one"),
)
"""What is wrong most often; anything else is written."""


class WrongDialog(Dialog):
    """F7: what does not match, in words; it is set aside, its case opens, and the work goes on.

    Signals:
        given: the mark as read, and what is wrong.
    """

    given = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget, mark: str, item: str, asks_mark: bool) -> None:
        title = tr("Does not match")
        super().__init__(theme, parent, "octagon-x", title, " · ".join(filter(None, (isolate(mark), item))),
                         QSize(680, 470))  # fmt: skip
        self.mark = SerialField(
            theme,
            tr("Mark as read"),
            help_text=tr("? for a sign that cannot be read"),
        )
        self.mark.set_value(mark)
        self.mark.setVisible(asks_mark)
        self.what: ComboField[str] = ComboField(
            theme, tr("What is wrong"), [Choice(tr(one), tr(one)) for one in WRONG], free=True
        )
        self.more = MultiLineField(theme, tr("More about it"), optional=True, lines=3)
        words = tr(
            "It is set aside and not destroyed until the case is closed. F8 or card DONE does it, card UNDO leaves."
        )
        for part in (self.mark, self.what, self.more, Label(words, Face.BODY, Role.TEXT_2, wrap=True)):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_button(Button(theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.add_button(
            PrimaryButton(theme, tr("Set it aside"), "check", "Ctrl+Return").does(self.give), primary=True
        )
        self.next_finding.connect(lambda _forwards: self.give())
        self.scans = ScanFilter(self, theme.tokens.motion.scanner_gap_ms)
        self.scans.scanned.connect(self._card)

    def _card(self, text: str) -> None:
        """A command card; anything else was a mark read while the question is open, and is left alone."""
        acts: dict[str, Callable[[], object]] = {"DONE": self.give, "UNDO": self.ask_close}
        act = acts.get(text.strip().upper())
        if act is not None:
            act()

    def give(self) -> None:
        """Ctrl+Enter, F8, or card DONE."""
        words = ". ".join(filter(None, (self.what.text(), self.more.value())))
        wrong = list(check_text(words, self.what.name))
        if not words or wrong:
            self.what.set_finding(wrong[0].sentence if wrong else tr("Say what does not match"))
            self.what.setFocus()
            return
        if not self.mark.isHidden() and not self.mark.value():
            self.mark.set_finding(tr("Write the mark as it is read; ? stands for a sign that cannot be read"))
            self.mark.setFocus()
            return
        self.accept()
        self.given.emit(self.mark.value(), words)


class PartsDialog(Dialog):
    """Which components are missing from the weapon.

    Signals:
        given: the words.
    """

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, mark: str, words: str, kinds: Sequence[str]) -> None:
        super().__init__(theme, parent, "wrench", tr("Missing components"), isolate(mark), QSize(640, 330))
        self.words: ComboField[str] = ComboField(
            theme, tr("Missing from it"), [Choice(kind, kind) for kind in kinds], free=True, optional=True,
            help_text=tr("As the annex of the certificate shall say it: bolt, magazine"),
        )  # fmt: skip
        self.words.set_text(words)
        self.body.addWidget(self.words)
        self.body.addStretch(1)
        self.add_button(Button(theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.add_button(
            PrimaryButton(theme, tr("Note it"), "check", "Ctrl+Return").does(self._give), primary=True
        )

    def _give(self) -> None:
        wrong = list(check_text(self.words.text(), self.words.name))
        if wrong:
            self.words.set_finding(wrong[0].sentence)
            return
        self.accept()
        self.given.emit(self.words.text())


class LineDialog(Dialog):
    """Several lines carry the same mark: which one lies here.

    Signals:
        picked: the number of the line.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget, mark: str, lines: Sequence[BatchLineRow]) -> None:
        super().__init__(
            theme, parent, "clipboard-list", tr("Which line is it?"), isolate(mark), QSize(900, 430)
        )
        self.table: TableView[BatchLineRow] = TableView(theme, tr("Lines"), line_columns())
        self.table.set_rows(lines)
        self.table.select(0)
        self.table.row_opened.connect(lambda _row: self._pick())
        self.body.addWidget(self.table, 1)
        self.add_button(Button(theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.add_button(
            PrimaryButton(theme, tr("This line"), "check", "Ctrl+Return").does(self._pick), primary=True
        )

    def _take_focus(self) -> None:
        self.table.view.setFocus()

    def _pick(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.accept()
            self.picked.emit(row.line_no)


def line_columns() -> list[Column[BatchLineRow]]:
    """Line, mark, item, quantity, box, state: the same wherever lines of a batch are listed."""
    return [
        Column("line_no", tr("Line"), Kind.NUMBER),
        Column("mark", tr("Serial or lot"), Kind.SERIAL, sample="KM 06427"),
        Column("item", tr("Item"), stretch=True),
        Column("quantity", tr("Quantity"), Kind.NUMBER),
        Column("box", tr("Box"), sample="Crate 14"),
        Column("state", tr("State"), Kind.CHIP, lambda row: line_chip(row.state)),
    ]


class WhoDialog(Dialog):
    """In books of one keeper: who looks at the items, as another person than who packed them.

    Signals:
        given: the verifier's name.
    """

    given = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, batch_id: int, names: Sequence[str]) -> None:
        super().__init__(desk.theme, parent, "user-check", tr("Who verifies?"), "", QSize(620, 320))
        self._desk, self._batch_id = desk, batch_id
        self.who: ComboField[str] = ComboField(
            desk.theme, tr("Verifier"), [Choice(name, name) for name in names], free=True,
            help_text=tr("Somebody who did not pack; the name stands on the certificate"),
        )  # fmt: skip
        if names:
            self.who.set_value(names[0])
        self.body.addWidget(self.who)
        self.body.addStretch(1)
        self.add_button(Button(desk.theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        start = PrimaryButton(desk.theme, tr("Begin"), "check", "Ctrl+Return").does(self._give)
        self.add_button(start, primary=True)

    def _give(self) -> None:
        if not self.who.text():
            self.who.set_finding(tr("Name who looks at the items"))
            return
        name, batch_id = self.who.text(), self._batch_id
        self._desk.read(self, lambda books: disposal.may_verify(books, batch_id, name), self._judge)

    def _judge(self, against: list[Finding]) -> None:
        """By the rule of the operation itself: who packed does not verify."""
        self.who.set_finding(refusal_words(against[0]) if against else "")
        if not against:
            self.accept()
            self.given.emit(self.who.text())


Choose = Callable[[QWidget, str, str, str], str]
PICTURES = "*.jpg *.jpeg *.png *.heic *.tif *.tiff *.mp4 *.mov *.pdf"


def chosen_path(choose: Choose, parent: QWidget) -> Path | None:
    """The photograph that the camera has written; None where none was chosen."""
    found = choose(parent, tr("Photograph"), "", f"{tr('Photographs and films')} ({PICTURES})")
    return Path(found) if found else None
