"""The register of certificates: every number ever given, annulled ones too; opened, annulled and printed again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.certificates import CertificateRow, certificates
from stockpile_app.disposal.certificates.operations import ANNUL
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.common import (
    Button,
    Column,
    DangerButton,
    Dialog,
    EmptyState,
    Face,
    Kind,
    Label,
    PrimaryButton,
    Role,
    RowLook,
    TableView,
    TextField,
    hbox,
)
from stockpile_app.gui.common.cells import PLAIN
from stockpile_app.gui.disposal.certificate_annul import AnnulDialog
from stockpile_app.gui.disposal.certificate_dialog import open_certificate_numbered
from stockpile_app.gui.disposal.certificate_shown import SHOWS
from stockpile_app.gui.disposal.certificate_words import kind_word, persons_words, row_chip


def register_columns() -> list[Column[CertificateRow]]:
    """The latest first; an annulled one keeps its line."""
    return [
        Column("number", tr("Number"), Kind.SERIAL),
        Column("kind", tr("Certificate"), value=lambda row: kind_word(row.kind), sample="Certificate of destruction"),
        Column("batch", tr("Batch"), Kind.SERIAL),
        Column("issued_on", tr("Issued on"), Kind.DATE),
        Column("persons", tr("Signed by"), value=lambda row: persons_words(row.issued_by, row.approved_by),
               stretch=True),
        Column("lines", tr("Lines"), Kind.NUMBER),
        Column("replaces", tr("Replaces"), Kind.SERIAL),
        Column("state", tr("State"), Kind.CHIP, lambda row: row_chip(row.annulled)),
    ]  # fmt: skip


def _look(row: CertificateRow) -> RowLook:
    return RowLook(faint=True) if row.annulled else PLAIN


class CertificatesDialog(Dialog):
    """Every certificate of these books, without a gap in its numbers."""

    def __init__(self, desk: Desk, parent: QWidget | None, approvals: Approvals | None = None) -> None:
        super().__init__(desk.theme, parent, "file-check", tr("Certificates"), desk.founding.name)
        self.desk = desk
        self.approvals = approvals or Approvals(desk, SHOWS)
        self._all: list[CertificateRow] = []
        self._second = ""
        self.filter = TextField(desk.theme, tr("Filter by number, batch or person"), optional=True)
        self.filter.setMaximumWidth(desk.theme.px(460))
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self.table: TableView[CertificateRow] = TableView(
            desk.theme, tr("Certificates"), register_columns(), look=_look, key=lambda row: row.number
        )
        words = tr("A certificate is issued when a batch is destroyed and its residue cleared.")
        self.table.set_empty(EmptyState(desk.theme, tr("No certificates yet"), words))
        head = hbox(None, self.filter, spacing=12)
        head.addStretch(1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self._build_foot()
        self.filter.changed.connect(self._show)
        self.table.row_selected.connect(lambda _row: self._fit())
        self.table.row_opened.connect(lambda _row: self.look())
        desk.runner.changed.connect(self._on_changes)
        self.refresh()

    def _build_foot(self) -> None:
        theme = self.theme
        self.annul_button = self.add_button(
            DangerButton(theme, tr("Annul"), "file-warning", "Ctrl+R").does(self.annul)
        )
        self.add_button(Button(theme, tr("Close"), "x", "Esc").does(self.ask_close))
        self.open_button = self.add_button(
            PrimaryButton(theme, tr("Open and print"), "printer", "Ctrl+Return").does(self.look), primary=True
        )

    # Reading

    def refresh(self) -> None:
        """Read the register again."""
        self.desk.read(self, lambda books: (certificates(books), second_person(books, ANNUL)), self._read)

    def _read(self, found: tuple[list[CertificateRow], str]) -> None:
        self._all, self._second = found
        self._show()
        if self.table.current_row() is None and self._all:
            self.table.select(0)
        self._fit()

    def _on_changes(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.entry:
            self.refresh()

    def _show(self) -> None:
        wanted = self.filter.value().casefold()
        rows = [row for row in self._all if wanted in _searched(row)]
        self.table.set_rows(rows)
        annulled = sum(row.annulled for row in rows)
        said = trn("{figure} certificate", "{figure} certificates", len(rows), figure=grouped(len(rows)))
        more = tr("{count} annulled", count=grouped(annulled)) if annulled else ""
        self.count.setText(" · ".join(filter(None, (said, more))))
        self._fit()

    def _fit(self) -> None:
        row = self.table.current_row()
        self.open_button.setEnabled(row is not None)
        self.annul_button.setEnabled(row is not None and not row.annulled and not self.desk.read_only)

    # Acts

    def look(self) -> None:
        """Enter: the certificate with its pages."""
        row = self.table.current_row()
        if row is not None:
            open_certificate_numbered(self.desk, row.number, self, self.approvals)

    def annul(self) -> None:
        """Ctrl+R: the one in hand, with a reason and a second person."""
        row = self.table.current_row()
        if row is not None and not row.annulled:
            AnnulDialog(self.desk, self, row.number, self._requested, self._second).open()

    def _requested(self, requested: Requested) -> None:
        self.approvals.requested(requested, self)

    def _take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _searched(row: CertificateRow) -> str:
    return f"{row.number} {row.batch} {row.issued_by} {row.approved_by} {row.replaces}".casefold()


def open_certificates(
    desk: Desk, parent: QWidget | None = None, approvals: Approvals | None = None
) -> CertificatesDialog:
    """Open the register over the window."""
    dialog = CertificatesDialog(desk, parent or QApplication.activeWindow(), approvals)
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()
    return dialog
