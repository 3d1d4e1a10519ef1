"""People and the second person: user, pending, approve, refuse."""

from __future__ import annotations

import click

from stockpile_app import access
from stockpile_app.access import GIVEN_ROLES, ChangedUser, NewUser, Requested, Role, User
from stockpile_app.base import tr
from stockpile_app.base.clock import local_text
from stockpile_app.cli import passphrases
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.second_person import approver_of, say_requested, settled, with_approver
from stockpile_app.cli.session import on_books
from stockpile_app.ledger import Posted
from stockpile_app.store import Stockpile

_ACTS = ("list", "add", "change", "revoke", "reset", "passphrase")


@click.command()
@on_books
@click.argument("act", type=click.Choice(_ACTS))
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
    chosen = _houses(stockpile, houses)
    new_id = operation_id or stockpile.ids.new_id()
    outcome: User | Requested
    if act == "add":
        outcome = access.add_user(
            stockpile,
            NewUser(operation_id=new_id, name=name, role=role, passphrase=passphrases.new(), houses=chosen),
        )
    elif act == "change":
        outcome = access.change_user(
            stockpile, ChangedUser(operation_id=new_id, name=name, role=role, houses=chosen)
        )
    elif act == "revoke":
        outcome = access.revoke_user(stockpile, new_id, name)
    elif act == "reset":
        outcome = access.reset_passphrase(stockpile, new_id, name, passphrases.new())
    else:
        outcome = access.change_own_passphrase(stockpile, new_id, passphrases.new())
    outcome = settled(stockpile, outcome, approver)
    return say_requested(outcome, as_json) if isinstance(outcome, Requested) else _say_user(outcome, as_json)


def _houses(stockpile: Stockpile, names: tuple[str, ...]) -> tuple[int, ...]:
    known = {name: number for number, name in stockpile.rows("SELECT id, name FROM store_house")}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.BadParameter(
            f"{', '.join(unknown)}: {', '.join(sorted(known))}", param_hint="--store-house"
        )
    return tuple(known[name] for name in names)


def _list(stockpile: Stockpile, as_json: bool) -> int:
    people = access.users(stockpile)
    answer(
        as_json,
        {"users": [_as_json(person) for person in people]},
        [
            " · ".join((person.name, access.role_word(person.role), tr("active") if person.state == "active"
                        else tr("revoked"), person.public_key[:8]))
            for person in people
        ],
    )  # fmt: skip
    return DONE


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
    said = tr(
        "{name}: {role}, {state}", name=person.name, role=access.role_word(person.role), state=person.state
    )
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
    outcome = {"refused": tr("refused"), "withdrawn": tr("withdrawn")}[decision.outcome]
    answer(
        as_json,
        {"request": request, "outcome": decision.outcome, "by": decision.decided_by},
        [tr("Request {number}: {outcome}", number=request, outcome=outcome)],
    )
    return DONE


COMMANDS = (user, pending, approve, refuse)
