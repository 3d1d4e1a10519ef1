"""The verbs of the catalogue: add and amend item types, packs, kits, marks, components, store houses.

Each is one journal entry.  Weapons and lots enter with the voucher that brings them (`ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.catalogue.marks import look_alike_key
from stockpile_app.catalogue.model import (
    Component,
    Depot,
    Fitting,
    ItemKind,
    ItemPack,
    ItemType,
    KitLine,
    Marking,
    MarkState,
    Ownership,
    OwnershipKind,
    StoreHouse,
    StoreHouseKind,
    Tracking,
)
from stockpile_app.catalogue.queries import ITEM_COLUMNS, item_types_by_id, next_id
from stockpile_app.catalogue.reference import salw_categories
from stockpile_app.store import Stockpile


def _refusal(rule: str, sentence: str, field: str, expected: str, got: str, remedy: str) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.REFUSAL,
        sentence=sentence,
        field=field,
        expected=expected,
        got=got,
        remedy=remedy,
    )


def _refuse(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if found:
        raise Refused(found)


def add_item_type(stockpile: Stockpile, operation_id: str, item: ItemType) -> ItemType:
    """Add an item type; its id is given here.

    Raises:
        Refused: nothing to call it by, an unknown kind, tracking or category, or a double.
    """
    with stockpile.transaction():
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {ITEM_COLUMNS} FROM item_type WHERE entry = ?", [earlier])
            return ItemType(*(row or ()))
        item = replace(item, id=next_id(stockpile, "item_type"))
        _refuse([*check_item_type(item), *_check_double(stockpile, item)])
        record(stockpile, Operation("add item type", operation_id, {}), [item])
    return item


def amend_item_type(stockpile: Stockpile, operation_id: str, item: ItemType) -> ItemType:
    """Correct how an item type is described; what it was before stays in the journal.

    Raises:
        Refused: an unknown item type, or tracking and base unit would change.
    """
    with stockpile.transaction():
        if entry_of_operation(stockpile, operation_id):
            return item
        old = item_types_by_id(stockpile, [item.id]).get(item.id)
        if old is None or (old.tracking, old.base_unit) != (item.tracking, item.base_unit):
            raise Refused([_refusal(
                "CATALOGUE-11", tr("Tracking and base unit of an item type never change"), tr("Item type"),
                f"{old.tracking}, {old.base_unit}" if old else tr("an item type of the catalogue"),
                f"{item.tracking}, {item.base_unit}", tr("Add another item type"))])  # fmt: skip
        _refuse([*check_item_type(item), *_check_double(stockpile, item)])
        record(stockpile, Operation("amend item type", operation_id, {}), [item])
    return item


def check_item_type(item: ItemType) -> Iterator[Finding]:
    """CATALOGUE-10: an item type can be called by something and is of a known kind."""
    known: tuple[tuple[str, str, Sequence[str]], ...] = (
        (item.kind, tr("Kind"), list(ItemKind)),
        (item.tracking, tr("Tracked by"), list(Tracking)),
        (item.salw_category, tr("Category"), ["", *(c.code for c in salw_categories())]),
    )
    for value, field, allowed in known:
        if value not in allowed:
            yield _refusal("CATALOGUE-10", tr("This is not in the list"), field,
                           ", ".join(filter(None, allowed)), value, tr("Choose from the list"))  # fmt: skip
    if not item.title:
        yield _refusal("CATALOGUE-10", tr("An item type needs a name"), tr("Name"), tr("a name"),
                       tr("nothing"), tr("Enter a name, or make and model"))  # fmt: skip
    if not item.base_unit.strip():
        yield _refusal("CATALOGUE-10", tr("An item type needs a unit"), tr("Unit"), tr("weapon, round, each"),
                       tr("nothing"), tr("Enter the unit that a quantity of 1 is"))  # fmt: skip
    for text in astuple(item)[1:]:
        yield from check_text(text, tr("Item type"))


def _check_double(stockpile: Stockpile, item: ItemType) -> Iterator[Finding]:
    key = (item.name, item.stock_number, item.own_code, item.make, item.model, item.calibre,
           item.tracking, item.base_unit)  # fmt: skip
    double = stockpile.value(
        "SELECT id FROM item_type WHERE (name, stock_number, own_code, make, model, calibre, tracking, base_unit) "
        "= (?, ?, ?, ?, ?, ?, ?, ?) AND id <> ?",
        [*key, item.id],
    )
    if double:
        yield _refusal("CATALOGUE-12", tr("The catalogue has this item type already"), tr("Name"),
                       tr("an item type of its own"), item.title, tr("Use the one there is"))  # fmt: skip


def declare_pack(stockpile: Stockpile, operation_id: str, pack: ItemPack) -> ItemPack:
    """Declare how many base units a pack holds, for an item type or for one lot.

    Raises:
        Refused: a factor below 2, or a pack that is declared already.
    """
    with stockpile.transaction():
        if entry_of_operation(stockpile, operation_id):
            return pack
        known = stockpile.value(
            "SELECT factor FROM item_pack WHERE (item_type_id, lot_id, unit) = (?, ?, ?)",
            [pack.item_type_id, pack.lot_id, pack.unit],
        )
        if known or pack.factor < 2 or not pack.unit.strip():
            raise Refused([_refusal(
                "CATALOGUE-13", tr("This pack cannot be declared so"), tr("Pack"),
                tr("a new unit of at least 2"), tr("{unit} of {factor}", unit=pack.unit, factor=pack.factor),
                tr("Declare it under another name, or for the lot"))])  # fmt: skip
        _refuse(check_text(pack.unit, tr("Pack")))
        record(stockpile, Operation("declare pack", operation_id, {}), [pack])
    return pack


def set_kit(
    stockpile: Stockpile,
    operation_id: str,
    item_type_id: int,
    parts: Sequence[tuple[str, int]],
    weapon_id: int = 0,
) -> list[KitLine]:
    """Say what belongs to an item (or to one weapon) when it is issued; replaces the list before.

    Raises:
        Refused: a line without a description, or a quantity below 1.
    """
    with stockpile.transaction():
        if entry_of_operation(stockpile, operation_id):
            return []
        revision = 1 + int(
            stockpile.value(
                "SELECT coalesce(max(revision), 0) FROM kit_line WHERE item_type_id = ? AND weapon_id = ?",
                [item_type_id, weapon_id],
            )
        )
        lines = [
            KitLine(item_type_id, revision, number, text.strip(), quantity, weapon_id)
            for number, (text, quantity) in enumerate(parts, start=1)
        ]
        _refuse(_check_kit(lines))
        record(stockpile, Operation("set kit", operation_id, {}), lines)
    return lines


def _check_kit(lines: Iterable[KitLine]) -> Iterator[Finding]:
    for line in lines:
        if not line.description or line.quantity < 1:
            yield _refusal("CATALOGUE-14", tr("A kit line names a thing and how many"), tr("Kit"),
                           tr("a description and at least 1"), f"{line.description} {line.quantity}",
                           tr("Complete the line"))  # fmt: skip
        yield from check_text(line.description, tr("Kit"))


def add_marking(stockpile: Stockpile, operation_id: str, marking: Marking) -> Marking:
    """Record a mark read on, or put on, a weapon; its id and look-alike key are given here.

    Raises:
        Refused: the weapon is not in the books, or the mark cannot be read and no state says so.
    """
    with stockpile.transaction():
        if entry_of_operation(stockpile, operation_id):
            return marking
        marking = replace(marking, id=next_id(stockpile, "marking"), look_alike=look_alike_key(marking.text))
        _refuse(_check_marking(stockpile, marking))
        record(stockpile, Operation("record mark", operation_id, {}), [marking])
    return marking


def _check_marking(stockpile: Stockpile, marking: Marking) -> Iterator[Finding]:
    if not stockpile.row("SELECT 1 FROM weapon WHERE id = ?", [marking.weapon_id]):
        yield _unknown_weapon(marking.weapon_id)
    if marking.state not in list(MarkState) or (not marking.text and marking.state == MarkState.READABLE):
        yield _refusal("CATALOGUE-15", tr("A readable mark has a text"), tr("Mark"), tr("the text as read"),
                       tr("nothing"), tr("Enter the text, or say that it is altered or erased"))  # fmt: skip
    for text in (marking.text, marking.place, marking.method, marking.transliteration, marking.authority):
        yield from check_text(text, tr("Mark"))


def _unknown_weapon(weapon_id: int) -> Finding:
    return _refusal("CATALOGUE-16", tr("This weapon is not in the books"), tr("Weapon"),
                    tr("a weapon of the books"), str(weapon_id), tr("Look it up with Ctrl+K"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentExchange:
    """Components removed from and fitted to one weapon on one day.

    Attributes:
        removed: Ids of components that come off.
        fitted: (kind, description, material, control) of components that go on.
    """

    operation_id: str
    weapon_id: int
    effective_on: str
    reason: str = ""
    removed: tuple[int, ...] = ()
    fitted: tuple[tuple[str, str, str, bool], ...] = ()


def exchange_components(stockpile: Stockpile, asked: ComponentExchange) -> list[Fitting]:
    """Record what came off and what went on; a weapon has one control component at most.

    Raises:
        Refused: the weapon is unknown, a component is not on it, or two would be in control.
    """
    with stockpile.transaction():
        if entry_of_operation(stockpile, asked.operation_id):
            return []
        components, fittings = _exchange(stockpile, asked)
        _refuse(_check_exchange(stockpile, asked))
        record(stockpile, Operation("exchange components", asked.operation_id, {}), [*components, *fittings])
    return fittings


def _exchange(stockpile: Stockpile, asked: ComponentExchange) -> tuple[list[Component], list[Fitting]]:
    fresh = next_id(stockpile, "component")
    components = [
        Component(fresh + offset, kind, description, material)
        for offset, (kind, description, material, _) in enumerate(asked.fitted)
    ]
    fittings = [
        Fitting(component, _next_fact(stockpile, component), asked.weapon_id, "removed",
                asked.effective_on, 0, asked.reason)
        for component in asked.removed
    ] + [
        Fitting(fresh + offset, 1, asked.weapon_id, "fitted", asked.effective_on, int(control), asked.reason)
        for offset, (_, _, _, control) in enumerate(asked.fitted)
    ]  # fmt: skip
    return components, fittings


def _next_fact(stockpile: Stockpile, component: int) -> int:
    return 1 + int(
        stockpile.value("SELECT coalesce(max(fact_no), 0) FROM fitting WHERE component_id = ?", [component])
    )


def _check_exchange(stockpile: Stockpile, asked: ComponentExchange) -> Iterator[Finding]:
    if not stockpile.row("SELECT 1 FROM weapon WHERE id = ?", [asked.weapon_id]):
        yield _unknown_weapon(asked.weapon_id)
    on_it = {
        row[0]: row[1]
        for row in stockpile.rows(
            "SELECT component_id, control FROM fitting f WHERE weapon_id = ? AND act = 'fitted' AND fact_no = "
            "(SELECT max(fact_no) FROM fitting WHERE component_id = f.component_id)",
            [asked.weapon_id],
        )
    }
    for component in asked.removed:
        if component not in on_it:
            yield _refusal("CATALOGUE-17", tr("This component is not on the weapon"), tr("Component"),
                           tr("a fitted component"), str(component), tr("Read the weapon again"))  # fmt: skip
    control = sum(on_it[c] for c in on_it if c not in asked.removed) + sum(f[3] for f in asked.fitted)
    if control > 1:
        yield _refusal("CATALOGUE-18", tr("A weapon has one control component"), tr("Component"),
                       tr("one"), str(control), tr("Remove the other one first"))  # fmt: skip
    for kind, description, material, _ in asked.fitted:
        for text in (kind, description, material):
            yield from check_text(text, tr("Component"))


def set_ownership(
    stockpile: Stockpile, operation_id: str, weapon_id: int, kind: str, reference: str, effective_on: str
) -> Ownership:
    """Record whose a weapon is from a day on: the State's, evidence, deposited, on loan.

    Raises:
        Refused: unknown weapon or kind, or no reference (case, depositor, lender) where one is needed.
    """
    with stockpile.transaction():
        fact_no = 1 + int(
            stockpile.value(
                "SELECT coalesce(max(fact_no), 0) FROM ownership WHERE weapon_id = ?", [weapon_id]
            )
        )
        ownership = Ownership(weapon_id, fact_no, kind, effective_on, reference.strip())
        if entry_of_operation(stockpile, operation_id):
            return ownership
        _refuse(_check_ownership(stockpile, ownership))
        record(stockpile, Operation("set ownership", operation_id, {}), [ownership])
    return ownership


def _check_ownership(stockpile: Stockpile, ownership: Ownership) -> Iterator[Finding]:
    if not stockpile.row("SELECT 1 FROM weapon WHERE id = ?", [ownership.weapon_id]):
        yield _unknown_weapon(ownership.weapon_id)
    if ownership.kind not in list(OwnershipKind):
        yield _refusal("CATALOGUE-10", tr("This is not in the list"), tr("Ownership"),
                       ", ".join(OwnershipKind), ownership.kind, tr("Choose from the list"))  # fmt: skip
    if ownership.kind != OwnershipKind.STATE and not ownership.reference:
        yield _refusal("CATALOGUE-19", tr("Say whose it is"), tr("Reference"),
                       tr("case number, depositor or lender"), tr("nothing"), tr("Enter it"))  # fmt: skip
    yield from check_text(ownership.reference, tr("Reference"))


def add_store_house(
    stockpile: Stockpile, operation_id: str, kind: str, name: str, code: str = "", depot_id: int = 1
) -> StoreHouse:
    """Add a building of the depot: an armoury, a magazine or an open stack.

    Raises:
        Refused: no name, an unknown kind, or a name that is taken.
    """
    with stockpile.transaction():
        house = StoreHouse(next_id(stockpile, "store_house"), depot_id, kind, name.strip(), code.strip())
        if entry_of_operation(stockpile, operation_id):
            return next(h for h in _houses(stockpile) if h.name == house.name)
        taken = house.name in {h.name for h in _houses(stockpile)}
        if kind not in list(StoreHouseKind) or not house.name or taken:
            raise Refused([_refusal(
                "CATALOGUE-20", tr("This store house cannot be added so"), tr("Name"),
                tr("a new name, and one of: {kinds}", kinds=", ".join(StoreHouseKind)), f"{house.name}, {kind}",
                tr("Choose another name or kind"))])  # fmt: skip
        _refuse(check_text(house.name, tr("Name")))
        record(stockpile, Operation("add store house", operation_id, {}), [house])
    return house


def _houses(stockpile: Stockpile) -> list[StoreHouse]:
    return [
        StoreHouse(*row) for row in stockpile.rows("SELECT id, depot_id, kind, name, code FROM store_house")
    ]


def add_depot(stockpile: Stockpile, operation_id: str, code: str, name: str) -> Depot:
    """Add another depot that this one deals with.

    Raises:
        Refused: no code, or a code that is taken.
    """
    with stockpile.transaction():
        depot = Depot(next_id(stockpile, "depot"), code.strip(), name.strip())
        if entry_of_operation(stockpile, operation_id):
            return depot
        if not depot.code or stockpile.row("SELECT 1 FROM depot WHERE code = ?", [depot.code]):
            raise Refused([_refusal("CATALOGUE-21", tr("This depot cannot be added so"), tr("Code"),
                                    tr("a code of its own"), code, tr("Choose another code"))])  # fmt: skip
        _refuse([*check_text(depot.code, tr("Code")), *check_text(depot.name, tr("Name"))])
        record(stockpile, Operation("add depot", operation_id, {}), [depot])
    return depot
