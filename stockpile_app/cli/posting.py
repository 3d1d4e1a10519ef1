"""What every posting command has: its options, its moment, and what it says at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from stockpile_app import audit
from stockpile_app.base import tr
from stockpile_app.base.clock import local_moment
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.ledger import Posted
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


def moment_of(stockpile: Stockpile, effective: str) -> str:
    """The effective moment as asked for, or this minute on the depot's clock."""
    if effective:
        return effective.replace(" ", "T")
    zone = str(stockpile.value("SELECT zone FROM stockpile"))
    return local_moment(stockpile.clock.now(), zone).strftime("%Y-%m-%dT%H:%M")


def say_posted(stockpile: Stockpile, posted: Posted, as_json: bool) -> int:
    """The outcome of a posting."""
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
