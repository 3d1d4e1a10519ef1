"""Prove who did it: signatures, two persons, and roles at that time; a check of the whole verification."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access.history import People, people, records
from stockpile_app.access.model import RECOVERY, REVOKED, Role
from stockpile_app.access.rights import Right, rights
from stockpile_app.audit import Trouble, VerifyCheck, signatures, signatures_of, signed_bytes
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import tr
from stockpile_app.store import Stockpile

SIGNED_FROM = 2
"""The version of an entry's body from which signatures are due."""

_REQUESTS = """
    SELECT d.entry, d.request_id, d.outcome, d.decided_by, r.deed, r.asked_by, jd.actor, jr.actor, r.entry
    FROM decision d LEFT JOIN request r ON r.id = d.request_id
    LEFT JOIN journal jd ON jd.entry = d.entry LEFT JOIN journal jr ON jr.entry = r.entry
"""


def check_signatures(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every signature is its person's, and every entry that must be signed is."""
    known, signed = people(stockpile), set[int]()
    hashes: dict[int, bytes] = dict(
        stockpile.rows("SELECT entry, hash FROM journal WHERE entry IN (SELECT entry FROM signature)")
    )
    for one in signatures(stockpile):
        person = known.before(one.entry, one.person)
        genuine = is_signed(one.public_key, signed_bytes(bytes(hashes.get(one.entry, b""))), one.signature)
        if person is None or person.public_key != one.public_key or not genuine:
            said = tr(
                "The signature of {name} under entry {entry} is not theirs", name=one.person, entry=one.entry
            )
            yield _trouble(one.entry, "signature", f"{one.entry}/{one.person}", "signature", said)
        else:
            signed.add(one.entry)
    yield from _unsigned(stockpile, signed)


def _unsigned(stockpile: Stockpile, signed: set[int]) -> Iterator[Trouble]:
    kinds = ["founding", "request", *(right.name for right in rights().values() if right.signed)]
    marks = ", ".join("?" * len(kinds))
    for entry, kind in stockpile.rows(f"SELECT entry, kind FROM journal WHERE kind IN ({marks})", kinds):
        if entry in signed:
            continue
        header = next(records(stockpile, entry), {})
        version = header.get("version")
        if isinstance(version, int) and version >= SIGNED_FROM:
            said = tr("Entry {entry} ({kind}) is not signed by who made it", entry=entry, kind=kind)
            yield _trouble(entry, "signature", str(entry), "signature", said)


def check_second_person(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every decision is somebody else's, whose duty it was; what needs one has one."""
    known = people(stockpile)
    for row in stockpile.rows(_REQUESTS):
        entry, request_id, outcome, decided_by, deed, asked_by, decider, asker, asked = row
        right = rights().get(str(deed))
        own = outcome == "withdrawn"
        fits = right is not None and asked is not None and asked < entry and asker == asked_by
        fits = fits and decider == decided_by and own == (decided_by == asked_by)
        if not fits or not (own or _could_approve(known, entry, right, decided_by)):
            said = tr("{name} could not decide request {number}", name=decided_by, number=request_id)
            yield _trouble(entry, "decision", str(request_id), "decided_by", said)
    if stockpile.value("SELECT sole FROM stockpile") == 0:
        yield from _alone(stockpile, known)


def _could_approve(known: People, entry: int, right: Right | None, name: str) -> bool:
    person = known.before(entry, name)
    return bool(
        right and person and person.state != REVOKED and not person.key_by and right.approves(person.role)
    )


def _alone(stockpile: Stockpile, known: People) -> Iterator[Trouble]:
    """Reversals of another's voucher and changes of people, done without a second person."""
    decided = {row[0] for row in stockpile.rows("SELECT entry FROM decision WHERE outcome = 'approved'")}
    for entry, number in stockpile.rows(
        "SELECT v.entry, v.number FROM voucher v JOIN voucher o ON o.id = v.reverses WHERE v.actor <> o.actor"
    ):
        if entry not in decided:
            said = tr("Voucher {number} reverses another's voucher without a second person", number=number)
            yield _trouble(entry, "decision", number, "request_id", said)
    for right in rights().values():
        if right.second:
            yield from _alone_though(stockpile, known, right, decided)


def _alone_though(stockpile: Stockpile, known: People, right: Right, decided: set[int]) -> Iterator[Trouble]:
    """What needs a second person has a decision, or that person's signature beside the first one's."""
    rows = stockpile.rows("SELECT entry, actor FROM journal WHERE kind = ?", [right.name])
    for entry, actor in rows:
        beside = {one.person for one in signatures_of(stockpile, entry)} - {actor}
        approved = entry in decided or any(_could_approve(known, entry, right, name) for name in beside)
        nobody = right.first and not known.others(entry, right.second, actor)
        if not approved and not nobody:
            said = tr("Entry {entry} ({kind}) was made without a second person", entry=entry, kind=right.name)
            yield _trouble(entry, "decision", str(entry), "request_id", said)


def check_actors(stockpile: Stockpile) -> Iterator[Trouble]:
    """Everybody who wrote an entry had a key then, and the duty to write it."""
    known, table = people(stockpile), rights()
    for actor, kind, first, last in stockpile.rows(
        "SELECT actor, kind, min(entry), max(entry) FROM journal WHERE entry > 1 GROUP BY actor, kind"
    ):
        for entry in sorted({first, last}):
            person, right = known.before(entry, actor), table.get(kind)
            if actor == RECOVERY and kind == "recovery":
                continue
            if person is None or person.state == REVOKED:
                said = tr("{name} wrote entry {entry} without a key", name=actor, entry=entry)
                yield _trouble(entry, "journal", str(entry), "actor", said)
            elif right and not right.allows(person.role) and not _by_approval(right, person.role):
                said = tr("{name} wrote entry {entry} ({kind}), which was not that person's duty",
                          name=actor, entry=entry, kind=kind)  # fmt: skip
                yield _trouble(entry, "journal", str(entry), "actor", said)


def _by_approval(right: Right, role: str) -> bool:
    """What is done by approving is written by the second person, under the name of the deed or its kind."""
    reversal = rights()["reversal of another's voucher"]
    return right.approves(role) or (
        right.name == "reversal" and (reversal.approves(role) or role == Role.SOLE)
    )


def _trouble(entry: int, table: str, row: str, field: str, sentence: str) -> Trouble:
    return Trouble("authority", sentence, entry, table, row, field)


CHECKS = (
    VerifyCheck("signatures", check_signatures),
    VerifyCheck("second person", check_second_person),
    VerifyCheck("actors", check_actors),
)
