"""Look at this computer, the disk and the books, also when the books cannot be opened."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import click

from stockpile_app.assembly import check_closed, check_open
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.base.check import Check, CheckState, check_lines
from stockpile_app.base.log import Word, log_file
from stockpile_app.base.traces import kind_of
from stockpile_app.cli.outcome import DONE, ENVIRONMENT, answer
from stockpile_app.cli.session import json_option, opened, user_option

_LOG = logging.getLogger(__name__)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@user_option
@click.option("--closed", is_flag=True, help="Leave the books closed: no passphrase is asked.")
@json_option
def doctor(file: Path, user: str, closed: bool, as_json: bool) -> int:
    """Look at this computer, the disk and the books of FILE, and say what to do."""
    outside = [*check_closed(file), _check_log()]
    inside, stopped = ([], None) if closed else _look_inside(file, user)
    checks = [*inside, *outside]
    answer(
        as_json,
        {"file": str(file), "opened": not closed and stopped is None, "checks": checks,
         "cause": stopped.cause if stopped else "", "sentence": stopped.sentence if stopped else ""},
        [*check_lines(checks), "", _summary(checks)],
    )  # fmt: skip
    return ENVIRONMENT if stopped else DONE


def _look_inside(file: Path, user: str) -> tuple[list[Check], KnownError | None]:
    """The checks of the open books, or the one that says why they do not open."""
    try:
        with opened(file, user) as stockpile:
            return list(check_open(stockpile)), None
    except KnownError as error:
        _LOG.warning("Books not opened: %s", Word(kind_of(error)))
        remedy = _remedies(file.is_file()).get(error.cause, tr("Open the newest backup"))
        figures = {"cause": error.cause.value}
        return [Check("books", CheckState.STOP, tr("Books"), error.sentence, remedy, figures)], error


def _remedies(there: bool) -> dict[Cause, str]:
    """What to do when the books do not open, likeliest first."""
    return {
        Cause.WRONG_PASSPHRASE: tr("Check user, keyboard language and Caps Lock; else the recovery sheet opens it"),
        Cause.LOCKED: tr("Close the books there; the window has the same checks under Settings"),
        Cause.NOT_FOUND: tr("Type the code of the recovery sheet: stockpile recover FILE") if there
        else tr("Check the name; look for it on the stick or disk where it was kept"),
        Cause.DAMAGED: tr("Keep this file as it is, copy it, and open the newest backup"),
        Cause.NEWER: tr("Install the newer program; this one leaves the file as it is"),
        Cause.FOREIGN: tr("Look for the file with the books, or open the newest backup"),
        Cause.DISK_FULL: tr("Free 200 MB on the disk of the books"),
    }  # fmt: skip


def _check_log() -> Check:
    path = log_file()
    if path is None:
        remedy = tr("Let this user write to the folder for logs; the books work without it")
        return Check("log", CheckState.INFO, tr("Log"), tr("None is written"), remedy)
    return Check("log", CheckState.INFO, tr("Log"), str(path))


def _summary(checks: Sequence[Check]) -> str:
    states = [one.state for one in checks]
    stops, warnings = states.count(CheckState.STOP), states.count(CheckState.WARN)
    if not stops and not warnings:
        return tr("Everything is in order")
    return tr("{stops} in the way of work, {warnings} to look at", stops=stops, warnings=warnings)


COMMANDS = (doctor,)
