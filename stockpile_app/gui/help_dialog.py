"""F1: what the open page is for, and every key there is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common import Button, Column, Dialog, Face, Kind, Label, TableView, Theme, vbox

_ABOUT = {
    "today": (
        N_("The first page lists what needs a person: overdue first, then what is due, then drafts."),
        N_("Enter does the next step of the selected row. What was done today can be undone by reversal."),
    ),
    "ledger": (
        N_("Balances say what every account holds, now or on any day: Ctrl+G sets the day."),
        N_("Select a balance to see its weapons, and a weapon to see its whole life beside the list."),
        N_("Nothing is edited or deleted here. A mistake is undone by a voucher of its own: Ctrl+R."),
    ),
    "surplus": (
        N_(
            "Surplus is what is held serviceable above the stated requirement. What cannot be used stands apart."
        ),
        N_("Enter shows the weapons and lots behind a line, in the declared order, each with why."),
        N_("Space marks, Ctrl+Enter declares what is marked: out of service and apart, by two persons."),
        N_("A “what if” shows other requirements. It changes nothing, and nothing is declared from it."),
    ),
    "exchange": (
        N_("Old registers come in as spreadsheets, and the books go out as an audit workbook."),
        N_("The file that comes in is only read. The workbook that goes out recalculates itself."),
        N_("A pack that others sealed to the key of these books opens under What is out: Ctrl+Shift+O."),
    ),
    "import": (
        N_("Choose the file and its header row, say what each column is, look at the preview, then import."),
        N_("Refused rows stay out and go to a workbook to be mended; all valid rows are booked together."),
        N_("The same rows again change nothing, under any file name."),
    ),
    "catalogue": (
        N_("What can be held, and where: item types with their packs and kits, accounts, store houses."),
        N_("Holds stop a weapon, lot, item type or account until somebody with authority ends them."),
    ),
    "disposal": (
        N_("Every batch stands under its state, with what blocks it. Enter takes its one next step."),
        N_(
            "A decision makes a batch of declared surplus; each step after it is recorded by itself, and by voucher."
        ),
        N_("At the site each item is scanned: F8 it matches, F7 it does not, F4 takes the last one back."),
    ),
    "journal": (
        N_(
            "Every operation is an entry, chained to the one before. Verify all proves every row against them."
        ),
        N_("Prints, exports and sign-ins stand in the activity log, because they change no book."),
    ),
    "people": (
        N_("Who has a key to these books, since which entry, and who asked and approved it."),
        N_(
            "A change of people, and the reversal of another’s voucher, waits until a second person approves it."
        ),
        N_(
            "The second person types a passphrase of their own, here at the first one’s desk or at any later time."
        ),
    ),
    "settings": (N_("What is set here holds for this desk. The books are not touched."),),
}


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    does: str


_KEYS = (
    _Key("F1", N_("this help")),
    _Key("F2 · F3 · F4 · F7", N_("issue · hand-in · receipt · transfer")),
    _Key("Ctrl+N", N_("new voucher, then its letter")),
    _Key("Ctrl+Enter", N_("post, import, write: the main button")),
    _Key("Enter", N_("open; in a voucher: add the line; never posts")),
    _Key("Esc", N_("back to the scan field, then close")),
    _Key("Ctrl+Z · Ctrl+R", N_("undo my last voucher · reverse the selected one")),
    _Key("Ctrl+S", N_("keep as draft, save findings")),
    _Key("Ctrl+P · Ctrl+E", N_("print · export")),
    _Key("F9", N_("verify a paper, on the exchange page")),
    _Key("F8 · Shift+F8", N_("next · previous finding")),
    _Key("Ctrl+K", N_("find anything; ? stands for a sign that cannot be read")),
    _Key("Ctrl+F · Ctrl+G", N_("filter this list · go to a day")),
    _Key("Ctrl+I", N_("life of the selected item")),
    _Key("Space · Ctrl+C", N_("select rows · copy them with their headings")),
    _Key("Ctrl+0 … Ctrl+9", N_("Today, then the pages in order")),
    _Key("Alt+Left · Alt+Right", N_("back · forward")),
    _Key("Ctrl+F6 · Ctrl+B", N_("next pane · fold the navigation")),
    _Key("Ctrl + · Ctrl -", N_("larger · smaller")),
    _Key("F5 · F11", N_("ask again or load again · full screen")),
    _Key("Ctrl+L · Ctrl+U", N_("lock the screen · change user without closing the books")),
)


class HelpDialog(Dialog):
    """The page in a few sentences, beside the keys."""

    def __init__(self, theme: Theme, parent: QWidget, topic: str, page: str) -> None:
        super().__init__(theme, parent, "circle-help", tr("Help"), page, QSize(1000, 700))
        self.set_sides(self._about(topic), self._keys(), 340)
        self.add_button(Button(theme, tr("Close"), "", "Esc").does(self.ask_close))

    def _about(self, topic: str) -> QWidget:
        side = QWidget()
        column = vbox(side, Label(tr("This page"), Face.SECTION), spacing=12)
        for sentence in _ABOUT.get(topic, ()):
            column.addWidget(Label(tr(sentence), wrap=True))
        column.addStretch(1)
        return side

    def _keys(self) -> QWidget:
        table: TableView[_Key] = TableView(
            self.theme,
            tr("Keys"),
            [
                Column("key", tr("Key"), Kind.SERIAL, lambda row: row.key, sample="Alt+Left · Alt+Right"),
                Column("does", tr("Does"), Kind.TEXT, lambda row: tr(row.does), stretch=True),
            ],
        )
        table.set_rows(list(_KEYS))
        return table
