"""What fills new books, step by step, until the first voucher is posted."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app import access, ledger
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.text import tr
from stockpile_app.catalogue import store_houses
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.today.need import Act, Need
from stockpile_app.store import Stockpile


def first_steps(books: Stockpile) -> Iterator[Need]:
    """What fills new books; books for several people begin with store houses and keys."""
    if not access.founding(books).sole and access.rights()["add user"].allows(role_at_desk(books)):
        yield from _first_people(books)
    elif access.rights()["open account"].allows(role_at_desk(books)):
        yield from _first_accounts(books)


def _first_people(books: Stockpile) -> Iterator[Need]:
    keys = [user for user in access.users(books) if user.state == ACTIVE]
    houses = store_houses(books)
    entered = ledger.anything_posted(books)
    if not houses:
        yield Need(Status.INFO, tr("First step"), tr("Add the store houses"),
                   tr("Armouries, magazines and open stacks"), act=Act.HOUSES, step=tr("Add store house"))  # fmt: skip
    if len(keys) == 1:
        yield Need(Status.INFO, tr("First step"), tr("Add the people who keep these books"),
                   tr("An approver first: from then on two persons give keys"), act=Act.KEYS,
                   step=tr("People & keys"))  # fmt: skip
    if not entered:
        yield Need(Status.INFO, tr("First step"), tr("Bring in the old register"),
                   tr("An armoury officer does this, from a spreadsheet"), act=Act.IMPORT,
                   step=tr("Exchange"))  # fmt: skip


def _first_accounts(books: Stockpile) -> Iterator[Need]:
    accounts = [account for account in ledger.accounts(books) if account.real]
    if not any(account.kind == "location" for account in accounts):
        yield Need(Status.INFO, tr("First step"), tr("Add the store houses and their locations"),
                   tr("Where stock is kept"), act=Act.PLACES, step=tr("Add locations"))  # fmt: skip
    if not any(account.kind == "holder" for account in accounts):
        yield Need(Status.INFO, tr("First step"), tr("Add the people who sign for weapons"),
                   tr("Holders: units and persons"), act=Act.PEOPLE, step=tr("Add a holder"))  # fmt: skip
    if not ledger.anything_posted(books):
        yield Need(Status.INFO, tr("First step"), tr("Bring in the old register"),
                   tr("A spreadsheet that holds the stock today"), act=Act.IMPORT, step=tr("Import"))  # fmt: skip


def role_at_desk(books: Stockpile) -> str:
    """The role of who is at the desk, as the books know it; '' when they know none."""
    person = access.user_named(books, books.actor.name)
    return person.role if person else ""
