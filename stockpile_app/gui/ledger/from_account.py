"""The account a voucher takes from: only proposed at first, and then where the first line stands."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.common.combo_field import ComboField


class FromAccount:
    """A proposed account gives way to the first line; one that a person chose stays.

    Args:
        field: The field of the voucher's header.
        help_text: What stands under it while it is empty.
    """

    def __init__(self, field: ComboField[int], help_text: str = "") -> None:
        self._field, self._help = field, help_text
        self._proposed = 0
        field.set_help(help_text)

    def propose(self, account_id: int, words: str) -> None:
        """Fill the field, and say why; the first line may still change it."""
        self._proposed = account_id
        self._field.set_value(account_id)
        self._field.set_help(words)

    def settle(self) -> None:
        """A person or a label has named the account: no line changes it any more."""
        self._proposed = 0
        self._field.set_help("" if self._field.value() else self._help)

    def take(self, account_id: int) -> None:
        """Put in what a label, a draft or a remedy names."""
        self._field.set_value(account_id or None)
        self.settle()

    @property
    def account_id(self) -> int:
        """The account in the field; 0 when it is empty."""
        return self._field.value() or 0

    @property
    def open(self) -> bool:
        """Whether a line may still say where the voucher takes from."""
        return self._field.value() in (None, self._proposed)

    def follow(self, account_id: int) -> None:
        """Go where the first line stands, unless the account is settled."""
        if self.open and account_id and account_id != self._field.value():
            self.propose(account_id, tr("follows the first line"))
