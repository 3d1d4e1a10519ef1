"""One posted voucher: its header, lines, journal entry, what it undid or what undid it; print, reverse."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QStackedWidget, QWidget

from stockpile_app import access
from stockpile_app.access import EntryPersons
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, LinkButton, PrimaryButton
from stockpile_app.gui.common.cells import Column, Kind
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.panels import FactList
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role
from stockpile_app.gui.ledger import paper
from stockpile_app.gui.ledger.words import condition_word, kind_word, moment_words
from stockpile_app.ledger.registers import VoucherLine, VoucherView


def _condition(line: VoucherLine) -> str:
    if line.condition_from == line.condition_to:
        return condition_word(line.condition_to)
    return f"{condition_word(line.condition_from)} → {condition_word(line.condition_to)}"


def view_columns() -> list[Column[VoucherLine]]:
    """The lines of a posted voucher."""
    return [
        Column("line_no", "#", Kind.NUMBER, width=36, tone=Role.TEXT_2),
        Column("mark", tr("Serial or lot"), Kind.SERIAL),
        Column("item", tr("Item type"), stretch=True),
        Column("condition", tr("Condition"), value=_condition, tone=Role.TEXT_2),
        Column("quantity", tr("Quantity"), Kind.NUMBER),
        Column("unit", tr("Unit"), Kind.UNIT),
        Column("from_account", tr("From"), value=lambda line: tr(line.from_account)),
        Column("to_account", tr("To"), value=lambda line: tr(line.to_account)),
    ]


class VoucherViewDialog(Dialog):
    """Opened by its number.

    Signals:
        reverse_asked: reverse this voucher (number).
        voucher_asked: open another voucher (number).
    """

    reverse_asked = Signal(str)
    voucher_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None, number: str) -> None:
        super().__init__(desk.theme, parent, "file-text", tr("Voucher"), isolate(number))
        self.desk, self.number = desk, number
        self.seen: paper.Seen | None = None
        self._facts = FactList(name_width=110)
        self._links = vbox(None, spacing=4)
        self._build_sides()
        self.reverse = Button(desk.theme, tr("Reverse"), "undo-2", "Ctrl+R").does(self._reverse)
        self.save = Button(desk.theme, tr("Save as PDF"), "download", "Ctrl+E").does(self._save)
        self.show_paper = Button(desk.theme, tr("Preview"), "file-text", "Ctrl+Shift+P").does(self._toggle)
        self.print = PrimaryButton(desk.theme, tr("Print"), "printer", "Ctrl+P").does(self._print)
        for button in (self.reverse, self.show_paper, self.save):
            self.add_button(button)
        self.add_button(self.print, primary=True)
        self._ask()

    def _build_sides(self) -> None:
        left = QWidget()
        left.setProperty("kit", "clear")
        column = vbox(left, self._facts, spacing=16)
        column.addLayout(self._links)
        column.addStretch(1)
        self.table: TableView[VoucherLine] = TableView(
            self.theme, tr("Lines of this voucher"), view_columns()
        )
        self._pages = QWidget()
        self._pages.setProperty("kit", "clear")
        self._papers = vbox(self._pages, spacing=12)
        scroll = QScrollArea()
        scroll.setAccessibleName(tr("Preview of the paper"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._pages)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(scroll)
        self.set_sides(left, self.stack)

    def _ask(self) -> None:
        number = self.number
        self.desk.read(self, lambda books: paper.see(books, number), self._show)

    def _show(self, seen: paper.Seen | None) -> None:
        self.seen = seen
        self.reverse.setEnabled(seen is not None and not seen.view.reversed_by and not seen.view.reverses)
        if seen is None:
            self.show_notice(tr("There is no voucher {number}", number=self.number))
            self.print.setEnabled(False)
            self.save.setEnabled(False)
            return
        self.title.setText(kind_word(seen.view.voucher.kind))
        entry = seen.view.entry
        self.desk.read(self, lambda books: access.persons_of(books, entry), self._show_persons)
        self.table.set_rows(seen.view.lines)
        self._show_facts(seen)
        self._show_links(seen.view)
        self.table.setFocus()

    def _show_facts(self, seen: paper.Seen) -> None:
        view, voucher = seen.view, seen.view.voucher
        zone = self.desk.founding.zone
        facts = (
            (tr("From"), tr(view.from_account.title) if view.from_account else ""),
            (tr("To"), tr(view.to_account.title) if view.to_account else ""),
            (tr("Effective on"), isolate(moment_words(voucher.effective_at))),
            (tr("Due back"), isolate(moment_words(voucher.due_back_at)) if voucher.due_back_at else ""),
            (tr("Source"), voucher.party),
            (tr("Purpose"), voucher.purpose),
            (tr("Reason"), voucher.reason),
            (tr("Authority"), voucher.authority),
            (tr("Document"), voucher.document),
            (tr("Witness"), voucher.witness),
            (tr("Containers"), ", ".join(view.containers)),
            (tr("Posted by"), voucher.actor),
            (tr("Recorded"), isolate(local_text(voucher.recorded_at, zone))),
            (tr("Journal entry"), isolate(grouped(view.entry))),
            (tr("Entry hash"), isolate(" ".join(view.entry_hash[n : n + 4] for n in range(0, 16, 4)))),
            (
                tr("Printed"),
                trn("{count} time", "{count} times", seen.printed) if seen.printed else tr("not yet"),
            ),
        )
        self._facts.clear()
        for name, value in facts:
            if value:
                self._facts.add_fact(name, value, mono=name == tr("Entry hash"))

    def _show_persons(self, found: EntryPersons) -> None:
        """Who asked, who approved, whose keys signed it."""
        if found.outcome:
            self._facts.add_fact(tr("Requested by"), found.asked_by)
            self._facts.add_fact(tr("Approved by"), found.decided_by)
        if found.signed_by:
            self._facts.add_fact(tr("Signed by"), ", ".join(found.signed_by))

    def _show_links(self, view: VoucherView) -> None:
        while (item := self._links.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, words in (
            (view.reverses, tr("Undoes {number}", number=view.reverses)),
            (view.reversed_by, tr("Undone by {number}", number=view.reversed_by)),
        ):
            if number:
                link = LinkButton(self.theme, words, "undo-2")
                link.does(partial(self.voucher_asked.emit, number))
                self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)

    # Acts

    def _reverse(self) -> None:
        self.accept()
        self.reverse_asked.emit(self.number)

    def _toggle(self) -> None:
        if self.stack.currentIndex() == 1:
            self.stack.setCurrentIndex(0)
            self.show_paper.set_words(tr("Preview"))
        elif self.seen is not None:
            seen = self.seen
            self.desk.read(self, lambda books: paper.preview(books, seen), self._show_pages)

    def _show_pages(self, pictures: list[QImage]) -> None:
        while (item := self._papers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        width = self.stack.width() - 40
        for number, picture in enumerate(pictures, start=1):
            page = QLabel()
            page.setAccessibleName(tr("Page {number}", number=number))
            scaled = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            page.setPixmap(QPixmap.fromImage(scaled))
            self._papers.addWidget(page)
        self._papers.addWidget(Label(tr("{count} pages", count=len(pictures)), Face.CAPTION, Role.TEXT_2))
        self.stack.setCurrentIndex(1)
        self.show_paper.set_words(tr("Lines"))

    def _print(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="stockpile-"))
        self._write(folder / f"{self.number}.pdf", opens=True)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), f"{self.number}.pdf", tr("PDF files (*.pdf)")
        )
        if name:
            self._write(Path(name), opens=False)

    def _write(self, target: Path, opens: bool) -> None:
        number = self.number

        def written(path: Path) -> None:
            if opens:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            else:
                self.desk.say(tr("Saved {name}", name=path.name))
            self._ask()

        self.desk.write(
            self, lambda books, _progress: paper.print_to(books, number, target), written, name=tr("Printing")
        )
