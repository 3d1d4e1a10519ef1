"""Facts of one weapon that come after its entry: a mark, an exchange of components, whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.catalogue import (
    Component,
    ComponentExchange,
    Marking,
    MarkState,
    Weapon,
    add_marking,
    exchange_components,
    set_ownership,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.catalogue.words import MARK_STATES, OWNERS, choices, listed
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    Face,
    Label,
    MomentField,
    Role,
    SerialField,
    TextField,
)
from stockpile_app.gui.common.fields import CheckBox
from stockpile_app.ledger import Changes

_WEAPONS = Changes(entry=1, catalogue=True)


class MarkDialog(FormDialog):
    """One mark, exactly as read."""

    def __init__(self, desk: Desk, parent: QWidget, weapon: Weapon, components: Sequence[Component]) -> None:
        super().__init__(desk, parent, "tag", tr("Record a mark"), tr("Record mark"), subtitle=weapon.title)
        self._weapon = weapon
        theme = desk.theme
        self.kind: ComboField[str] = ComboField(theme, tr("Kind"), listed("marking_kinds"))
        self.mark = SerialField(theme, tr("Mark"), help_text=tr("Exactly as read, in its own script"))
        self.state: ComboField[str] = ComboField(theme, tr("State"), choices(MARK_STATES.items()))
        self.component: ComboField[int] = ComboField(
            theme,
            tr("On component"),
            [Choice(one.id, component_words(one)) for one in components],
            optional=True,
        )
        self.transliteration = TextField(theme, tr("In Latin letters"), optional=True)
        self.place = TextField(theme, tr("Place"), optional=True, help_text=tr("Receiver, left side"))
        self.method = TextField(theme, tr("Method"), optional=True, help_text=tr("Stamped, engraved, laser"))
        self.mark_depth = TextField(theme, tr("Depth"), optional=True)
        self.authority = TextField(
            theme, tr("Authority"), optional=True, help_text=tr("Who put it on, or had it put on")
        )
        self.day = MomentField(theme, tr("Effective on"), with_time=False)
        self.day.set_value(desk.today())
        self.must_choose = (self.kind, self.state)
        self.state.set_value(MarkState.READABLE)
        self.ask(self.kind, self.mark)
        self.ask_pair(self.state, self.component)
        self.ask_pair(self.transliteration, self.place)
        self.ask_pair(self.method, self.mark_depth)
        self.ask_pair(self.authority, self.day)
        self.kind.setFocus()

    def post(self) -> None:
        """Record it."""
        day = self.day.value()
        if day is None:
            self.day.set_finding(tr("Write year, month, day: 2026-11-20"))
            return
        marking = Marking(
            id=0,
            weapon_id=self._weapon.id,
            kind=self.kind.value() or "",
            text=self.mark.value(),
            effective_on=day.day.isoformat(),
            component_id=self.component.value() or 0,
            transliteration=self.transliteration.value(),
            place=self.place.value(),
            method=self.method.value(),
            depth=self.mark_depth.value(),
            state=self.state.value() or "",
            authority=self.authority.value(),
        )
        self.send(
            lambda books: add_marking(books, self.operation_id, marking),
            _WEAPONS,
            lambda kept: tr("Mark {text} recorded", text=kept.text or kept.kind),
            tr("Recording the mark"),
        )


class ComponentsDialog(FormDialog):
    """What came off the weapon, and what went on."""

    def __init__(
        self, desk: Desk, parent: QWidget, weapon: Weapon, fitted: Sequence[tuple[Component, bool]]
    ) -> None:
        super().__init__(
            desk, parent, "settings", tr("Exchange components"), tr("Record exchange"), subtitle=weapon.title
        )
        self._weapon = weapon
        theme = desk.theme
        self._removed = {one.id: CheckBox(theme, component_words(one, control)) for one, control in fitted}
        words = tr("Tick what came off") if fitted else tr("No component is recorded on this weapon yet")
        self.form.addWidget(Label(words, Face.CAPTION, Role.TEXT_2))
        for box in self._removed.values():
            self.form.addWidget(box)
        self.component: ComboField[str] = ComboField(
            theme, tr("Component"), listed("component_kinds"), optional=True, help_text=tr("What went on")
        )
        self.description = TextField(
            theme, tr("Description"), optional=True, help_text=tr("Maker, type, own mark")
        )
        self.material = TextField(theme, tr("Material"), optional=True, help_text=tr("Steel, alloy, polymer"))
        self.control = CheckField(theme, tr("It is the control component"))
        self.day = MomentField(theme, tr("Effective on"), with_time=False)
        self.day.set_value(desk.today())
        self.reason = TextField(theme, tr("Reason"), optional=True)
        self.ask(self.component)
        self.ask_pair(self.description, self.material)
        self.ask(self.control)
        self.ask_pair(self.day, self.reason)
        self.component.setFocus()

    def post(self) -> None:
        """Record it."""
        day, kind = self.day.value(), self.component.value()
        removed = tuple(component for component, box in self._removed.items() if box.isChecked())
        if day is None or not (kind or removed):
            self.component.set_finding(tr("Say what came off, or what went on"))
            self.day.on_left()
            return
        new = ((kind, self.description.value(), self.material.value(), self.control.value()),) if kind else ()
        asked = ComponentExchange(
            operation_id=self.operation_id,
            weapon_id=self._weapon.id,
            effective_on=day.day.isoformat(),
            reason=self.reason.value(),
            removed=removed,
            fitted=new,
        )
        self.send(
            lambda books: exchange_components(books, asked),
            _WEAPONS,
            lambda _fittings: tr("Components of {mark} recorded", mark=self._weapon.mark),
            tr("Recording the exchange"),
        )


class OwnershipDialog(FormDialog):
    """Whose the weapon is, from a day on; evidence never counts as surplus."""

    def __init__(self, desk: Desk, parent: QWidget, weapon: Weapon) -> None:
        super().__init__(
            desk, parent, "key-round", tr("Ownership"), tr("Record ownership"), QSize(560, 480), weapon.title
        )
        self._weapon = weapon
        self.owner: ComboField[str] = ComboField(desk.theme, tr("Ownership"), choices(OWNERS.items()))
        self.reference = TextField(
            desk.theme, tr("Reference"), optional=True, help_text=tr("Case number, depositor or lender")
        )
        self.day = MomentField(desk.theme, tr("Effective on"), with_time=False)
        self.day.set_value(desk.today())
        self.must_choose = (self.owner,)
        self.ask(self.owner, self.reference, self.day)
        self.owner.setFocus()

    def post(self) -> None:
        """Record it."""
        day, owner, reference = self.day.value(), self.owner.value() or "", self.reference.value()
        if day is None:
            self.day.set_finding(tr("Write year, month, day: 2026-11-20"))
            return
        self.send(
            lambda books: set_ownership(
                books, self.operation_id, self._weapon.id, owner, reference, day.day.isoformat()
            ),
            _WEAPONS,
            lambda _fact: tr("Ownership of {mark} recorded", mark=self._weapon.mark),
            tr("Recording ownership"),
        )


def component_words(component: Component, control: bool = False) -> str:
    """A component in one line."""
    kind = next(
        (choice.words for choice in listed("component_kinds") if choice.value == component.kind),
        component.kind,
    )
    marked = tr("control component") if control else ""
    return " · ".join(filter(None, (kind, component.description, component.material, marked)))
