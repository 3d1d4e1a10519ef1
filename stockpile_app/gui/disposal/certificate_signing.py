"""The digital signature of the PDF, where the depot has a key file for it: which file, and its passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.documents.pdf_signature import can_sign
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open, is_file
from stockpile_app.gui.common import SecretField, Theme, vbox
from stockpile_app.gui.disposal.certificate_paper import Signature

KINDS = "PKCS#12 (*.p12 *.pfx)"


class SigningFields(QWidget):
    """Asked only of an issued certificate, and only where the library for it is installed."""

    def __init__(self, theme: Theme, choose: Choose = choose_to_open) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.keys = PathField(theme, tr("Signature file"), KINDS, choose, words=tr("Choose"))
        self.keys.field.set_help(tr("Optional: the PDF itself is signed with it"))
        self.secret = SecretField(theme, tr("Passphrase of the signature file"))
        vbox(self, self.keys, self.secret, spacing=12)
        self.keys.changed.connect(self._fit)
        self._fit()

    def offer(self, *, issued: bool) -> None:
        """Ask for it, or not."""
        self.setVisible(issued and can_sign())

    def _fit(self) -> None:
        self.keys.field.set_finding("")
        self.secret.set_finding("")
        self.secret.setVisible(self.keys.path() is not None)

    def is_wrong(self) -> bool:
        """Whether a file is named that is not there; says so under the field."""
        path = self.keys.path()
        wrong = self.isVisibleTo(self.window()) and path is not None and not is_file(path)
        if wrong:
            self.keys.field.set_finding(tr("There is no such file"))
            self.keys.setFocus()
        return wrong

    def signature(self, reason: str) -> Signature | None:
        """The file and its passphrase; None where the paper is printed without."""
        path = self.keys.path()
        if path is None or self.isHidden():
            return None
        return Signature(path, self.secret.value(), reason)

    def clear_secret(self) -> None:
        """The passphrase is used once."""
        self.secret.set_value("")
