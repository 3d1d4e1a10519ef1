"""`account`, `item`, `hold`: list, add, and what is refused."""

from __future__ import annotations

from tests.cli.desk import Desk


def test_accounts_are_listed_and_opened(desk: Desk) -> None:
    opened = desk.says("account", "--kind", "container", "--name", "Crate 14", "--unit", "crate")["account"]
    assert (opened["kind"], opened["name"]) == ("container", "Crate 14")
    names = [one["name"] for one in desk.says("account")["accounts"]]
    assert names == ["Armoury 1", "Armoury 2", "Cpl T. Vessin", "Crate 14"]
    assert desk.refuses("account", "--kind", "location", "--name", "Armoury 1")
    assert desk.refuses("account", "--kind", "location", "--name", "  ")


def test_an_account_in_a_new_store_house(desk: Desk) -> None:
    words = ("--store-house", "Building 4", "--store-house-kind", "magazine")
    first = desk.says("account", "--kind", "location", "--name", "Bay 1", *words)["account"]
    second = desk.says("account", "--kind", "location", "--name", "Bay 2", *words)["account"]
    assert first["store_house_id"] == second["store_house_id"] > 0


def test_items_are_listed_and_added_with_packs(desk: Desk) -> None:
    names = {one["name"] for one in desk.says("item")["item_types"]}
    assert names == {"AKM", "Ball", "Sling"}
    added = desk.says("item", "--make", "FN", "--model", "FAL", "--calibre", "7.62x51")["item_type"]
    assert (added["make"], added["tracking"], added["base_unit"]) == ("FN", "serial", "weapon")
    assert desk.refuses("item", "--name", "Sling", "--kind", "accessory", "--tracking", "quantity")
    assert desk.ends("item", "--name", "Tracer", "--tracking", "lot", "--pack", "box").code == 2


def test_a_pack_that_is_none_adds_nothing(desk: Desk) -> None:
    before = len(desk.says("item")["item_types"])
    for pack in ("box=many", "box=1", "box", "=50"):
        outcome = desk.ends(
            "item", "--name", "Tracer", "--tracking", "lot", "--pack", "case=500", "--pack", pack
        )
        assert outcome.code == 2, pack
    assert len(desk.says("item")["item_types"]) == before


def test_a_hold_stops_an_issue_until_it_is_released(desk: Desk) -> None:
    words = (
        "--lot",
        "17-83",
        "--kind",
        "banned",
        "--reason",
        "duds",
        "--authority",
        "Order 7",
        "--blocks",
        "issue",
    )
    (hold,) = desk.says("hold", *words)["holds"]
    assert (hold["target"], hold["kind"], hold["reason"]) == ("lot", "banned", "duds")
    issue = ("issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--lot", "17-83=1")
    (finding,) = desk.refuses(*issue)
    assert "duds" in finding["got"]
    assert desk.says("hold", "--release", hold["id"], "--authority", "Order 8")["holds"] == []
    desk.says(*issue)
    assert desk.refuses("hold", "--release", hold["id"], "--authority", "Order 8")
    assert desk.refuses("hold", "--weapon", "KM 1", "--reason", "no authority")
