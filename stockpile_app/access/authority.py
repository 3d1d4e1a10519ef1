"""Prove who did it: signatures, two persons, and duties at that time; checks of the whole verification.

Each looks at the entries after `after`, so that what is new is judged at every opening and all of it
on demand.  A person is what the journal's bodies said before the entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from stockpile_app.access.history import DEED_KINDS, People, headers, people, tell_tale
from stockpile_app.access.model import RECOVERY, REVOKED, Carries, Deed, RequestOutcome, Role, Written
from stockpile_app.access.rights import OTHERS_REVERSAL, Right, kind_word, rights
from stockpile_app.audit import Trouble, VerifyCheck, signatures, signatures_of, signed_bytes
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import tr
from stockpile_app.store import Stockpile

SIGNED_FROM = 2
"""The version of an entry's body from which signatures are due."""


def check_signatures(stockpile: Stockpile, after: int = 0) -> Iterator[Trouble]:
    """Every signature is its person's, and every entry that must be signed is."""
    known, signed = people(stockpile), set[tuple[int, str]]()
    for one in signatures(stockpile, after):
        person = known.before(one.entry, one.person)
        entry_hash = stockpile.value("SELECT hash FROM journal WHERE entry = ?", [one.entry]) or b""
        genuine = is_signed(one.public_key, signed_bytes(bytes(entry_hash)), one.signature)
        if person is None or person.public_key != one.public_key or not genuine:
            said = tr(
                "The signature under entry {entry} is not that of {name}", name=one.person, entry=one.entry
            )
            yield _signature_trouble(one.entry, f"{one.entry}/{one.person}", said)
        else:
            signed.add((one.entry, one.person))
    yield from _unsigned(stockpile, signed, after)


def _unsigned(stockpile: Stockpile, signed: set[tuple[int, str]], after: int) -> Iterator[Trouble]:
    """Entries whose writer's own signature is missing; those of the first edition had none."""
    kinds = ["founding", "request", *(right.name for right in rights().values() if right.signed)]
    marks = ", ".join("?" * len(kinds))
    old = _edition_one_ends(stockpile)
    for entry, kind, actor in stockpile.rows(
        f"SELECT entry, kind, actor FROM journal WHERE entry > ? AND kind IN ({marks})", [after, *kinds]
    ):
        if (entry, actor) not in signed and entry >= old:
            said = tr(
                "Entry {entry} ({kind}) is not signed by who made it", entry=entry, kind=kind_word(kind)
            )
            yield _signature_trouble(entry, str(entry), said)


def _signature_trouble(entry: int, row: str, sentence: str) -> Trouble:
    return Trouble("signatures", sentence, entry, "signature", row, "signature")


def _edition_one_ends(stockpile: Stockpile) -> int:
    """The entry that brought the depot's key: from it on, every body is of the second edition."""
    found = stockpile.value("SELECT min(entry) FROM depot_key")
    return int(found) if found else 1 << 62


def check_editions(stockpile: Stockpile, after: int = 0) -> Iterator[Trouble]:
    """No body goes back to an older edition, by which it would need no signature; each is of its entry's kind."""
    begins = _edition_one_ends(stockpile)
    for entry, kind, head in headers(stockpile, after):
        version = head.get("version")
        fits = isinstance(version, int) and (version >= SIGNED_FROM or entry < begins)
        if not fits or head.get("kind") != kind:
            said = tr("The body of entry {entry} is not of this kind and edition", entry=entry)
            yield _trouble(entry, "journal_body", str(entry), "version", said)


def check_kinds(stockpile: Stockpile, after: int = 0) -> Iterator[Trouble]:
    """Every kind of entry is known, and people, keys and decisions stand only where they belong.

    The first edition knew no rights, and so no kinds that nobody has a right to.
    """
    begins = max(after, _edition_one_ends(stockpile) - 1)
    known = {*rights(), *DEED_KINDS["user"], "founding", "request"}
    for entry, kind in stockpile.rows(
        "SELECT min(entry), kind FROM journal WHERE entry > ? GROUP BY kind", [begins]
    ):
        if kind not in known:
            said = tr(
                "Entry {entry} is of a kind that nobody has a right to: “{kind}”", entry=entry, kind=kind
            )
            yield _trouble(entry, "journal", str(entry), "kind", said)
    decided = {deed.name for deed in stockpile.assembly.of(Deed)}
    for entry, kind, record in tell_tale(stockpile, after):
        if kind not in DEED_KINDS[record] and not (record == "decision" and kind in decided):
            said = tr("Entry {entry} ({kind}) holds a record that does not belong there",
                      entry=entry, kind=kind_word(kind))  # fmt: skip
            yield _trouble(entry, "journal_body", str(entry), record, said)
    yield from _other_vouchers(stockpile, after)


