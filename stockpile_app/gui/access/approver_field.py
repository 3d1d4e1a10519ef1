"""Who approves: a list of names; who may not is greyed, with the reason beside the name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel

from stockpile_app.access import Candidate, role_word
from stockpile_app.base.text import tr
from stockpile_app.gui.common import LabelledField, Theme
from stockpile_app.gui.common.combo_field import Combo


class ApproverField(LabelledField):
    """Never chosen by default: the second person says who they are.

    Signals:
        chosen: another name stands in it.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        self._combo = Combo(theme, search=False)
        super().__init__(theme, tr("Approver"), self._combo)
        self._candidates: tuple[Candidate, ...] = ()
        self._combo.setPlaceholderText(tr("Choose who approves"))
        self._combo.currentIndexChanged.connect(self._chose)

    def offer(self, found: Sequence[Candidate]) -> None:
        """These may decide, and these may not."""
        self._candidates = tuple(sorted(found, key=lambda one: bool(one.why_not)))
        self._combo.clear()
        for one in self._candidates:
            self._combo.addItem(f"{one.name} · {one.why_not or role_word(one.role)}")
        model = self._combo.model()
        if isinstance(model, QStandardItemModel):
            for number, one in enumerate(self._candidates):
                model.item(number).setEnabled(not one.why_not)
        self._combo.setCurrentIndex(-1)
        if not any(not one.why_not for one in self._candidates):
            self.set_help(tr("Nobody else has the duty to approve this. The administrator gives that role"))

    def value(self) -> str:
        """Whose passphrase is asked for; '' before anybody is chosen."""
        number = self._combo.currentIndex()
        return self._candidates[number].name if number >= 0 else ""

    def set_value(self, name: str) -> None:
        """Choose one who may."""
        names = [one.name for one in self._candidates]
        self._combo.setCurrentIndex(names.index(name) if name in names else -1)

    def words(self) -> list[str]:
        """Every line, as it is read."""
        return [self._combo.itemText(number) for number in range(self._combo.count())]

    def _chose(self, _number: int) -> None:
        self.set_finding("")
        self.chosen.emit(self.value())
