"""The boxes leave and arrive: each is scanned onto the truck, and its seal is read again at the site."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal import Arrival, HandOver
from stockpile_app.gui.common import (
    Face,
    Label,
    LabelledField,
    MultiLineField,
    Role,
    ScanFilter,
    TextField,
    vbox,
)
from stockpile_app.gui.disposal.boxes_panel import BoxesPanel, box_rows
from stockpile_app.gui.disposal.seen import SeenBatch, see
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text

_SIZE = QSize(1060, 640)


class BoxesDialog(StepDialog):
    """Fields at the leading side, the boxes beside them."""

    def __init__(
        self, work: Work, operation: str, icon: str, words: tuple[str, str, str, str], by_label: bool = True
    ) -> None:
        title, verb, scan_words, done_word = words
        super().__init__(work, operation, icon, title, verb, _SIZE)
        self.boxes = BoxesPanel(self.theme, scan_words, done_word, by_label)
        self.open_word = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        self.use_scan_field(self.boxes.scan)
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.boxes.scan)
        self.boxes.changed.connect(self.fit)

    def stand(self, *fields: LabelledField) -> None:
        """Move the fields to the leading side, and show the boxes."""
        self.fields += fields
        side = QWidget()
        column = vbox(side, self.second, *fields, self.open_word, spacing=12)
        column.addStretch(1)
        self.use_sides(side, self.boxes, 360)
        batch_id = self.work.batch_id
        self.desk.read(self, lambda books: see(books, batch_id), self._show)

    def _show(self, seen: SeenBatch | None) -> None:
        if seen is not None:
            self.boxes.set_boxes(box_rows(seen))

    def fit(self) -> None:
        """Another box was scanned."""


class HandOverDialog(BoxesDialog):
    """Who takes the boxes away; every box is scanned onto the truck before the primary works."""

    def __init__(self, work: Work) -> None:
        words = (
            tr("Hand over"),
            tr("Hand the boxes over"),
            tr("Scan each box onto the truck"),
            tr("On the truck"),
        )
        super().__init__(work, "hand batch over", "truck", words)
        self.when = self.moment(tr("When"))
        self.carrier = TextField(
            self.theme, tr("Carrier"), help_text=tr("Name and rank of who signs for the boxes")
        )
        self.organisation = TextField(self.theme, tr("Organisation"), optional=True)
        self.remark = MultiLineField(self.theme, tr("Remarks"), optional=True, lines=2)
        self.stand(self.when, self.carrier, self.organisation, self.remark)
        self.fit()

    def fit(self) -> None:
        """The primary waits until every box is on the truck."""
        missing = len(self.boxes.missing)
        words = trn("{count} box is not on the truck yet", "{count} boxes are not on the truck yet", missing)
        self.open_word.setText(words if missing else tr("Every box is on the truck"))
        self.post_button.setEnabled(
            self.may and not missing and bool(self.boxes.rows()) and not self.desk.read_only
        )

    def post(self) -> None:
        """They leave."""
        if self.unreadable(self.when):
            return
        asked = HandOver(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            handed_at=moment_text(self.when),
            carrier=self.carrier.value(),
            organisation=self.organisation.value(),
            remark=self.remark.value(),
        )
        self.do(lambda books: disposal.hand_over(books, asked), tr("Handed over"), tr("Handing over"))


class ArrivalDialog(BoxesDialog):
    """Who takes the boxes at the site, and the seals as they are read there; what differs opens a case."""

    def __init__(self, work: Work) -> None:
        words = (
            tr("Record arrival"),
            tr("Record arrival"),
            tr("Scan the seal of each box"),
            tr("Seal whole"),
        )
        super().__init__(work, "receive batch", "log-in", words, by_label=False)
        self.when = self.moment(tr("When"))
        self.receiver = TextField(self.theme, tr("Receiver"), help_text=tr("Who takes the boxes at the site"))
        self.organisation = TextField(self.theme, tr("Organisation"), optional=True)
        self.stand(self.when, self.receiver, self.organisation)
        self.fit()

    def fit(self) -> None:
        """Say beforehand which cases will open."""
        missing, strange = len(self.boxes.missing), len(self.boxes.strange)
        unread = trn(
            "{count} seal is not read yet. If it is not found, a case opens",
            "{count} seals are not read yet. For each that is not found a case opens",
            missing,
        )
        differ = trn(
            "{count} seal differs: a case opens", "{count} seals differ: a case opens for each", strange
        )
        words = " ".join(said for said, count in ((f"{unread}.", missing), (f"{differ}.", strange)) if count)
        self.open_word.setText(words or tr("Every seal is the one that was applied"))

    def post(self) -> None:
        """They are here."""
        if self.unreadable(self.when):
            return
        read = [row.seal for row in self.boxes.rows() if row.scanned] + self.boxes.strange
        if not read:
            self.boxes.scan.setFocus()
            self.show_notice(tr("No seal was read yet. Scan the seal of each box"))
            return
        asked = Arrival(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            received_at=moment_text(self.when),
            receiver=self.receiver.value(),
            organisation=self.organisation.value(),
            seals=tuple(read),
        )
        self.do(
            lambda books: disposal.receive_at_site(books, asked), tr("Received at the site"), tr("Receiving")
        )
