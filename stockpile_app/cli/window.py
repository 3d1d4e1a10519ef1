"""Open the window on a file."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def window(file: Path | None) -> int:
    """Open the window, on FILE when it is given."""
    from stockpile_app.gui.application import run  # Qt is loaded only for who wants to see it

    return run(file)


COMMANDS = (window,)
