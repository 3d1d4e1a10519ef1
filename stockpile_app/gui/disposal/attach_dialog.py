"""A photograph, film or letter about a batch: kept encrypted with the books, its hash in the journal."""

from __future__ import annotations

from PySide6.QtCore import QSize

from stockpile_app import cases
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.cases import NewAttachment
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open
from stockpile_app.gui.common import MultiLineField, isolate
from stockpile_app.gui.disposal.site_dialogs import PICTURES
from stockpile_app.gui.disposal.step_dialog import Work


class AttachDialog(FormDialog):
    """Which file, and what it shows."""

    def __init__(self, work: Work, choose: Choose = choose_to_open) -> None:
        batch = work.batch
        number = isolate(batch.number) if batch else ""
        super().__init__(
            work.desk, work.parent, "camera", tr("Attach a file"), tr("Attach it"), QSize(680, 430), number
        )
        self.work = work
        self.path = PathField(
            self.theme, tr("File"), f"{tr('Photographs and films')} ({PICTURES})", choose, "Ctrl+O"
        )
        self.remark = MultiLineField(self.theme, tr("What it shows"), optional=True, lines=3)
        self.form.addWidget(self.path)
        self.fields.append(self.path.field)
        self.ask(self.remark)

    def post(self) -> None:
        """Keep it."""
        path = self.path.path()
        if path is None:
            self.path.field.set_finding(tr("Choose the file"))
            return
        new = NewAttachment(
            operation_id=self.operation_id,
            about=("batch", self.work.batch_id),
            path=path,
            remark=self.remark.value(),
        )
        self.send(
            lambda books: cases.attach(books, new),
            Changes(entry=1, cases=True, disposal=True),
            lambda done: tr("{name} is attached, hash {hash}", name=done.name, hash=isolate(done.sha256[:8])),
            tr("Keeping the file"),
        )
