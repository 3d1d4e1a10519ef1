"""How a command opens the books: its file first, then the user and the passphrase."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import click

from stockpile_app.access import user_names
from stockpile_app.assembly import open_stockpile
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import tell
from stockpile_app.ledger import Account, account_named, accounts
from stockpile_app.ledger.model import FIRST_REAL_ACCOUNT
from stockpile_app.store import Stockpile

Command = TypeVar("Command", bound=Callable[..., object])


def user_option(command: Command) -> Command:
    """Give a command `user`, the name of who acts."""
    return click.option("--user", envvar="STOCKPILE_USER", default="", help="Who acts (or STOCKPILE_USER).")(
        command
    )


def json_option(command: Command) -> Command:
    """Give a command `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")(
        command
    )


def on_books(command: Command) -> Command:
    """Give a command an open `Stockpile` for its FILE, `--user` and passphrase, and `as_json`."""

    @click.argument("file", type=click.Path(path_type=Path))
    @user_option
    @json_option
    @functools.wraps(command)
    def wrapper(file: Path, user: str, *args: object, **kwargs: object) -> object:
        with opened(file, user) as stockpile:
            if stockpile.read_only:
                tell(stockpile.read_only)
            return command(stockpile, *args, **kwargs)

    return cast("Command", wrapper)


def opened(file: Path, user: str) -> Stockpile:
    """Open a file with the passphrase of the environment, or ask for it."""
    if passphrases.OWN not in os.environ and file.is_file():
        user_names(file)  # a missing keys file is told before anybody types
    return open_stockpile(file, user, passphrases.own())


def account_of(stockpile: Stockpile, text: str, field: str) -> Account:
    """The one account called so.

    Raises:
        Refused: none or several are; names the near ones.
    """
    found = account_named(stockpile, text)
    if len(found) == 1:
        return found[0]
    names = dict.fromkeys(one.name for one in accounts(stockpile) if one.id >= FIRST_REAL_ACCOUNT)
    known = ", ".join(list(names)[:12])
    raise Refused([Finding(
        rule="LEDGER-30",
        severity=Severity.REFUSAL,
        sentence=tr("There is no account “{name}”", name=text) if not found
        else tr("Several accounts are called “{name}”", name=text),
        field=field,
        expected=known or tr("an account; there are none yet"),
        got=text,
        remedy=tr("Open it first: stockpile account FILE --kind location --name “{name}”", name=text),
    )])  # fmt: skip
