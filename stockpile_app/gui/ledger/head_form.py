"""The left side of a voucher: its header, one field under the other, and what is on it so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.base import Finding, Severity
from stockpile_app.base.text import tr
from stockpile_app.gui.common.fields import LabelledField
from stockpile_app.gui.common.labels import IconLabel, Label, Rule, hbox, vbox
from stockpile_app.gui.common.panels import FactList
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

UNFILLED = "FORM-01"
"""The finding of a field that is still empty: said calmly, since the person is on the way."""


class HeadForm(QWidget):
    """Fields in the order of the paper; two stand beside each other only where they are a pair."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme = theme
        self.fields: list[LabelledField] = []
        self._wrong: list[LabelledField] = []
        inside = QWidget()
        inside.setProperty("kit", "clear")
        self._column: QVBoxLayout = vbox(inside, spacing=12)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._facts = FactList(name_width=90, values_at_end=True)
        self._column.addWidget(Rule())
        self._column.addWidget(Label(tr("On this voucher"), Face.STRONG))
        self._column.addWidget(self._facts)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = vbox(self, scroll, spacing=8)
        column.addLayout(self._never_posts())

    def _never_posts(self) -> QVBoxLayout:
        words = Label(
            tr("Enter adds a line. It never posts: a scanner ends every read with Enter"),
            Face.CAPTION,
            Role.TEXT_2,
            wrap=True,
        )
        row = hbox(None, IconLabel(self._theme, "info", Role.ACCENT), spacing=8)
        row.addWidget(words, 1)
        column = vbox(None)
        column.addLayout(row)
        return column

    def add(self, *fields: LabelledField) -> None:
        """Add one field, or a pair beside each other."""
        row = hbox(None, spacing=12)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.fields.append(field)
        self._column.insertLayout(self._column.count() - 4, row)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """What is on the voucher so far."""
        self._facts.clear()
        for name, value in facts:
            self._facts.add_fact(name, value)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say under each field what is wrong with it."""
        refused = {f.field: f for f in reversed(findings) if f.severity is Severity.REFUSAL and not f.row}
        self._wrong = [field for field in self.fields if field.name in refused]
        for field in self.fields:
            found = refused.get(field.name)
            empty = found is not None and found.rule == UNFILLED
            field.set_finding(found.sentence if found else "", Status.WARN if empty else Status.STOP)

    def wrong(self) -> list[LabelledField]:
        """The fields that a finding names."""
        return self._wrong
