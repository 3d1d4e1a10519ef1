"""Post a voucher: receive, issue, handin, transfer, expend, reclassify, reverse; and print one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from stockpile_app import audit, ledger
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.clock import local_moment
from stockpile_app.catalogue import ItemType, Tracking
from stockpile_app.cli.lines import held_lines, item_of, quantity_of
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.ledger import Line, NewLot, NewWeapon, Posted
from stockpile_app.store import Stockpile

Command = TypeVar("Command", bound=Callable[..., object])


def on_voucher(command: Command) -> Command:
    """The options that every voucher has."""
    for option in (
        click.option(
            "--on", "effective", default="", help="Effective date or moment, local; now without it."
        ),
        click.option("--authority", default="", help="By whose order."),
        click.option("--condition", default="", help="Condition of the lines; as booked without it."),
        click.option("--id", "operation_id", default="", help="Your own id: the same id twice posts once."),
    ):
        command = option(command)
    return command


def on_goods(command: Command) -> Command:
    """The options that name what the books hold already."""
    for option in (
        click.option("--item", "items", multiple=True, metavar="ITEM=QUANTITY"),
        click.option("--lot", "lots", multiple=True, metavar="LOT=QUANTITY"),
        click.option("--weapon", "weapons", multiple=True, metavar="SERIAL"),
    ):
        command = option(command)
    return command


def _when(stockpile: Stockpile, effective: str) -> str:
    if effective:
        return effective.replace(" ", "T")
    zone = str(stockpile.value("SELECT zone FROM stockpile"))
    return local_moment(stockpile.clock.now(), zone).strftime("%Y-%m-%dT%H:%M")


def _say(stockpile: Stockpile, posted: Posted, as_json: bool) -> int:
    size = audit.head(stockpile).size
    said = tr("This request was posted before: {number}", number=posted.number)
    fresh = tr("Posted {number}: {count} movements", number=posted.number, count=posted.movements)
    answer(
        as_json,
        {"voucher": posted.voucher_id, "number": posted.number, "movements": posted.movements,
         "journal_size": size, "repeated": posted.repeated},
        [said if posted.repeated else fresh],
    )  # fmt: skip
    return DONE


@click.command()
@on_books
@on_voucher
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
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
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
    operation_id = operation_id or stockpile.ids.new_id()
    moment, account = _when(stockpile, effective), account_of(stockpile, into, "--into").id
    if opening:
        posted = ledger.open_balance(
            stockpile,
            ledger.OpeningVoucher(
                operation_id=operation_id,
                effective_at=moment,
                to_account=account,
                source_kind=source_kind,
                lines=lines,
                authority=authority,
                document=document,
                accept_look_alike=accept_look_alike,
            ),
        )
    else:
        posted = ledger.receive(
            stockpile,
            ledger.ReceiptVoucher(
                operation_id=operation_id,
                effective_at=moment,
                to_account=account,
                source_kind=source_kind,
                party=party,
                lines=lines,
                authority=authority,
                document=document,
                accept_look_alike=accept_look_alike,
            ),
        )
    return _say(stockpile, posted, as_json)


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


@click.command()
@on_books
@on_voucher
@on_goods
@click.option("--from", "from_name", required=True, help="The account that gives.")
@click.option("--holder", required=True, help="Who signs for it.")
@click.option("--due", default="", help="When it is due back, local.")
@click.option("--purpose", default="")
def issue(
    stockpile: Stockpile,
    from_name: str,
    holder: str,
    due: str,
    purpose: str,
    weapons: tuple[str, ...],
    lots: tuple[str, ...],
    items: tuple[str, ...],
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Hand stock of FILE out to a holder."""
    voucher = ledger.IssueVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        from_account=account_of(stockpile, from_name, "--from").id,
        holder=account_of(stockpile, holder, "--holder").id,
        due_back_at=due,
        purpose=purpose,
        authority=authority,
        lines=held_lines(stockpile, weapons, lots, items, condition),
    )
    return _say(stockpile, ledger.issue(stockpile, voucher), as_json)


