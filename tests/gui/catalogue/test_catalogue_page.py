"""The catalogue page and its dialogs: added, amended, refused under the field."""

from __future__ import annotations

import pytest

from stockpile_app import ledger
from stockpile_app.catalogue import item_types, kit_of, markings_of, ownership_of, packs_of, store_houses
from stockpile_app.gui.catalogue.hold_dialogs import HoldDialog, ReleaseDialog
from stockpile_app.gui.catalogue.item_type_dialog import ItemTypeDialog, read_kit, read_packs
from stockpile_app.gui.catalogue.page import ACCOUNTS, HOLDS, HOUSES, ITEMS, REFERENCE, WEAPONS, CataloguePage
from stockpile_app.gui.catalogue.place_dialogs import AccountDialog, StoreHouseDialog
from stockpile_app.gui.catalogue.weapon_dialogs import ComponentsDialog, MarkDialog, OwnershipDialog
from stockpile_app.gui.catalogue.words import status_chip
from stockpile_app.gui.common import Status
from tests.books import Books, dump_hash
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.naughty import NAUGHTY


@pytest.fixture
def page(desk: AtDesk, books: Books) -> CataloguePage:
    desk.open(books)
    return desk.page("catalogue", CataloguePage)


def act(desk: AtDesk, page: CataloguePage, tab: int) -> None:
    page.tabs.open(tab)
    page.act.click()
    desk.idle()


def test_an_item_type_is_added_with_packs_and_kit(desk: AtDesk, books: Books, page: CataloguePage) -> None:
    act(desk, page, ITEMS)
    dialog = desk.dialog(ItemTypeDialog)
    dialog.kind.set_value("weapon")
    dialog._propose("weapon")
    dialog.name_field.set_value("PKM 7.62x54R")
    dialog.packs.set_value("crate = 2")
    dialog.kit.set_value("1 Bipod\n3 x Belt, 100 rounds")
    dialog.post_button.click()
    desk.idle()
    assert not dialog.isVisible()
    item = next(one for one in item_types(books.stockpile) if one.name == "PKM 7.62x54R")
    assert (item.tracking, item.base_unit) == ("serial", "weapon")
    assert packs_of(books.stockpile, item.id) == {"crate": 2}
    assert [(line.description, line.quantity) for line in kit_of(books.stockpile, item.id)] == [
        ("Bipod", 1),
        ("Belt, 100 rounds", 3),
    ]
    assert item.name in [row.title for row in page.items.model.rows()]


def test_amending_keeps_tracking_and_leaves_an_unchanged_kit_alone(
    desk: AtDesk, books: Books, page: CataloguePage
) -> None:
    item = next(row for row in page.items.model.rows() if row.id == books.item("rifle"))
    page._amend(item)
    dialog = desk.dialog(ItemTypeDialog)
    assert not dialog.tracking.isEnabled()
    before = books.stockpile.value("SELECT count(*) FROM journal")
    dialog.name_other.set_value("Автомат АКМ")
    dialog.post_button.click()
    desk.idle()
    assert books.stockpile.value("SELECT count(*) FROM journal") == before + 1
    assert next(one for one in item_types(books.stockpile) if one.id == item.id).name_other == "Автомат АКМ"


def test_a_double_is_refused_under_its_name(desk: AtDesk, books: Books, page: CataloguePage) -> None:
    act(desk, page, ITEMS)
    dialog = desk.dialog(ItemTypeDialog)
    dialog.post_button.click()
    assert "Choose from the list" in dialog.kind._below.text()
    dialog.kind.set_value("accessory")
    dialog.tracking.set_value("quantity")
    dialog.unit.set_text("each")
    dialog.name_field.set_value("Sling")
    before = dump_hash(books.stockpile)
    dialog.post_button.click()
    desk.idle()
    assert dialog.isVisible()
    assert "already" in dialog.name_field._below.text()
    assert dump_hash(books.stockpile) == before
    dialog.ask_close()


def test_naughty_names_are_refused_under_the_field_or_kept_verbatim(
    desk: AtDesk, books: Books, page: CataloguePage
) -> None:
    act(desk, page, ACCOUNTS)
    dialog = desk.dialog(AccountDialog)
    for text in NAUGHTY[::7]:
        dialog.operation_id = books.id()
        dialog.name_field.set_value(text)
        dialog.remarks.set_value(text)
        dialog.post_button.setEnabled(True)
        dialog.post_button.click()
        desk.idle()
        if dialog.isVisible():
            assert (
                dialog.name_field._below.text() or dialog.remarks._below.text() or dialog.message.isVisible()
            )
        else:
            typed = dialog.name_field.value()
            assert typed in [one.name for one in ledger.accounts(books.stockpile)]
            act(desk, page, ACCOUNTS)
            dialog = desk.dialog(AccountDialog)
    assert find_clipped_texts(desk.window) == []
    dialog.ask_close()


