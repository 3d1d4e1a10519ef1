"""Take stock in: receipt and opening balance."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import click

from stockpile_app import ledger
from stockpile_app.catalogue import ItemType, Tracking
from stockpile_app.cli.lines import item_of, quantity_of
from stockpile_app.cli.posting import Paper, say_posted, with_paper
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.ledger import Line, NewLot, NewWeapon
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class _Goods:
    """What comes in, as typed."""

    condition: str
    item: str
    serials: tuple[str, ...]
    unmarked: int
    lot: str
    expires: str
    quantity: str
    make: str
    model: str
    calibre: str
    country: str
    year: str

    def lines(self, stockpile: Stockpile) -> tuple[Line, ...]:
        """A line for each weapon, or one for the quantity."""
        item = item_of(stockpile, self.item)
        if item.tracking != Tracking.SERIAL:
            return (self._bulk(stockpile, item),)
        return tuple(self._arm(item, serial) for serial in (*self.serials, *[""] * self.unmarked))

    def _arm(self, item: ItemType, serial: str) -> Line:
        return Line(
            item_type_id=item.id,
            condition=self.condition,
            new_weapon=NewWeapon(
                make=self.make or item.make,
                model=self.model or item.model,
                calibre=self.calibre or item.calibre,
                serial=serial,
                country=self.country,
                year=self.year,
                unmarked=not serial,
            ),
        )

    def _bulk(self, stockpile: Stockpile, item: ItemType) -> Line:
        amount = quantity_of(stockpile, self.quantity, item, 0, 1)
        by_lot = item.tracking == Tracking.LOT and self.lot
        return Line(
            item_type_id=item.id,
            quantity=amount.amount,
            entered=amount.entered,
            new_lot=NewLot(number=self.lot, expires_on=self.expires) if by_lot else None,
            condition=self.condition,
        )


def _with_goods(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command its `goods`, from what says which item, which marks and how many."""

    @click.option("--condition", default="", help="Condition it comes in; unknown without it.")
    @click.option("--item", required=True, help="Item type, by any of its names.")
    @click.option("--serial", "serials", multiple=True, help="A weapon's serial; may be given again.")
    @click.option(
        "--unmarked", type=int, default=0, help="So many arms without a serial: they get own numbers."
    )
    @click.option("--lot", default="", help="Lot number.")
    @click.option("--expires", default="", help="The lot's date, YYYY-MM-DD.")
    @click.option("--quantity", default="", help="For lots and quantities: 1250, or “12 boxes + 37”.")
    @click.option("--make", default="")
    @click.option("--model", default="")
    @click.option("--calibre", default="")
    @click.option("--country", default="", help="Country of manufacture.")
    @click.option("--year", default="")
    @functools.wraps(command)
    def wrapper(stockpile: Stockpile, **typed: Any) -> int:
        goods = _Goods(**{field.name: typed.pop(field.name) for field in fields(_Goods)})
        return command(stockpile, goods=goods, **typed)

    return wrapper


@click.command()
@on_books
@with_paper
@_with_goods
@click.option("--into", required=True, help="The account that takes it in.")
@click.option("--from", "source_kind", type=click.Choice(["source", "found", "seized", "surrendered"]),
              default="source")  # fmt: skip
@click.option("--party", default="", help="Who delivered it.")
@click.option("--document", default="", help="Import licence or end-user certificate.")
@click.option("--accept-look-alike", default="", metavar="REASON", help="Why a look-alike is another weapon.")
@click.option("--opening", is_flag=True, help="Post an opening balance instead of a receipt.")
def receive(
    stockpile: Stockpile,
    goods: _Goods,
    into: str,
    party: str,
    opening: bool,
    paper: Paper,
    as_json: bool,
    **told: str,
) -> int:
    """Take stock into an account of FILE."""
    known: dict[str, Any] = {
        **told,
        "operation_id": paper.operation_id,
        "effective_at": paper.effective_at,
        "authority": paper.authority,
        "lines": goods.lines(stockpile),
        "to_account": account_of(stockpile, into, "--into").id,
    }
    if opening:
        posted = ledger.open_balance(stockpile, ledger.OpeningVoucher(**known))
    else:
        posted = ledger.receive(stockpile, ledger.ReceiptVoucher(party=party, **known))
    return say_posted(stockpile, posted, as_json)


COMMANDS = (receive,)
