"""Deactivation, weapon by weapon: the list of operations, what became of each, the marks, the verification."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.access import Requested
from stockpile_app.base import Finding
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.deactivation import ChecklistLine, DeactivationRow, MarkLine
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.path_field import Choose, choose_to_open
from stockpile_app.gui.common import (
    Role,
)
from stockpile_app.gui.disposal import deactivation_reads as reads
from stockpile_app.gui.disposal.certificate_dialog import open_certificate
from stockpile_app.gui.disposal.certificate_shown import SHOWS as CERTIFICATE_SHOWS
from stockpile_app.gui.disposal.deactivation_frame import DeactivationFrame
from stockpile_app.gui.disposal.deactivation_list import (
    Item,
    items_of,
    next_open,
)
from stockpile_app.gui.disposal.deactivation_shown import SHOWS
from stockpile_app.gui.disposal.deactivation_verify import VerifyDialog

_DISPOSAL = Changes(entry=1, disposal=True)
_CASES = Changes(entry=1, disposal=True, cases=True)
_SIDE, _SIDE_MOST, _PANE, _PANE_WIDE = 236, 340, 376, 520


class DeactivationScreen(DeactivationFrame):
    """Fills the window.  Weapons at the leading side, the checklist beside them, one operation at the end.

    Enter goes from the weapon to its list and from the list to the form; Ctrl+Enter records and goes on to the
    next that is open; F8 and Shift+F8 walk through what is open.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        batch_id: int,
        approvals: Approvals | None = None,
        choose: Choose = choose_to_open,
    ) -> None:
        super().__init__(desk, parent, choose)
        self.batch_id = batch_id
        self.approvals = approvals or Approvals(desk, {**SHOWS, **CERTIFICATE_SHOWS})
        self.bench: reads.Bench | None = None
        self.row: DeactivationRow | None = None
        self.work: reads.OnBench | None = None
        self._id = desk.new_id()
        self._photograph_ids: dict[Path, str] = {}
        self._showing = self._goes_on = False
        self.weapons.row_selected.connect(self._weapon_chosen)
        self.list.row_selected.connect(self._item_chosen)
        self.again.does(self._record)
        self.primary.does(self.go_on)
        desk.runner.changed.connect(self._on_changes)
        self.refresh()

    # Reading

    def refresh(self) -> None:
        """Read the batch again; the weapon in hand stays in hand."""
        batch_id = self.batch_id
        self.desk.read(self, lambda books: reads.bench(books, batch_id), self._show_bench)

    def _show_bench(self, bench: reads.Bench | None) -> None:
        self.bench = bench
        if bench is None:
            self.show_notice(tr("There is no such batch"))
            self._fit()
            return
        self.show_batch(bench)
        self.begin_form.offer(bench.profiles)
        line = self.row.line_no if self.row else _first_open(bench)
        lines = [row.line_no for row in bench.rows]
        self._showing = True
        self.weapons.set_rows(bench.rows)
        if line in lines:
            self.weapons.select(lines.index(line))
        self._showing = False
        if line in lines:
            self._weapon_chosen(bench.rows[lines.index(line)])
        self._fit()

    def _on_changes(self, changes: object) -> None:
        """Something was recorded or approved, here or elsewhere."""
        if isinstance(changes, Changes) and changes.entry:
            self.refresh()

    def _weapon_chosen(self, row: DeactivationRow) -> None:
        if self._showing:
            return
        other = self.row is None or self.row.line_no != row.line_no
        self.row = row
        if other:
            self.work = None
            self.head.show_row(row)
        if row.deactivation_id:
            number = row.deactivation_id
            self.desk.read(self, lambda books: reads.on_bench(books, number), self._show_work)
        else:
            if other or not self.begin_form.isVisible():  # what is half filled in stays
                self.begin_form.show_row(row)
            self.middle.setCurrentWidget(self.begin_form)
            self.pane.hide()
        self._fit()

    def _show_work(self, found: reads.OnBench) -> None:
        if self.row is None or found.view.deactivation.id != self.row.deactivation_id or self.bench is None:
            return  # another weapon was chosen meanwhile
        fresh = self.work is None
        self.work = found
        self.head.show_row(self.row)
        self.head.show_work(found, self.bench.second)
        items = items_of(found.view.checklist)
        in_form = self.pane.isAncestorOf(QApplication.focusWidget() or self)
        self._showing = True
        self.list.set_rows(items)
        self.middle.setCurrentWidget(self.list)
        self.pane.show()
        at = self.list.view.currentIndex().row()
        if fresh or self._goes_on:
            at = next_open(items, 0 if fresh else at)
            self.list.select(at if at > 0 else 1)
        self._showing = self._goes_on = False
        item = self.list.current_row()
        if item is not None:
            self._item_chosen(item)
        if in_form:
            self.into_form()
        self._fit()

    def _item_chosen(self, item: Item) -> None:
        """Show the operation or the mark beside the list."""
        if self.work is None or self._showing:
            return
        closed = self.work.view.check is not None or (self.row is not None and self.row.state == "held back")
        self._id = self.desk.new_id()
        self.operation.setVisible(isinstance(item, ChecklistLine))
        self.mark.setVisible(isinstance(item, MarkLine))
        if isinstance(item, ChecklistLine):
            number = item.result.attachment_id if item.result else 0
            photograph = self.work.photographs.get(number, "")
            self.operation.show_line(item, self.work.features, self.work.calibre, photograph, closed)
        elif isinstance(item, MarkLine):
            self.mark.show_line(item, self.work.view.checklist.profile, closed)
        self.pane.to_top()
        self._fit()

    def _fit(self) -> None:
        """Which act is the next one, and whether it can be done."""
        item, work = self.list.current_row(), self.work
        begins = self.row is not None and self.row.state == "not begun"
        ready = work is not None and work.view.checklist.ready and work.view.check is None
        closed = work is not None and work.view.check is not None
        asked = isinstance(item, ChecklistLine) or (isinstance(item, MarkLine) and not item.text)
        words, icon = _next_act(begins=begins, ready=ready, closed=closed)
        self.primary.set_words(words)
        self.primary.set_icon_name(icon)
        held = self.row is not None and self.row.state == "held back"
        able = not self.desk.read_only and not held and (begins or ready or (work is not None and asked))
        self.primary.setEnabled(closed or able)
        self.again.setVisible(ready and isinstance(item, ChecklistLine))
        self._say_open()

    def _say_open(self) -> None:
        """The foot counts what is still open on this weapon."""
        blocks = self.work.view.checklist.blocks if self.work and not self.work.view.check else ()
        self._found_icon.setVisible(bool(blocks))
        self._found_icon.set_icon("circle-dashed", Role.TEXT_2)
        self._found.set_tone(Role.TEXT_2)
        words = trn(
            "{count} thing stands against the verification", "{count} things stand against the verification",
            len(blocks),
        )  # fmt: skip
        self._found.setText(words if blocks else "")

    # Acts

    def go_on(self) -> None:
        """Ctrl+Enter: begin, record, or verify: whatever is next for this weapon."""
        item = self.list.current_row()
        if self.row is not None and self.row.state == "not begun":
            self._begin()
        elif self.work is not None and self.work.view.check is not None:
            number = self.work.view.deactivation.id
            open_certificate(self.desk, self.batch_id, self, self.approvals, number)
        elif self.work is not None and self.work.view.checklist.ready:
            self.verify()
        elif isinstance(item, ChecklistLine):
            self._record()
        elif isinstance(item, MarkLine):
            self._mark()

    def _begin(self) -> None:
        asked = self.begin_form.request(self._id)
        if asked is not None:
            self.primary.setEnabled(False)
            self.desk.write(
                self,
                lambda books, _progress: reads.begin(books, asked),
                lambda _number: self._done(),
                touches=_DISPOSAL,
                refused=self._refused,
                name=tr("Beginning"),
            )

    def _record(self) -> None:
        answered, work = self.operation.answered(), self.work
        if answered is None or work is None:
            self.show_notice(tr("Choose the outcome, and write the day on which it was done"))
            return
        number, operation_id = work.view.deactivation.id, self._id
        photograph_id = self._photograph_id(answered.photograph)
        ids = (photograph_id, operation_id)
        line = work.view.checklist.line(answered.operation)
        kept = line.result.attachment_id if line and line.result else 0
        self.primary.setEnabled(False)
        self.desk.write(
            self,
            lambda books, _progress: reads.record(books, ids, number, answered, kept),
            lambda _none: self._done(),
            touches=_CASES, refused=self._refused, failed=lambda trouble: self._failed(trouble.sentence),
            name=tr("Recording"),
        )  # fmt: skip

    def _photograph_id(self, path: Path | None) -> str:
        """One id for each file: recording again after a refusal attaches it once."""
        return self._photograph_ids.setdefault(path, self.desk.new_id()) if path else ""

    def _mark(self) -> None:
        marked, work = self.mark.answered(), self.work
        if marked is None or work is None:
            self.mark.say_missing()
            return
        number, operation_id = work.view.deactivation.id, self._id
        self.primary.setEnabled(False)
        self.desk.write(
            self, lambda books, _progress: reads.mark(books, operation_id, number, marked), lambda _none: self._done(),
            touches=_DISPOSAL, refused=self._refused, name=tr("Recording"),
        )  # fmt: skip

    def _done(self) -> None:
        """It is recorded: read again, and go on with what is open."""
        self._id = self.desk.new_id()
        self._goes_on = True
        self.message.hide()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._fit()
        if self.row is not None and self.row.state == "not begun":
            self.begin_form.show_findings(findings)
        elif self.mark.isVisible():
            self.mark.show_findings(findings)
        else:
            self.operation.refuse(findings)
            self.pane.to_top()

    def _failed(self, sentence: str) -> None:
        self._fit()
        self.show_notice(sentence)

    def verify(self) -> None:
        """Somebody else compares the finished weapon with its list."""
        if self.work is None or self.bench is None:
            return
        dialog = VerifyDialog(self.desk, self, self.work.view, self._requested, self.bench.second)
        dialog.finished.connect(lambda _code: self.refresh())
        dialog.open()

    def _requested(self, requested: Requested) -> None:
        self.approvals.requested(requested, self)


def _next_act(*, begins: bool, ready: bool, closed: bool) -> tuple[str, str]:
    """The one likely next act for this weapon: words and icon."""
    if begins:
        return tr("Begin the deactivation"), "check"
    if closed:
        return tr("Show the certificate"), "file-check"
    return (tr("Verify the weapon"), "file-check") if ready else (tr("Record and go on"), "check")


def _first_open(bench: reads.Bench) -> int:
    """The first weapon on which something is to be done; the first of all where nothing is."""
    waiting = [row for row in bench.rows if row.state not in {"deactivated", "held back"}]
    return (waiting or list(bench.rows))[0].line_no if bench.rows else 0


def open_deactivation(
    desk: Desk, batch_id: int, parent: QWidget | None = None, approvals: Approvals | None = None
) -> DeactivationScreen:
    """Open the deactivation of this batch over the window."""
    screen = DeactivationScreen(desk, parent or QApplication.activeWindow(), batch_id, approvals)
    screen.finished.connect(lambda _code: screen.deleteLater())
    screen.open()
    return screen