@click.command()
@on_books
@on_voucher
@on_goods
@click.option("--into", required=True, help="The account that takes it back.")
@click.option("--holder", default="", help="Who gives it back; follows from the weapons.")
@click.option("--condition-to", default="", help="The condition it comes back in.")
def handin(
    stockpile: Stockpile,
    into: str,
    holder: str,
    condition_to: str,
    weapons: tuple[str, ...],
    lots: tuple[str, ...],
    items: tuple[str, ...],
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Take back into FILE what a holder had."""
    voucher = ledger.HandInVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        to_account=account_of(stockpile, into, "--into").id,
        holder=account_of(stockpile, holder, "--holder").id if holder else 0,
        authority=authority,
        lines=held_lines(stockpile, weapons, lots, items, condition, condition_to),
    )
    return _say(stockpile, ledger.hand_in(stockpile, voucher), as_json)


@click.command()
@on_books
@on_voucher
@on_goods
@click.option("--to", "to_name", required=True, help="The account it goes to.")
@click.option("--from", "from_name", default="", help="The account it leaves; follows from the weapons.")
@click.option("--container", "containers", multiple=True, help="A container that moves with its content.")
def transfer(
    stockpile: Stockpile,
    to_name: str,
    from_name: str,
    containers: tuple[str, ...],
    weapons: tuple[str, ...],
    lots: tuple[str, ...],
    items: tuple[str, ...],
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Move stock or containers between two places of FILE."""
    voucher = ledger.TransferVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        to_account=account_of(stockpile, to_name, "--to").id,
        from_account=account_of(stockpile, from_name, "--from").id if from_name else 0,
        containers=tuple(account_of(stockpile, one, "--container").id for one in containers),
        authority=authority,
        lines=held_lines(stockpile, weapons, lots, items, condition),
    )
    return _say(stockpile, ledger.transfer(stockpile, voucher), as_json)


@click.command()
@on_books
@on_voucher
@on_goods
@click.option("--from", "from_name", required=True, help="The holder or account that used it up.")
@click.option("--purpose", default="", help="The occasion.")
@click.option("--witness", default="")
def expend(
    stockpile: Stockpile,
    from_name: str,
    purpose: str,
    witness: str,
    weapons: tuple[str, ...],
    lots: tuple[str, ...],
    items: tuple[str, ...],
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Book rounds fired and consumables used up in FILE."""
    voucher = ledger.ExpenditureVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        from_account=account_of(stockpile, from_name, "--from").id,
        purpose=purpose,
        witness=witness,
        authority=authority,
        lines=held_lines(stockpile, weapons, lots, items, condition),
    )
    return _say(stockpile, ledger.expend(stockpile, voucher), as_json)


@click.command()
@on_books
@on_voucher
@on_goods
@click.option("--at", "account_name", required=True, help="Where it stands.")
@click.option("--condition-to", required=True, help="The condition it is in now.")
@click.option("--inspection", default="", help="The inspection that says so.")
@click.option("--reason", default="")
def reclassify(
    stockpile: Stockpile,
    account_name: str,
    condition_to: str,
    inspection: str,
    reason: str,
    weapons: tuple[str, ...],
    lots: tuple[str, ...],
    items: tuple[str, ...],
    effective: str,
    authority: str,
    condition: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Change the condition of stock of FILE where it stands."""
    voucher = ledger.ReclassificationVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        account=account_of(stockpile, account_name, "--at").id,
        inspection=inspection,
        reason=reason,
        authority=authority,
        lines=held_lines(stockpile, weapons, lots, items, condition, condition_to),
    )
    return _say(stockpile, ledger.reclassify(stockpile, voucher), as_json)


@click.command()
@on_books
@click.argument("number")
@click.option("--on", "effective", default="", help="Effective date or moment, local; now without it.")
@click.option("--authority", default="", help="By whose order.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice posts once.")
@click.option("--reason", required=True, help="What was wrong.")
def reverse(
    stockpile: Stockpile,
    number: str,
    reason: str,
    effective: str,
    authority: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Undo the voucher NUMBER of FILE by a voucher of its own."""
    voucher = ledger.ReversalVoucher(
        operation_id=operation_id or stockpile.ids.new_id(),
        effective_at=_when(stockpile, effective),
        voucher_id=ledger.voucher_id_of(stockpile, number),
        reason=reason,
        authority=authority,
    )
    return _say(stockpile, ledger.reverse(stockpile, voucher), as_json)


@click.command()
@on_books
@click.argument("number")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--page", type=click.Choice(["A4", "Letter"]), default="A4")
def voucher(stockpile: Stockpile, number: str, target: Path, page: str, as_json: bool) -> int:
    """Print the voucher NUMBER of FILE to the PDF file TARGET."""
    view = ledger.voucher_view(stockpile, number)
    if view is None:
        raise Refused([Finding(
            "LEDGER-31", Severity.REFUSAL, tr("There is no voucher {number}", number=number), field=tr("Number"),
            expected=tr("the number of a posted voucher"), got=number,
            remedy=tr("Find it with: stockpile where FILE “{text}”", text=number))])  # fmt: skip
    copy = audit.times_noted(stockpile, "print", view.voucher.number)
    print_voucher(view, target, page=page, copy=copy)
    audit.note_activity(stockpile, "print", view.voucher.number)
    answer(
        as_json,
        {"number": view.voucher.number, "file": str(target), "copy": copy},
        [tr("Printed {number} to {file}", number=view.voucher.number, file=target)],
    )
    return DONE


COMMANDS = (receive, issue, handin, transfer, expend, reclassify, reverse, voucher)
