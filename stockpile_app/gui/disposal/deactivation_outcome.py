"""What became of an operation: one of four answers, each with its key; what the list does not allow is greyed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import ChecklistLine, OperationOutcome
from stockpile_app.gui.common import Button, Face, Label, Role, Theme, vbox
from stockpile_app.gui.disposal.deactivation_words import OUTCOME_ICONS, outcome_word

_ORDER = tuple(OperationOutcome)


class ChoiceButton(Button):
    """One of several answers; the chosen one stays pressed."""

    kit = "choice"

    def __init__(self, theme: Theme, text: str, icon: str, key: str) -> None:
        super().__init__(theme, text, icon, key)
        self.setCheckable(True)


class OutcomeChoice(QWidget):
    """Done, lawful alternative, not applicable, failed; nothing is chosen by default.

    Signals:
        chosen: another answer (the outcome).
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._group = QButtonGroup(self)
        self.buttons: dict[OperationOutcome, ChoiceButton] = {}
        rows = vbox(None, spacing=6)
        for number, outcome in enumerate(_ORDER):
            button = ChoiceButton(theme, outcome_word(outcome), OUTCOME_ICONS[outcome], f"Alt+{number + 1}")
            self._group.addButton(button, number)
            self.buttons[outcome] = button
            rows.addWidget(button)
        self.why = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        column = vbox(self, Label(tr("Outcome"), Face.STRONG), spacing=8)
        column.addLayout(rows)
        column.addWidget(self.why)
        self._group.idClicked.connect(lambda number: self.chosen.emit(_ORDER[number]))

    def offer(self, line: ChecklistLine) -> None:
        """Offer what the list allows for this operation on this weapon, and say why not the rest."""
        self._clear()
        instead = bool(line.operation.alternative)
        self.buttons[OperationOutcome.ALTERNATIVE].setEnabled(instead)
        self.buttons[OperationOutcome.NOT_APPLICABLE].setEnabled(not line.applies)
        reasons = (
            "" if instead else tr("Nothing may be done instead."),
            tr("It must be done on this weapon.") if line.applies else "",
        )
        self.why.setText(" ".join(filter(None, reasons)))
        self.why.setVisible(any(reasons))

    def _clear(self) -> None:
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def value(self) -> OperationOutcome | None:
        """What was chosen; None before anything is."""
        number = self._group.checkedId()
        return _ORDER[number] if number >= 0 else None

    def choose(self, outcome: OperationOutcome) -> None:
        """Choose as if the button were pressed."""
        self.buttons[outcome].click()
