"""The pane beside the board: the batch, its one next step, what blocks it, its course and its people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.model import COURSE, Disposal, Step
from stockpile_app.exchange.pack import PackState
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Button,
    DetailPane,
    Face,
    FactList,
    Label,
    LimitBar,
    LinkButton,
    PrimaryButton,
    Role,
    Rule,
    Status,
    Timeline,
    isolate,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.disposal import pane_parts as parts
from stockpile_app.gui.disposal.seen import SeenBatch
from stockpile_app.gui.disposal.words import (
    ACT_ICONS,
    act_word,
    contents,
    disposal_word,
    next_act,
    step_word,
)

_TOLD_BY_BAR = frozenset({"DISPOSAL-07"})


class BatchPane(DetailPane):
    """Everything about the batch that is selected on the board.

    Signals:
        step_asked: the one next step (a `BatchRow`).
        act_asked: something that can be done beside the course (its name, a `BatchRow`).
        voucher_asked: a voucher of the timeline (its number).
    """

    step_asked = Signal(object)
    act_asked = Signal(str, object)
    voucher_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self.desk, self.theme = desk, desk.theme
        self.seen: SeenBatch | None = None
        self._holder: QWidget | None = None
        self.show_batch(None)

    def show_batch(self, seen: SeenBatch | None) -> None:
        """Show this batch, or that none is selected."""
        self.seen = seen
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        self._holder.setProperty("kit", "clear")
        column = vbox(self._holder, spacing=12)
        for part in (
            self._parts(seen) if seen else [Label(tr("No batch is selected"), Face.BODY, Role.TEXT_2)]
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.column.addWidget(self._holder)

    def _parts(self, seen: SeenBatch) -> list[QWidget]:
        row, found = seen.view.row, list[QWidget]()
        number = Label(isolate(row.number), Face.SECTION)
        number.setProperty("face", "mono")
        found += [number, Label(f"{disposal_word(row.disposal)} · {contents(row)}", Face.BODY, wrap=True)]
        found.append(Label(self._where(seen), Face.CAPTION, Role.TEXT_2, wrap=True))
        act = next_act(row)
        if act is not None and not self.desk.read_only:
            words = act_word(act)
            button = PrimaryButton(self.theme, words, ACT_ICONS[act], "Return").print_key_only()
            found.append(button.does(lambda: self.step_asked.emit(row)))
            self.button: Button = button
            found += self._who(seen, button)
        for block in row.next.blocks:
            if block.rule not in _TOLD_BY_BAR:
                notice = Notice(self.theme, Status.WARN)
                notice.say(block.sentence)
                found.append(notice)
        if seen.out is not None:
            found.append(self._out(seen.out))
        if row.step in (Step.RECEIVED, Step.VERIFIED):
            found.append(self._progress(seen))
        found.append(self._acts(seen))
        found += self._sections(seen)
        return found

    def _who(self, seen: SeenBatch, button: Button) -> list[QWidget]:
        """Who packed it does not verify it: said before the screen opens, with who may."""
        if not seen.before.against:
            return []
        button.setEnabled(False)
        notice = Notice(self.theme, Status.INFO)
        notice.say(seen.before.sentence)
        return [notice]

    def _out(self, state: PackState) -> Notice:
        """Somebody has the list on a stick, and the boxes wait for the answer."""
        notice = Notice(self.theme, Status.WARN)
        day = isolate(local_text(state.pack.made_at, self.desk.founding.zone)[:10])
        notice.say(
            tr("A pack is out with {name} since {day}. The boxes are on hold until it returns",
               name=state.pack.receiver, day=day)
        )  # fmt: skip
        return notice

    def _where(self, seen: SeenBatch) -> str:
        """`Step 4 of 8: Received at the site`."""
        row = seen.view.row
        course = COURSE[Disposal(row.disposal)]
        now = course.index(row.step) + 1 if row.step in course else len(course)
        return tr("Step {number} of {count}: {step}", number=now, count=len(course), step=step_word(row.step))

    def _progress(self, seen: SeenBatch) -> LimitBar:
        now = seen.view.progress
        open_ones = now.set_aside + now.missing + now.others
        status = Status.WARN if open_ones else Status.OK
        left = trn("{figure} left", "{figure} left", now.left, figure=grouped(now.left))
        aside, missing = grouped(now.set_aside + now.others), grouped(now.missing)
        words = tr("{left} · {aside} set aside · {missing} missing", left=left, aside=aside, missing=missing)
        figures = tr("{done} of {total}", done=grouped(now.verified), total=grouped(now.planned))
        share = now.verified / now.planned if now.planned else 0.0
        return LimitBar(self.theme, tr("Verified"), figures, share, status, words)

    def _acts(self, seen: SeenBatch) -> QWidget:
        """What can be done at any time, as links."""
        owner, row = QWidget(), seen.view.row
        owner.setProperty("kit", "clear")
        links = [
            LinkButton(self.theme, tr("See the lines"), "clipboard-list", "Ctrl+I").does(self._ask("lines"))
        ]
        if row.next.step is not None and not self.desk.read_only:
            links += [
                LinkButton(self.theme, words, icon).does(self._ask(name))
                for name, words, icon in (*self._beside(), *self._packs(seen))
            ]
        vbox(owner, spacing=0).addWidget(flow(*links))
        return owner

    def _beside(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("persons", tr("Name persons"), "users"),
            ("trace", tr("Trace check"), "search"),
            ("hold", tr("Hold back"), "lock"),
            ("incident", tr("Record an incident"), "file-warning"),
            ("photo", tr("Attach a file"), "camera"),
        )

    def _packs(self, seen: SeenBatch) -> tuple[tuple[str, str, str], ...]:
        """The lines go to the site on a stick where there are no books, and come back answered."""
        if seen.out is not None:
            back = ("take pack", tr("Take the pack back"), "download")
            return () if seen.before.against else (back,)  # who packed takes no answers in
        if seen.view.row.step in (Step.HANDED_OVER, Step.RECEIVED) and seen.view.progress.left:
            return (("send pack", tr("Send to the site as a pack"), "upload"),)
        return ()

    def _ask(self, name: str) -> Callable[[], object]:
        return lambda: self.act_asked.emit(name, self.seen.view.row) if self.seen else None

    def _sections(self, seen: SeenBatch) -> list[QWidget]:
        found: list[QWidget] = [Rule()]
        decision = FactList(name_width=self.theme.px(92))
        for name, value in parts.decision_facts(seen):
            decision.add_fact(name, value)
        found += [decision, Rule(), Label(tr("Course"), Face.SECTION)]
        course = Timeline(self.theme, tr("Course of the batch"))
        course.set_events(parts.events(seen))
        course.opened.connect(self.voucher_asked)
        found.append(course)
        for title, facts in (
            (tr("Counts"), parts.count_facts(seen)),
            (tr("Persons"), parts.person_facts(seen)),
            (tr("Boxes and seals"), parts.box_facts(seen)),
            (tr("Trace checks"), parts.trace_facts(seen)),
            (tr("Differences"), parts.difference_facts(seen)),
            (tr("Held back"), parts.held_facts(seen)),
            (tr("Residue"), parts.residue_facts(seen)),
            (tr("Incidents"), parts.incident_facts(seen)),
        ):
            found += self._section(title, list(facts))
        return found

    def _section(self, title: str, facts: list[tuple[str, str]]) -> list[QWidget]:
        if not facts:
            return []
        shown = FactList(name_width=self.theme.px(92))
        for name, value in facts:
            shown.add_fact(name, value)
        return [Rule(), Label(title, Face.SECTION), shown]
