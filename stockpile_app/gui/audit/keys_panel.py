"""The books' own public keys: what checks their papers, and to what others seal packs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from stockpile_app.audit import DepotKey
from stockpile_app.base.text import tr
from stockpile_app.gui.common import Button, FactList, Label, Panel, Role, Theme, hbox, isolate

_GROUP = 8


class KeysPanel(Panel):
    """Both keys to read and to copy; they are no secret."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Keys of these books"))
        words = tr(
            "Public, for everybody: the first checks checkpoints and papers of these books, to the second others "
            "seal packs."
        )
        self.add(Label(words, tone=Role.TEXT_2, wrap=True))
        self.facts = FactList(name_width=theme.px(80))
        self.add(self.facts)
        self._keys: DepotKey | None = None
        self.copy_signing = Button(theme, tr("Copy signing key"), "clipboard-list").does(self._copy_signing)
        self.copy_sealing = Button(theme, tr("Copy sealing key"), "clipboard-list").does(self._copy_sealing)
        for button in (self.copy_signing, self.copy_sealing):  # under each other: the pane is narrow
            row = hbox(None, button)
            row.addStretch(1)
            self.column.addLayout(row)

    def show_keys(self, keys: DepotKey | None) -> None:
        """These keys; none in books of the first edition that could not yet be written."""
        self._keys = keys
        self.setVisible(keys is not None)
        self.facts.clear()
        if keys is not None:
            self.facts.add_fact(tr("Signing"), isolate(_in_groups(keys.signing_public)), mono=True)
            self.facts.add_fact(tr("Sealing"), isolate(_in_groups(keys.sealing_public)), mono=True)

    def _copy_signing(self) -> None:
        if self._keys is not None:
            QApplication.clipboard().setText(self._keys.signing_public)

    def _copy_sealing(self) -> None:
        if self._keys is not None:
            QApplication.clipboard().setText(self._keys.sealing_public)


def _in_groups(key: str) -> str:
    return " ".join(key[start : start + _GROUP] for start in range(0, len(key), _GROUP))