def _other_vouchers(stockpile: Stockpile, after: int) -> Iterator[Trouble]:
    carried = {(deed.name, kind) for deed in stockpile.assembly.of(Deed) for kind in deed.vouchers}
    carried |= {(one.operation, kind) for one in stockpile.assembly.of(Carries) for kind in one.vouchers}
    for entry, number, kind, of_entry in stockpile.rows(
        "SELECT v.entry, v.number, v.kind, j.kind FROM voucher v JOIN journal j ON j.entry = v.entry "
        "WHERE v.entry > ? AND v.kind <> j.kind",
        [after],
    ):
        if (of_entry, kind) in carried:
            continue
        said = tr("Voucher {number} is of another kind than its entry {entry}", number=number, entry=entry)
        yield _trouble(entry, "voucher", number, "kind", said)


_DECISIONS = """
    SELECT d.entry, d.request_id, d.outcome, d.decided_by, jd.actor, jd.kind,
           r.entry, r.deed, r.content, r.asked_by, jr.actor
    FROM decision d LEFT JOIN request r ON r.id = d.request_id
    LEFT JOIN journal jd ON jd.entry = d.entry LEFT JOIN journal jr ON jr.entry = r.entry WHERE d.entry > ?
"""


def check_second_person(stockpile: Stockpile, after: int = 0) -> Iterator[Trouble]:
    """Every decision is somebody else's, whose duty it was, on what was then done; what needs one has one."""
    known = people(stockpile)
    for row in stockpile.rows(_DECISIONS, [after]):
        entry, number, outcome, decided_by = row[:4]
        if not _fits(known, row):
            said = tr("{name} could not decide request {number}", name=decided_by, number=number)
            yield _trouble(entry, "decision", str(number), "decided_by", said)
        elif outcome == RequestOutcome.APPROVED and not _is_what_was_asked(stockpile, known, row):
            said = tr("Entry {entry} did not do what request {number} asked", entry=entry, number=number)
            yield _trouble(entry, "decision", str(number), "request_id", said)
    if stockpile.value("SELECT sole FROM stockpile") == 0:
        yield from _alone(stockpile, known, after)


def _fits(known: People, row: tuple[Any, ...]) -> bool:
    """Asked before, by who is said to have asked; decided by who is said to have, who was somebody else."""
    entry, _, outcome, decided_by, decider, kind, asked, deed, _, asked_by, asker = row
    right = rights().get(str(deed))
    if right is None or asked is None or asked >= entry or asker != asked_by or decider != decided_by:
        return False
    if outcome == RequestOutcome.WITHDRAWN:
        return bool(decided_by == asked_by and kind == "withdraw request")
    if decided_by == asked_by or not _could_approve(known, entry, right, decided_by):
        return False
    kinds = {RequestOutcome.APPROVED: _kind_of(str(deed)), RequestOutcome.REFUSED: "refuse request"}
    return bool(kind == kinds.get(outcome))


def _kind_of(deed: str) -> str:
    """The journal's kind for what a deed does."""
    return "reversal" if deed == OTHERS_REVERSAL else deed


def _is_what_was_asked(stockpile: Stockpile, known: People, row: tuple[Any, ...]) -> bool:
    """The entry that carries the decision wrote what the request names."""
    entry, deed, asked_by = row[0], str(row[7]), row[9]
    try:
        content = json.loads(row[8])
    except ValueError:
        return False
    if deed == OTHERS_REVERSAL:
        wanted = (content.get("voucher_id"), asked_by)
        return stockpile.row("SELECT reverses, actor FROM voucher WHERE entry = ?", [entry]) == wanted
    wrote = next((one.wrote for one in stockpile.assembly.of(Deed) if one.name == deed), None)
    if wrote is not None:
        return wrote(stockpile, entry, content, asked_by)
    done = known.written_in(entry)
    return len(done) == 1 and all(
        getattr(done[0], name) == value for name, value in content.items() if hasattr(done[0], name)
    )


def _could_approve(known: People, entry: int, right: Right | None, name: str) -> bool:
    person = known.before(entry, name)
    return bool(
        right and person and person.state != REVOKED and not person.key_by and right.approves(person.role)
    )


def _alone(stockpile: Stockpile, known: People, after: int) -> Iterator[Trouble]:
    """Reversals of another's voucher, words put into another's mouth, and changes of people, by one alone."""
    decided = {row[0] for row in stockpile.rows("SELECT entry FROM decision WHERE outcome = 'approved'")}
    for entry, number in stockpile.rows(
        "SELECT v.entry, v.number FROM voucher v JOIN journal j ON j.entry = v.entry "
        "LEFT JOIN voucher o ON o.id = v.reverses "
        "WHERE v.entry > ? AND (v.actor <> j.actor OR coalesce(o.actor, v.actor) <> v.actor)",
        [after],
    ):
        if entry not in decided:
            said = tr("Voucher {number} needs a second person, and has none", number=number)
            yield _trouble(entry, "decision", number, "request_id", said)
    for right in rights().values():
        if right.second:
            yield from _alone_though(stockpile, known, right, decided, after)


