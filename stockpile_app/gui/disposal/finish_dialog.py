"""Finish the verification: what does not agree is shown before anything is recorded, and blocks honestly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import access, cases, disposal
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal import BatchLineRow, Finishing, LineState
from stockpile_app.disposal.around import case_numbers
from stockpile_app.disposal.rows import Progress
from stockpile_app.gui.common import (
    Chip,
    Choice,
    Column,
    ComboField,
    Face,
    FactList,
    Kind,
    Label,
    Role,
    Status,
    TableView,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class OpenRow:
    """Something that does not agree: a line nobody has met, something set aside, something on no line.

    Attributes:
        waits: Its case is open and must be decided first; `explained`: it was.
    """

    line: str
    mark: str
    what: str
    chip: Chip
    waits: bool = False
    explained: bool = False


@dataclass(frozen=True, slots=True)
class FinishFacts:
    """What stands between the verification and its end."""

    progress: Progress
    rows: tuple[OpenRow, ...]
    names: tuple[str, ...]

    @property
    def new(self) -> int:
        """Differences that have no case yet."""
        return sum(not row.waits and not row.explained for row in self.rows)

    @property
    def waiting(self) -> int:
        """Differences whose case is open."""
        return sum(row.waits for row in self.rows)


def finish_facts(books: Stockpile, batch_id: int) -> FinishFacts:
    """Read it."""
    names = tuple(user.name for user in access.users(books) if user.state == ACTIVE)
    return FinishFacts(disposal.progress(books, batch_id), tuple(_open_rows(books, batch_id)), names)


def _open_rows(books: Stockpile, batch_id: int) -> Iterator[OpenRow]:
    for line in disposal.batch_lines(books, batch_id, state=LineState.WAITING, limit=-1):
        yield OpenRow(str(line.line_no), line.mark, _item(line), Chip(Status.STOP, tr("Not met")))
    found = disposal.differences(books, batch_id)
    numbers = case_numbers(books, {one.case_id for one in found} - {0})
    for check in found:
        number = str(check.line_no) if check.line_no else ""
        case = numbers.get(check.case_id, "")
        waits = bool(case) and cases.is_open(books, check.case_id)
        chip = Chip(Status.WARN if waits or not case else Status.OK, case or tr("Set aside"))
        words = check.remark or tr(check.result)
        yield OpenRow(number, check.read, words, chip, waits, bool(case) and not waits)


def _item(line: BatchLineRow) -> str:
    return " · ".join(filter(None, (line.item, tr("box {name}", name=line.box) if line.box else "")))


class FinishDialog(StepDialog):
    """With a difference, cases open and the batch waits for them; without one it is verified."""

    def __init__(self, work: Work, verifier: str = "") -> None:
        super().__init__(
            work, "finish verification", "scan-barcode", tr("Finish the verification"), tr("Finish the verification"),
            QSize(1060, 660),
        )  # fmt: skip
        self.verifier = verifier
        self.when = self.moment(tr("When"))
        self.owner: ComboField[str] = ComboField(self.theme, tr("Who explains it"), free=True)
        self.deadline = self.day(tr("Until when"), optional=True)
        self.deadline.set_help(tr("14 days from today, unless another day is named"))
        self.facts = FactList(name_width=self.theme.px(110), values_at_end=True)
        self.says = Label("", Face.STRONG, wrap=True)
        self.table: TableView[OpenRow] = TableView(self.theme, tr("What does not agree"), _columns())
        self.fields += [self.when, self.owner, self.deadline]
        self._lay()
        batch_id = work.batch_id
        self.desk.read(self, lambda books: finish_facts(books, batch_id), self._show)

    def _lay(self) -> None:
        side, right = QWidget(), QWidget()
        left = vbox(side, self.second, self.when, self.owner, self.deadline, self.facts, spacing=12)
        left.addStretch(1)
        vbox(right, self.says, spacing=10).addWidget(self.table, 1)
        self.use_sides(side, right, 340)

    def _show(self, found: FinishFacts) -> None:
        now = found.progress
        for name, count in (
            (tr("Planned"), now.planned),
            (tr("Verified"), now.verified),
            (tr("Set aside"), now.set_aside + now.others),
            (tr("Missing"), now.missing),
            (tr("Not met"), now.left),
        ):
            self.facts.add_fact(name, isolate(grouped(count)))
        self.table.set_rows(found.rows)
        self.table.setVisible(bool(found.rows))
        self.owner.set_choices([Choice(name, name) for name in found.names])
        self.owner.set_value(self.desk.actor.name)
        for field in (self.owner, self.deadline):
            field.setVisible(bool(found.new))
        stops = bool(found.new or found.waiting)
        self.says.set_tone(Role.STOP if stops else Role.OK)
        self.says.setText(_sentence(found))
        self.post_button.set_words(tr("Open the cases") if found.new else tr("Finish the verification"))
        only_waiting = bool(found.waiting) and not found.new
        self.post_button.setEnabled(self.may and not only_waiting and not self.desk.read_only)

    def post(self) -> None:
        """Verified, or the cases open."""
        if self.unreadable(self.when, self.deadline):
            return
        asked = Finishing(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            finished_at=moment_text(self.when),
            owner=self.owner.text(),
            deadline=moment_text(self.deadline),
            verifier=self.verifier,
        )
        self.do(lambda books: disposal.finish_verification(books, asked), tr("Verification finished"),
                tr("Finishing the verification"))  # fmt: skip


def _sentence(found: FinishFacts) -> str:
    if found.new:
        left = found.progress.left
        missing = trn(
            "{figure} line was not met and is recorded as missing.",
            "{figure} lines were not met and are recorded as missing.", left, figure=grouped(left),
        )  # fmt: skip
        words = tr("Every difference gets a case. The batch waits until each has its outcome.")
        return f"{missing} {words}" if left else words
    if found.waiting:
        waiting = trn("{figure} case waits for its outcome.", "{figure} cases wait for their outcome.", found.waiting,
                      figure=grouped(found.waiting))  # fmt: skip
        return f"{waiting} {tr('Decide the cases, then finish the verification.')}"
    if found.rows:
        return tr("Every difference is explained. What was verified goes on.")
    return tr("Everything on the list was met, and nothing else.")


def _columns() -> list[Column[OpenRow]]:
    return [
        Column("line", tr("Line"), Kind.NUMBER, _line),
        Column("mark", tr("Mark"), Kind.SERIAL, sample="KM 06427"),
        Column("what", tr("What"), stretch=True),
        Column("chip", tr("State"), Kind.CHIP, sample=tr("Set aside")),
    ]


def _line(row: OpenRow) -> Cell:
    return int(row.line) if row.line else None
