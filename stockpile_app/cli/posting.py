"""What every posting command has: its paper, the goods it names, and what it says at the end."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

import click

from stockpile_app import audit
from stockpile_app.access import founding
from stockpile_app.base import tr
from stockpile_app.base.clock import local_minute
from stockpile_app.cli.lines import held_lines
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.ledger import Line, Posted
from stockpile_app.store import Stockpile

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Paper:
    """What every voucher says: its client's id, when it takes effect, by whose order."""

    operation_id: str
    effective_at: str
    authority: str


@dataclass(frozen=True, slots=True)
class Goods:
    """What the books hold already and the voucher moves, as typed."""

    weapons: tuple[str, ...]
    lots: tuple[str, ...]
    items: tuple[str, ...]
    condition: str

    def lines(self, stockpile: Stockpile, condition_to: str = "") -> tuple[Line, ...]:
        """The voucher's lines."""
        return held_lines(stockpile, self.weapons, self.lots, self.items, self.condition, condition_to)


def with_paper(command: Command) -> Command:
    """Give a command on books its `paper`, from `--on`, `--authority` and `--id`."""

    @click.option("--on", "effective", default="", help="Effective date or moment, local; now without it.")
    @click.option("--authority", default="", help="By whose order.")
    @click.option("--id", "operation_id", default="", help="Your own id: the same id twice posts once.")
    @functools.wraps(command)
    def wrapper(
        stockpile: Stockpile, *, effective: str, authority: str, operation_id: str, **more: object
    ) -> object:
        moment = effective.replace(" ", "T") or _now(stockpile)
        paper = Paper(operation_id or stockpile.ids.new_id(), moment, authority)
        return command(stockpile, paper=paper, **more)

    return cast("Command", wrapper)


def with_goods(command: Command) -> Command:
    """Give a command its `goods`, from `--weapon`, `--lot`, `--item` and `--condition`."""

    @click.option("--weapon", "weapons", multiple=True, metavar="SERIAL")
    @click.option("--lot", "lots", multiple=True, metavar="LOT=QUANTITY")
    @click.option("--item", "items", multiple=True, metavar="ITEM=QUANTITY")
    @click.option("--condition", default="", help="Condition of the lines; as booked without it.")
    @functools.wraps(command)
    def wrapper(
        stockpile: Stockpile,
        *,
        weapons: tuple[str, ...],
        lots: tuple[str, ...],
        items: tuple[str, ...],
        condition: str,
        **more: object,
    ) -> object:
        return command(stockpile, goods=Goods(weapons, lots, items, condition), **more)

    return cast("Command", wrapper)


def _now(stockpile: Stockpile) -> str:
    """This minute on the depot's clock."""
    zone = founding(stockpile).zone
    return local_minute(stockpile.clock.now(), zone)


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
