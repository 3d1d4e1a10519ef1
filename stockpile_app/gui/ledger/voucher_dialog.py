"""The base of every voucher dialog: header at the leading edge, scan field and lines beside it.

Each change is looked at by the posting rules on the store's worker; a refusal opens under its row
with its remedies.  Enter never posts; Ctrl+Enter does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.access import Requested
from stockpile_app.base import Finding, Severity
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.fields import LabelledField
from stockpile_app.gui.common.finding_card import Remedy
from stockpile_app.gui.common.moment_field import Moment, MomentField, read_moment
from stockpile_app.gui.common.scanner import ScanFilter
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.ledger import posting
from stockpile_app.gui.ledger.asks import ReasonAsk
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.leave_dialog import LeaveDialog
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.lines_panel import LinesPanel
from stockpile_app.gui.ledger.reading_dialog import ReadingDialog
from stockpile_app.gui.ledger.start import Start, Surroundings
from stockpile_app.gui.ledger.words import amounts, kind_icon
from stockpile_app.ledger.model import AccountKind, Posted, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, Line
from stockpile_app.ledger.rules_ended import ALARMS, LOOKS_DESTROYED
from stockpile_app.store import Stockpile


class VoucherDialog(ReadingDialog):
    """One voucher being written.

    A kind says which fields it has (`build_head`), what they make (`request`), and which of them
    must be filled (`missing`).

    Signals:
        posted: it is in the books (`Posted`, sentence).
        requested: it now waits for a second person (`Requested`).
        kept: it was kept as a draft, or a draft was discarded.
        remedy_asked: another dialog would mend a refusal (voucher kind, mark).
        life_asked: the life of a weapon or lot is wanted (`Subject`).
        reappeared_asked: what a line brings was destroyed, and is to be reported (mark, line counted from 0).
    """

    posted = Signal(object, str)
    requested = Signal(object)
    kept = Signal()
    remedy_asked = Signal(object, str)
    life_asked = Signal(object)
    reappeared_asked = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None, start: Start | None = None) -> None:
        self.desk, self.start = desk, start or Start()
        super().__init__(
            desk.theme,
            parent,
            kind_icon(self.kind),
            self.heading(),
            tr("draft · the number is given when it is posted"),
        )
        self.operation_id = self.start.draft.operation_id if self.start.draft else desk.new_id()
        self.accounts = ()
        self.accept_look_alike = self.start.draft.accept_look_alike if self.start.draft else ""
        self._reads = 0
        self._turn = 0
        self._looking = False
        self._post_wanted = False
        self._findings: tuple[Finding, ...] = ()
        self._at_first: AnyVoucher | None = None
        self._account_fields = []
        self.form = HeadForm(desk.theme)
        self.effective = MomentField(desk.theme, tr("Effective on"))
        self.effective.set_value(read_moment(desk.now()))
        self.build_head(self.form)
        self.lines = LinesPanel(
            desk.theme, self.remedies, tr(self.scan_words) if self.scan_words else "", self.build_above()
        )
        self.set_sides(self.form, self.lines)
        self._build_foot()
        self._connect()
        self._ask_surroundings()

    # What a kind says

    def heading(self) -> str:
        """The title of the dialog."""
        raise NotImplementedError

    def build_head(self, form: HeadForm) -> None:
        """Add the fields, in the order of the paper."""
        raise NotImplementedError

    def build_above(self) -> QWidget | None:
        """What stands over the scan field."""
        return None

    def request(self, lines: tuple[Line, ...]) -> AnyVoucher:
        """The voucher as it stands in the fields."""
        raise NotImplementedError

    def missing(self) -> Iterator[LabelledField]:
        """Fields that must be filled and are not."""
        return iter(())

    def facts(self) -> list[tuple[str, str]]:
        """What is on the voucher so far."""
        return posting.facts(self.lines.rows())

    def place(self) -> str:
        """The account named in the message of success."""
        return ""

    # Building

    def _build_foot(self) -> None:
        self.add_button(Button(self.theme, tr("Keep as draft"), "", "Ctrl+S").does(self.keep))
        cancel = Button(self.theme, tr("Cancel"), "", "Escape").does(self.ask_close)
        cancel.setShortcut(QKeySequence())  # Esc belongs to the dialog: the scan field first, then close
        self.add_button(cancel)
        self.post_button = PrimaryButton(self.theme, tr("Post voucher"), "check", "Ctrl+Return").does(
            self.post
        )
        self.add_button(self.post_button, primary=True)
        self.post_button.setEnabled(False)

    def _connect(self) -> None:
        self.lines.scanned.connect(self.read)
        self.lines.changed.connect(self.look)
        self.lines.opened.connect(self.edit)
        self.next_finding.connect(self.step)
        for field in self.form.fields:
            field.changed.connect(self.look)
        if self.scan_words:
            self.use_scan_field(self.lines.scan)
            gap = self.theme.tokens.motion.scanner_gap_ms
            ScanFilter(self, gap).route_to(self.lines.scan)
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self.show_life)

    # Looking at it

    def voucher(self) -> AnyVoucher:
        """The voucher as it stands."""
        return self.request(tuple(row.line for row in self.lines.rows() if row.line is not None))

    def begun(self) -> bool:
        """Whether anything stands in it that did not stand there when it opened."""
        return self._at_first is not None and self.voucher() != self._at_first

    def _surrounded(self, around: Surroundings) -> None:
        super()._surrounded(around)
        if self._at_first is None:
            self._at_first = self.voucher()

    def effective_at(self) -> str:
        """The effective date and time as typed; today when it is not a date."""
        moment: Moment | None = self.effective.value()
        return str(moment).replace(" ", "T") if moment else self.desk.today().isoformat()

    def look(self) -> None:
        """Something is another: show the sums, and have the rules look at it."""
        self._turn += 1
        self.form.show_facts(self.facts())
        if not self._looking:
            self._have_looked()

    def _have_looked(self) -> None:
        if not self.lines.rows():
            self.show_checked([])
            return
        turn, voucher = self._turn, self.voucher()
        self._looking = True
        self.desk.write(
            self,
            lambda books, _progress: posting.check(books, voucher),
            lambda found: self._looked(turn, found),
        )

    def _looked(self, turn: int, findings: Sequence[Finding]) -> None:
        self._looking = False
        if turn != self._turn:
            self._have_looked()
            return
        self.show_checked(findings)
        self.post_if_ready()

    def show_checked(self, findings: Sequence[Finding]) -> None:
        """Show what the rules say: on the fields, in the rows, in the foot."""
        unfilled = [posting.unfilled(field.name) for field in self._unfilled()] if self.lines.rows() else []
        kept = posting.without_covered(findings, unfilled)
        self._findings = (*unfilled, *kept)
        self.form.show_findings(self._findings)
        self.lines.show_findings(self._findings)
        self.form.show_facts(self.facts())
        self.show_findings(self._findings)
        if unfilled and len(unfilled) == self.refused():
            self.say_unfilled(len(unfilled))
        self.post_button.setEnabled(bool(self.lines.rows()) and not self.refused())

    def _unfilled(self) -> Iterator[LabelledField]:
        yield from self.missing()
        if self.effective.value() is None:
            yield self.effective

    def refused(self) -> int:
        """How many refusals stand."""
        return sum(finding.severity is Severity.REFUSAL for finding in self._findings)

    def step(self, direction: int) -> None:
        """F8: the next finding; a field first, then the rows."""
        wrong = self.form.wrong()
        if wrong and not any(f.row for f in self._findings):
            here = next((n for n, field in enumerate(wrong) if field.editor.hasFocus()), -1)
            wrong[(here + direction) % len(wrong)].setFocus()
        else:
            self.lines.step(direction)

    def remedies(self, finding: Finding) -> list[Remedy]:
        """What may mend a finding, the likeliest first."""
        rows = self.lines.rows()
        if not 0 < finding.row <= len(rows):
            return []
        row = rows[finding.row - 1]
        acts: list[Remedy] = []
        if finding.rule == "LEDGER-03":
            acts += self._where_it_stands(row)
        if finding.rule in ALARMS and self.desk.may("report reappeared"):
            acts.append(self._report(row, finding.row - 1))
        if finding.rule in {"CATALOGUE-02", LOOKS_DESTROYED}:
            acts.append(Remedy(tr("Accept and say why"), lambda: self._ask_reason(finding), "check"))
        if finding.rule in {"LEDGER-06", "LEDGER-15", "LEDGER-18"}:
            acts.append(Remedy(tr("Correct the quantity"), lambda: self.edit(row), "pencil"))
        if self.scan_words:
            remove = tr("Remove row {row}", row=finding.row)
            acts.append(Remedy(remove, lambda: self.lines.remove(finding.row - 1), "x", "Delete"))
        if row.subject is not None and row.subject.weapon is not None:
            acts.append(
                Remedy(tr("Show its life"), lambda: self.life_asked.emit(row.subject), "history", link=True)
            )
        return acts

    def _where_it_stands(self, row: LineRow) -> Iterator[Remedy]:
        """A weapon with a holder is handed in first; one in another store is taken from there."""
        subject, field = row.subject, self.taken_from
        stands = next((a for a in self.accounts if subject and a.id == subject.account_id), None)
        if field is None or stands is None:
            return
        if stands.kind == AccountKind.HOLDER:
            words = tr("Record its hand-in first")
            yield Remedy(words, lambda: self.remedy_asked.emit(VoucherKind.HAND_IN, row.mark), "log-in", "F3")
        elif field.account_id != stands.id and all(one.refused for one in self.lines.rows()):
            words = tr("Take it from {account}", account=isolate(stands.title))
            yield Remedy(words, lambda: self._take_from(stands.id), "warehouse")

    def _report(self, row: LineRow, position: int) -> Remedy:
        """What was destroyed is not received: the thing in hand is reported, apart and on hold."""
        words = tr("Report it as reappeared")
        return Remedy(words, lambda: self.reappeared_asked.emit(row.mark, position), "file-warning")

    def _take_from(self, account_id: int) -> None:
        if self.taken_from is not None:
            self.taken_from.take(account_id)
        self.look()
        self.to_scan()

    def _ask_reason(self, finding: Finding) -> None:
        self.ask(ReasonAsk(self.theme, f"{finding.sentence}: {finding.got}"), self._accept)

    def _accept(self, reason: object) -> None:
        self.accept_look_alike = str(reason)
        self.look()

    def show_life(self) -> None:
        """Ctrl+I: the life of the current line's weapon or lot."""
        row = self.lines.table.current_row()
        if row is not None and row.subject is not None:
            self.life_asked.emit(row.subject)

    # Posting, keeping, leaving

    def post(self) -> None:
        """Ctrl+Enter: post it, as soon as every read has arrived and every rule has looked."""
        self._post_wanted = True
        self.post_if_ready()

    def post_if_ready(self) -> None:
        ready = self._post_wanted and not self._reads and not self._looking and not self.lines.asking
        if not ready or self.refused() or not self.lines.rows():
            self._post_wanted = self._post_wanted and bool(self._reads or self._looking)
            return
        self._post_wanted = False
        self.post_button.setEnabled(False)
        voucher = self.voucher()
        self.desk.write(
            self,
            lambda books, _progress: self._post_voucher(books, voucher),
            self._posted,
            refused=self.show_checked,
            name=tr("Posting"),
        )

    @staticmethod
    def _post_voucher(books: Stockpile, voucher: AnyVoucher) -> Posted | Requested:
        return posting.post(books, voucher)

    def _posted(self, posted: Posted | Requested) -> None:
        if isinstance(posted, Requested):
            self.requested.emit(posted)
            self.done(1)
            return
        rows = self.lines.rows()
        amount = amounts((row.unit, row.quantity) for row in rows)
        sentence = posting.success(self.kind, amount, self.place(), posted.number)
        self.posted.emit(posted, sentence)
        self.done(1)

    def keep(self) -> None:
        """Ctrl+S: keep it as a draft and close."""
        voucher = self.voucher()
        self.desk.write(
            self, lambda books, _progress: posting.keep(books, voucher), self._kept, name=tr("Keeping")
        )

    def _kept(self, _draft: object) -> None:
        self.kept.emit()
        self.done(0)

    def reject(self) -> None:
        """Esc leaves a question first, then goes to the scan field, then closes."""
        if self.lines.asking:
            self.lines.close_ask()
        else:
            super().reject()

    def may_close(self) -> bool:
        """Lines that would be lost are asked about."""
        count = len(self.lines.rows())
        if not count or not self.scan_words:
            return True
        sentence = trn("{count} line would be lost", "{count} lines would be lost", count)
        question = LeaveDialog(self.desk, self, sentence)
        question.kept.connect(self.keep)
        question.left.connect(lambda: self.done(0))
        question.open()
        return False
