"""Found and recover the books."""

from __future__ import annotations

import os
from pathlib import Path

import click

from stockpile_app import access, audit
from stockpile_app.access.model import BooksKind
from stockpile_app.assembly import NewBooks, found, recover_stockpile
from stockpile_app.base import tr
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.cli.session import json_option
from stockpile_app.documents.recovery_sheet import print_recovery_sheet


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in BooksKind]), required=True)
@click.option("--code", required=True, help="Stands at the head of every voucher number.")
@click.option("--name", required=True, help="The depot's or ministry's name.")
@click.option(
    "--user", envvar="STOCKPILE_USER", required=True, help="The first user: administrator, or sole keeper."
)
@click.option("--zone", default="UTC", show_default=True, help="IANA time zone of the depot.")
@click.option("--sole", is_flag=True, help="One keeper holds all roles; every paper says so.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Where the recovery sheet goes (PDF).")
@json_option
def new(
    file: Path,
    kind: str,
    code: str,
    name: str,
    user: str,
    zone: str,
    sole: bool,
    sheet: Path | None,
    as_json: bool,
) -> int:
    """Make a new stockpile FILE, its first user and its recovery sheet."""
    founded = found(
        NewBooks(
            path=file,
            kind=kind,
            code=code,
            name=name,
            user=user,
            passphrase=passphrases.first(),
            zone=zone,
            sole=sole,
        )
    )
    target = sheet or file.with_name(file.name + "-recovery.pdf")
    with founded.stockpile as stockpile:
        print_recovery_sheet(stockpile, founded.recovery_code, target)
        size = audit.head(stockpile).size
    tell(
        tr(
            "The recovery sheet opens the books without any passphrase. Print it, seal it, then delete the file"
        )
    )
    answer(
        as_json,
        {"file": str(file), "kind": kind, "code": code, "recovery_code": founded.recovery_code,
         "recovery_sheet": str(target), "journal_size": size},
        [
            tr("Made {file}: books of {name} ({code}), kept by {user}", file=file, name=name, code=code, user=user),
            tr("Recovery code: {code}", code=founded.recovery_code),
            tr("Recovery sheet: {sheet}", sheet=target),
        ],
    )  # fmt: skip
    return DONE


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.option("--reset", default="", metavar="NAME", help="Make this person a new key and first passphrase.")
def recover(file: Path, as_json: bool, reset: str) -> int:
    """Open FILE with the recovery sheet's code and write its keys file anew.

    The code is taken from STOCKPILE_RECOVERY_CODE or asked for.
    """
    code = os.environ.get("STOCKPILE_RECOVERY_CODE") or click.prompt(tr("Recovery code"), err=True)
    with recover_stockpile(file, code) as stockpile:
        if reset:
            access.reset_by_recovery(stockpile, stockpile.ids.new_id(), reset, passphrases.new())
    users = sorted(access.user_names(file))
    answer(
        as_json,
        {"file": str(file), "users": users},
        [
            tr(
                "The keys file is whole again. These users open the books as before: {users}",
                users=", ".join(users),
            )
        ],
    )
    return DONE


COMMANDS = (new, recover)
