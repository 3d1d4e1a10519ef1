"""Step 4 of the import: what was booked, with the control totals to compare with the old register."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.importing import ImportReport
from stockpile_app.gui.common import (
    Button,
    FactList,
    MessagePanel,
    Panel,
    PrimaryButton,
    Status,
    StatusLine,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import number_text


class ResultStep(QWidget):
    """What the import did.

    Signals:
        correction_asked: write the refused rows into a workbook.
        again_asked: another file.
        done: back to the page.
    """

    correction_asked = Signal()
    again_asked = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._outcome = StatusLine(theme, Status.OK, "")
        self._facts = FactList(name_width=theme.px(240))
        self.message = MessagePanel(theme, "", Status.OK)
        self.message.hide()
        self.save = Button(theme, tr("Save correction workbook"), "file-spreadsheet", "Ctrl+S")
        self.save.does(self.correction_asked.emit)
        self.again = Button(theme, tr("Import another file"), "arrow-left-right", "Ctrl+O").does(
            self.again_asked.emit
        )
        self.finish = PrimaryButton(theme, tr("Done"), "check", "Ctrl+Return").does(self.done.emit)
        panel = Panel(tr("Control totals"), tr("Compare them with the totals of the old register"))
        panel.add(self._facts)
        buttons = hbox(None, spacing=8)
        buttons.addStretch(1)
        for button in (self.save, self.again, self.finish):
            buttons.addWidget(button)
        column = vbox(self, self._outcome, self.message, panel, spacing=12)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_report(self, report: ImportReport) -> None:
        """Show what was booked."""
        self.message.hide()
        refused = bool(report.rows_refused)
        self._outcome.show_status(Status.WARN if refused else Status.OK, outcome_words(report))
        self._facts.clear()
        for name, value in facts_of(report):
            self._facts.add_fact(name, isolate(value))
        self.save.setVisible(refused)

    def saved(self, sentence: str) -> None:
        """The correction workbook is written."""
        self.message.say(sentence)

    def take_focus(self) -> None:
        """The likeliest next."""
        (self.finish if self.save.isHidden() else self.save).setFocus()


def outcome_words(report: ImportReport) -> str:
    """What was done, in one sentence."""
    if not report.posted:
        return tr("Nothing was written. Every row was in the books already")
    done = trn(
        "Imported {shown} row · {number}",
        "Imported {shown} rows · {number}",
        report.rows_created,
        shown=isolate(grouped(report.rows_created)),
        number=isolate(report.number),
    )
    if not report.rows_refused:
        return done
    refused = trn(
        "{shown} row refused",
        "{shown} rows refused",
        report.rows_refused,
        shown=isolate(grouped(report.rows_refused)),
    )
    return f"{done} · {refused}"


def facts_of(report: ImportReport) -> list[tuple[str, str]]:
    """The receipt of an import, line by line."""
    return [
        (tr("Source"), report.source),
        (tr("Voucher"), report.number or tr("none")),
        (tr("Rows read"), grouped(report.rows_read)),
        (tr("Blank rows"), grouped(report.rows_blank)),
        (tr("Rows created"), grouped(report.rows_created)),
        (tr("Rows in the books already"), grouped(report.rows_unchanged)),
        (tr("Rows refused"), grouped(report.rows_refused)),
        (tr("Rows missing here"), grouped(report.rows_missing)),
        (tr("Accounts created"), grouped(report.accounts_created)),
        (tr("Item types created"), grouped(report.item_types_created)),
        (tr("Quantity read, units ignored"), grouped(report.quantity_total)),
        (tr("Quantity booked, units ignored"), grouped(report.quantity_created)),
        (tr("Value read"), number_text(report.value_total)),
    ]
