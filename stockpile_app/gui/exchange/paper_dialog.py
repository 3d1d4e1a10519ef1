"""Verify a paper: choose its file or scan its code, and see what the books say of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding, KnownError, Refused
from stockpile_app.base.text import tr
from stockpile_app.documents.paper_proof import PaperProof
from stockpile_app.documents.proving import prove_file, prove_text
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open, is_file
from stockpile_app.gui.common import (
    Button,
    Dialog,
    Face,
    Label,
    PrimaryButton,
    Role,
    ScanField,
    ScanFilter,
    vbox,
)
from stockpile_app.gui.exchange.paper_outcome import PaperOutcome
from stockpile_app.store import Stockpile

KINDS = "PDF, PNG, JPEG (*.pdf *.png *.jpg *.jpeg)"


@dataclass(frozen=True, slots=True)
class Handed:
    """What is to be proved: a file, or the text of a code."""

    path: Path | None = None
    text: str = ""


Outcome = PaperProof | tuple[Finding, ...] | KnownError


def prove(books: Stockpile, handed: Handed) -> Outcome:
    """Prove it on the reading worker; what stops it is an answer too."""
    try:
        return prove_file(books, handed.path) if handed.path else prove_text(books, handed.text)
    except Refused as refused:
        return refused.findings
    except KnownError as trouble:
        return trouble


class PaperDialog(Dialog):
    """A paper beside the books."""

    def __init__(self, desk: Desk, parent: QWidget | None, choose: Choose = choose_to_open) -> None:
        super().__init__(desk.theme, parent, "file-check", tr("Verify a paper"), desk.founding.name)
        self.desk = desk
        self._asked = Handed()
        self.path = PathField(desk.theme, tr("PDF, scan or photograph"), KINDS, choose, "Ctrl+O")
        self.code = ScanField(desk.theme, tr("Scan or type the code"))
        self.outcome = PaperOutcome(desk.theme)
        self._fill()
        self.path.changed.connect(self._path_changed)
        self.code.scanned.connect(lambda text: self._ask(Handed(text=text)))
        ScanFilter(self, desk.theme.tokens.motion.scanner_gap_ms).route_to(self.code)

    def _fill(self) -> None:
        words = tr(
            "Of a PDF every line is compared. A scan or a photograph only the eye compares: hold the lines beside the "
            "paper and look whether the check codes agree."
        )
        left = QWidget()
        left.setProperty("kit", "clear")
        column = vbox(left, self.path, Label(tr("Square code"), Face.BODY, Role.TEXT_2), self.code, spacing=8)
        column.addSpacing(12)
        column.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        column.addStretch(1)
        self.set_sides(left, self.outcome, left_width=440)
        self.add_button(Button(self.theme, tr("Close"), "x", "Esc").does(self.ask_close))
        verify = PrimaryButton(self.theme, tr("Verify"), "file-check", "Ctrl+Return").does(self.verify)
        self.verify_button = self.add_button(verify, primary=True)
        self.use_scan_field(self.code)

    def verify(self) -> None:
        """Ctrl+Enter: the file that is named, or the code that is typed."""
        text = self.code.text().strip()
        path = self.path.path()
        if text:
            self.code.take(text)
        elif is_file(path):
            self._ask(Handed(path))
        else:
            self.path.field.set_finding(tr("Choose the paper's file, or scan its code"))

    def _path_changed(self) -> None:
        self.path.field.set_finding("")
        if is_file(self.path.path()):
            self.verify()

    def _ask(self, handed: Handed) -> None:
        self._asked = handed
        self.message.hide()
        self.verify_button.setEnabled(False)
        self.desk.read(
            self,
            lambda books: prove(books, handed),
            lambda outcome: self._show(handed, outcome),
            tr("Verifying"),
        )

    def _show(self, handed: Handed, outcome: Outcome) -> None:
        if handed is not self._asked:
            return  # another paper was handed in meanwhile
        self.verify_button.setEnabled(True)
        if isinstance(outcome, KnownError):
            self.outcome.clear()
            self.show_notice(outcome.sentence)
        elif isinstance(outcome, PaperProof):
            self.outcome.show_proof(outcome)
        else:
            self.outcome.show_refusal(outcome)
