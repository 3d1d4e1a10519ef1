"""Put a hold on a weapon, lot, item type or account; release one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.catalogue.words import HOLDS, choices, voucher_word
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    Face,
    Label,
    MomentField,
    MultiLineField,
    Role,
    SerialField,
    TextField,
    hbox,
)
from stockpile_app.gui.common.fields import CheckBox
from stockpile_app.ledger import Changes, Hold, Match, NewHold, VoucherKind, place_hold, release_hold

_TARGETS = {
    "weapon": "weapon",
    "lot": "lot",
    "item_type": "item_type",
    "account": "account",
    "container": "account",
}
_MOVING = tuple(kind for kind in VoucherKind if kind not in {VoucherKind.OPENING, VoucherKind.REVERSAL})


class HoldDialog(FormDialog):
    """What is stopped, why, by whose authority, until when, and for which vouchers."""

    def __init__(self, desk: Desk, parent: QWidget, target: Match | None = None) -> None:
        super().__init__(desk, parent, "lock", tr("Place a hold"), tr("Place hold"))
        theme = desk.theme
        self._offered: list[Match] = []
        self.mark = SerialField(
            theme,
            tr("Serial, lot, item type or account"),
            help_text=tr("Type or scan it, then leave the field"),
        )
        self.what: ComboField[int] = ComboField(theme, tr("What"))
        self.kind: ComboField[str] = ComboField(theme, tr("Kind"), choices(HOLDS.items()))
        self.authority = TextField(theme, tr("Authority"), help_text=tr("Order, court, inspector"))
        self.reason = MultiLineField(theme, tr("Reason"), lines=2)
        self.placed = MomentField(theme, tr("From"), with_time=False)
        self.until = MomentField(theme, tr("Until"), with_time=False, optional=True)
        self.must_choose = (self.kind,)
        self.placed.set_value(desk.today())
        self.ask(self.mark, self.what, self.kind, self.authority, self.reason)
        self.ask_pair(self.placed, self.until)
        self._blocks = {kind: CheckBox(theme, voucher_word(kind)) for kind in _MOVING}
        self.form.addWidget(
            Label(tr("Stops these vouchers; none ticked stops all"), Face.CAPTION, Role.TEXT_2)
        )
        for start in range(0, len(_MOVING), 3):
            row = hbox(None, *(self._blocks[kind] for kind in _MOVING[start : start + 3]), spacing=16)
            row.addStretch(1)
            self.form.addLayout(row)
        self.mark.left.connect(self._look_up)
        self.mark.line.returnPressed.connect(self._look_up)
        if target is not None:
            self.mark.set_value(target.identity)
            self._offer([target])
        self.mark.setFocus()

    def _look_up(self) -> None:
        text = self.mark.value()
        if text:
            self.desk.read(self, lambda books: ledger.find(books, text), self._offer)

    def _offer(self, found: Sequence[Match]) -> None:
        """What carries that mark; the only exact one is taken."""
        self._offered = [match for match in found if match.kind in _TARGETS]
        self.what.set_choices([Choice(n, match_words(match)) for n, match in enumerate(self._offered)])
        exact = [n for n, match in enumerate(self._offered) if match.match == "exact"]
        if len(exact) == 1 or len(self._offered) == 1:
            self.what.set_value(exact[0] if exact else 0)
        nothing = tr("Nothing in the books has this mark") if not self._offered else ""
        self.mark.set_finding(nothing)

    def post(self) -> None:
        """Place it."""
        number = self.what.value()
        placed, until = self.placed.value(), self.until.value()
        if number is None or placed is None:
            self.what.set_finding(tr("Choose what is stopped") if number is None else "")
            self.placed.on_left()
            return
        match = self._offered[number]
        asked = NewHold(
            operation_id=self.operation_id,
            target=_TARGETS[match.kind],
            target_id=match.id,
            kind=self.kind.value() or "",
            authority=self.authority.value(),
            reason=self.reason.value(),
            placed_on=placed.day.isoformat(),
            until=until.day.isoformat() if until else "",
            blocks=tuple(kind for kind, box in self._blocks.items() if box.isChecked()),
        )
        self.send(
            lambda books: place_hold(books, asked),
            Changes(entry=1, holds=True),
            lambda _hold: tr("Hold placed on {name}", name=match.identity),
            tr("Placing the hold"),
        )


class ReleaseDialog(FormDialog):
    """The hold ends; it and its end both stay visible."""

    def __init__(self, desk: Desk, parent: QWidget, hold: Hold, name: str) -> None:
        super().__init__(
            desk, parent, "lock", tr("Release a hold"), tr("Release hold"), QSize(560, 460), subtitle=name
        )
        self._hold, self._name = hold, name
        self.form.addWidget(
            Label(tr("Placed for: {reason}", reason=hold.reason), Face.BODY, Role.TEXT_2, wrap=True)
        )
        self.authority = TextField(desk.theme, tr("Authority"))
        self.reason = MultiLineField(desk.theme, tr("Reason"), optional=True, lines=2)
        self.day = MomentField(desk.theme, tr("Released on"), with_time=False)
        self.day.set_value(desk.today())
        self.ask(self.authority, self.reason, self.day)
        self.authority.setFocus()

    def post(self) -> None:
        """End it."""
        day, authority, reason = self.day.value(), self.authority.value(), self.reason.value()
        if day is None or not authority:
            self.authority.set_finding("" if authority else tr("Name the authority that ends it"))
            self.day.on_left()
            return
        self.send(
            lambda books: release_hold(
                books, self.operation_id, self._hold.id, day.day.isoformat(), authority, reason
            ),
            Changes(entry=1, holds=True),
            lambda _changes: tr("Hold on {name} released", name=self._name),
            tr("Releasing the hold"),
        )


def match_words(match: Match) -> str:
    """A find in one line."""
    return " · ".join(filter(None, (match.identity, match.detail, match.account)))
