"""What the catalogue is told: once, complete, of known things, and readable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from stockpile_app import catalogue
from stockpile_app.catalogue import ComponentExchange, ItemPack, ItemType, Marking
from tests.books import Books, dump_hash

AKM = ItemType(0, "weapon", "AKS 74", "serial", "weapon", make="Izhevsk", calibre="5.45x39")


def rules(found: tuple[Any, ...]) -> list[str]:
    for one in found:
        assert all((one.rule, one.sentence, one.field, one.expected, one.got, one.remedy)), one
    return [one.rule for one in found]


# Item types -----------------------------------------------------------------------------------


def test_an_item_type_is_added_once(books: Books) -> None:
    operation = books.id()
    added = catalogue.add_item_type(books.stockpile, operation, AKM)
    before = dump_hash(books.stockpile)
    assert catalogue.add_item_type(books.stockpile, operation, AKM) == added
    assert dump_hash(books.stockpile) == before
    assert rules(books.refuse(catalogue.add_item_type, books.id(), AKM)) == ["CATALOGUE-12"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "toy"}, "CATALOGUE-10"),
        ({"kind": ""}, "CATALOGUE-10"),
        ({"tracking": "colour"}, "CATALOGUE-10"),
        ({"salw_category": "Z9"}, "CATALOGUE-10"),
        ({"name": "", "make": "", "calibre": ""}, "CATALOGUE-10"),
        ({"base_unit": " "}, "CATALOGUE-10"),
        ({"name": "AK\u202eS"}, "TEXT-01"),
        ({"stock_number": "x" * 3000}, "TEXT-02"),
    ],
)
def test_an_unfit_item_type_is_refused(books: Books, change: dict[str, str], rule: str) -> None:
    assert rule in rules(books.refuse(catalogue.add_item_type, books.id(), replace(AKM, **change)))


def test_an_item_type_is_described_better_and_keeps_its_tracking(books: Books) -> None:
    item = catalogue.add_item_type(books.stockpile, books.id(), AKM)
    better = catalogue.amend_item_type(books.stockpile, books.id(), replace(item, name_other="АКС 74"))
    assert catalogue.item_type_named(books.stockpile, "АКС 74") == [better]
    for change in ({"tracking": "lot"}, {"base_unit": "each"}, {"id": 99}):
        found = books.refuse(catalogue.amend_item_type, books.id(), replace(item, **change))
        assert rules(found) == ["CATALOGUE-11"]


# Packs and kits -------------------------------------------------------------------------------


def test_a_lots_own_pack_counts_before_its_types(books: Books) -> None:
    lot = books.lot("17-83-270", 1000)
    ball = books.item("ball")
    catalogue.declare_pack(books.stockpile, books.id(), ItemPack(ball, "box", 20))
    catalogue.declare_pack(books.stockpile, books.id(), ItemPack(ball, "box", 30, lot_id=lot.id))
    assert catalogue.packs_of(books.stockpile, ball) == {"box": 20}
    assert catalogue.packs_of(books.stockpile, ball, lot.id) == {"box": 30}


@pytest.mark.parametrize(
    "pack",
    [
        ItemPack(3, "box", 1),
        ItemPack(3, "box", -20),
        ItemPack(3, "box", 10**13),
        ItemPack(3, " ", 20),
        ItemPack(99, "box", 20),
        ItemPack(3, "box", 20, lot_id=99),
        ItemPack(3, "taken", 20),
    ],
)
def test_an_unfit_pack_is_refused(books: Books, pack: ItemPack) -> None:
    catalogue.declare_pack(books.stockpile, books.id(), ItemPack(3, "taken", 50))
    assert rules(books.refuse(catalogue.declare_pack, books.id(), pack)) == ["CATALOGUE-13"]


def test_a_weapons_own_kit_counts_before_its_types(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    catalogue.set_kit(books.stockpile, books.id(), rifle.item_type_id, [("Magazine", 4)])
    catalogue.set_kit(books.stockpile, books.id(), rifle.item_type_id, [("Magazine", 3), ("Sling", 1)])
    own = catalogue.set_kit(books.stockpile, books.id(), rifle.item_type_id, [("Optic", 1)], rifle.id)
    kit = catalogue.kit_of(books.stockpile, rifle.item_type_id)
    assert [(line.revision, line.description, line.quantity) for line in kit] == [
        (2, "Magazine", 3),
        (2, "Sling", 1),
    ]
    assert catalogue.kit_of(books.stockpile, rifle.item_type_id, rifle.id) == own


@pytest.mark.parametrize(
    ("item", "parts", "weapon", "rule"),
    [
        (1, [("", 1)], 0, "CATALOGUE-14"),
        (1, [("Sling", 0)], 0, "CATALOGUE-14"),
        (1, [], 0, "CATALOGUE-14"),
        (99, [("Sling", 1)], 0, "CATALOGUE-22"),
        (1, [("Sling", 1)], 99, "CATALOGUE-22"),
        (1, [("Sl\x00ing", 1)], 0, "TEXT-01"),
    ],
)
def test_an_unfit_kit_is_refused(
    books: Books, item: int, parts: list[tuple[str, int]], weapon: int, rule: str
) -> None:
    assert rules(books.refuse(catalogue.set_kit, books.id(), item, parts, weapon)) == [rule]


# Marks, components, owners --------------------------------------------------------------------


def test_a_mark_recorded_twice_by_one_request_is_one_mark(books: Books) -> None:
    rifle, operation = books.rifle("KM 06427"), books.id()
    mark = Marking(0, rifle.id, "national", "XB-1", "2026-11-05")
    first = catalogue.add_marking(books.stockpile, operation, mark)
    assert catalogue.add_marking(books.stockpile, operation, mark) == first
    assert catalogue.markings_of(books.stockpile, rifle.id) == [first]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"weapon_id": 99}, "CATALOGUE-16"),
        ({"kind": " "}, "CATALOGUE-15"),
        ({"text": ""}, "CATALOGUE-15"),
        ({"state": "scratched"}, "CATALOGUE-15"),
        ({"component_id": 9}, "CATALOGUE-17"),
        ({"effective_on": "2026-11-31"}, "TEXT-03"),
        ({"text": "X\u202eB"}, "TEXT-01"),
        ({"depth": "\x07"}, "TEXT-01"),
    ],
)
def test_an_unfit_mark_is_refused(books: Books, change: dict[str, Any], rule: str) -> None:
    rifle = books.rifle("KM 06427")
    mark = replace(Marking(0, rifle.id, "national", "XB-1", "2026-11-05"), **change)
    assert rule in rules(books.refuse(catalogue.add_marking, books.id(), mark))


def _exchange(books: Books, weapon_id: int, **more: Any) -> ComponentExchange:
    return ComponentExchange(
        operation_id=books.id(), weapon_id=weapon_id, effective_on="2026-11-05", reason="worn", **more
    )


def test_components_come_off_and_go_on_and_change_weapons(books: Books) -> None:
    one, other = books.rifle("KM 06427"), books.rifle("RU 55321")
    parts = (("frame", "Frame", "steel", True), ("barrel", "Barrel", "steel", False))
    asked = _exchange(books, one.id, fitted=parts)
    fitted = catalogue.exchange_components(books.stockpile, asked)
    assert catalogue.exchange_components(books.stockpile, asked) == fitted
    frame, barrel = (fitting.component_id for fitting in fitted)
    assert catalogue.components_on(books.stockpile, one.id) == {frame: True, barrel: False}
    catalogue.exchange_components(books.stockpile, _exchange(books, one.id, removed=(barrel,)))
    catalogue.exchange_components(books.stockpile, _exchange(books, other.id, refitted=((barrel, False),)))
    assert catalogue.components_on(books.stockpile, one.id) == {frame: True}
    assert catalogue.components_on(books.stockpile, other.id) == {barrel: False}
    assert [fact.act for _, fact in catalogue.fittings_of(books.stockpile, one.id)] == [
        "fitted",
        "fitted",
        "removed",
    ]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"removed": (99,)}, "CATALOGUE-17"),
        ({"removed": (2, 2)}, "CATALOGUE-17"),
        ({"refitted": ((1, False),)}, "CATALOGUE-17"),
        ({"refitted": ((99, False),)}, "CATALOGUE-17"),
        ({}, "CATALOGUE-17"),
        ({"fitted": ((" ", "", "", False),)}, "CATALOGUE-17"),
        ({"fitted": (("frame", "second", "", True),)}, "CATALOGUE-18"),
        ({"fitted": (("slide", "a\x00", "", False),)}, "TEXT-01"),
        ({"weapon_id": 99, "fitted": (("slide", "", "", False),)}, "CATALOGUE-16"),
        ({"effective_on": "soon", "removed": (2,)}, "TEXT-03"),
    ],
)
def test_an_unfit_exchange_is_refused(books: Books, change: dict[str, Any], rule: str) -> None:
    rifle = books.rifle("KM 06427")
    parts = (("frame", "Frame", "steel", True), ("barrel", "Barrel", "steel", False))
    catalogue.exchange_components(books.stockpile, _exchange(books, rifle.id, fitted=parts))
    asked = replace(_exchange(books, rifle.id), **change)
    assert rule in rules(books.refuse(catalogue.exchange_components, asked))


def test_a_control_component_is_changed_in_one_step(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    (frame,) = catalogue.exchange_components(
        books.stockpile, _exchange(books, rifle.id, fitted=(("frame", "old", "", True),))
    )
    catalogue.exchange_components(
        books.stockpile,
        _exchange(books, rifle.id, removed=(frame.component_id,), fitted=(("frame", "new", "", True),)),
    )
    assert list(catalogue.components_on(books.stockpile, rifle.id).values()) == [True]


@pytest.mark.parametrize(
    ("weapon", "kind", "reference", "day", "rule"),
    [
        (99, "evidence", "Case 12", "2026-11-05", "CATALOGUE-16"),
        (1, "stolen", "Case 12", "2026-11-05", "CATALOGUE-10"),
        (1, "evidence", " ", "2026-11-05", "CATALOGUE-19"),
        (1, "evidence", "Case 12", "05/11/2026", "TEXT-03"),
        (1, "evidence", "Case\x0012", "2026-11-05", "TEXT-01"),
    ],
)
def test_an_unfit_owner_is_refused(
    books: Books, weapon: int, kind: str, reference: str, day: str, rule: str
) -> None:
    books.rifle("KM 06427")
    assert rule in rules(books.refuse(catalogue.set_ownership, books.id(), weapon, kind, reference, day))


def test_owners_follow_one_another(books: Books) -> None:
    rifle, operation = books.rifle("KM 06427"), books.id()
    arguments = (rifle.id, "evidence", "Case 12", "2026-11-05")
    first = catalogue.set_ownership(books.stockpile, operation, *arguments)
    assert catalogue.set_ownership(books.stockpile, operation, *arguments) == first
    catalogue.set_ownership(books.stockpile, books.id(), rifle.id, "state", "", "2026-11-06")
    assert [fact.kind for fact in catalogue.ownership_of(books.stockpile, rifle.id)] == ["evidence", "state"]


# Depots and store houses ----------------------------------------------------------------------


def test_store_houses_and_depots_are_added_once(books: Books) -> None:
    house_id, depot_id = books.id(), books.id()
    house = catalogue.add_store_house(books.stockpile, house_id, "magazine", "Magazine 2")
    depot = catalogue.add_depot(books.stockpile, depot_id, "D07", "Depot 7")
    assert catalogue.add_store_house(books.stockpile, house_id, "magazine", "Magazine 2") == house
    assert catalogue.add_depot(books.stockpile, depot_id, "D07", "Depot 7") == depot
    assert depot in catalogue.depots(books.stockpile)


@pytest.mark.parametrize(
    ("kind", "name", "depot", "rule"),
    [
        ("shed", "New", 1, "CATALOGUE-20"),
        ("magazine", " ", 1, "CATALOGUE-20"),
        ("magazine", "Armoury", 1, "CATALOGUE-20"),
        ("magazine", "New", 99, "CATALOGUE-20"),
        ("magazine", "New\x00", 1, "TEXT-01"),
    ],
)
def test_an_unfit_store_house_is_refused(books: Books, kind: str, name: str, depot: int, rule: str) -> None:
    assert rule in rules(books.refuse(catalogue.add_store_house, books.id(), kind, name, "", depot))


@pytest.mark.parametrize(
    ("code", "rule"), [("", "CATALOGUE-21"), ("B", "CATALOGUE-21"), ("D\x00", "TEXT-01")]
)
def test_an_unfit_depot_is_refused(books: Books, code: str, rule: str) -> None:
    assert rule in rules(books.refuse(catalogue.add_depot, books.id(), code, "Depot"))


def test_the_store_itself_keeps_an_identity_once(books: Books) -> None:
    books.rifle("KM 06427")
    with pytest.raises(dbapi2.IntegrityError, match="UNIQUE"), books.stockpile.transaction():
        books.stockpile.write(
            "INSERT INTO weapon SELECT 99, item_type_id, make, model, calibre, serial, country, own_number, year, "
            "look_alike, remarks, entry, 0, '', '' FROM weapon"
        )
