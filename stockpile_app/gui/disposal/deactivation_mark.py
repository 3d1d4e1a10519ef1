"""The mark on one essential component: what stands on it, or the form by which it is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import MarkLine, Profile
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import refusal_words
from stockpile_app.gui.common import (
    CheckField,
    Face,
    FactList,
    FindingCard,
    Label,
    MomentField,
    Rule,
    SerialField,
    TextField,
    vbox,
)


@dataclass(frozen=True, slots=True)
class MarkedSo:
    """What was filled in for one mark."""

    component: str
    symbol: str
    marked_on: str
    listed: bool
    method: str


class MarkForm(QWidget):
    """The component above; symbol, method and day below.  The mark's text is made by the program."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        theme = desk.theme
        self.desk = desk
        self.line: MarkLine | None = None
        self.title = Label("", Face.DIALOG, wrap=True)
        self.what = Label("", Face.BODY, wrap=True)
        self.facts = FactList(name_width=theme.px(84))
        self.symbol = SerialField(theme, tr("Symbol of the certifying entity"))
        self.method = TextField(theme, tr("Method"), optional=True)
        self.method.set_help(tr("Laser, stamp, engraving"))
        self.marked_on = MomentField(theme, tr("Marked on"), with_time=False)
        self.listed = CheckField(theme, tr("The entity is on the authority’s list"))
        self._findings = vbox(None, spacing=8)
        self.form = QWidget()
        self.form.setProperty("kit", "clear")
        fields = (self.symbol, self.method, self.marked_on, self.listed)
        vbox(self.form, Rule(), Label(tr("Mark put on"), Face.STRONG), *fields, spacing=12)
        column = vbox(self, self.title, self.what, self.facts, spacing=10)
        column.addLayout(self._findings)
        column.addWidget(self.form)

    def show_line(self, line: MarkLine, profile: Profile, closed: bool) -> None:
        """Show this component; symbol and method stay as they were for the mark before."""
        self.line = line
        self.title.setText(tr("Mark: {component}", component=tr(line.essential.label)))
        self.what.setText(
            tr("It carries the whole mark: sign, country, symbol of the entity, year.")
            if line.essential.full
            else tr("It carries the sign and the country.")
        )
        self.facts.clear()
        self.facts.add_fact(tr("Mark"), line.text or tr("none yet"), mono=bool(line.text))
        self.facts.add_fact(tr("Sign"), self._signs(profile))
        self.listed.setVisible(bool(profile.listing))
        self.listed.set_help(tr("On {listing}", listing=tr(profile.listing)) if profile.listing else "")
        self.marked_on.set_value(self.desk.today())
        self.form.setVisible(not closed and not line.text)
        self.show_findings(())

    @staticmethod
    def _signs(profile: Profile) -> str:
        if not profile.listing:
            return profile.plain_sign
        return tr("{plain}; {sign} only for an entity on the authority’s list", plain=profile.plain_sign,
                  sign=profile.sign)  # fmt: skip

    def answered(self) -> MarkedSo | None:
        """What is filled in; None while symbol or day is missing."""
        day = self.marked_on.value()
        if self.line is None or day is None or not self.symbol.value():
            return None
        return MarkedSo(
            self.line.essential.component,
            self.symbol.value(),
            day.day.isoformat(),
            self.listed.value() if self.listed.isVisibleTo(self) else False,
            self.method.value(),
        )

    def say_missing(self) -> None:
        """Say what is still empty."""
        self.symbol.set_finding("" if self.symbol.value() else tr("Fill this in"))
        (self.symbol if not self.symbol.value() else self.marked_on).setFocus()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Cards, and the words under the field that a finding names."""
        while (item := self._findings.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        named = {one.name: one for one in (self.symbol, self.method, self.marked_on)}
        for field in named.values():
            field.set_finding("")
        for finding in findings:
            self._findings.addWidget(FindingCard(self.desk.theme, finding, in_row=False))
            if finding.field in named:
                named[finding.field].set_finding(refusal_words(finding))
