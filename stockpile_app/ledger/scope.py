"""In which store houses a person works, and which store house an account is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.access import user_named
from stockpile_app.base import Finding, tr
from stockpile_app.ledger.findings import refusal
from stockpile_app.ledger.model import IN_STORE
from stockpile_app.store import Stockpile


def scope_of(stockpile: Stockpile) -> dict[int, str]:
    """The store houses that who acts works in, with their names; empty for all."""
    user = user_named(stockpile, stockpile.actor.name)
    if user is None or not user.houses:
        return {}
    return {
        house: name
        for house, name in stockpile.rows("SELECT id, name FROM store_house")
        if house in user.houses
    }


def houses(stockpile: Stockpile) -> Iterator[tuple[int, int]]:
    """The store house of every account in store; a container is in the one it stands in."""
    own = {row[0]: row[1] for row in stockpile.rows("SELECT id, store_house_id FROM account WHERE id >= 100")}
    stands = {container: place for container, (place, _) in container_stands(stockpile).items()}
    for account in own:
        place, around = account, set[int]()
        while place in stands and place not in around:
            around.add(place)
            place = stands[place]
        yield account, own.get(place, 0)


def container_stands(stockpile: Stockpile) -> dict[int, tuple[int, str]]:
    """Where each container stands now, and since when."""
    return {
        row[0]: (row[1], row[2])
        for row in stockpile.rows(
            "SELECT container_id, to_account, effective_at FROM container_stand "
            "ORDER BY container_id, effective_at, voucher_id"
        )
    }


def outside_scope(stockpile: Stockpile, accounts: Iterable[int]) -> Iterator[Finding]:
    """LEDGER-34, for what is done to an account without a voucher."""
    mine = scope_of(stockpile)
    if not mine:
        return
    there = dict(houses(stockpile))
    marks = ", ".join(f"'{kind}'" for kind in sorted(IN_STORE))
    in_store = {
        row[0]: row[1] for row in stockpile.rows(f"SELECT id, name FROM account WHERE kind IN ({marks})")
    }
    for account in accounts:
        if account in in_store and there.get(account, 0) not in mine:
            yield not_your_house(mine.values(), in_store[account])


def house_outside_scope(stockpile: Stockpile, house: int, name: str) -> Iterator[Finding]:
    """LEDGER-34, for a place that is opened in a store house."""
    mine = scope_of(stockpile)
    if mine and house not in mine:
        yield not_your_house(mine.values(), name)


def not_your_house(mine: Iterable[str], place: str, line: int = 0) -> Finding:
    """LEDGER-34."""
    return refusal(
        "LEDGER-34",
        tr("This place is not in a store house you work in"),
        row=line,
        field=tr("Account"),
        expected=", ".join(sorted(mine)),
        got=place,
        remedy=tr("Ask somebody who works there, or the administrator"),
    )
