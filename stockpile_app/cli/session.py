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
from stockpile_app.cli.outcome import tell
from stockpile_app.ledger import Account, account_named
from stockpile_app.store import Stockpile

Command = TypeVar("Command", bound=Callable[..., object])


def on_books(command: Command) -> Command:
    """Give a command an open `Stockpile` for its FILE, `--user` and passphrase, and `as_json`."""

    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--user", envvar="STOCKPILE_USER", default="", help="Who acts (or STOCKPILE_USER).")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
    @functools.wraps(command)
    def wrapper(file: Path, user: str, *args: object, **kwargs: object) -> object:
        with opened(file, user) as stockpile:
            if stockpile.read_only:
                tell(stockpile.read_only)
            return command(stockpile, *args, **kwargs)

    return cast("Command", wrapper)


def opened(file: Path, user: str) -> Stockpile:
    """Open a file with the passphrase of the environment, or ask for it."""
    passphrase = os.environ.get("STOCKPILE_PASSPHRASE")
    if passphrase is None:
        if file.is_file():
            user_names(file)  # a missing keys file is told before anybody types
        passphrase = click.prompt(tr("Passphrase"), hide_input=True, err=True)
    return open_stockpile(file, user, passphrase)


def new_passphrase() -> str:
    """A passphrase for a new user: of the environment, or typed twice."""
    passphrase = os.environ.get("STOCKPILE_PASSPHRASE")
    if passphrase is None:
        passphrase = click.prompt(tr("New passphrase"), hide_input=True, confirmation_prompt=True, err=True)
    return str(passphrase)


def given_passphrase() -> str:
    """A first or changed passphrase: STOCKPILE_NEW_PASSPHRASE, or typed twice."""
    given = os.environ.get("STOCKPILE_NEW_PASSPHRASE")
    if given is not None:
        return given
    return str(click.prompt(tr("New passphrase"), hide_input=True, confirmation_prompt=True, err=True))


def account_of(stockpile: Stockpile, text: str, field: str) -> Account:
    """The one account called so.

    Raises:
        Refused: none or several are; names the near ones.
    """
    found = account_named(stockpile, text)
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted({row[0] for row in stockpile.rows(
        "SELECT name FROM account WHERE id >= 100 ORDER BY name LIMIT 12")}))  # fmt: skip
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
