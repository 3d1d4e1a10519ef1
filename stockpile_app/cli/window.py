"""Open the window on a file.

The command line and the window are peers that do not know each other: whoever starts the program
hands in how a window is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

OpenWindow = Callable[[Path | None], int]


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def window(open_window: OpenWindow, file: Path | None) -> int:
    """Open the window, on FILE when it is given."""
    return open_window(file)


COMMANDS = (window,)
