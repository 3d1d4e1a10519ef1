"""Beside the pages: what the certificate covers, what stands against it, who signs, how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.base import Finding
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import current_language, tr, trn
from stockpile_app.disposal import TypeCount
from stockpile_app.disposal.certificates import CertificateRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Chip,
    ChipLabel,
    Choice,
    ComboField,
    Face,
    FactList,
    FindingCard,
    Label,
    LinkButton,
    MultiLineField,
    Role,
    Rule,
    Status,
    StatusLine,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.disposal.certificate_paper import Wish
from stockpile_app.gui.disposal.certificate_reads import Seen
from stockpile_app.gui.disposal.certificate_signing import SigningFields
from stockpile_app.gui.disposal.certificate_words import (
    count_words,
    covered_words,
    held_back_word,
    paper_languages,
    persons_words,
    row_chip,
    state_chip,
)

_SHOWN = 6
NONE = ""


class CertificateSide(QFrame):
    """The facts of a certificate, in the order in which they are asked for.

    Signals:
        wish_changed: it is to be printed in other languages.
        weapon_chosen: the certificate of another weapon (its deactivation).
        number_chosen: another certificate of the same batch.
    """

    wish_changed = Signal()
    weapon_chosen = Signal(int)
    number_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self._cards: list[FindingCard] = []
        self._at = -1
        self.weapon: ComboField[int] = ComboField(theme, tr("Weapon"))
        self.state = ChipLabel(theme, Chip(Status.IDLE, ""))
        self.covers = Label("", Face.STRONG, wrap=True)
        self.annulled = Notice(theme, Status.STOP)
        self.facts = FactList(name_width=theme.px(104))
        self.second = Notice(theme, Status.INFO)
        self.remarks = MultiLineField(theme, tr("Remarks"), optional=True, lines=2)
        self.first: ComboField[str] = ComboField(theme, tr("Language"), paper_languages())
        nothing = Choice(NONE, tr("one language only"))
        self.beside: ComboField[str] = ComboField(
            theme, tr("Language beside it"), [nothing, *paper_languages()]
        )
        self.first.set_value(current_language())
        self.beside.set_value(NONE)
        self.signing = SigningFields(theme)
        self._counts, self._blocks, self._issued = (vbox(None, spacing=8) for _ in range(3))
        self._issued_title = Label(tr("Certificates of this batch"), Face.STRONG)
        self._lay_out()
        for field in (self.first, self.beside):
            field.chosen.connect(lambda _code: self.wish_changed.emit())
        self.weapon.chosen.connect(lambda number: self.weapon_chosen.emit(number or 0))

    def _lay_out(self) -> None:
        self.setProperty("kit", "sunken")
        inside = QWidget()
        inside.setProperty("kit", "clear")
        column = vbox(inside, self.weapon, spacing=12)
        mirrored = (
            self.desk.theme.right_to_left
        )  # Qt does not turn margins round; the scroll bar needs its room
        column.setContentsMargins(12 if mirrored else 0, 0, 0 if mirrored else 12, 0)
        head = hbox(None, self.state, spacing=10)
        head.addWidget(self.covers, 1)
        column.addLayout(head)
        column.addWidget(self.annulled)
        column.addLayout(self._counts)
        column.addLayout(self._blocks)
        for part in (Rule(), self.facts, self.second, self.remarks, Rule()):
            column.addWidget(part)
        pair = hbox(None, spacing=12)
        for field in (self.first, self.beside):
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addWidget(self.signing)
        column.addWidget(self._issued_title)
        column.addLayout(self._issued)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        vbox(self, scroll)

    # Showing

    def show_seen(self, seen: Seen) -> None:
        """Show this certificate."""
        view = seen.view
        self.weapon.set_choices(
            Choice(row.deactivation_id, row.weapon.title) for row in seen.weapons if row.deactivation_id
        )
        self.weapon.set_value(seen.deactivation_id or None)
        self.weapon.setVisible(bool(seen.weapons))
        self.state.set_chip(state_chip(view.state))
        self.covers.setText(covered_words(view))
        self._show_counts(seen)
        self._show_blocks(seen)
        self._show_facts(seen)
        self._show_annulled(seen)
        self.second.say(_second(seen))
        self.remarks.setVisible(seen.draft)
        self.signing.offer(issued=not seen.draft and seen.view.annulment is None)
        self._show_issued([row for row in seen.issued if row.number != view.number])

    def _show_counts(self, seen: Seen) -> None:
        """Planned, received and destroyed of each type; what does not agree says so."""
        _clear(self._counts)
        counts = seen.view.counts
        for count in counts[:_SHOWN]:
            self._counts.addWidget(self._count(count, seen))
        if len(counts) > _SHOWN:
            more = len(counts) - _SHOWN
            words = trn("and {count} more type", "and {count} more types", more)
            self._counts.addWidget(Label(words, Face.CAPTION, Role.TEXT_2))

    def _count(self, count: TypeCount, seen: Seen) -> QWidget:
        owner = QWidget()
        owner.setProperty("kit", "clear")
        chip = Chip(Status.OK, tr("Agrees")) if count.agrees else Chip(Status.STOP, tr("Differs"))
        head = hbox(None, Label(count.item, Face.BODY, wrap=True), spacing=8)
        head.setStretch(0, 1)
        head.addWidget(ChipLabel(self.desk.theme, chip), 0, Qt.AlignmentFlag.AlignTop)
        column = vbox(owner, spacing=0)
        column.addLayout(head)
        column.addWidget(Label(count_words(count, seen.view.kind), Face.CAPTION, Role.TEXT_2, wrap=True))
        return owner

    def _show_blocks(self, seen: Seen) -> None:
        """What stands against issuing it, as cards; nothing stands against it, in words."""
        self.show_refusals(seen.findings)
        if seen.draft and not seen.findings:
            line = StatusLine(self.desk.theme, Status.OK, tr("Nothing stands against it"))
            self._blocks.addWidget(line)

    def show_refusals(self, findings: Sequence[Finding]) -> None:
        """What the rules say stands against it, a card each."""
        _clear(self._blocks)
        self._cards = [
            FindingCard(self.desk.theme, one, in_row=False, many=len(findings) > 1)
            for one in findings[:_SHOWN]
        ]
        for card in self._cards:
            self._blocks.addWidget(card)
        self._at = -1

    def next_card(self, step: int) -> None:
        """F8, Shift+F8: bring the next card in sight."""
        if self._cards:
            self._at = (self._at + step) % len(self._cards)
            self._scroll.ensureWidgetVisible(self._cards[self._at])

    def _show_facts(self, seen: Seen) -> None:
        view = seen.view
        left = ", ".join(
            f"{one.mark or one.item} ({held_back_word(one.reason)})" for one in view.held_back[:_SHOWN]
        )
        facts = (
            (tr("Batch"), isolate(view.batch.number)),
            (tr("Authority"), view.batch.authority),
            (tr("Site"), view.site),
            (tr("Held back"), left),
            (tr("Issued on"), isolate(view.issued_on) if not seen.draft else ""),
            (tr("Signed by"), persons_words(view.issued_by, view.approved_by) if not seen.draft else ""),
            (tr("Replaces"), isolate(view.replaces) if view.replaces else ""),
            (tr("Replaced by"), isolate(view.replaced_by) if view.replaced_by else ""),
            (tr("Journal entry"), isolate(grouped(view.entry)) if view.entry else ""),
            (tr("Printed"), _printed(seen.printed) if not seen.draft else ""),
        )
        self.facts.clear()
        for name, value in facts:
            if value:
                self.facts.add_fact(name, value)

    def _show_annulled(self, seen: Seen) -> None:
        annulment = seen.view.annulment
        if annulment is None:
            self.annulled.say("")
            return
        persons = persons_words(annulment.annulled_by, annulment.approved_by)
        when = isolate(local_text(annulment.annulled_at, self.desk.founding.zone))
        self.annulled.say(tr("Annulled {moment} by {names}: {reason}", moment=when, names=persons,
                             reason=annulment.reason))  # fmt: skip

    def _show_issued(self, rows: list[CertificateRow]) -> None:
        """The other certificates of the batch, each opened by its button."""
        _clear(self._issued)
        self._issued_title.setVisible(bool(rows))
        for row in rows[:_SHOWN]:
            owner = QWidget()
            owner.setProperty("kit", "clear")
            link = LinkButton(self.desk.theme, isolate(row.number))
            link.does(partial(self.number_chosen.emit, row.number))
            line = hbox(owner, link, spacing=8)
            line.addStretch(1)
            line.addWidget(ChipLabel(self.desk.theme, row_chip(row.annulled)))
            self._issued.addWidget(owner)

    # What is asked

    def wish(self) -> Wish:
        """In which languages it is printed, and on which paper."""
        chosen = (self.first.value() or current_language(), self.beside.value() or "")
        languages = tuple(dict.fromkeys(code for code in chosen if code))
        return Wish(languages, self.desk.settings.now.paper)


def _second(seen: Seen) -> str:
    """The two persons who sign, named before anything is asked."""
    if not seen.second or seen.view.annulment is not None:
        return ""
    if seen.draft:
        return tr("Two persons sign it: who asks for it, and who approves: {names}", names=seen.second)
    return tr("To annul it a second person must approve: {names}", names=seen.second)


def _printed(times: int) -> str:
    return trn("{count} time", "{count} times", times) if times else tr("not yet")


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
