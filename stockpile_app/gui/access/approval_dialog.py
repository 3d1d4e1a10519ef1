"""The second person approves, sends back, or looks: with a passphrase of their own, at the first one's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from stockpile_app import access
from stockpile_app.access import role_word
from stockpile_app.base import Cause, Finding, KnownError, Progress
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr
from stockpile_app.gui.access.approver_field import ApproverField
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.patience import PatientStrip, patient
from stockpile_app.gui.access.reason_dialog import ReasonDialog
from stockpile_app.gui.access.request_view import RequestView, Shows, view_of
from stockpile_app.gui.common import (
    Button,
    Dialog,
    Face,
    FactList,
    FindingCard,
    Job,
    Label,
    PrimaryButton,
    Role,
    Rule,
    SecretField,
    Status,
    StatusLine,
    TableView,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.store import Actor, Stockpile

_ALL = Changes(
    entry=1,
    accounts=True,
    catalogue=True,
    vouchers=True,
    holdings=True,
    holds=True,
    people=True,
    requests=True,
    surplus=True,
    disposal=True,
    cases=True,
)
_SIDE = 372
_LEAST_TABLE = 170
Result = TypeVar("Result")


class ApprovalDialog(Dialog):
    """What will happen at the leading side; who asked and who decides beside it.

    Signals:
        decided: it is approved, sent back or withdrawn (the sentence to tell).
    """

    decided = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None, request_id: int, shows: Shows) -> None:
        super().__init__(desk.theme, parent, "signature", tr("Approve"))
        self.desk, self.request_id, self._shows = desk, request_id, shows
        self.view: RequestView | None = None
        self._id = desk.new_id()
        self._refused_today = False
        self._job: Job | None = None
        self._waiting = PatientStrip(desk.theme)
        self._build_sides()
        self._build_foot()
        self.desk.read(self, lambda books: view_of(books, request_id, shows), self._show)

    # Building

    def _build_sides(self) -> None:
        row = hbox(None, spacing=0)
        row.addWidget(self._what(), 1)
        row.addWidget(Rule(vertical=True))
        row.addWidget(self._who())
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row, 1)

    def _what(self) -> QWidget:
        side = QWidget()
        side.setProperty("kit", "clear")
        self._will = vbox(None, spacing=6)
        self.facts = FactList(name_width=self.theme.px(120))
        self._findings = vbox(None, spacing=8)
        self._lines = vbox(None)
        column = vbox(side, Label(tr("What will happen"), Face.SECTION), spacing=12)
        column.setContentsMargins(24, 16, 20, 16)
        column.addLayout(self._will)
        column.addWidget(self.facts)
        column.addLayout(self._findings)
        column.addLayout(self._lines, 1)
        self._what_column = column
        return _scrolled(side)

    def _who(self) -> QWidget:
        ground = QFrame()
        ground.setProperty("kit", "sunken")
        ground.setFixedWidth(self.theme.px(_SIDE))
        inside = QWidget()
        inside.setProperty("kit", "clear")
        self.asked = Label("", Face.STRONG, wrap=True)
        self.asked_at = Label("", Face.BODY, Role.TEXT_2)
        self.me = Label("", Face.BODY, wrap=True)
        self.approver = ApproverField(self.theme)
        self.secret = SecretField(self.theme, tr("Passphrase of the second person"))
        self.signed_in = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        self._refusals = vbox(None, spacing=8)
        self.approver.chosen.connect(self._fit_secret)
        column = vbox(inside, self.asked, self.asked_at, self.me, Rule(), spacing=12)
        for part in (self.approver, self.secret, self.signed_in, self._waiting):
            column.addWidget(part)
        column.addLayout(self._refusals)
        column.addStretch(1)
        inner = vbox(ground, _scrolled(inside))
        inner.setContentsMargins(20, 16, 20, 16)
        return ground

    def _build_foot(self) -> None:
        self.withdraw_button = Button(self.theme, tr("Withdraw"), "undo-2").does(self.withdraw)
        self.withdraw_button.hide()
        self.back_button = Button(self.theme, tr("Send back"), "undo-2").does(self.send_back)
        self.approve_button = PrimaryButton(self.theme, tr("Approve"), "signature", "Ctrl+Return").does(
            self.approve
        )
        self.add_button(self.withdraw_button)
        self.add_button(Button(self.theme, tr("Cancel"), "", "Esc").does(self.ask_close))
        self.add_button(self.back_button)
        self.add_button(self.approve_button, primary=True)
        for button in (self.back_button, self.approve_button):
            button.setEnabled(False)

    # Showing

    def _show(self, view: RequestView | None) -> None:
        if view is None or view.decision is not None:
            self.show_notice(tr("This request was decided before"))
            return
        self.view = view
        title = tr("Approve: {summary}", summary=view.request.summary)
        self.title.setText(tr("Approve"))
        self.subtitle.setText(view.request.summary)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        for line in view.shown.will:
            self._will.addWidget(_point(line))
        for name, value in view.shown.facts:
            self.facts.add_fact(name, value)
        self.facts.setVisible(bool(view.shown.facts))
        self._show_lines(view)
        self._show_persons(view)
        self.desk.write(
            self,
            lambda books, _progress: access.rehearse_request(books, self.request_id),
            self._show_findings,
        )

    def _show_lines(self, view: RequestView) -> None:
        if view.shown.columns is None:
            self._what_column.addStretch(1)
            return
        table: TableView[Any] = TableView(self.theme, tr("Lines"), view.shown.columns())
        table.set_rows(view.shown.rows)
        table.setMinimumHeight(self.theme.px(_LEAST_TABLE))
        self._lines.addWidget(table, 1)

    def _show_persons(self, view: RequestView) -> None:
        request, me = view.request, self.desk.actor
        self.asked.setText(tr("Requested by {name}", name=request.asked_by))
        self.asked_at.setText(isolate(local_text(request.asked_at, self.desk.founding.zone)))
        mine = request.asked_by == me.name
        words = tr("You are {name}, {role}.", name=me.name, role=role_word(me.role))
        if view.mine is not None:
            words = f"{words} {view.mine.sentence}."
        self.me.setText(words)
        self.approver.offer(view.candidates)
        self.withdraw_button.setVisible(mine and self.desk.may("withdraw request"))
        if view.mine is None:
            self.approver.set_value(me.name)
        self._fit_secret()
        self.approver.setFocus() if view.mine is not None else self.approve_button.setFocus()

    def _show_findings(self, findings: list[Finding]) -> None:
        """What the rules would refuse today stands before the approver's eyes."""
        for finding in findings:
            self._findings.addWidget(FindingCard(self.theme, finding, in_row=False))
        if not findings:
            words = tr("No findings open: the rules accept it today")
            self._findings.addWidget(StatusLine(self.theme, Status.OK, words))
        self.show_findings(findings)
        self._refused_today = bool(findings)
        self._fit_buttons()

    def _fit_secret(self, _name: str = "") -> None:
        """Who is signed in has given the passphrase already; anybody else types it here."""
        name = self.approver.value()
        own = bool(name) and name == self.desk.actor.name
        self.secret.setVisible(not own)
        self.signed_in.setVisible(own)
        self.signed_in.setText(
            tr("Signed in with a passphrase of your own; your key signs this") if own else ""
        )
        self.secret.set_finding("")
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        chosen = bool(self.view is not None and self.approver.value())
        self.approve_button.setEnabled(chosen and not self._refused_today)
        self.back_button.setEnabled(chosen)

    # Deciding

    def approve(self) -> None:
        """Ctrl+Enter: the approver's own key signs it, and it is done."""
        self._decide(lambda books: access.approve(books, self.request_id), self._approved, tr("Approving"))

    def send_back(self) -> None:
        """Back to the asker, with a reason."""
        if not self._has_secret():
            return
        ask = ReasonDialog(self.theme, self, tr("Send back"), tr("Send back"))
        ask.given.connect(self._refuse)
        ask.open()

    def _refuse(self, reason: str) -> None:
        self._decide(
            lambda books: access.refuse_request(books, self._id, self.request_id, reason),
            lambda _decision: self._end(tr("Sent back: {summary}", summary=self._summary())),
            tr("Sending back"),
        )

    def withdraw(self) -> None:
        """The asker takes it back."""
        ask = ReasonDialog(self.theme, self, tr("Withdraw"), tr("Withdraw"), needed=False)
        ask.given.connect(self._withdraw)
        ask.open()

    def _withdraw(self, reason: str) -> None:
        self.desk.write(
            self,
            lambda books, _progress: access.withdraw(books, self._id, self.request_id, reason),
            lambda _decision: self._end(tr("Withdrawn: {summary}", summary=self._summary())),
            touches=_ALL,
            refused=self._refused,
            name=tr("Withdrawing"),
        )

    def may_close(self) -> bool:
        """A pause after wrong passphrases ends with the dialog; nothing is decided behind its back."""
        if self._job is not None:
            self._job.cancel()
        return True

    def _has_secret(self) -> bool:
        name = self.approver.value()
        if not name:
            self.approver.set_finding(tr("Choose who approves"))
            return False
        if name != self.desk.actor.name and not self.secret.value():
            self.secret.set_finding(tr("Type the passphrase"))
            self.secret.setFocus()
            return False
        return True

    def _decide(
        self, call: Callable[[Stockpile], Result], done: Callable[[Result], object], name: str
    ) -> None:
        if not self._has_secret():
            return
        approver, secret, own = self.approver.value(), self.secret.value(), self.desk.actor
        for button in (self.approve_button, self.back_button):
            button.setEnabled(False)

        def work(books: Stockpile, progress: Progress) -> Result:
            actor: Actor = own
            if approver != own.name:
                actor = access.sign_in(books, approver, secret, patient(progress))
            with books.acted_by(actor):
                return call(books)

        self._job = self.desk.write(
            self, work, done, touches=_ALL, refused=self._refused, failed=self._failed, cancelled=self._fit_buttons,
            strip=self._waiting, name=name,
        )  # fmt: skip

    def _approved(self, done: object) -> None:
        number = getattr(done, "number", "")
        words = tr("Approved by {name}: {summary}", name=self.approver.value(), summary=self._summary())
        self._end(f"{words} · {isolate(number)}" if number else words)

    def _end(self, sentence: str) -> None:
        self.secret.set_value("")
        self.done(1)
        self.decided.emit(sentence)

    def _summary(self) -> str:
        return self.view.request.summary if self.view is not None else ""

    def _failed(self, problem: KnownError) -> None:
        self._fit_buttons()
        if problem.cause is Cause.WRONG_PASSPHRASE:
            self.secret.set_finding(problem.sentence)
            self.secret.line.selectAll()
            self.secret.setFocus()
        else:
            self.show_notice(problem.sentence)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        """A card under the field; the request goes on waiting."""
        self._fit_buttons()
        while (item := self._refusals.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._refusals.addWidget(FindingCard(self.theme, finding, in_row=False))


def _scrolled(inside: QWidget) -> QScrollArea:
    """One side of the dialog, which scrolls where letters are large."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll


def _point(words: str) -> QWidget:
    """One line of what will happen."""
    line = QWidget()
    line.setProperty("kit", "clear")
    row = hbox(line, Label("·", Face.STRONG, Role.TEXT_2), spacing=8)
    row.addWidget(Label(words, Face.BODY, wrap=True), 1)
    return line
