"""The second person on the command line: `--approver NAME`, with a passphrase of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import click

from stockpile_app import access
from stockpile_app.access import Person, Requested
from stockpile_app.base import Refused, tr
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.store import Actor, Stockpile

Command = TypeVar("Command", bound=Callable[..., object])
Outcome = TypeVar("Outcome")


def with_approver(command: Command) -> Command:
    """Give a command `approver`, the name of the second person; '' leaves a request."""
    return click.option(
        "--approver",
        default="",
        help="The second person (passphrase: STOCKPILE_APPROVER_PASSPHRASE or a prompt); "
        "without one a request is left.",
    )(command)


def approver_of(stockpile: Stockpile, name: str) -> Actor:
    """The second person, come in with a passphrase of their own."""
    return access.sign_in(stockpile, name, passphrases.approver(name))


def named_person(name: str) -> Person | None:
    """The second person, for books that are not open yet; None where none is named."""
    return Person(name, passphrases.approver(name)) if name else None


def settled(stockpile: Stockpile, outcome: Outcome | Requested, approver: str) -> Outcome | Requested:
    """What an operation gave; where it waits and a second person is named, what the approval gave.

    Raises:
        Refused: that person may not approve it; the request goes on waiting.
    """
    if not isinstance(outcome, Requested) or not approver:
        return outcome
    second = approver_of(stockpile, approver)
    try:
        with stockpile.acted_by(second):
            return cast("Outcome", access.approve(stockpile, outcome.request_id))
    except Refused:
        tell(
            tr(
                "Request {number} goes on waiting: {summary}",
                number=outcome.request_id,
                summary=outcome.summary,
            )
        )
        raise


def say_requested(outcome: Requested, as_json: bool) -> int:
    """It waits for a second person: the request's number, and what to do."""
    answer(
        as_json,
        {"waiting": True, "request": outcome.request_id, "summary": outcome.summary},
        [
            tr("Request {number} waits for a second person: {summary}", number=outcome.request_id,
               summary=outcome.summary),
            tr("To approve it: stockpile approve FILE {number}", number=outcome.request_id),
        ],
    )  # fmt: skip
    return DONE
