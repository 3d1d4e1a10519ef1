"""The pane beside a list: who an item is, and its whole life, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.chips import ChipLabel
from stockpile_app.gui.common.details import DetailPane
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import IconLabel, Label, Rule, hbox, vbox
from stockpile_app.gui.common.painting import chip_size
from stockpile_app.gui.common.panels import FactList
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.timeline import Timeline
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.life import Life, LifeKind, event_of, life_of
from stockpile_app.gui.ledger.words import condition_chip

MOST_WIDTH = 16_777_215  # what Qt calls no limit


class LifePane(DetailPane):
    """Shows one life; empty until something is selected.

    Args:
        sheet: Stands in a sheet of its own: as wide as that, and only to be looked at.

    Signals:
        voucher_asked: a voucher number of the timeline.
        issue_asked, transfer_asked: move this item (its mark).
        print_asked: print this life (`Life`).
    """

    voucher_asked = Signal(str)
    issue_asked = Signal(str)
    transfer_asked = Signal(str)
    print_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, sheet: bool = False) -> None:
        self._sheet = sheet
        super().__init__(desk.theme, parent)
        self.desk = desk
        self.life: Life | None = None
        self._turn = 0
        self._build_head()
        self._build_acts()
        self._build_life()
        self._whole = QWidget()
        self._whole.setProperty("kit", "clear")
        column = vbox(self._whole, spacing=12)
        column.addLayout(self._head)
        column.addWidget(self._acts)
        for part in (Rule(), self._facts, Rule()):
            column.addWidget(part)
        column.addLayout(self._life_title)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self._empty = Label(tr("Select a line to see its life here"), Face.BODY, Role.TEXT_2, wrap=True)
        self.column.addWidget(self._empty)
        self.column.addWidget(self._whole)
        self.column.addStretch(1)
        self._whole.hide()
        self.setAccessibleName(tr("Life of the selected item"))

    def _build_head(self) -> None:
        self.mark = Label("", Face.IDENTITY)
        self.mark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title = Label("", Face.BODY, Role.TEXT_2, wrap=True)
        self.chip = ChipLabel(self._theme, condition_chip(""))
        line = hbox(None, self.mark, spacing=8)
        line.addStretch(1)
        line.addWidget(self.chip)
        self._chip_below = ChipLabel(self._theme, condition_chip(""))
        self._head = vbox(None, spacing=2)
        self._head.addLayout(line)
        self._head.addWidget(self.title)
        self._head.addWidget(self._chip_below)

    def _show_identity(self, life: Life) -> None:
        """Mark and condition beside each other; a long mark in a smaller face, its condition under it."""
        chip = condition_chip(life.condition)
        room = self.width() - self._theme.px(48)
        beside = room - chip_size(self._theme, chip).width() if life.condition else room
        self.mark.setProperty("face", Face.IDENTITY.value)
        long = self._theme.text_width(life.mark, Face.IDENTITY) > beside
        if long:
            self.mark.setProperty("face", "mono")
        self.mark.style().unpolish(self.mark)
        self.mark.style().polish(self.mark)
        self.mark.setText(isolate(life.mark))
        for shown, wanted in ((self.chip, not long), (self._chip_below, long)):
            shown.set_chip(chip)
            shown.setVisible(bool(life.condition) and wanted)

    def _build_acts(self) -> None:
        theme = self._theme
        self.issue = PrimaryButton(theme, tr("Issue"), "log-out", "F2").does(self._issue)
        self.transfer = Button(theme, tr("Transfer"), "truck", "F7").does(self._transfer)
        self.printing = Button(theme, tr("Print life"), "printer", "Ctrl+P").does(self._print)
        for button in (self.issue, self.transfer, self.printing):
            button.setShortcut("")
        self._acts = flow(self.issue, self.transfer, self.printing)
        self._facts = FactList(name_width=88)

    def _build_life(self) -> None:
        self._count = Label("", Face.CAPTION, Role.TEXT_2)
        self._proved = IconLabel(self._theme, "circle-check", Role.OK)
        self._life_title = hbox(None, Label(tr("Life"), Face.STRONG), spacing=6)
        self._life_title.addStretch(1)
        self._life_title.addWidget(self._count)
        self._life_title.addWidget(self._proved)
        self.timeline = Timeline(self._theme, tr("Life, newest first"))
        self.timeline.opened.connect(self.voucher_asked)

    def fit(self, window_width: int) -> None:
        """Take the width that belongs to a window this wide."""
        if self._sheet:
            self.setMaximumWidth(MOST_WIDTH)
        else:
            super().fit(window_width)

    # What it shows

    def show_item(self, kind: LifeKind, item_id: int) -> None:
        """Ask for the life of this item and show it."""
        self._turn += 1
        turn = self._turn
        self.desk.read(
            self, lambda books: life_of(books, kind, item_id), lambda life: self._arrived(turn, life)
        )

    def _arrived(self, turn: int, life: Life | None) -> None:
        if turn == self._turn:
            self.show_life(life)

    def clear(self, words: str = "") -> None:
        """Show no item, and say why."""
        self._turn += 1
        self._empty.setText(words or tr("Select a line to see its life here"))
        self.show_life(None)

    def again(self) -> None:
        """The books have changed: ask anew."""
        if self.life is not None:
            self.show_item(self.life.kind, self.life.id)

    def show_life(self, life: Life | None) -> None:
        """Show this life."""
        self.life = life
        self._whole.setVisible(life is not None)
        self._empty.setVisible(life is None)
        if life is None:
            return
        self._show_identity(life)
        self.title.setText(life.title)
        moves = life.kind is not LifeKind.CONTAINER and not self._sheet
        self.issue.setVisible(moves)
        self.transfer.setVisible(moves)
        self._facts.clear()
        for fact in life.facts:
            self._facts.add_fact(fact.name, isolate(fact.value) if fact.mono else fact.value, fact.mono)
        self._show_proof(life)
        self.timeline.set_events([event_of(event, life) for event in reversed(life.events)])

    def _show_proof(self, life: Life) -> None:
        events = trn("{count} event", "{count} events", len(life.events))
        proved = tr("proved to entry {entry}", entry=isolate(grouped(life.proved_to)))
        if not life.proved_to:
            proved = tr("not verified yet")
        self._count.setText(f"{events} · {proved}")
        status = Status.OK if life.proved_to else Status.UNVERIFIED
        self._proved.set_icon(self._theme.status_icon(status), status.role)

    # Acts

    def _issue(self) -> None:
        if self.life is not None:
            self.issue_asked.emit(self.life.mark)

    def _transfer(self) -> None:
        if self.life is not None:
            self.transfer_asked.emit(self.life.mark)

    def _print(self) -> None:
        if self.life is not None:
            self.print_asked.emit(self.life)
