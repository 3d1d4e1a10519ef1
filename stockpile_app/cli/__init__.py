"""The command line: the same operations and queries, typed.

`--json` prints one JSON object on standard output and nothing else; messages go to standard error.
Exit codes: 0 done; 1 refused, with findings; 2 wrong usage; 3 the environment.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from stockpile_app import __version__
from stockpile_app.cli import (
    backups,
    bench,
    books,
    cases,
    catalogue,
    demo,
    disposal,
    doctor,
    exchange,
    packs,
    papers,
    people,
    proving,
    reading,
    receiving,
    vouchers,
    window,
)
from stockpile_app.cli.outcome import guarded
from stockpile_app.cli.window import OpenWindow


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="stockpile")
def stockpile() -> None:
    """Keep the books of a weapons-and-ammunition stockpile, offline."""


ROOMS = (
    books,
    backups,
    proving,
    papers,
    people,
    catalogue,
    receiving,
    vouchers,
    reading,
    exchange,
    packs,
    cases,
    disposal,
    doctor,
    demo,
    bench,
    window,
)

for room in ROOMS:
    for command in room.COMMANDS:
        stockpile.add_command(command)


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command; returns the exit code.  `open_window` is for those that end in the window."""
    return guarded(stockpile, list(arguments), open_window)
