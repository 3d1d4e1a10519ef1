"""Take stock in: receipt and opening balance."""

from __future__ import annotations

import click

from stockpile_app import ledger
from stockpile_app.catalogue import ItemType, Tracking
from stockpile_app.cli.lines import item_of, quantity_of
from stockpile_app.cli.posting import Paper, say_posted, with_paper
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.ledger import Line, NewLot, NewWeapon
from stockpile_app.store import Stockpile


@click.command()
@on_books
@with_paper
@click.option("--condition", default="", help="Condition it comes in; unknown without it.")
@click.option("--into", required=True, help="The account that takes it in.")
@click.option("--item", "item_name", required=True, help="Item type, by any of its names.")
@click.option("--serial", "serials", multiple=True, help="A weapon's serial; may be given again.")
@click.option("--unmarked", type=int, default=0, help="So many arms without a serial: they get own numbers.")
@click.option("--lot", "lot_number", default="", help="Lot number.")
@click.option("--expires", default="", help="The lot's date, YYYY-MM-DD.")
@click.option("--quantity", default="", help="For lots and quantities: 1250, or “12 boxes + 37”.")
@click.option("--make", default="")
@click.option("--model", default="")
@click.option("--calibre", default="")
@click.option("--country", default="", help="Country of manufacture.")
@click.option("--year", default="")
@click.option("--from", "source_kind", type=click.Choice(["source", "found", "seized", "surrendered"]),
              default="source")  # fmt: skip
@click.option("--party", default="", help="Who delivered it.")
@click.option("--document", default="", help="Import licence or end-user certificate.")
@click.option("--accept-look-alike", default="", metavar="REASON", help="Why a look-alike is another weapon.")
@click.option("--opening", is_flag=True, help="Post an opening balance instead of a receipt.")
def receive(
    stockpile: Stockpile,
    into: str,
    item_name: str,
    serials: tuple[str, ...],
    unmarked: int,
    lot_number: str,
    expires: str,
    quantity: str,
    make: str,
    model: str,
    calibre: str,
    country: str,
    year: str,
    source_kind: str,
    party: str,
    document: str,
    accept_look_alike: str,
    opening: bool,
    paper: Paper,
    condition: str,
    as_json: bool,
) -> int:
    """Take stock into an account of FILE."""
    item = item_of(stockpile, item_name)
    if item.tracking == Tracking.SERIAL:
        marks: tuple[str, ...] = (*serials, *[""] * unmarked)
        lines = tuple(
            Line(
                item_type_id=item.id,
                condition=condition,
                new_weapon=NewWeapon(
                    make=make or item.make,
                    model=model or item.model,
                    calibre=calibre or item.calibre,
                    serial=serial,
                    country=country,
                    year=year,
                    unmarked=not serial,
                ),
            )
            for serial in marks
        )
    else:
        lines = (_bulk_line(stockpile, item, lot_number, expires, quantity, condition),)
    account = account_of(stockpile, into, "--into").id
    if opening:
        posted = ledger.open_balance(
            stockpile,
            ledger.OpeningVoucher(
                operation_id=paper.operation_id,
                effective_at=paper.effective_at,
                to_account=account,
                source_kind=source_kind,
                lines=lines,
                authority=paper.authority,
                document=document,
                accept_look_alike=accept_look_alike,
            ),
        )
    else:
        posted = ledger.receive(
            stockpile,
            ledger.ReceiptVoucher(
                operation_id=paper.operation_id,
                effective_at=paper.effective_at,
                to_account=account,
                source_kind=source_kind,
                party=party,
                lines=lines,
                authority=paper.authority,
                document=document,
                accept_look_alike=accept_look_alike,
            ),
        )
    return say_posted(stockpile, posted, as_json)


def _bulk_line(
    stockpile: Stockpile, item: ItemType, lot_number: str, expires: str, quantity: str, condition: str
) -> Line:
    amount = quantity_of(stockpile, quantity, item, 0, 1)
    lot = (
        NewLot(number=lot_number, expires_on=expires)
        if item.tracking == Tracking.LOT and lot_number
        else None
    )
    return Line(
        item_type_id=item.id, quantity=amount.amount, entered=amount.entered, new_lot=lot, condition=condition
    )


COMMANDS = (receive,)
