"""The chain of methods: one that is not enough alone says so at once, and asks for the second."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.disposal.methods import Method, methods
from stockpile_app.gui.common import Choice, ComboField, Status, Theme, vbox

_MOST = 3


class MethodsField(QWidget):
    """Method, then the next one while what was named is not enough.

    Signals:
        changed: another chain.
    """

    changed = Signal()

    def __init__(self, theme: Theme, optional: bool = False) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._goods: frozenset[str] = frozenset()
        self._optional = optional
        self.fields: list[ComboField[str]] = [
            ComboField(theme, tr("Method") if not number else tr("Then"), optional=optional and number == 0)
            for number in range(_MOST)
        ]
        vbox(self, *self.fields, spacing=12)
        for field in self.fields:
            field.changed.connect(self._look)
        self._look()

    def offer(self, goods: Collection[str]) -> None:
        """Methods made for these goods."""
        self._goods = frozenset(goods)
        fit = [one for one in methods().values() if not self._goods or self._goods & one.applies]
        for field in self.fields:
            field.set_choices([Choice(one.code, _words(one)) for one in fit])
        self._look()

    def value(self) -> tuple[str, ...]:
        """The codes, one after the other."""
        return tuple(code for code in (field.value() for field in self.fields) if code)

    def set_value(self, codes: Sequence[str]) -> None:
        """Propose this chain."""
        for number, field in enumerate(self.fields):
            field.set_value(codes[number] if number < len(codes) else None)
        self._look()

    @property
    def enough(self) -> bool:
        """Whether for each of the goods one method of the chain is enough alone."""
        chain = [methods()[code] for code in self.value() if code in methods()]
        goods = self._goods or frozenset(kind for one in chain for kind in one.applies)
        return bool(chain) and all(any(one.alone and kind in one.applies for one in chain) for kind in goods)

    def _look(self) -> None:
        """Show the next field while the chain is not enough, and say why it is asked for."""
        chain = self.value()
        enough = self.enough
        for number, field in enumerate(self.fields):
            shown = (
                number == 0 or number < len(chain) or (number == len(chain) and not enough and bool(chain))
            )
            field.setVisible(shown)
            code = field.value()
            field.set_finding("")
            field.set_help(_help(methods()[code]) if code in methods() else "")
            if code in methods() and not enough and number == len(chain) - 1:
                words = tr("Not enough alone: name the next method, one that is")
                field.set_finding(words, Status.WARN)
        self.changed.emit()


def _words(method: Method) -> str:
    return tr(method.label) if method.alone else tr("{method} (not alone)", method=tr(method.label))


def _help(method: Method) -> str:
    """What to mind, and how well it is known."""
    unverified = tr("Not verified") if method.status == "unverified" else ""
    return ". ".join(filter(None, (tr(method.note) if method.note else "", unverified)))
