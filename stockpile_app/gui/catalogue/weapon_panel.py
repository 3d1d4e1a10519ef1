"""The facts of one weapon: its marks, its components, whose it is, what stops it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.base.text import tr
from stockpile_app.catalogue import (
    Component,
    Fitting,
    Marking,
    Ownership,
    Weapon,
    fittings_of,
    markings_of,
    ownership_of,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.catalogue.weapon_dialogs import (
    ComponentsDialog,
    MarkDialog,
    OwnershipDialog,
    component_words,
)
from stockpile_app.gui.catalogue.words import MARK_STATES, OWNERS, listed, word_of
from stockpile_app.gui.common import (
    Button,
    Chip,
    Column,
    EmptyState,
    Face,
    Kind,
    Label,
    Role,
    ScanField,
    Status,
    TableView,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class WeaponFacts:
    """A weapon with everything recorded about it."""

    weapon: Weapon
    markings: tuple[Marking, ...]
    fittings: tuple[tuple[Component, Fitting], ...]
    ownership: tuple[Ownership, ...]

    @property
    def fitted(self) -> list[tuple[Component, bool]]:
        """What is on it now, and whether it is the control component."""
        now: dict[int, tuple[Component, bool]] = {}
        for component, fitting in self.fittings:
            if fitting.act == "fitted":
                now[component.id] = (component, bool(fitting.control))
            else:
                now.pop(component.id, None)
        return list(now.values())


@dataclass(frozen=True, slots=True)
class FactLine:
    """One recorded fact as a line."""

    day: str
    what: str
    text: str
    about: str
    state: Chip | None = None


def weapon_facts(stockpile: Stockpile, mark: str) -> list[WeaponFacts]:
    """Every weapon with exactly this mark, with its facts."""
    return [
        WeaponFacts(
            weapon,
            tuple(markings_of(stockpile, weapon.id)),
            tuple(fittings_of(stockpile, weapon.id)),
            tuple(ownership_of(stockpile, weapon.id)),
        )
        for weapon in ledger.weapon_with_mark(stockpile, mark)
    ]


def fact_lines(facts: WeaponFacts) -> list[FactLine]:
    """Marks, components and ownership in one list, the latest first."""
    kinds = {choice.value: choice.words for choice in listed("marking_kinds")}
    lines = [
        FactLine(
            one.effective_on,
            kinds.get(one.kind, one.kind),
            one.text,
            " · ".join(filter(None, (one.place, one.method, one.transliteration, one.authority))),
            _mark_chip(one.state),
        )
        for one in facts.markings
    ]
    lines += [
        FactLine(
            fitting.effective_on,
            tr("Fitted") if fitting.act == "fitted" else tr("Removed"),
            "",
            " · ".join(filter(None, (component_words(component, bool(fitting.control)), fitting.reason))),
        )
        for component, fitting in facts.fittings
    ]
    lines += [
        FactLine(
            one.effective_on, tr("Ownership"), "", f"{word_of(OWNERS, one.kind)} {one.reference}".strip()
        )
        for one in facts.ownership
    ]
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _mark_chip(state: str) -> Chip:
    status = {"readable": Status.OK, "partly readable": Status.WARN}.get(state, Status.STOP)
    return Chip(status, word_of(MARK_STATES, state))


class WeaponPanel(QWidget):
    """Scan a weapon; its facts stand below, and can be added to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk = desk
        self._mark = ""
        self.facts: WeaponFacts | None = None
        theme = desk.theme
        self.scan = ScanField(theme, tr("Scan or type the serial of a weapon"))
        self.scan.scanned.connect(self.look_up)
        self._title = Label("", Face.SECTION)
        self._about = Label("", tone=Role.TEXT_2)
        self._acts = [
            Button(theme, tr("Record mark"), "tag").does(self._record_mark),
            Button(theme, tr("Exchange components"), "settings").does(self._exchange),
            Button(theme, tr("Ownership"), "key-round").does(self._own),
        ]
        self.table: TableView[FactLine] = TableView(
            theme,
            tr("Facts of the weapon"),
            [
                Column("day", tr("Effective on"), Kind.DATE),
                Column("what", tr("What"), sample="Import mark, year and country"),
                Column("text", tr("As read"), Kind.SERIAL),
                Column("about", tr("About"), stretch=True),
                Column("state", tr("State"), Kind.CHIP),
            ],
        )
        self.table.set_empty(
            EmptyState(theme, tr("No weapon chosen"), tr("Marks, components and ownership stand here."))
        )
        head = hbox(None, vbox_of(self._title, self._about), spacing=8)
        head.addStretch(1)
        for button in self._acts:
            head.addWidget(button)
        column = vbox(self, self.scan, spacing=12)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._show([])

    def look_up(self, mark: str) -> None:
        """Find the weapon and show its facts."""
        self._mark = mark
        self.desk.read(self, lambda books: weapon_facts(books, mark), self._show)

    def refresh(self) -> None:
        """Something was recorded: show it."""
        if self._mark:
            self.look_up(self._mark)

    def _show(self, found: list[WeaponFacts]) -> None:
        self.facts = found[0] if found else None
        for button in self._acts:
            button.setEnabled(self.facts is not None and not self.desk.read_only)
        if self.facts is None:
            self._title.setText("")
            self._about.setText(
                tr("No weapon has exactly the mark “{text}”", text=self._mark) if self._mark else ""
            )
            self.table.set_rows([])
            return
        weapon = self.facts.weapon
        more = (
            tr("{count} weapons have this mark; this is the first", count=len(found))
            if len(found) > 1
            else ""
        )
        self._title.setText(isolate(weapon.mark))
        self._about.setText(" · ".join(filter(None, (weapon.title, weapon.country, weapon.year, more))))
        self.table.set_rows(fact_lines(self.facts))

    def _record_mark(self) -> None:
        if self.facts is not None:
            fitted = [component for component, _control in self.facts.fitted]
            MarkDialog(self.desk, self, self.facts.weapon, fitted).open()

    def _exchange(self) -> None:
        if self.facts is not None:
            ComponentsDialog(self.desk, self, self.facts.weapon, self.facts.fitted).open()

    def _own(self) -> None:
        if self.facts is not None:
            OwnershipDialog(self.desk, self, self.facts.weapon).open()

    def sizeHint(self) -> QSize:
        return QSize(800, 400)


def vbox_of(*widgets: QWidget) -> QWidget:
    """Widgets under each other as one."""
    owner = QWidget()
    owner.setProperty("kit", "clear")
    vbox(owner, *widgets, spacing=0)
    return owner
