"""Step 2 of the import: what each column means, and what the columns do not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.exchange.profile import Field, Profile
from stockpile_app.exchange.propose import Sureness
from stockpile_app.gui.common import ChipLabel, ElidedLabel, Face, Label, Panel, Role, Theme, hbox, vbox
from stockpile_app.gui.common.combo_field import Combo
from stockpile_app.gui.exchange.defaults_panel import DefaultsPanel
from stockpile_app.gui.exchange.sheet_look import Understood
from stockpile_app.gui.exchange.words import field_word, sureness_chip

_MAIN = (
    Field.ACCOUNT, Field.SERIAL, Field.ITEM_NAME, Field.ITEM_CODE, Field.MAKE, Field.MODEL, Field.CALIBRE,
    Field.QUANTITY, Field.UNIT, Field.LOT, Field.CONDITION, Field.EFFECTIVE_ON, Field.COUNTRY, Field.YEAR,
    Field.UNIT_VALUE, Field.CATEGORY, Field.REMARKS,
)  # fmt: skip


class ColumnsStep(QWidget):
    """A line for each field: which column, how sure, what stands in it.

    Signals:
        changed: the profile is another.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.theme = theme
        self._understood: Understood | None = None
        self._profile: Profile | None = None
        self._combos = {field: self._combo(field) for field in _MAIN}
        self._sure = {field: ChipLabel(theme, sureness_chip(Sureness.SURE)) for field in _MAIN}
        self._samples = {field: ElidedLabel("", Face.BODY, Role.TEXT_2) for field in _MAIN}
        self.defaults = DefaultsPanel(theme)
        self.defaults.changed.connect(self.changed)
        row = hbox(self, spacing=12)
        row.addWidget(self._fields_panel(), 1)
        row.addWidget(self.defaults)

    def _combo(self, field: Field) -> Combo:
        combo = Combo(self.theme, search=False)
        combo.setAccessibleName(field_word(field))
        combo.activated.connect(lambda _place, one=field: self._chosen(one))
        return combo

    def _fields_panel(self) -> QWidget:
        panel = Panel(
            tr("Columns of the file"), tr("Proposed from headers and content. Change what is wrong.")
        )
        inside = QWidget()
        inside.setProperty("kit", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        for row, field in enumerate(_MAIN):
            label = Label(field_word(field))
            label.setBuddy(self._combos[field])
            grid.addWidget(label, row, 0)
            grid.addWidget(self._combos[field], row, 1)
            grid.addWidget(
                self._sure[field], row, 2, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            )
            grid.addWidget(self._samples[field], row, 3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        panel.add(scroll, 1)
        holder = QWidget()
        holder.setProperty("kit", "clear")
        vbox(holder, panel)
        return holder

    # In and out

    def show_proposal(self, understood: Understood, profile: Profile) -> None:
        """Show what the columns probably mean, or what a saved profile says."""
        self._understood = understood
        for field, combo in self._combos.items():
            combo.clear()
            combo.addItem(tr("— not in this file —"))
            combo.addItems([header for header in understood.headers if header])
            chosen = profile.columns.get(field, "")
            combo.setCurrentIndex(max(0, combo.findText(chosen, Qt.MatchFlag.MatchExactly)) if chosen else 0)
            self._show_line(field)
        self._profile = profile
        self.defaults.show_profile(profile)

    def profile(self) -> Profile:
        """The profile as it stands in the window."""
        assert self._profile is not None
        columns = {field: self._header(field) for field in Field if self._header(field)}
        return self.defaults.filled(replace(self._profile, columns=columns))

    def show_refusals(self, findings: Iterable[Finding]) -> list[Finding]:
        """Say beside each field what it lacks; gives back what names no field here."""
        self.defaults.clear_findings()
        return [finding for finding in findings if not self.defaults.show_finding(finding)]

    def take_focus(self) -> None:
        """The first field."""
        self._combos[_MAIN[0]].setFocus()

    # Lines

    def _header(self, field: Field) -> str:
        combo = self._combos[field]
        return combo.currentText() if combo.currentIndex() > 0 else ""

    def _chosen(self, field: Field) -> None:
        """A column means one thing: whoever had it before lets it go."""
        header = self._header(field)
        for other, combo in self._combos.items():
            if other is not field and header and self._header(other) == header:
                combo.setCurrentIndex(0)
                self._show_line(other)
        self._show_line(field)
        self.changed.emit()

    def _show_line(self, field: Field) -> None:
        understood = self._understood
        if understood is None:
            return
        header = self._header(field)
        guess = understood.guesses.get(field)
        proposed = guess is not None and guess.header == header
        self._sure[field].setVisible(proposed)
        if guess is not None and proposed:
            self._sure[field].set_chip(sureness_chip(guess.sureness))
        self._samples[field].setText(understood.samples.get(header, "") if header else "")
