"""A certificate: the pages as they will be printed, what they cover, the two persons who sign; print, save, annul."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.access import Requested
from stockpile_app.base import Finding
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.disposal.certificates import (
    CertificateRequest,
    CertificateState,
    Issued,
    issue_certificate,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.path_field import Choose, choose_to_save
from stockpile_app.gui.common import Button, DangerButton, Dialog, Job, PrimaryButton, isolate
from stockpile_app.gui.disposal import certificate_paper as paper
from stockpile_app.gui.disposal import certificate_reads as reads
from stockpile_app.gui.disposal.certificate_annul import AnnulDialog
from stockpile_app.gui.disposal.certificate_pages import PaperPages
from stockpile_app.gui.disposal.certificate_reads import Seen, Subject
from stockpile_app.gui.disposal.certificate_shown import SHOWS
from stockpile_app.gui.disposal.certificate_side import CertificateSide
from stockpile_app.gui.disposal.certificate_words import kind_word, title_of

_TOUCHED = Changes(entry=1, disposal=True, requests=True)
_SIDE = 408


class CertificateDialog(Dialog):
    """The facts at the leading side, the pages beside them; the primary is to ask for it, then to print it."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        subject: Subject,
        approvals: Approvals | None = None,
        choose: Choose = choose_to_save,
    ) -> None:
        super().__init__(desk.theme, parent, "file-check", tr("Certificate"))
        self.desk, self.subject, self._choose = desk, subject, choose
        self.approvals = approvals or Approvals(desk, SHOWS)
        self.seen: Seen | None = None
        self._operation_id = desk.new_id()
        self._job: Job | None = None
        self._drawn: object = None
        self.side = CertificateSide(desk)
        self.pages = PaperPages(desk.theme)
        self.set_sides(self.side, self.pages, _SIDE)
        self._build_foot()
        self.side.wish_changed.connect(self._draw)
        self.side.weapon_chosen.connect(self._weapon_chosen)
        self.side.number_chosen.connect(lambda number: self.look_at(Subject(number=number)))
        self.next_finding.connect(self.side.next_card)
        desk.runner.changed.connect(self._on_changes)
        self.refresh()

    def _build_foot(self) -> None:
        theme = self.theme
        self.annul_button = DangerButton(theme, tr("Annul"), "file-warning", "Ctrl+R").does(self.annul)
        self.again_button = Button(theme, tr("Issue a new one"), "file-plus", "Ctrl+N").does(self.anew)
        self.save_button = Button(theme, tr("Save as PDF"), "download", "Ctrl+E").does(self.save)
        close = Button(theme, tr("Close"), "x", "Esc").does(self.ask_close)
        self.primary = PrimaryButton(theme, tr("Issue the certificate"), "signature", "Ctrl+Return").does(
            self.go_on
        )
        self.print_button = PrimaryButton(theme, tr("Print"), "printer", "Ctrl+P").does(self.print)
        for button in (self.annul_button, self.again_button, close, self.save_button):
            self.add_button(button)
        self.add_button(self.print_button)
        self.add_button(self.primary, primary=True)
        for button in (self.annul_button, self.again_button, self.primary, self.print_button):
            button.hide()
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)

    # Reading

    def look_at(self, subject: Subject) -> None:
        """Look at another certificate."""
        self.subject = subject
        self._operation_id = self.desk.new_id()
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        subject = self.subject
        self.desk.read(self, lambda books: reads.see(books, subject), lambda seen: self._show(subject, seen))

    def _on_changes(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.entry and self._job is None:
            self.refresh()

    def _weapon_chosen(self, deactivation_id: int) -> None:
        if self.seen is not None:
            self.look_at(Subject(self.seen.view.batch.id, deactivation_id))

    def _show(self, subject: Subject, seen: Seen | None) -> None:
        if subject != self.subject:
            return  # another one was asked for meanwhile
        self.seen = seen
        if seen is None:
            self.show_notice(tr("There is no such certificate and no such batch"))
            return
        if not subject.number:
            self.subject = Subject(
                subject.batch_id, seen.deactivation_id
            )  # the same weapon once it is certified
        self.title.setText(kind_word(seen.view.kind))
        self.subtitle.setText(title_of(seen.view))
        self.setAccessibleName(f"{kind_word(seen.view.kind)} {seen.view.number}")
        self.side.show_seen(seen)
        self._fit(seen)
        self._draw()

    def _fit(self, seen: Seen) -> None:
        """Which acts there are: a draft is asked for, an issued one is printed or annulled."""
        state, able = seen.view.state, not self.desk.read_only
        draft = state is CertificateState.DRAFT
        self.primary.setVisible(draft)
        self.print_button.setVisible(not draft)
        self._primary = self.primary if draft else self.print_button
        words = tr("Ask for the certificate") if seen.second else tr("Issue the certificate")
        self.primary.set_words(words)
        self.annul_button.setVisible(state is CertificateState.ISSUED)
        self.annul_button.setEnabled(able)
        self.again_button.setVisible(state is CertificateState.ANNULLED and not seen.view.replaced_by)
        self.again_button.setEnabled(able)
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)
        self.show_findings(seen.findings)
        self.primary.setEnabled(able and draft and not seen.findings)

    def _draw(self) -> None:
        """The pages in the languages that are chosen; the same ones are not drawn twice."""
        seen, wish = self.seen, self.side.wish()
        if seen is None or self._drawn == (seen.view, wish):
            return
        self._drawn = (seen.view, wish)
        self.desk.write(
            self,
            lambda books, progress: paper.preview(books, seen.view, wish, progress),
            self.pages.show_pages,
            failed=lambda trouble: self.show_notice(trouble.sentence),
            strip=self.progress,
            name=tr("Setting the pages"),
        )

    # Acts

    def go_on(self) -> None:
        """Ctrl+Enter: ask for the certificate; the approver's passphrase makes it one."""
        seen = self.seen
        if seen is None or not seen.draft:
            return
        asked = CertificateRequest(
            operation_id=self._operation_id,
            batch_id=seen.view.batch.id,
            deactivation_id=seen.deactivation_id,
            remarks=self.side.remarks.value(),
        )
        self.primary.setEnabled(False)
        self.desk.write(
            self, lambda books, _progress: issue_certificate(books, asked), self._issued, touches=_TOUCHED,
            refused=self._refused, failed=lambda trouble: self._failed(trouble.sentence), name=tr("Issuing"),
        )  # fmt: skip

    def _issued(self, outcome: Issued | Requested) -> None:
        self._operation_id = self.desk.new_id()
        if isinstance(outcome, Requested):
            self.approvals.requested(outcome, self)
        else:
            self.desk.say(tr("Issued {number}", number=isolate(outcome.number)))

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.side.show_refusals(findings)
        self.show_findings(findings)

    def _failed(self, sentence: str) -> None:
        if self.seen is not None:
            self._fit(self.seen)
        self.show_notice(sentence)

    def annul(self) -> None:
        """Ctrl+R: with a reason, and a second person."""
        if self.seen is not None and self.seen.view.number:
            number, second = self.seen.view.number, self.seen.second
            AnnulDialog(self.desk, self, number, self._requested, second).open()

    def _requested(self, requested: Requested) -> None:
        self.approvals.requested(requested, self)

    def anew(self) -> None:
        """Ctrl+N: the draft of the one that stands for an annulled one."""
        if self.seen is not None:
            self.look_at(Subject(self.seen.view.batch.id, self.seen.deactivation_id))

    # Paper

    def print(self) -> None:
        """Ctrl+P: make the paper and hand it to the desktop's own printing."""
        folder = Path(tempfile.mkdtemp(prefix="stockpile-"))
        self._write(folder / f"{self._name()}.pdf", opens=True)

    def save(self) -> None:
        """Ctrl+E: where is it to lie."""
        name = self._choose(self, tr("Save as PDF"), f"{self._name()}.pdf", tr("PDF files (*.pdf)"))
        if name:
            path = Path(name)
            self._write(path if path.suffix else path.with_suffix(".pdf"), opens=False)

    def _name(self) -> str:
        if self.seen is None:
            return tr("certificate")
        return self.seen.view.number or f"{self.seen.view.batch.number}-{tr('draft')}"

    def _write(self, target: Path, opens: bool) -> None:
        seen, wish = self.seen, self.side.wish()
        if seen is None or self._job is not None or self.side.signing.is_wrong():
            return
        signature = self.side.signing.signature(f"{kind_word(seen.view.kind)} {seen.view.number}")
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        self.message.hide()
        self._job = self.desk.write(
            self,
            lambda books, progress: paper.print_to(books, seen.view, wish, target, progress, signature),
            lambda path: self._written(path, opens),
            failed=lambda trouble: self._stopped(trouble.sentence),
            cancelled=lambda: self._stopped(tr("Cancelled. Nothing was written")),
            strip=self.progress,
            name=tr("Printing the certificate"),
        )

    def _written(self, path: Path, opens: bool) -> None:
        self._stopped("")
        if opens:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        else:
            self.desk.say(tr("Saved {name}", name=path.name))
        self.refresh()

    def _stopped(self, sentence: str) -> None:
        self._job = None
        self.side.signing.clear_secret()
        for button in (self.save_button, self.print_button):
            button.setEnabled(True)
        if sentence:
            self.show_notice(sentence)

    # Keys

    def reject(self) -> None:
        """Esc: stop the printing first, then close."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def may_close(self) -> bool:
        """A paper that is being printed is stopped; nothing of it is left."""
        if self._job is not None:
            self._job.cancel()
        return True

    def _take_focus(self) -> None:
        self.pages.setFocus()


def open_certificate(
    desk: Desk,
    batch_id: int,
    parent: QWidget | None = None,
    approvals: Approvals | None = None,
    deactivation_id: int = 0,
) -> CertificateDialog:
    """Open the certificate of this batch over the window: the one that stands, or what it would be now."""
    return _opened(desk, Subject(batch_id, deactivation_id), parent, approvals)


def open_certificate_numbered(
    desk: Desk, number: str, parent: QWidget | None = None, approvals: Approvals | None = None
) -> CertificateDialog:
    """Open an issued certificate by its number."""
    return _opened(desk, Subject(number=number), parent, approvals)


def _opened(
    desk: Desk, subject: Subject, parent: QWidget | None, approvals: Approvals | None
) -> CertificateDialog:
    dialog = CertificateDialog(desk, parent or QApplication.activeWindow(), subject, approvals)
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()
    return dialog
