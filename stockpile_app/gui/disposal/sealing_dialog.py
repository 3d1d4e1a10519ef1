"""Pack and seal: scan a box, scan what goes into it, scan its seal; everything by the scanner alone."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal, ledger
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal import BatchLineRow, LineState, Sealing
from stockpile_app.gui.common import (
    Chip,
    Choice,
    Column,
    ComboField,
    Face,
    Kind,
    Label,
    LinkButton,
    Role,
    ScanField,
    ScanFilter,
    Status,
    StatusLine,
    TableView,
    TextField,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import PLAIN, Cell, RowLook
from stockpile_app.gui.disposal.packing import OpenBox, Packing
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text
from stockpile_app.gui.ledger import posting
from stockpile_app.gui.ledger.new_account_dialog import NewAccountDialog
from stockpile_app.ledger.model import Account, AccountKind
from stockpile_app.ledger.reading import Reading
from stockpile_app.store import Stockpile

_SIZE = QSize(1160, 720)
ADD = -1


def _gather(books: Stockpile, batch_id: int) -> tuple[list[BatchLineRow], list[Account]]:
    lines = disposal.batch_lines(books, batch_id, limit=-1)
    return [one for one in lines if one.state is not LineState.HELD_BACK], ledger.accounts(
        books, AccountKind.CONTAINER
    )


class SealingDialog(StepDialog):
    """Every line into a box, every box under a seal."""

    def __init__(self, work: Work) -> None:
        super().__init__(work, "seal batch", "lock", tr("Pack and seal"), tr("Seal the boxes"), _SIZE)
        self.packing = Packing()
        self.when = self.moment(tr("When"))
        self.packer = TextField(
            self.theme, tr("Packer"), optional=True, help_text=tr("You, unless somebody else is named")
        )
        self.organisation = TextField(self.theme, tr("Organisation"), optional=True)
        self.box: ComboField[int] = ComboField(
            self.theme, tr("Box"), help_text=tr("Scan its label, or choose it")
        )
        self.box.chosen.connect(self._chose_box)
        self.fields += [self.when, self.packer, self.organisation, self.box]
        self.scan = ScanField(self.theme, tr("Scan a box, what goes into it, then its seal"))
        self.scan.scanned.connect(self.read)
        self.said = StatusLine(self.theme, Status.INFO, tr("Scan the label of the first box"))
        self.rest = LinkButton(self.theme, tr("Put all the rest into it"), "layers", "Ctrl+A").does(
            self.put_rest
        )
        self._lay()
        self.use_scan_field(self.scan)
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        batch_id = work.batch_id
        self.desk.read(self, lambda books: _gather(books, batch_id), self._offer)
        self._tell()

    def _lay(self) -> None:
        self.boxes: TableView[OpenBox] = TableView(self.theme, tr("Boxes"), self._box_columns(), look=self._box_look,
                                                   key=lambda box: box.container_id)  # fmt: skip
        self.boxes.row_opened.connect(lambda box: self._go_on(box.container_id, box.name))
        self.boxes.setMinimumHeight(self.theme.px(150))
        side = QWidget()
        left = vbox(side, self.second, self.when, self.packer, self.organisation, self.box, spacing=12)
        left.addWidget(self.boxes, 1)
        self.lines: TableView[BatchLineRow] = TableView(self.theme, tr("Lines"), self._line_columns(),
                                                        key=lambda line: line.line_no)  # fmt: skip
        self.lines.row_opened.connect(lambda line: self.turn(line.line_no))
        self.count = Label("", Face.BODY, Role.TEXT_2)
        line = hbox(None, spacing=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.rest)
        right = QWidget()
        column = vbox(right, self.scan, spacing=10)
        column.addLayout(line)
        column.addWidget(self.lines, 1)
        column.addWidget(self.count)
        self.use_sides(side, right, 400)

    def _box_columns(self) -> list[Column[OpenBox]]:
        return [
            Column("name", tr("Box"), stretch=True, sortable=False),
            Column("lines", tr("Lines"), Kind.NUMBER, self._count, sortable=False),
            Column("seal", tr("Seal"), Kind.SERIAL, lambda box: box.seal, sample="88214", sortable=False),
        ]

    def _count(self, box: OpenBox) -> Cell:
        return self.packing.count(box)

    def _box_look(self, box: OpenBox) -> RowLook:
        return RowLook(bar=Status.INFO) if box == self.packing.box else PLAIN

    def _line_columns(self) -> list[Column[BatchLineRow]]:
        return [
            Column("line_no", tr("Line"), Kind.NUMBER),
            Column("mark", tr("Serial or lot"), Kind.SERIAL, sample="KM 06427"),
            Column("item", tr("Item"), stretch=True),
            Column("quantity", tr("Quantity"), Kind.NUMBER),
            Column("box", tr("Box"), Kind.CHIP, self._lies, sample=tr("Loose"), sortable=False),
        ]

    def _lies(self, line: BatchLineRow) -> Cell:
        name = self.packing.name_of(line.line_no)
        return Chip(Status.OK, name, "package") if name else Chip(Status.IDLE, tr("Loose"))

    # What the books offer

    def _offer(self, found: tuple[list[BatchLineRow], list[Account]]) -> None:
        lines, containers = found
        self._offer_boxes(containers)
        self._put(Packing(lines=tuple(lines)))

    def _offer_boxes(self, containers: list[Account]) -> None:
        self.containers = containers
        offered = [Choice(one.id, one.title) for one in containers]
        self.box.set_choices([*offered, Choice(ADD, tr("Add a box"))])

    def _chose_box(self, value: object) -> None:
        if value == ADD:
            self.box.set_value(None)
            dialog = NewAccountDialog(self.desk, self, AccountKind.CONTAINER)
            dialog.opened.connect(self._opened_box)
            dialog.open()
        elif isinstance(value, int):
            self._go_on(value, next(one.title for one in self.containers if one.id == value))
            self.scan.setFocus()

    def _opened_box(self, account: Account) -> None:
        self._offer_boxes([*self.containers, account])
        self._go_on(account.id, account.title)

    # Scanning

    def read(self, text: str) -> None:
        """A box's label, something that goes into the open box, or the open box's seal."""
        self.desk.read(self, lambda books: posting.read(books, text, 0), self._read)

    def _read(self, reading: Reading) -> None:
        boxes = [one for one in reading.accounts if one.kind == AccountKind.CONTAINER]
        weapons = [one.weapon.id for one in reading.subjects if one.weapon]
        lots = [one.lot.id for one in reading.subjects if one.lot]
        lines = self.packing.lines_of(weapons, lots)
        if boxes:
            self._go_on(boxes[0].id, boxes[0].title)
        elif lines:
            self._pack(lines[0])
        elif reading.subjects or reading.accounts:
            self.say(Status.STOP, tr("{mark} is not on the list of this batch", mark=isolate(reading.text)))
        elif reading.alike:
            listed = reading.alike[0].weapon.serial if reading.alike[0].weapon else ""
            self.say(Status.STOP, tr("{mark} is not in the books; it looks like {other}", mark=isolate(reading.text),
                                     other=isolate(listed)))  # fmt: skip
        else:
            self._seal(reading.text)

    def _go_on(self, container_id: int, name: str) -> None:
        self._put(self.packing.opened(container_id, name))
        self.say(Status.OK, tr("{box} is open: scan what goes into it, then its seal", box=name))

    def _pack(self, line: BatchLineRow) -> None:
        box = self.packing.box
        if box is None:
            self.say(Status.WARN, tr("Scan the label of the box first"))
            return
        self._put(self.packing.put([line.line_no]))
        self.say(Status.OK, tr("{mark} lies in {box}", mark=isolate(line.mark or line.item), box=box.name))

    def _seal(self, text: str) -> None:
        box = self.packing.box
        if box is None or not self.packing.count(box):
            self.say(Status.STOP, tr("{mark} is not in the books. A seal is scanned when its box is filled",
                                     mark=isolate(text)))  # fmt: skip
            return
        if any(one.seal == text for one in self.packing.boxes if one != box):
            self.say(Status.STOP, tr("Seal {seal} closes another box", seal=isolate(text)))
            return
        self._put(self.packing.sealed(text))
        self.say(Status.OK, tr("{box} is closed with seal {seal}", box=box.name, seal=isolate(text)))

    def say(self, status: Status, words: str) -> None:
        """What became of the last scan."""
        self.said.show_status(status, words)

    # By hand

    def put_rest(self) -> None:
        """Everything that is loose goes into the open box."""
        box, loose = self.packing.box, self.packing.loose
        if box is None:
            self.say(Status.WARN, tr("Scan the label of the box first"))
        elif loose:
            self._put(self.packing.put([line.line_no for line in loose]))
            self.say(Status.OK, tr("{count} lines lie in {box}", count=grouped(len(loose)), box=box.name))

    def turn(self, line_no: int) -> None:
        """Enter on a line: into the open box, or out of its box."""
        inside = line_no in self.packing.where
        if not inside and self.packing.box is None:
            self.say(Status.WARN, tr("Scan the label of the box first"))
            return
        self._put(self.packing.taken_out(line_no) if inside else self.packing.put([line_no]))

    def _put(self, packing: Packing) -> None:
        before, self.packing = self.packing, packing
        if before.lines != packing.lines:
            self.lines.set_rows(packing.lines)
        else:
            moved = {
                position: line
                for position, line in enumerate(packing.lines)
                if before.name_of(line.line_no) != packing.name_of(line.line_no)
            }
            self.lines.model.update_rows(moved)
        self.boxes.set_rows(packing.boxes)
        self._tell()

    def _tell(self) -> None:
        loose, unsealed = len(self.packing.loose), len(self.packing.unsealed)
        parts = [trn("{count} line is loose", "{count} lines are loose", loose)] if loose else []
        parts += [trn("{count} box has no seal", "{count} boxes have no seal", unsealed)] if unsealed else []
        ready = bool(self.packing.lines) and not parts
        self.count.setText(" · ".join(parts) if parts else tr("Every line lies in a sealed box"))
        self.post_button.setEnabled(ready and self.may and not self.desk.read_only)
        self.rest.setEnabled(bool(loose))

    # The operation

    def post(self) -> None:
        """They are sealed."""
        if self.unreadable(self.when):
            return
        asked = Sealing(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            sealed_at=moment_text(self.when),
            boxes=self.packing.as_boxes(),
            packer=self.packer.value(),
            organisation=self.organisation.value(),
        )
        self.do(
            lambda books: disposal.seal_batch(books, asked), tr("Packed and sealed"), tr("Sealing the boxes")
        )

    def may_close(self) -> bool:
        """What was scanned is only in this dialog; closing forgets it, and it is all still loose."""
        return True
