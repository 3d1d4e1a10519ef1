"""One case: what does not agree, who explains it and until when, the research log, the files, the outcome."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from stockpile_app import cases
from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr, trn
from stockpile_app.cases import ABOUT_WORDS, AboutShown, Attachment, CaseView
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.path_field import Choose, choose_to_save, documents_folder
from stockpile_app.gui.cases.act_dialogs import AssignDialog, AttachDialog, CloseCaseDialog, NoteDialog
from stockpile_app.gui.cases.case_log import file_columns, log_of
from stockpile_app.gui.cases.words import days_words, kind_word, state_chip
from stockpile_app.gui.common import (
    Button,
    ChipLabel,
    Dialog,
    EmptyState,
    Face,
    FactList,
    Label,
    LinkButton,
    PrimaryButton,
    Role,
    TableView,
    Timeline,
    isolate,
    vbox,
)

HEAD_HEIGHT, ROW_HEIGHT, MOST_FILES = 34, 50, 4
"""Of the list of files; more of them scroll."""


class CaseDialog(Dialog):
    """Opened by its number.

    Signals:
        life_asked: the life of what it is about (kind, id).
        voucher_asked: a voucher it is about (number).
    """

    life_asked = Signal(str, int)
    voucher_asked = Signal(str)

    def __init__(
        self, desk: Desk, parent: QWidget | None, number: str, choose: Choose = choose_to_save
    ) -> None:
        super().__init__(desk.theme, parent, "file-warning", tr("Case"), isolate(number))
        self.desk, self.number, self._choose = desk, number, choose
        self.view: CaseView | None = None
        self._build_left()
        self._build_right()
        self._build_foot()
        self.ask_again()

    # Building

    def _build_left(self) -> None:
        self._chips = vbox(None, spacing=8)
        self._chip: ChipLabel | None = None
        self.subject = Label("", Face.STRONG, wrap=True)
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = FactList(name_width=self.theme.px(88))
        self._links = vbox(None, spacing=2)
        left = QWidget()
        left.setProperty("kit", "clear")
        column = vbox(left, spacing=14)
        column.addLayout(self._chips)
        column.addWidget(self.subject)
        column.addWidget(self._facts)
        column.addWidget(Label(tr("What it is about"), Face.SECTION))
        column.addLayout(self._links)
        column.addStretch(1)
        self._left = _scrolled(left, tr("Case"))

    def _build_right(self) -> None:
        self.log = Timeline(self.theme, tr("Research log, newest first"))
        self.files: TableView[Attachment] = TableView(
            self.theme, tr("Attachments"), file_columns(), key=lambda row: row.id
        )
        self.files.set_empty(
            EmptyState(
                self.theme, tr("Nothing is attached"), tr("Photographs, scans and letters stand here.")
            )
        )
        self.files.row_opened.connect(lambda _file: self.save())
        self.files.row_selected.connect(lambda _file: self._permit())
        inside = QWidget()
        inside.setProperty("kit", "clear")
        vbox(inside, self.log, spacing=0).addStretch(1)
        right = QWidget()
        right.setProperty("kit", "clear")
        self._log_title = Label(tr("Research log"), Face.SECTION)
        self._files_title = Label(tr("Attachments"), Face.SECTION)
        column = vbox(right, self._log_title, spacing=10)
        column.addWidget(_scrolled(inside, tr("Research log, newest first")), 1)
        column.addWidget(self._files_title)
        column.addWidget(self.files)
        self.set_sides(self._left, right)

    def _build_foot(self) -> None:
        theme = self.theme
        self.save_file = Button(theme, tr("Save attachment"), "download", "Ctrl+E").does(self.save)
        self.attach = Button(theme, tr("Attach"), "file-plus", "Ctrl+O").does(self._dialog(AttachDialog))
        self.assign = Button(theme, tr("Give to"), "user", "Ctrl+G").does(self._dialog(AssignDialog))
        self.note = Button(theme, tr("Note"), "pencil", "Ctrl+N").does(self._note)
        self.close_case = PrimaryButton(theme, tr("Close the case"), "file-check", "Ctrl+Return")
        self.close_case.does(self._dialog(CloseCaseDialog))
        for button in (self.save_file, self.attach, self.assign, self.note):
            self.add_button(button)
        self.add_button(self.close_case, primary=True)
        self._permit()

    # Showing

    def ask_again(self) -> None:
        """What the books say of it now."""
        number = self.number
        self.desk.read(self, lambda books: cases.case_view(books, number), self._show)

    def _show(self, view: CaseView | None) -> None:
        first = self.view is None
        self.view = view
        self._permit()
        if view is None:
            self.show_notice(tr("There is no case {number}", number=self.number))
            return
        self.title.setText(kind_word(view.case.kind))
        if self._chip is None:
            self._chip = ChipLabel(self.theme, state_chip(view.row))
            self._chips.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeading)
        self._chip.set_chip(state_chip(view.row))
        self.subject.setText(view.case.subject)
        self._show_facts(view)
        self._show_links(view)
        notes = trn("{count} note", "{count} notes", len(view.notes))
        self._log_title.setText(tr("Research log · {notes}", notes=notes))
        self.log.set_events(log_of(view, self.desk.founding.zone))
        if first:
            self.log.setFocus(Qt.FocusReason.OtherFocusReason)
        self._files_title.setText(tr("Attachments · {count}", count=len(view.attachments)))
        self.files.set_rows(view.attachments)
        rows = min(max(len(view.attachments), 2), MOST_FILES)
        self.files.setFixedHeight(self.theme.px(HEAD_HEIGHT + rows * ROW_HEIGHT))

    def _show_facts(self, view: CaseView) -> None:
        row, zone = view.row, self.desk.founding.zone
        self._facts.clear()
        self._facts.add_fact(tr("Owner"), row.owner)
        tone = Role.STOP if row.overdue else Role.TEXT
        due = f"{isolate(row.deadline)} · {days_words(row)}" if row.open else isolate(row.deadline)
        self._facts.add_fact(tr("Deadline"), due, tone=tone)
        self._facts.add_fact(tr("Opened"), isolate(local_text(view.case.opened_at, zone)))
        self._facts.add_fact(tr("Opened by"), view.case.opened_by)
        if view.outcome is not None:
            self._facts.add_fact(tr("Decided"), isolate(local_text(view.outcome.decided_at, zone)))
            self._facts.add_fact(tr("Decided by"), view.outcome.decided_by)

    def _show_links(self, view: CaseView) -> None:
        while (item := self._links.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in view.about:
            self._links.addWidget(Label(tr(ABOUT_WORDS[one.about]), Face.CAPTION, Role.TEXT_2))
            self._links.addWidget(self._link(one), 0, Qt.AlignmentFlag.AlignLeading)

    def _link(self, one: AboutShown) -> QWidget:
        """What the ledger can show opens; the rest is named."""
        words = isolate(one.words)
        acts: dict[str, tuple[str, Callable[[], object]]] = {
            "weapon": ("history", partial(self.life_asked.emit, "weapon", one.about_id)),
            "lot": ("history", partial(self.life_asked.emit, "lot", one.about_id)),
            "voucher": ("file-text", partial(self.voucher_asked.emit, one.words)),
        }
        if one.about not in acts:
            return Label(words, Face.BODY, wrap=True)
        icon, act = acts[one.about]
        room = self.theme.px(372 - 90)
        metrics = self.fontMetrics()
        link = LinkButton(self.theme, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room), icon)
        link.setToolTip(words)
        return link.does(act)

    # Acts

    def _permit(self) -> None:
        """What the role may do, while the case is open."""
        opened = self.view is not None and self.view.row.open and not self.desk.read_only
        for button, operation in (
            (self.note, "note in case"),
            (self.assign, "assign case"),
            (self.attach, "attach file"),
            (self.close_case, "close case"),
        ):
            may = self.desk.may(operation)
            button.setEnabled(opened and may)
            button.setToolTip("" if may else self.desk.not_a_duty(operation))
        file = self.files.current_row()
        self.save_file.setEnabled(file is not None and bool(file.kept))

    def _dialog(
        self, kind: type[AssignDialog] | type[AttachDialog] | type[CloseCaseDialog]
    ) -> Callable[[], None]:
        def act() -> None:
            if self.view is not None:
                self._open(kind(self.desk, self, self.view.row))

        return act

    def _note(self) -> None:
        if self.view is not None:
            self._open(NoteDialog(self.desk, self, self.number))

    def _open(self, dialog: FormDialog) -> None:
        dialog.accepted.connect(self.ask_again)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def save(self) -> None:
        """Ctrl+E: the file that is selected, proved against its hash on its way out."""
        file = self.files.current_row()
        if file is None or not file.kept:
            return
        start = str(documents_folder() / file.name)
        chosen = self._choose(self, tr("Save attachment"), start, tr("All files (*)"))
        if chosen:
            target = Path(chosen)
            self.desk.write(
                self,
                lambda books, _progress: cases.save_attachment(books, file.id, target),
                lambda _saved: self.desk.say(
                    tr("Saved and proved against its hash: {name}", name=target.name)
                ),
                failed=lambda problem: self.show_notice(problem.sentence),
                name=tr("Saving"),
            )


def _scrolled(inside: QWidget, name: str) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setAccessibleName(name)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll
