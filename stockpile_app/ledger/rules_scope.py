"""Where a person may post: in the store houses that person works in, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding
from stockpile_app.ledger.facts import PostingFacts
from stockpile_app.ledger.model import IN_STORE
from stockpile_app.ledger.scope import not_your_house


def check_scope(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-34: every place in store that a line touches is in a store house of who posts."""
    if not facts.scope:
        return
    told: set[int] = set()
    for line, account_id in _touched(facts):
        account = facts.accounts.get(account_id)
        inside = account is None or account.kind not in IN_STORE
        if inside or account_id in told or facts.houses.get(account_id, 0) in facts.scope:
            continue
        told.add(account_id)
        yield not_your_house(facts.scope.values(), facts.account_title(account_id), line)


def _touched(facts: PostingFacts) -> Iterator[tuple[int, int]]:
    """(line, account) of everything the posting touches; line 0 for containers."""
    for movement in facts.posting.movements:
        yield movement.line_no, movement.from_account
        yield movement.line_no, movement.to_account
    for stand in facts.posting.stands:
        yield 0, stand.from_account
        yield 0, stand.to_account
