"""`stockpile [command]`: with a command the terminal, without one the window."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_log_path

from stockpile_app.base.clock import SystemClock
from stockpile_app.base.log import start_log


def main() -> None:
    """Start the command line, or the window when nothing was asked."""
    if sys.argv[1:2] == ["--read-sheet"]:  # a bundled program is its own sheet reader (READER_FLAG)
        from stockpile_app.exchange.reader_process import main as read_sheet

        read_sheet()
        return
    if sys.argv[1:2] == ["--print-certificate"]:  # and its own printer of certificates (PRINTER_FLAG)
        from stockpile_app.documents.certificate_process import main as print_certificate

        print_certificate()
        return
    start_log(user_log_path("stockpile", appauthor=False), SystemClock())
    if len(sys.argv) > 1:
        from stockpile_app.cli import run

        sys.exit(run(sys.argv[1:], open_window))
    sys.exit(open_window(None))


def open_window(file: Path | None) -> int:
    """Open the window, on a file when one is given; Qt is loaded only for who wants to see it."""
    from stockpile_app.gui.application import run

    return run(file)


if __name__ == "__main__":
    main()
