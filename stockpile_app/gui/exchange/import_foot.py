"""The foot of the preview: what importing now would mean, and the three things that can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.importing import ImportReport
from stockpile_app.gui.common import (
    Button,
    Face,
    IconLabel,
    Label,
    PrimaryButton,
    Status,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.fields import CheckBox
from stockpile_app.gui.common.finding_card import Tinted


class ImportFoot(Tinted):
    """One sentence in the colour of the outcome, the all-or-nothing choice, the buttons.

    Signals:
        load_asked, save_asked, import_asked: the three buttons.
    """

    load_asked = Signal()
    save_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, Status.OK, parent=parent)
        self._report: ImportReport | None = None
        self._read_only = False
        self._icon = IconLabel(theme, theme.status_icon(Status.OK), Status.OK.role, 20)
        self._first = Label("", Face.STRONG)
        self._second = Label("", Face.CAPTION, wrap=True)
        words = vbox(None, self._first, self._second, spacing=0)
        self.all_or_nothing = CheckBox(theme, tr("All or nothing"))
        self.all_or_nothing.toggled.connect(self._show)
        self.save = Button(theme, tr("Save findings"), "file-spreadsheet", "Ctrl+S").does(
            self.save_asked.emit
        )
        self.load = Button(theme, tr("Load again"), "refresh-cw", "F5").does(self.load_asked.emit)
        self.load.setShortcut(QKeySequence())  # the window's F5 asks the page, which asks us
        self.book = PrimaryButton(theme, tr("Import"), "check", "Ctrl+Return").does(self.import_asked.emit)
        row = hbox(self, self._icon, spacing=10)
        row.addLayout(words, 1)
        for widget in (self.all_or_nothing, self.save, self.load, self.book):
            row.addWidget(widget)
        row.setContentsMargins(14, 8, 10, 8)

    def show_outcome(self, report: ImportReport) -> None:
        """Say what importing now would do."""
        self._report = report
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Books that can only be looked at take nothing in."""
        self._read_only = read_only
        self._show()

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        blocked = bool(report.rows_refused) and self.all_or_nothing.isChecked()
        nothing = not report.rows_created and not blocked
        status = Status.STOP if blocked else Status.WARN if report.rows_refused else Status.OK
        self._tell(
            status, *(_blocked(report) if blocked else _nothing(report) if nothing else _partly(report))
        )
        self.save.setEnabled(bool(report.findings))
        self.book.setEnabled(bool(report.rows_created) and not blocked and not self._read_only)

    def _tell(self, status: Status, first: str, second: str) -> None:
        self.set_status(status)
        self._icon.set_icon(self.theme.status_icon(status), status.role)
        self._first.setText(first)
        self._first.set_tone(status.role)
        self._second.setText(second)
        self.setAccessibleName(f"{first}. {second}")


def _blocked(report: ImportReport) -> tuple[str, str]:
    return (
        trn(
            "Nothing is imported while {count} row is refused",
            "Nothing is imported while {count} rows are refused",
            report.rows_refused,
        ),
        tr("Correct them in the spreadsheet and load it again. The program never changes your file."),
    )


def _nothing(report: ImportReport) -> tuple[str, str]:
    if report.rows_refused:
        return tr("No row can be imported"), tr("Mend the spreadsheet or the columns, and load it again.")
    return tr("Nothing to import"), tr(
        "Every row of this file is in the books already. Nothing would change."
    )


def _partly(report: ImportReport) -> tuple[str, str]:
    booked = trn(
        "{shown} row will be booked in one voucher",
        "{shown} rows will be booked in one voucher",
        report.rows_created,
        shown=isolate(grouped(report.rows_created)),
    )
    if report.rows_refused:
        return booked, trn(
            "{shown} refused row goes to a correction workbook, to be mended.",
            "{shown} refused rows go to a correction workbook, to be mended.",
            report.rows_refused,
            shown=isolate(grouped(report.rows_refused)),
        )
    return booked, tr("Every row can be booked. Nothing has been written yet.")
