"""Verification at the site: scanner first, one item at a time, the answer fills the screen.

A scan asks the list and writes nothing; F8 records that it matches, F7 sets it aside with its case,
F4 takes the last one back.  What is not on the list and was left is recorded as met, so that it is
not forgotten.  Enter never posts: a scanner ends every read with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app import disposal
from stockpile_app.base import Finding
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal.model import Disposal, Duty
from stockpile_app.disposal.requests import Aside, Scan, Undo
from stockpile_app.disposal.rows import LineState, ListSays
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import choose_to_open
from stockpile_app.gui.catalogue.words import listed
from stockpile_app.gui.common import Status, isolate
from stockpile_app.gui.disposal import site_work as work
from stockpile_app.gui.disposal.site_answer import SiteAnswer, answer_of, complete, waiting
from stockpile_app.gui.disposal.site_dialogs import Choose, LineDialog, PartsDialog, WrongDialog, chosen_path
from stockpile_app.gui.disposal.site_screen import SiteScreen
from stockpile_app.gui.disposal.site_work import Looked, Recorded, SiteBatch

_MOST_DIGITS = 7


class VerificationScreen(SiteScreen):
    """The list against what lies in the boxes.

    Args:
        verifier: Who looks, where single-keeper books name somebody else; '' for who is at the desk.

    Signals:
        finish_asked: everything has been looked at, or nothing more will be (the batch's id).
    """

    finish_asked = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        batch_id: int,
        verifier: str = "",
        choose: Choose = choose_to_open,
    ) -> None:
        super().__init__(desk, parent, tr("Verify each item"))
        self.batch_id, self.verifier, self._choose = batch_id, verifier, choose
        self._read = ""
        self._recorded: list[tuple[int, str]] = []
        self._turn = 0
        self._ask_batch()

    # The batch

    def _ask_batch(self) -> None:
        self.desk.read(self, lambda books: work.site_batch(books, self.batch_id), self._show_batch)

    def _show_batch(self, found: SiteBatch | None) -> None:
        if found is None:
            return
        view = found.view
        title = tr("Destruction, verify each item") if view.batch.disposal == Disposal.DESTRUCTION else tr(
            "Deactivation, verify each item")  # fmt: skip
        self.head.title.say(title)
        decided = tr("decided {day} by {name}", day=isolate(view.batch.decided_on), name=view.batch.authority)
        self.head.where.say(" · ".join(filter(None, (isolate(view.batch.number), view.row.site, decided))))
        verifier = self.verifier or self.desk.actor.name
        self.head.inspector.say(tr("Verifier {name}", name=verifier))
        witness = ", ".join(found.named(Duty.WITNESS) or found.named(Duty.OBSERVER))
        self.head.witness.say(tr("Witness {name}", name=witness) if witness else tr("No witness named yet"))
        self.unmarked.setVisible(found.unmarked)
        self.bar.show_progress(view.progress)
        self.show_answer(waiting(view.progress.verified))
        self.tell_foot()

    # Scanning

    def scanned(self, text: str) -> None:
        """One read: a command card, a count, or a mark."""
        command = self._commands().get(text.strip().upper())
        if command is not None:
            command()
        elif not self.sheet.isVisible() and not self.busy:
            self._take(text.strip())

    def _commands(self) -> dict[str, Callable[[], object]]:
        if self.sheet.isVisible():
            return {"PAUSE": self.go_on, "DONE": self.go_on}
        return {
            "DONE": self.record,
            "STOP": self.ask_wrong,
            "UNDO": self.undo,
            "PAUSE": self.pause,
            "PHOTO": self.ask_photo,
            "PARTS": self.ask_parts,
            "NOMARK": self.ask_unmarked,
            "FINISH": self.finish,
        }

    def _take(self, text: str) -> None:
        if self.answer.asks_quantity and text.isdecimal() and len(text) <= _MOST_DIGITS:
            self._counted(int(text))
            return
        self._leave_pending()
        self._ask_list(text)

    def _leave_pending(self) -> None:
        """What lies on the table and is not settled: a stop is recorded as met, a match waits for its F8."""
        before = self.answer
        if before.status is Status.STOP and before.mark and not before.settled:
            self._write(self._scan_of(before), name=tr("Recording what was met"), quiet=True)
        elif before.ready:
            words = tr("{mark} was not confirmed: scan it again, then F8", mark=isolate(before.mark))
            self.foot.say(Status.WARN, words)

    def _ask_list(self, text: str, line_no: int = 0, quantity: int = 0) -> None:
        self._read = text
        self._turn += 1
        turn = self._turn
        asked = Scan(operation_id="", batch_id=self.batch_id, read=text, line_no=line_no, quantity=quantity)
        self.desk.read(
            self, lambda books: work.look(books, asked), lambda found: self._looked(turn, found, quantity)
        )

    def _looked(self, turn: int, found: Looked, quantity: int) -> None:
        if turn != self._turn:
            return
        answer = replace(answer_of(found.answer, self._read), also=found.also)
        if found.answer.says is ListSays.SEVERAL:
            self._ask_line(answer)
        elif quantity:
            ready = answer.status is Status.OK
            self.show_answer(replace(answer, counted=quantity, ready=ready, asks_quantity=False))
        else:
            self.show_answer(answer)

    def _ask_line(self, answer: SiteAnswer) -> None:
        self.show_answer(answer)
        read = self._read
        self.desk.read(
            self,
            lambda books: [
                one for one in disposal.batch_lines(books, self.batch_id, state=LineState.WAITING, limit=-1)
                if one.mark == (answer.line.mark if answer.line else read)
            ],
            self._offer_lines,
        )  # fmt: skip

    def ask_unmarked(self) -> None:
        """F6: what is followed by quantity alone has no mark to scan; its line is chosen."""
        if self.busy or self.sheet.isVisible():
            return
        self._read = ""
        self.desk.read(self, lambda books: work.unmarked(books, self.batch_id), self._offer_lines)

    def _offer_lines(self, lines: list[disposal.BatchLineRow]) -> None:
        dialog = LineDialog(self.desk.theme, self, self._read, lines)
        dialog.picked.connect(lambda number: self._ask_list(self._read, number))
        self._open(dialog)

    def _counted(self, quantity: int) -> None:
        """So many of a lot were counted; the list says whether that is right."""
        line = self.answer.line
        assert line is not None
        self._ask_list(line.mark, line.line_no, quantity)

    # Acts

    def record(self) -> None:
        """F8: it matches, and is recorded as verified."""
        if self.answer.ready and not self.busy:
            self._write(self._scan_of(self.answer), name=tr("Recording the check"))

    def _scan_of(self, answer: SiteAnswer) -> Scan:
        return Scan(
            operation_id=self.desk.new_id(),
            batch_id=self.batch_id,
            read=self._read,
            line_no=answer.line.line_no if answer.line and answer.on_line else 0,
            quantity=answer.counted,
            components=answer.components,
            verifier=self.verifier,
        )

    def _write(self, asked: Scan, name: str, quiet: bool = False) -> None:
        self.busy = not quiet
        self.desk.write(
            self,
            lambda books, _progress: work.verify(books, asked),
            lambda done: self._wrote(done, asked, quiet),
            refused=self._refused,
            failed=self.failed,
            name=name,
        )

    def _wrote(self, done: Recorded, asked: Scan, quiet: bool) -> None:
        self.busy = False
        if done.check_no:
            self._recorded.append((done.check_no, asked.read))
        self.bar.show_progress(done.progress)
        self.tell_foot()
        if quiet or done.answer is None:
            return
        said = replace(answer_of(done.answer, asked.read), also=self.answer.also, components=asked.components,
                       photo=self.answer.photo, counted=asked.quantity, ready=False, asks_quantity=False)  # fmt: skip
        if done.answer.says is ListSays.VERIFIED and said.line is not None:
            word = tr("Verified, line {line}", line=isolate(grouped(said.line.line_no)))
            said = replace(said, word=word, sentence=tr("Scan the next item."))
        self.show_answer(complete() if self._all_done() else said)

    def _all_done(self) -> bool:
        now = self.bar.now
        return bool(now.planned) and now.left == 0

    def ask_wrong(self) -> None:
        """F7: what does not match; it is set aside and the work goes on."""
        if self.busy or self.sheet.isVisible():
            return
        known = self.answer.mark and self.answer.status is not Status.IDLE
        dialog = WrongDialog(
            self.desk.theme, self, self._read if known else "", self.answer.item if known else "", not known
        )
        if self.answer.status is Status.STOP:
            dialog.what.set_text(self.answer.word)
        dialog.given.connect(self._set_aside)
        self._open(dialog)

    def _set_aside(self, mark: str, words: str) -> None:
        answer = self.answer
        listed = (
            answer.line.mark if answer.line and not answer.on_line and answer.status is Status.STOP else ""
        )
        said = tr("the list says {mark}", mark=listed) if listed else ""
        asked = Aside(
            operation_id=self.desk.new_id(),
            batch_id=self.batch_id,
            read=mark or self._read,
            remark=" · ".join(filter(None, (words, said))),
            line_no=answer.line.line_no if answer.line and answer.on_line else 0,
            quantity=answer.counted,
            verifier=self.verifier,
        )
        self.busy = True
        self.desk.write(
            self,
            lambda books, _progress: work.set_aside(books, asked),
            lambda done: self._went_aside(done, asked),
            refused=self._refused,
            failed=self.failed,
            name=tr("Setting it aside"),
        )

    def _went_aside(self, done: Recorded, asked: Aside) -> None:
        self.busy = False
        self.bar.show_progress(done.progress)
        self.show_answer(complete() if self._all_done() else waiting(1))
        self.tell_foot(
            tr("{mark} set aside: {words}. Its case is open.", mark=isolate(asked.read), words=asked.remark)
        )

    def undo(self) -> None:
        """F4: forget what lies on the table, or take the last recorded look back."""
        if self.busy or self.sheet.isVisible():
            return
        if self.answer.ready or (
            self.answer.status in (Status.STOP, Status.WARN, Status.INFO) and self.answer.mark
        ):
            self.show_answer(waiting(1))
            return
        if not self._recorded:
            self.foot.say(Status.INFO, tr("Nothing to take back since this screen was opened"))
            return
        check_no, read = self._recorded[-1]
        asked = Undo(operation_id=self.desk.new_id(), batch_id=self.batch_id, check_no=check_no,
                     reason=tr("Taken back by the verifier"))  # fmt: skip
        self.busy = True
        self.desk.write(
            self,
            lambda books, _progress: work.undo(books, asked),
            lambda done: self._undone(done, read),
            refused=self._refused,
            failed=self.failed,
            name=tr("Taking it back"),
        )

    def _undone(self, done: Recorded, read: str) -> None:
        self.busy = False
        self._recorded.pop()
        self.bar.show_progress(done.progress)
        self.show_answer(waiting(1))
        self.foot.say(Status.INFO, tr("{mark} taken back: it is to be looked at again", mark=isolate(read)))

    def ask_parts(self) -> None:
        """F2: components that are missing from the weapon."""
        if self.answer.ready and not self.busy:
            kinds = [choice.words for choice in listed("component_kinds")]
            dialog = PartsDialog(self.desk.theme, self, self.answer.mark, self.answer.components, kinds)
            dialog.given.connect(lambda words: self.show_answer(replace(self.answer, components=words)))
            self._open(dialog)

    def ask_photo(self) -> None:
        """F3: the photograph that the camera has written, kept with its hash."""
        path = chosen_path(self._choose, self) if self.answer.mark and not self.busy else None
        if path is None:
            return
        remark = (
            tr("Line {line}: {mark}", line=self.answer.line.line_no, mark=self._read)
            if self.answer.line
            else self._read
        )
        operation, about = self.desk.new_id(), ("batch", self.batch_id)
        self.desk.write(
            self,
            lambda books, _progress: work.photograph(books, operation, about, path, remark),
            lambda words: self.show_answer(replace(self.answer, photo=words)),
            refused=self._refused,
            failed=self.failed,
            name=tr("Keeping the photograph"),
        )

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.finished.connect(lambda _code: self.scan.setFocus())
        dialog.open()

    # Pause, finish, leave

    def finish(self) -> None:
        """F10: what does not agree is shown, and said honestly, before anything is recorded."""
        if not self.busy and not self.sheet.isVisible():
            self._leave_pending()
            self.finish_asked.emit(self.batch_id)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.busy = False
        first = findings[0]
        words = ". ".join(part.rstrip(".") for part in (first.sentence, first.remedy) if part)
        self.show_answer(
            SiteAnswer(Status.STOP, tr("Not recorded"), self.answer.mark, self.answer.item, words)
        )
