"""Reports on faults of the program as files: saved where a person wants them, or kept beside the log."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from stockpile_app.base import KnownError
from stockpile_app.base.log import log_file
from stockpile_app.base.report import REPORTS, crash_report, report_name
from stockpile_app.store.files import write_text_whole
from stockpile_app.store.health import surroundings

KEPT = 20
"""So many reports stay beside the log; older ones go."""


def fault_report(problem: BaseException, work: str, at: datetime) -> str:
    """The report on a fault, for window and command line alike; see `base.report`."""
    return crash_report(problem, work, at, surroundings())


def save_report(text: str, target: Path) -> Path:
    """Write a report where a person wants it.

    Raises:
        KnownError: the disk refuses; nothing is left under that name.
    """
    write_text_whole(target, text)
    return target


def keep_report(text: str, at: datetime) -> Path | None:
    """Keep a report beside the log; None where there is no log, or the disk refuses."""
    log = log_file()
    if log is None:
        return None
    try:
        kept = save_report(text, log.parent / report_name(at))
    except KnownError:
        return None
    _keep_latest(sorted(log.parent.glob(f"{REPORTS}-*.txt")))
    return kept


def _keep_latest(reports: Sequence[Path]) -> None:
    for old in reports[:-KEPT]:
        with suppress(OSError):
            old.unlink()