def _alone_though(
    stockpile: Stockpile, known: People, right: Right, decided: set[int], after: int
) -> Iterator[Trouble]:
    """What needs a second person has a decision, or that person's signature beside the first one's."""
    rows = stockpile.rows(
        "SELECT entry, actor FROM journal WHERE entry > ? AND kind = ?", [after, right.name]
    )
    for entry, actor in rows:
        beside = {one.person for one in signatures_of(stockpile, entry)} - {actor}
        approved = entry in decided or any(_could_approve(known, entry, right, name) for name in beside)
        nobody = right.first and not known.others(entry, right.second, actor)
        if not approved and not nobody:
            said = tr("Entry {entry} ({kind}) was made without a second person",
                      entry=entry, kind=tr(right.label))  # fmt: skip
            yield _trouble(entry, "decision", str(entry), "request_id", said)


def check_actors(stockpile: Stockpile, after: int = 0) -> Iterator[Trouble]:
    """Everybody who wrote an entry had a key then, and the duty to write it."""
    known = people(stockpile)
    judged: dict[tuple[str, str, int], str] = {}
    for entry, actor, kind in stockpile.each(
        "SELECT entry, actor, kind FROM journal WHERE entry > ? AND entry > 1 ORDER BY entry", [after]
    ):
        phase = (actor, kind, known.phase(entry, actor))
        if phase not in judged:
            judged[phase] = _duty_trouble(known, entry, actor, kind)
            if judged[phase]:
                yield _trouble(entry, "journal", str(entry), "actor", judged[phase])


def _duty_trouble(known: People, entry: int, actor: str, kind: str) -> str:
    if actor == RECOVERY and kind == "recovery":
        return ""
    person, right = known.before(entry, actor), rights().get(kind)
    if person is None or person.state == REVOKED:
        return tr("{name} wrote entry {entry} without a key", name=actor, entry=entry)
    if right and not right.allows(person.role) and not _by_approval(right, person.role):
        return tr("{name} wrote entry {entry} ({kind}), which was not that person’s duty",
                  name=actor, entry=entry, kind=kind_word(kind))  # fmt: skip
    return ""


def _by_approval(right: Right, role: str) -> bool:
    """What is done by approving is written by the second person, under the name of the deed or its kind."""
    reversal = rights()[OTHERS_REVERSAL]
    return right.approves(role) or (
        right.name == "reversal" and (reversal.approves(role) or role == Role.SOLE)
    )


def check_slots(stockpile: Stockpile) -> Iterator[Trouble]:
    """The key that opens the books for a person is the one that the journal gave."""
    known = people(stockpile)
    for name, slot in stockpile.rows("SELECT user_name, slot FROM key_slot"):
        person = known.before(1 << 62, name)
        try:
            public = json.loads(slot)["public_key"]
        except (ValueError, KeyError, TypeError):
            public = ""
        if person is None or person.state == REVOKED or person.public_key != public:
            said = tr("The key of {name} in the file is not the one the journal gave", name=name)
            yield _trouble(0, "key_slot", name, "slot", said)


def check_records(stockpile: Stockpile) -> Iterator[Trouble]:
    """What two persons do, or one signs, stands in no entry of another kind, where nobody need have signed."""
    for one in stockpile.assembly.of(Written):
        marks = ", ".join("?" * len(one.kinds))
        for entry, kind in stockpile.rows(
            f"SELECT j.entry, j.kind FROM (SELECT DISTINCT entry FROM {one.table}) x "
            f"JOIN journal j ON j.entry = x.entry WHERE j.kind NOT IN ({marks}) ORDER BY j.entry",
            sorted(one.kinds),
        ):
            said = tr("Entry {entry} ({kind}) holds a record that does not belong there",
                      entry=entry, kind=kind_word(kind))  # fmt: skip
            yield _trouble(entry, one.table, str(entry), "entry", said)


def _trouble(entry: int, table: str, row: str, field: str, sentence: str) -> Trouble:
    return Trouble("authority", sentence, entry, table, row, field)


_ALL = {
    "signatures": check_signatures,
    "editions": check_editions,
    "kinds": check_kinds,
    "second person": check_second_person,
    "actors": check_actors,
}
CHECKS = (
    *(VerifyCheck(name, partial(check, after=0), check) for name, check in _ALL.items()),
    VerifyCheck("slots", check_slots),
    VerifyCheck("records", check_records),
)
