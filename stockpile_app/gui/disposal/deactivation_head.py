"""What stands over the checklist: the weapon, its profile, how far it is, and who must verify."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr, trn
from stockpile_app.catalogue.model import described
from stockpile_app.disposal.deactivation import DeactivationRow
from stockpile_app.gui.common import (
    Chip,
    ChipLabel,
    ElidedLabel,
    Face,
    Label,
    Role,
    Status,
    Theme,
    ThinBar,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.disposal.deactivation_reads import OnBench
from stockpile_app.gui.disposal.deactivation_words import profile_words, source_chip, weapon_chip


class WeaponHead(QWidget):
    """The chosen weapon, in large letters, and how far its deactivation is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._made = ""
        self.serial = Label("", Face.IDENTITY)
        self.state = ChipLabel(theme, Chip(Status.IDLE, ""))
        self.what = ElidedLabel("", Face.BODY, Role.TEXT_2)
        self.profile = ElidedLabel("", Face.BODY)
        self.source = ChipLabel(theme, source_chip("unverified"))
        self.figures = Label("", Face.STRONG)
        self.bar = ThinBar(theme)
        self.second = Notice(theme, Status.INFO)
        self.verified = Notice(theme, Status.OK)
        head = hbox(None, self.serial, self.state, spacing=12)
        head.addStretch(1)
        under = hbox(None, spacing=12)
        under.addWidget(self.profile, 1)
        under.addWidget(self.source)
        column = vbox(self, spacing=6)
        column.addLayout(head)
        column.addWidget(self.what)
        column.addLayout(under)
        column.addWidget(self.figures)
        column.addWidget(self.bar)
        column.addWidget(self.second)
        column.addWidget(self.verified)

    def show_row(self, row: DeactivationRow) -> None:
        """A weapon whose deactivation has not begun, or is being read."""
        weapon = row.weapon
        self.serial.setText(isolate(weapon.mark))
        self.state.set_chip(weapon_chip(row))
        made = described(weapon.make, weapon.model, weapon.calibre)
        self._made = " · ".join(filter(None, (made, weapon.country, weapon.year)))
        self.what.setText(self._made)
        for part in (self.profile, self.source, self.bar, self.figures):
            part.hide()
        self.second.say("")
        self.verified.say("")

    def show_work(self, found: OnBench, second: str) -> None:
        """The work on it, counted."""
        listed, one = found.view.checklist, found.view.deactivation
        self.profile.setText(profile_words(listed.profile, one.firearm_type))
        self.source.set_chip(source_chip(listed.profile.status))
        unmarked = sum(not mark.text for mark in listed.marks)
        whole, left = len(listed.lines) + len(listed.marks), listed.open + unmarked
        self.figures.setText(_figures(listed.open, len(listed.lines), unmarked))
        self.bar.set_share((whole - left) / whole if whole else 1)
        for part in (self.profile, self.source, self.bar, self.figures):
            part.show()
        self.verified.say(_verified(found))
        self.second.say("" if found.view.check else _who(listed.profile.public, second))
        made_by = tr("work by {performer}", performer=one.performer)
        self.what.setText(f"{self._made} · {made_by}" if self._made else made_by)


def _figures(open_operations: int, operations: int, unmarked: int) -> str:
    """`5 of 23 operations open · 2 marks missing`."""
    parts = [
        tr("{count} of {total} operations open", count=open_operations, total=operations)
        if open_operations
        else trn("{count} operation, none open", "{count} operations, none open", operations),
        trn("{count} mark missing", "{count} marks missing", unmarked) if unmarked else "",
    ]
    return " · ".join(filter(None, parts))


def _verified(found: OnBench) -> str:
    """`Verified on 2026-11-20 by Col P. Rhode for the Proof House · voucher D07-DEA-2026-000001`; '' before."""
    check = found.view.check
    if check is None:
        return ""
    words = tr("Verified on {date} by {name} for {entity}", date=isolate(check.verified_on), name=check.name,
               entity=check.entity)  # fmt: skip
    return f"{words} · {tr('voucher {number}', number=isolate(found.view.voucher))}"


def _who(public: bool, second: str) -> str:
    """The second person is named before the work begins, not at its end."""
    parts = [
        tr("Somebody who did none of the work verifies it, for a public authority")
        if public
        else tr("Somebody who did none of the work verifies it"),
        tr("approved by: {names}", names=second) if second else "",
    ]
    return "; ".join(filter(None, parts))