def test_a_store_house_and_a_holder(desk: AtDesk, books: Books, page: CataloguePage) -> None:
    act(desk, page, HOUSES)
    house = desk.dialog(StoreHouseDialog)
    house.kind.set_value("magazine")
    house.name_field.set_value("Magazine M2")
    house.post_button.click()
    desk.idle()
    assert "Magazine M2" in [one.name for one in store_houses(books.stockpile)]
    act(desk, page, ACCOUNTS)
    holder = desk.dialog(AccountDialog)
    holder.kind.set_value("holder")
    holder._fit("holder")
    assert holder.sex.isVisible()
    holder.name_field.set_value("Pte L. Ada")
    holder.unit.set_value("2 Section")
    holder.post_button.click()
    desk.idle()
    found = ledger.account_named(books.stockpile, "Pte L. Ada")
    assert [(one.kind, one.unit) for one in found] == [("holder", "2 Section")]


def test_a_hold_is_placed_shown_and_released(desk: AtDesk, books: Books, page: CataloguePage) -> None:
    act(desk, page, HOLDS)
    dialog = desk.dialog(HoldDialog)
    dialog.mark.set_value("KM 06427")
    dialog._look_up()
    desk.idle()
    assert dialog.what.value() == 0
    dialog.kind.set_value("trace")
    dialog.post_button.click()
    desk.idle()
    assert dialog.isVisible()
    assert dialog.authority._below.text()
    dialog.authority.set_value("Interpol request 14")
    dialog.reason.set_value("asked for by another State")
    dialog.post_button.click()
    desk.idle()
    rows = page.holds.model.rows()
    assert [row.name for row in rows] == ["KM 06427 · Izhevsk AKM 7.62x39"]
    page._release(rows[0])
    release = desk.dialog(ReleaseDialog)
    release.post_button.click()
    assert release.authority._below.text()
    (release.authority.set_value("Interpol request 14, closed"),)
    release.post_button.click()
    desk.idle()
    assert ledger.holds_in_force(books.stockpile) == []


def test_marks_components_and_ownership_of_a_weapon(desk: AtDesk, books: Books, page: CataloguePage) -> None:
    page.tabs.open(WEAPONS)
    panel = page.weapons
    panel.look_up("no such weapon")
    desk.idle()
    assert panel.facts is None
    panel.look_up("KM 06427")
    desk.idle()
    assert panel.facts is not None
    weapon = panel.facts.weapon
    panel._record_mark()
    mark = desk.dialog(MarkDialog)
    mark.kind.set_value(mark.kind._choices[0].value)
    mark.mark.set_value("ЛБ 2208")
    mark.post_button.click()
    desk.idle()
    assert [one.text for one in markings_of(books.stockpile, weapon.id)] == ["ЛБ 2208"]
    panel._exchange()
    components = desk.dialog(ComponentsDialog)
    components.post_button.click()
    assert components.component._below.text()
    components.component.set_value("barrel")
    components.post_button.click()
    desk.idle()
    assert [component.kind for component, _ in panel.facts.fitted] == ["barrel"]
    panel._own()
    owner = desk.dialog(OwnershipDialog)
    owner.owner.set_value("deposited")
    owner.post_button.click()
    desk.idle()
    assert owner.reference._below.text()
    owner.reference.set_value("J. Example, receipt 4")
    owner.post_button.click()
    desk.idle()
    assert ownership_of(books.stockpile, weapon.id)[-1].kind == "deposited"
    assert len(panel.table.model.rows()) == 3


def test_what_is_not_verified_is_violet_never_a_tick(desk: AtDesk, page: CataloguePage) -> None:
    page.tabs.open(REFERENCE)
    rows = page.reference.model.rows()
    statuses = {row.line.status for row in rows if row.line is not None}
    assert {"verified", "unverified"} <= statuses
    assert status_chip("unverified").status is Status.UNVERIFIED
    assert status_chip("anything else").status is Status.UNVERIFIED


def test_the_filter_finds_any_part(desk: AtDesk, page: CataloguePage) -> None:
    page.filter.setText("makarov")
    assert [row.title for row in page.items.model.rows()] == ["Makarov 9x18 mm"]
    page.filter.clear()
    assert page.items.model.rowCount() == 4


def test_every_tab_fits_and_every_field_has_a_name(desk: AtDesk, page: CataloguePage) -> None:
    for tab in (ITEMS, ACCOUNTS, HOUSES, WEAPONS, HOLDS, REFERENCE):
        page.tabs.open(tab)
        desk.idle()
        assert find_clipped_texts(desk.window) == []
        if tab not in {WEAPONS, REFERENCE}:
            act(desk, page, tab)
            dialog = [one for one in desk.qapp.topLevelWidgets() if one.isModal() and one.isVisible()][-1]
            assert find_clipped_texts(dialog) == []
            assert unnamed_inputs(dialog) == []
            dialog.close()


def test_packs_and_kits_are_read_line_by_line() -> None:
    assert read_packs("box = 50\n\ncase: 1000") == {"box": 50, "case": 1000}
    assert read_packs("box of fifty") is None
    kit = read_kit("4 Magazine, 30 rounds\nSling\n2x Strap")
    assert kit == [("Magazine, 30 rounds", 4), ("Sling", 1), ("Strap", 2)]
