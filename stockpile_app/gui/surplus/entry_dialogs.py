"""What is entered about surplus: a factor of a requirement, the policy, a review, a word on obsolescence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.changes import Changes
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    Face,
    Label,
    MomentField,
    MultiLineField,
    TextField,
    isolate,
)
from stockpile_app.gui.common.moment_field import Moment
from stockpile_app.gui.surplus.words import factor_word, level_word
from stockpile_app.surplus import (
    CRITERION_WORDS,
    DEFAULT_CRITERIA,
    Criterion,
    Factor,
    Level,
    ObsolescenceInput,
    PolicyInput,
    RequirementInput,
    ReviewInput,
    mark_obsolete,
    record_review,
    set_policy,
    state_requirement,
)

_SURPLUS = Changes(entry=1, surplus=True)
NOT_A_NUMBER = -1
"""Stands for what was typed and is no whole number; the rules refuse it in words."""


def day_field(desk: Desk, label: str, *, optional: bool = False, today: bool = False) -> MomentField:
    """A day; today where that is the likely one."""
    field = MomentField(desk.theme, label, with_time=False, optional=optional)
    if today:
        field.set_value(Moment(desk.today()))
    return field


def day_text(field: MomentField) -> str:
    """The day as typed, in its proper form where it is one."""
    found = field.value()
    return found.day.isoformat() if found else field.text()


def whole(field: TextField) -> int:
    """A whole number, grouped or not."""
    text = "".join(field.value().split())
    try:
        return int(text)
    except ValueError:
        return NOT_A_NUMBER


class RequirementDialog(FormDialog):
    """One factor of what is needed of an item type; with a “what if” it changes nothing that is in force."""

    def __init__(
        self, desk: Desk, parent: QWidget, items: Mapping[int, str], item_type_id: int = 0, scenario: str = ""
    ) -> None:
        super().__init__(
            desk, parent, "scale", tr("State a requirement"), tr("State requirement"), QSize(680, 720)
        )
        theme = desk.theme
        self.item: ComboField[int] = ComboField(
            theme, tr("Item type"), [Choice(number, name) for number, name in items.items()]
        )
        self.factor: ComboField[str] = ComboField(
            theme, tr("Factor"), [Choice(str(one), factor_word(one)) for one in Factor]
        )
        self.level: ComboField[str] = ComboField(
            theme, tr("Level"), [Choice(str(one), level_word(one)) for one in Level]
        )
        self.unit = TextField(theme, tr("Unit"), help_text=tr("Which unit or force"))
        self.quantity = TextField(theme, tr("Quantity"))
        self.scale_items = TextField(theme, tr("Scale of issue"), help_text=tr("So many items"))
        self.scale_posts = TextField(theme, tr("for so many posts"))
        self.source = TextField(theme, tr("Source"), help_text=tr("The paper or order it comes from"))
        self.first = day_field(desk, tr("Effective from"), today=True)
        self.last = day_field(desk, tr("Effective to"), optional=True)
        self.scenario = TextField(
            theme, tr("Scenario"), optional=True,
            help_text=tr("The name of a “what if”. Left empty, it is in force"),
        )  # fmt: skip
        self.sum = Label("", Face.STRONG)
        self._lay_out()
        self._fill(item_type_id, scenario)

    def _lay_out(self) -> None:
        self.ask(self.item)
        self.ask_pair(self.factor, self.quantity)
        self.ask_pair(self.scale_items, self.scale_posts)
        self.form.addWidget(self.sum)
        self.ask_pair(self.level, self.unit)
        self.ask(self.source)
        self.ask_pair(self.first, self.last)
        self.ask(self.scenario)
        self.must_choose = (self.factor, self.level)
        self.factor.chosen.connect(lambda _factor: self._fit())
        self.level.chosen.connect(lambda _level: self._fit())
        for field in (self.quantity, self.scale_items, self.scale_posts):
            field.changed.connect(self._reckon)

    def _fill(self, item_type_id: int, scenario: str) -> None:
        if item_type_id:
            self.item.set_value(item_type_id)
        self.factor.set_value(Factor.POSTS)
        self.level.set_value(Level.NATIONAL)
        self.scale_items.set_value("1")
        self.scale_posts.set_value("1")
        self.scenario.set_value(scenario)
        self._fit()

    def _take_focus(self) -> None:
        """Where the item type is known, the first thing asked is how many."""
        (self.item if self.item.value() is None else self.quantity).setFocus()

    def _fit(self) -> None:
        """Only what this factor and this level have."""
        posts = self.factor.value() == Factor.POSTS
        for field in (self.scale_items, self.scale_posts):
            field.setVisible(posts)
        self.quantity.set_help(tr("Posts") if posts else tr("Items. Enter 0 where nothing is needed"))
        self.unit.setVisible(self.level.value() != Level.NATIONAL)
        self._reckon()

    def _reckon(self) -> None:
        """`= 36 items`, before anything is written."""
        posts, items, each = whole(self.quantity), whole(self.scale_items), whole(self.scale_posts)
        words = ""
        if self.factor.value() == Factor.POSTS and posts >= 0 and items > 0 and each > 0:
            figure = isolate(grouped(-(-posts * items // each)))
            words = tr("= {figure} items, a part of an item counting as one", figure=figure)
        self.sum.setText(words)

    def post(self) -> None:
        """State it."""
        posts = self.factor.value() == Factor.POSTS
        asked = RequirementInput(
            operation_id=self.operation_id,
            item_type_id=self.item.value() or 0,
            quantity=whole(self.quantity),
            source=self.source.value(),
            effective_from=day_text(self.first),
            factor=self.factor.value() or "",
            level=self.level.value() or "",
            unit=self.unit.value() if self.level.value() != Level.NATIONAL else "",
            scale_items=whole(self.scale_items) if posts else 1,
            scale_posts=whole(self.scale_posts) if posts else 1,
            effective_to=day_text(self.last),
            scenario=self.scenario.value(),
        )
        self.send(
            lambda books: state_requirement(books, asked), _SURPLUS,
            lambda _entered: tr("Requirement stated: {item}", item=self.item.text()), tr("Stating the requirement"),
        )  # fmt: skip


class PolicyDialog(FormDialog):
    """In what order stock is put forward, and after how many years it counts as dormant."""

    def __init__(
        self, desk: Desk, parent: QWidget, criteria: Sequence[str] = (), dormant_years: int = 0
    ) -> None:
        super().__init__(desk, parent, "settings", tr("Policy"), tr("Set policy"), QSize(640, 600))
        order = tuple(criteria) or DEFAULT_CRITERIA
        self.order: list[ComboField[str]] = []
        names = (tr("First by"), tr("Then by"), tr("At last by"))
        for number, name in enumerate(names):
            field: ComboField[str] = ComboField(
                desk.theme, name, [Choice(str(one), tr(words)) for one, words in CRITERION_WORDS.items()],
                optional=number > 0,
            )  # fmt: skip
            field.set_value(order[number] if number < len(order) else None)
            self.order.append(field)
        self.dormant = TextField(
            desk.theme,
            tr("Dormant after"),
            help_text=tr("Years without an issue; 0 where nothing counts as dormant"),
        )
        self.dormant.set_value(str(dormant_years))
        self.source = TextField(desk.theme, tr("Source"), help_text=tr("The paper or order it comes from"))
        self.first = day_field(desk, tr("Effective from"), today=True)
        self.ask(*self.order)
        self.ask_pair(self.dormant, self.first)
        self.ask(self.source)

    def post(self) -> None:
        """Set it."""
        asked = PolicyInput(
            operation_id=self.operation_id,
            source=self.source.value(),
            effective_from=day_text(self.first),
            criteria=tuple(Criterion(one) for field in self.order if (one := field.value())),
            dormant_years=whole(self.dormant),
        )
        self.send(
            lambda books: set_policy(books, asked), _SURPLUS, lambda _entered: tr("Policy set"),
            tr("Setting the policy"),
        )  # fmt: skip

    def show_refusals(self, findings: Sequence[Finding]) -> None:
        """What is wrong with the criteria stands under the first of them."""
        self.order[0].name = tr("Criteria")
        super().show_refusals(findings)


class ReviewDialog(FormDialog):
    """The stocks were reviewed for surplus, and are to be again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk, parent, "calendar", tr("Record a review"), tr("Record review"), QSize(600, 520)
        )
        self.done_on = day_field(desk, tr("Reviewed on"), today=True)
        self.next_on = day_field(desk, tr("Next on"))
        self.next_on.set_value(Moment(_a_year_on(desk.today())))
        self.next_on.set_help(tr("Proposed: a year later"))
        self.authority = TextField(desk.theme, tr("Authority"), help_text=tr("By whose order it was done"))
        self.remarks = MultiLineField(desk.theme, tr("Remarks"), optional=True)
        self.ask_pair(self.done_on, self.next_on)
        self.ask(self.authority, self.remarks)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.authority.setFocus()

    def post(self) -> None:
        """Record it."""
        asked = ReviewInput(
            operation_id=self.operation_id,
            reviewed_on=day_text(self.done_on),
            next_on=day_text(self.next_on),
            authority=self.authority.value(),
            remarks=self.remarks.value(),
        )
        self.send(
            lambda books: record_review(books, asked), _SURPLUS,
            lambda entered: tr("Review recorded; the next is due {day}", day=isolate(entered.said.next_on)),
            tr("Recording the review"),
        )  # fmt: skip


class ObsoleteDialog(FormDialog):
    """By somebody's word an item type is obsolete, or is not."""

    def __init__(self, desk: Desk, parent: QWidget, item_type_id: int, item: str, obsolete: bool) -> None:
        super().__init__(
            desk, parent, "layers", tr("Obsolete or not"), tr("Enter the word"), QSize(600, 460), item
        )
        self._item = item_type_id
        self.obsolete = CheckField(desk.theme, tr("This item type is obsolete"))
        self.obsolete.set_value(obsolete)
        self.source = TextField(desk.theme, tr("Source"), help_text=tr("The paper or order it comes from"))
        self.first = day_field(desk, tr("Effective from"), today=True)
        self.ask(self.obsolete, self.source, self.first)

    def post(self) -> None:
        """Enter it."""
        asked = ObsolescenceInput(
            operation_id=self.operation_id,
            item_type_id=self._item,
            obsolete=self.obsolete.value(),
            source=self.source.value(),
            effective_from=day_text(self.first),
        )
        self.send(
            lambda books: mark_obsolete(books, asked), _SURPLUS, lambda _entered: tr("Entered"),
            tr("Entering the word"),
        )  # fmt: skip


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
