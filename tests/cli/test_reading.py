"""`where`, `history`, `balance`: what scripts may rely on."""

from __future__ import annotations

from tests.cli.desk import Desk


def test_where_tells_exact_hits_from_look_alikes(desk: Desk) -> None:
    exact = desk.says("where", "KM 1")["matches"][0]
    assert (exact["kind"], exact["identity"], exact["account"], exact["condition"], exact["match"]) == (
        "weapon", "KM 1", "Armoury 1", "serviceable", "exact",
    )  # fmt: skip
    alike = desk.says("where", "km-1")["matches"][0]
    assert (alike["identity"], alike["match"]) == ("KM 1", "look_alike")
    assert desk.says("where", "ZZ 99")["matches"] == []


def test_where_finds_lots_holders_items_and_vouchers(desk: Desk) -> None:
    number = desk.says("history", "KM 1")["items"][0]["events"][0]["voucher"]
    for text, kind in (
        ("17-83", "lot"),
        ("Cpl T. Vessin", "account"),
        ("AKM", "item_type"),
        (number, "voucher"),
    ):
        kinds = {match["kind"] for match in desk.says("where", text)["matches"]}
        assert kind in kinds, text


def test_history_tells_a_life(desk: Desk) -> None:
    desk.says(
        "issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--due", "2099-12-31", "--weapon", "KM 1"
    )
    (item,) = desk.says("history", "KM 1")["items"]
    assert (item["kind"], item["account"]) == ("weapon", "Cpl T. Vessin")
    assert [event["to_account"] for event in item["events"]] == ["Armoury 1", "Cpl T. Vessin"]
    assert desk.says("history", "ZZ 99")["items"] == []


def test_balance_adds_up_by_what_is_asked(desk: Desk) -> None:
    said = desk.says("balance", "--by", "item,unit")
    assert said["total"] == 643
    assert said["totals_by_unit"] == {"weapon": 2, "round": 637, "each": 4}
    assert {(row["item"], row["unit"], row["quantity"]) for row in said["rows"]} == {
        ("AKM", "weapon", 2), ("Ball", "round", 637), ("Sling", "each", 4),
    }  # fmt: skip
    assert "units ignored" in said["total_is"]
    by_place = desk.says("balance", "--by", "account")["rows"]
    assert {(row["account"], row["unit"]) for row in by_place} == {
        ("Armoury 1", "weapon"), ("Armoury 1", "round"), ("Armoury 1", "each"),
    }  # fmt: skip


def test_balance_of_a_past_day_and_as_known_on(desk: Desk) -> None:
    assert desk.says("balance", "--as-of", "2025-01-01")["total"] == 0
    assert desk.says("balance", "--as-of", "2025-01-02")["total"] == 643
    size = desk.size()
    desk.says("expend", "--from", "Armoury 1", "--lot", "17-83=37", "--on", "2025-02-01")
    assert desk.says("balance")["total"] == 606
    assert desk.says("balance", "--as-of", "2025-01-31")["total"] == 643
    assert desk.says("balance", "--known-on", str(size))["total"] == 643
    assert desk.says("balance", "--outside", "--by", "account")["total"] == 0


def test_a_day_that_is_none_is_wrong_usage(desk: Desk) -> None:
    for day in ("yesterday", "2025-13-01", "2025-02-32", "01-02-2025"):
        assert desk.ends("balance", "--as-of", day).code == 2, day
