"""The rules about containers: where they stand is a chain too, and no box stands in itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.ledger.facts import PostingFacts
from stockpile_app.ledger.findings import refusal
from stockpile_app.ledger.model import IN_STORE, AccountKind, ContainerStand, VoucherKind


def check_containers(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-28: a container moves once, after its last move, to a place where it can stand."""
    count = Counter(stand.container_id for stand in facts.posting.stands)
    for stand in facts.posting.stands:
        container = facts.accounts.get(stand.container_id)
        name = container.title if container else str(stand.container_id)
        if container is None or container.kind != AccountKind.CONTAINER:
            yield _refused(
                tr("This is not a container"), tr("a box, crate, rack or stack of the books"), name
            )
        elif count[stand.container_id] > 1:
            yield _refused(tr("This container is on the voucher twice"), tr("each container once"), name)
        else:
            yield from _check_place(facts, stand, name)
            yield from _check_last(facts, stand, name)


def _check_place(facts: PostingFacts, stand: ContainerStand, name: str) -> Iterator[Finding]:
    undone = facts.posting.kind is VoucherKind.REVERSAL and stand.to_account == 0
    place = facts.accounts.get(stand.to_account)
    if not undone and (place is None or place.kind not in IN_STORE):
        yield _refused(
            tr("A container cannot stand there"),
            ", ".join(sorted(IN_STORE)),
            f"{place.title} ({place.kind})" if place else tr("no account"),
        )
    elif stand.container_id in _around(facts, stand.to_account):
        yield _refused(tr("A container cannot stand in itself"), tr("a place outside {name}", name=name),
                       facts.account_title(stand.to_account))  # fmt: skip


def _around(facts: PostingFacts, place: int) -> set[int]:
    """The place and every container around it, as they would stand after this voucher."""
    stands = {**facts.container_places, **{s.container_id: s.to_account for s in facts.posting.stands}}
    around: set[int] = set()
    while place and place not in around:
        around.add(place)
        place = stands.get(place, 0)
    return around


def _check_last(facts: PostingFacts, stand: ContainerStand, name: str) -> Iterator[Finding]:
    standing = facts.container_places.get(stand.container_id, 0)
    if stand.to_account == standing:
        yield _refused(tr("This container stands there already"), tr("another place"), name)
    elif stand.from_account != standing or stand.effective_at < facts.container_moved.get(
        stand.container_id, ""
    ):
        yield _refused(
            tr("This container moved again later"),
            tr("its last move"),
            tr("{name}, now in {place}", name=name, place=facts.account_title(standing)),
            tr("Date this voucher after its last move, or reverse that one first"),
        )


def _refused(sentence: str, expected: str, got: str, remedy: str = "") -> Finding:
    return refusal(
        "LEDGER-28",
        sentence,
        field=tr("Container"),
        expected=expected,
        got=got,
        remedy=remedy or tr("Choose another container or another place"),
    )
