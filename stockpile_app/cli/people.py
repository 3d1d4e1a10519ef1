"""People and the second person: user, pending, approve, refuse."""

from __future__ import annotations

from dataclasses import dataclass

import click

from stockpile_app import access
from stockpile_app.access import GIVEN_ROLES, ChangedUser, NewUser, Requested, Role, User
from stockpile_app.access.model import ACTIVE, RequestOutcome
from stockpile_app.base import Refused, tr
from stockpile_app.base.clock import local_text
from stockpile_app.base.plain_text import quoted
from stockpile_app.catalogue import store_houses
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.second_person import approver_of, say_requested, settled, with_approver
from stockpile_app.cli.session import on_books
from stockpile_app.ledger import Posted
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed after an act of `user`."""

    operation_id: str
    name: str
    role: str
    houses: tuple[int, ...]


def _add(stockpile: Stockpile, asked: _Asked) -> User | Requested:
    new = NewUser(
        operation_id=asked.operation_id,
        name=asked.name,
        role=asked.role,
        passphrase=passphrases.new(),
        houses=asked.houses,
    )
    return access.add_user(stockpile, new)


def _change(stockpile: Stockpile, asked: _Asked) -> User | Requested:
    changed = ChangedUser(
        operation_id=asked.operation_id, name=asked.name, role=asked.role, houses=asked.houses
    )
    return access.change_user(stockpile, changed)


def _revoke(stockpile: Stockpile, asked: _Asked) -> User | Requested:
    return access.revoke_user(stockpile, asked.operation_id, asked.name)


def _reset(stockpile: Stockpile, asked: _Asked) -> User | Requested:
    return access.reset_passphrase(stockpile, asked.operation_id, asked.name, passphrases.new())


def _own_passphrase(stockpile: Stockpile, asked: _Asked) -> User | Requested:
    return access.change_own_passphrase(stockpile, asked.operation_id, passphrases.new())


_ACTS = {
    "add": _add,
    "change": _change,
    "revoke": _revoke,
    "reset": _reset,
    "passphrase": _own_passphrase,
}


@click.command()
@on_books
@click.argument("act", type=click.Choice(["list", *_ACTS]))
@click.option("--name", default="", help="The person: name and rank as they stand on papers.")
@click.option("--role", type=click.Choice([role.value for role in GIVEN_ROLES]), default=Role.OFFICER.value)
@click.option("--store-house", "houses", multiple=True, help="Only these store houses; all without it.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect.")
@with_approver
def user(
    stockpile: Stockpile,
    act: str,
    name: str,
    role: str,
    houses: tuple[str, ...],
    operation_id: str,
    approver: str,
    as_json: bool,
) -> int:
    """List the users of FILE, add, change or revoke one, reset or change a passphrase.

    A first or new passphrase is taken from STOCKPILE_NEW_PASSPHRASE or asked for.
    """
    if act == "list":
        return _list(stockpile, as_json)
    asked = _Asked(operation_id or stockpile.ids.new_id(), name, role, _houses(stockpile, houses))
    outcome = settled(stockpile, _ACTS[act](stockpile, asked), approver)
    return say_requested(outcome, as_json) if isinstance(outcome, Requested) else _say_user(outcome, as_json)


def _houses(stockpile: Stockpile, names: tuple[str, ...]) -> tuple[int, ...]:
    """The ids of these store houses.

    Raises:
        Refused: ACCESS-23, there is none of that name.
    """
    known = {house.name: house.id for house in store_houses(stockpile)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refused([access.access_refusal(
            "ACCESS-23", tr("There is no such store house"), tr("Store houses"),
            ", ".join(map(quoted, known)) or tr("a store house; there are none yet"),
            ", ".join(map(quoted, unknown)), tr("Add the store house first"))])  # fmt: skip
    return tuple(known[name] for name in names)


def _list(stockpile: Stockpile, as_json: bool) -> int:
    people = access.users(stockpile)
    answer(
        as_json,
        {"users": [_as_json(person) for person in people]},
        [
            " · ".join((person.name, access.role_word(person.role), _state_word(person), person.public_key[:8]))
            for person in people
        ],
    )  # fmt: skip
    return DONE


def _state_word(person: User) -> str:
    return tr("active") if person.state == ACTIVE else tr("revoked")


def _as_json(person: User) -> dict[str, object]:
    return {
        "name": person.name,
        "role": person.role,
        "state": person.state,
        "store_houses": sorted(person.houses),
        "public_key": person.public_key,
        "first_passphrase": bool(person.key_by),
    }


def _say_user(person: User, as_json: bool) -> int:
    role, state = access.role_word(person.role), _state_word(person)
    said = tr("{name}: {role}, {state}", name=person.name, role=role, state=state)
    first = tr("This person must choose a passphrase of their own first: stockpile user FILE passphrase")
    answer(as_json, _as_json(person), [said, *([first] if person.key_by else [])])
    return DONE


@click.command()
@on_books
def pending(stockpile: Stockpile, as_json: bool) -> int:
    """List what waits for a second person in FILE."""
    requests, zone = access.waiting(stockpile), access.founding(stockpile).zone
    answer(
        as_json,
        {"requests": [{"request": one.id, "deed": one.deed, "summary": one.summary, "asked_by": one.asked_by,
                       "asked_at": one.asked_at} for one in requests]},
        [tr("{number} · {summary} · asked by {name} on {day}", number=one.id, summary=one.summary,
            name=one.asked_by, day=local_text(one.asked_at, zone)[:10]) for one in requests]
        or [tr("Nothing waits for a second person")],
    )  # fmt: skip
    return DONE


@click.command()
@on_books
@click.argument("request", type=int)
@with_approver
def approve(stockpile: Stockpile, request: int, approver: str, as_json: bool) -> int:
    """Approve REQUEST of FILE, as --user or as --approver, and do what was asked."""
    actor = approver_of(stockpile, approver) if approver else stockpile.actor
    with stockpile.acted_by(actor):
        done = access.approve(stockpile, request)
    number = done.number if isinstance(done, Posted) else ""
    answer(
        as_json,
        {"request": request, "approved_by": actor.name, "number": number},
        [tr("Request {number} approved by {name}", number=request, name=actor.name),
         *([tr("Posted {number}", number=number)] if number else [])],
    )  # fmt: skip
    return DONE


@click.command()
@on_books
@click.argument("request", type=int)
@click.option("--reason", required=True, help="Why it is sent back.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect.")
def refuse(stockpile: Stockpile, request: int, reason: str, operation_id: str, as_json: bool) -> int:
    """Send REQUEST of FILE back with a reason; one's own request is withdrawn."""
    new_id = operation_id or stockpile.ids.new_id()
    asked = access.request_numbered(stockpile, request)
    if asked is not None and asked.asked_by == stockpile.actor.name:
        decision = access.withdraw(stockpile, new_id, request, reason)
    else:
        decision = access.refuse_request(stockpile, new_id, request, reason)
    outcome = tr("withdrawn") if decision.outcome == RequestOutcome.WITHDRAWN else tr("refused")
    answer(
        as_json,
        {"request": request, "outcome": decision.outcome, "by": decision.decided_by},
        [tr("Request {number}: {outcome}", number=request, outcome=outcome)],
    )
    return DONE


COMMANDS = (user, pending, approve, refuse)
