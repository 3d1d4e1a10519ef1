"""The working of one line: the bars, every factor with its source, and what is held share by share."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    ChipLabel,
    DetailPane,
    Face,
    Label,
    LinkButton,
    Role,
    Rule,
    Status,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.surplus.bars import LabelledBars
from stockpile_app.gui.surplus.words import (
    factor_word,
    reckoning_words,
    share_word,
    state_chip,
    what_if_words,
    whom_words,
)
from stockpile_app.surplus import APART, SERVICEABLE, FactorLine, Share, StatementLine


class WorkingPane(DetailPane):
    """Stands beside the list.

    Signals:
        share_asked: the things of this share are wanted (`Share`).
        state_asked: a requirement is to be stated for this item type.
        obsolete_asked: a word on whether this item type is obsolete is to be entered.
    """

    share_asked = Signal(object)
    state_asked = Signal()
    obsolete_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self.desk, self.theme = desk, desk.theme
        self.setProperty("kit", "panel")
        self.line: StatementLine | None = None
        self._scenario = ""
        self._shown: QWidget | None = None

    def show_line(self, line: StatementLine | None, scenario: str = "") -> None:
        """Show the working of another line; of the same one it stays as it is."""
        if self._shown is not None and (line, scenario) == (self.line, self._scenario):
            return
        self.line, self._scenario = line, scenario
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = self._nothing() if line is None else self._working(line, scenario)
        self.column.addWidget(self._shown, 1)

    def _nothing(self) -> QWidget:
        owner = _clear()
        column = vbox(owner, Label(tr("Select a line to see its working"), tone=Role.TEXT_2, wrap=True))
        column.addStretch(1)
        return owner

    def _working(self, line: StatementLine, scenario: str) -> QWidget:
        owner = _clear()
        column = vbox(owner, spacing=10)
        if scenario:
            column.addWidget(_note(self.theme, what_if_words(scenario)))
        title = Label(line.item, Face.SECTION, wrap=True)
        title.setToolTip(line.item)
        column.addWidget(title)
        column.addWidget(ChipLabel(self.theme, state_chip(line)))
        bars = LabelledBars(self.theme)
        bars.show_line(line)
        column.addWidget(bars)
        column.addWidget(Rule())
        self._requirement(line, owner)
        column.addWidget(Rule())
        self._holding(line, owner)
        column.addStretch(1)
        return owner

    # Requirement

    def _requirement(self, line: StatementLine, owner: QWidget) -> None:
        column = owner.layout()
        assert column is not None
        state = LinkButton(self.theme, tr("State a requirement"), "pencil").does(self.state_asked.emit)
        self._permit(state, "state requirement")
        column.addWidget(_line(tr("Requirement"), state))
        if not line.stated:
            words = tr("Nobody has stated what is needed. Until then nothing of this is called surplus.")
            column.addWidget(Label(words, tone=Role.UNVERIFIED, wrap=True))
            return
        for factor in line.factors:
            column.addWidget(_factor(factor, line.unit))
        column.addWidget(_figure(tr("Required"), line.requirement, strong=True))

    # Holding

    def _holding(self, line: StatementLine, owner: QWidget) -> None:
        column = owner.layout()
        assert column is not None
        column.addWidget(_line(tr("Held"), Label(isolate(grouped(line.held)), Face.STRONG)))
        column.addWidget(_close(self._share(line, share) for share in SERVICEABLE))
        column.addWidget(_figure(tr("Serviceable"), line.serviceable, strong=True))
        apart = [share for share in APART if line.count(share)]
        if apart:
            column.addWidget(
                Label(tr("Stands apart, never set against the requirement"), Face.STRONG, wrap=True)
            )
            column.addWidget(_close(self._share(line, share) for share in apart))
        if line.obsolete_because:
            column.addWidget(Label(line.obsolete_because, Face.CAPTION, Role.TEXT_2, wrap=True))
        obsolete = LinkButton(self.theme, tr("Obsolete or not"), "pencil").does(self.obsolete_asked.emit)
        self._permit(obsolete, "mark obsolete")
        column.addWidget(_line("", obsolete))

    def _permit(self, link: LinkButton, operation: str) -> None:
        """A link the role may not use says why."""
        may = self.desk.may(operation)
        link.setEnabled(may and not self.desk.read_only)
        link.setToolTip("" if may else self.desk.not_a_duty(operation))

    def _share(self, line: StatementLine, share: Share) -> QWidget:
        count = line.count(share)
        if not count:
            return _figure(share_word(share), 0)
        link = LinkButton(self.theme, share_word(share)).does(lambda: self.share_asked.emit(share))
        link.setAccessibleName(f"{share_word(share)}: {grouped(count)}")
        owner = _clear()
        row = hbox(owner, link, spacing=8)
        row.addStretch(1)
        row.addWidget(Label(isolate(grouped(count)), Face.BODY))
        return owner


def _clear() -> QWidget:
    owner = QWidget()
    owner.setProperty("kit", "clear")
    return owner


def _close(rows: Iterable[QWidget]) -> QWidget:
    """Rows that belong together."""
    owner = _clear()
    vbox(owner, *rows, spacing=0)
    return owner


def _note(theme: Theme, words: str) -> QWidget:
    note = Notice(theme, Status.UNVERIFIED)
    note.say(words)
    return note


def _line(name: str, at_end: QWidget) -> QWidget:
    owner = _clear()
    row = hbox(owner, Label(name, Face.STRONG), spacing=8)
    row.addStretch(1)
    row.addWidget(at_end)
    return owner


def _figure(name: str, figure: int, strong: bool = False) -> QWidget:
    owner = _clear()
    face = Face.STRONG if strong else Face.BODY
    row = hbox(owner, spacing=8)
    row.addWidget(Label(name, face, Role.TEXT if strong else Role.TEXT_2, wrap=True), 1)
    row.addWidget(Label(isolate(grouped(figure)), face))
    return owner


def _factor(factor: FactorLine, unit: str) -> QWidget:
    """The factor with its sum, then how it is reckoned, for whom, and by whose word."""
    one = factor.requirement
    owner = _clear()
    column = vbox(owner, _figure(factor_word(one.factor), factor.items), spacing=2)
    if one.scenario:
        column.addWidget(Label(tr("only in this “what if”"), Face.CAPTION, Role.UNVERIFIED))
    source = tr("Source: {text}", text=one.source)
    for words in filter(None, (reckoning_words(one, factor.items, unit), whom_words(one), source)):
        column.addWidget(Label(words, Face.CAPTION, Role.TEXT_2, wrap=True))
    return owner
