"""The recovery sheet: shown once, printed, and its code typed back from the paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from stockpile_app.assembly import Founded
from stockpile_app.base import KnownError
from stockpile_app.base.text import tr
from stockpile_app.gui.access.path_field import Choose, choose_to_save
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    Button,
    Face,
    Label,
    LinkButton,
    OperationRunner,
    PrimaryButton,
    Role,
    SerialField,
    Theme,
)

_ACROSS = 7


class RecoveryStep(Sheet):
    """Without this sheet a forgotten passphrase is the end of the books; so the paper is proved.

    Signals:
        proved: the code was typed back rightly.
    """

    proved = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner, choose: Choose = choose_to_save) -> None:
        super().__init__(theme, tr("The recovery sheet"), "")
        self._runner, self._choose = runner, choose
        self._founded: Founded | None = None
        self._groups = QWidget()
        self._groups.setProperty("kit", "clear")
        self._grid = QGridLayout(self._groups)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._said = Label("", Face.BODY, Role.TEXT_2, wrap=True)
        self._typed = SerialField(
            theme, tr("Code from the paper"), help_text=tr("Dashes, blanks and small letters do not matter")
        )
        self._typed.changed.connect(self._compare)
        self.add(self._groups, self._said, self._typed)
        self._look = self.add_lesser(
            LinkButton(theme, tr("Show the code again"), "arrow-left", "Alt+Left").does(self._show_code)
        )
        self._print = self.add_button(
            Button(theme, tr("Save the sheet to print"), "printer", "Ctrl+P").does(self._save)
        )
        self._next = self.add_button(PrimaryButton(theme, tr("I have it on paper"), "", "Ctrl+Return"))
        self._next.does(self._go_on)
        self._proving = False
        self._face(proving=False)

    def begin(self, founded: Founded) -> None:
        """Show this file's code."""
        self._founded = founded
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, group in enumerate(founded.recovery_code.split("-")):
            label = Label(group, Face.SCAN)
            label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(label, number // _ACROSS, number % _ACROSS)
        self._groups.setAccessibleName(tr("Code of the recovery sheet"))
        self._show_code()

    def came_in_sight(self) -> None:
        """Printing is the next thing to do."""
        self._print.setFocus()

    def _show_code(self) -> None:
        self._face(proving=False)
        self.sentence.setText(
            tr(
                "If the passphrase or the keys file is lost, this code and the stockpile file open the books. "
                "Print it or write it down, and keep it locked away from this machine."
            )
        )
        self._next.set_words(tr("I have it on paper"))
        self._next.setEnabled(True)
        self._print.setFocus()

    def _ask_code(self) -> None:
        self._face(proving=True)
        self.sentence.setText(tr("Type the code once from the paper, so that it is sure to be right."))
        self._next.set_words(tr("Continue"))
        self._typed.set_value("")
        self._compare()
        self._typed.setFocus()

    def _face(self, proving: bool) -> None:
        self._proving = proving
        for widget in (self._groups, self._print):
            widget.setVisible(not proving)
        for widget in (self._typed, self._look):
            widget.setVisible(proving)

    def _go_on(self) -> None:
        if self._proving:
            self.proved.emit()
        else:
            self._ask_code()

    def _compare(self) -> None:
        code = self._founded.recovery_code if self._founded else ""
        typed, wanted = plain_code(self._typed.value()), plain_code(code)
        self._next.setEnabled(not self._proving or typed == wanted)
        self._typed.set_finding("" if wanted.startswith(typed) else _first_wrong(typed, wanted))

    def _save(self) -> None:
        from stockpile_app.documents.recovery_sheet import print_recovery_sheet

        if self._founded is None:
            return
        founded = self._founded
        start = founded.stockpile.path.with_name(f"{founded.stockpile.path.stem}-recovery-sheet.pdf")
        chosen = self._choose(self, tr("Save the recovery sheet"), str(start), "PDF (*.pdf)")
        if chosen:
            self._runner.run(
                self,
                lambda _progress: print_recovery_sheet(
                    founded.stockpile, founded.recovery_code, Path(chosen)
                ),
                lambda _written: self._saved(Path(chosen)),
                failed=self._failed,
            )

    def _saved(self, path: Path) -> None:
        self._said.setText(
            tr(
                "Saved as {path}. Print it, then delete this file: whoever has it can open the books.",
                path=path,
            )
        )

    def _failed(self, problem: KnownError) -> None:
        self.show_notice(problem.sentence)


def plain_code(text: str) -> str:
    """A code as it is compared: capitals and digits alone, look-alikes made equal."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return letters.replace("0", "O").replace("1", "I").replace("8", "B")


def _first_wrong(typed: str, wanted: str) -> str:
    place = next(
        (n for n, (one, other) in enumerate(zip(typed, wanted, strict=False)) if one != other), len(wanted)
    )
    return tr("Group {number} differs from the sheet", number=place // 4 + 1)
