"""Send a pack out, or give it up for lost: each one transaction and one entry.

What is out is on hold until it returns.  The file is on the disk before the books say that it left,
and is taken away again when they cannot say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stockpile_app import ledger
from stockpile_app.access import acting, authorise, founding, passphrase_troubles, shortest_words
from stockpile_app.audit import (
    Operation,
    checkpoint,
    depot_public,
    entry_of_operation,
    head,
    record,
    sign_as_depot,
)
from stockpile_app.audit.signing import new_private, public_of
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.clock import local_date, utc_text
from stockpile_app.base.plain_text import check_text, quoted
from stockpile_app.exchange.pack.answers import LinesHash
from stockpile_app.exchange.pack.file import write_pack
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.model import ENDING, FORMAT, Gathered, Letter, PackHeader, PackTask
from stockpile_app.exchange.pack.queries import OUT_COLUMNS, holds_of, pack_with_id, return_of, task_of
from stockpile_app.exchange.pack.records import Outcome, PackHold, PackOut, PackReturn
from stockpile_app.exchange.pack.seal import Sealing, ToPassphrase, is_sealing_key
from stockpile_app.ledger import Changes, Hold, HoldRelease, NewHold
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRequest:
    """A pack to send.

    Attributes:
        path: Where the file goes.
        subject_id: What the task is about (for `holding` an account).
        receiver: Who takes it along, in words.
        sealing: The receiver's public key, or a passphrase.
    """

    operation_id: str
    path: Path
    kind: str
    subject_id: int
    receiver: str
    sealing: Sealing


@dataclass(frozen=True, slots=True)
class PackSent:
    """A pack is out."""

    pack: PackOut
    holds: tuple[Hold, ...]
    changes: Changes
    repeated: bool = False


def send_pack(stockpile: Stockpile, request: PackRequest) -> PackSent:
    """Write a signed, encrypted pack, and put on hold what it is about until it returns.

    Raises:
        Refused: no receiver, a short passphrase, nothing to send.
        KnownError: a file of that name is there, or the disk refuses; nothing is written.
    """
    written: list[Path] = []
    authorise(stockpile, "send pack")
    note = checkpoint(stockpile).note
    with _no_file_without_books(written), acting(stockpile, "send pack"):
        earlier = entry_of_operation(stockpile, request.operation_id)
        if earlier:
            return _sent_before(stockpile, earlier)
        _refuse(_check_request(request))
        task = task_of(stockpile, request.kind)
        gathered = task.gather(stockpile, request.subject_id)
        places = [target_id for target, target_id in gathered.held if target == "account"]
        _refuse(ledger.outside_scope(stockpile, places))
        pack = _write_file(stockpile, request, gathered, note, written)
        holds = _holds(stockpile, task, pack, gathered)
        kept = [PackHold(hold.id, pack.id) for hold in holds]
        asked = Operation("send pack", request.operation_id, {"pack": pack.pack_id})
        entry = record(stockpile, asked, [pack, *holds, *kept])
    return PackSent(pack, tuple(holds), Changes(entry=entry, holds=True, packs=True))


@contextmanager
def _no_file_without_books(written: list[Path]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _sent_before(stockpile: Stockpile, entry: int) -> PackSent:
    pack = PackOut(*(stockpile.row(f"SELECT {OUT_COLUMNS} FROM pack_out WHERE entry = ?", [entry]) or ()))
    return PackSent(pack, tuple(holds_of(stockpile, pack.id)), Changes(), repeated=True)


def _check_request(request: PackRequest) -> Iterator[Finding]:
    field, sealing = tr("To whom"), request.sealing
    if not request.receiver.strip():
        yield refusal("PACK-01", tr("A pack needs a name of who takes it along"), field, tr("a name"),
                      tr("nothing"), tr("Enter the name"))  # fmt: skip
    yield from check_text(request.receiver, field)
    if isinstance(sealing, ToPassphrase):
        if passphrase_troubles(sealing.passphrase):
            yield refusal("PACK-02", tr("This passphrase is too short for a stick that can be lost"),
                          tr("Passphrase"), shortest_words(), tr("too short"),
                          tr("Choose a longer one, and tell it another way than with the stick"))  # fmt: skip
    elif not is_sealing_key(sealing.public):
        yield refusal("PACK-03", tr("This is not a key that a pack can be sealed to"), tr("Key"),
                      tr("64 hexadecimal digits, as the receiving books show them"), quoted(sealing.public),
                      tr("Copy the key again"))  # fmt: skip


def _write_file(
    stockpile: Stockpile, request: PackRequest, gathered: Gathered, note: str, written: list[Path]
) -> PackOut:
    own, key, books, now = new_private(), depot_public(stockpile), founding(stockpile), head(stockpile)
    made_at = utc_text(stockpile.clock.now())
    receiver = request.receiver.strip()
    asked = PackHeader(
        format=FORMAT, kind=request.kind, pack_id=stockpile.ids.new_id(), task=gathered.task,
        origin_code=books.code, origin_name=books.name, signer=key.signing_public,
        return_public=public_of(own), sealed_to=request.sealing.sealed_to, returns="",
        size=now.size, root=now.root, note=note, made_at=made_at,
    )  # fmt: skip
    letter = Letter(asked.pack_id, receiver, os.urandom(16).hex(), own.hex(), key.sealing_public)
    hashed = LinesHash()
    path = with_ending(request.path)
    header = write_pack(
        path,
        asked,
        letter,
        hashed.texts(gathered.lines),
        request.sealing,
        lambda message: sign_as_depot(stockpile, message),
    )
    written.append(path)
    return PackOut(
        id=int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM pack_out")),
        pack_id=header.pack_id, kind=header.kind, task=header.task, subject_id=request.subject_id,
        receiver=receiver, sealed_to=header.sealed_to, return_public=header.return_public,
        lines=header.lines, lines_sha256=hashed.sha256, sha256=header.sha256, file_name=path.name,
        made_at=made_at,
    )  # fmt: skip


def with_ending(path: Path) -> Path:
    """The file's name as a pack is called."""
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def _holds(stockpile: Stockpile, task: PackTask, pack: PackOut, gathered: Gathered) -> list[Hold]:
    return [
        ledger.hold_asked(
            stockpile,
            NewHold(
                operation_id="",
                target=target,
                target_id=target_id,
                kind=task.hold_kind,
                authority=pack.receiver,
                reason=tr("Pack {pack} is out", pack=pack.pack_id),
                placed_on=today(stockpile),
            ),
            ahead,
        )
        for ahead, (target, target_id) in enumerate(gathered.held)
    ]


def today(stockpile: Stockpile) -> str:
    """The depot's local date."""
    return local_date(stockpile.clock.now(), founding(stockpile).zone).isoformat()


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Nobody waits for this pack any more."""

    pack: PackOut
    changes: Changes
    repeated: bool = False


def give_up(stockpile: Stockpile, operation_id: str, pack_id: str, reason: str) -> GivenUp:
    """Declare a pack lost: the holds end, and its answer will be refused if it ever comes.

    Raises:
        Refused: no such pack is out, or no reason is given.
    """
    with acting(stockpile, "give pack up"):
        pack = pack_with_id(stockpile, pack_id)
        if entry_of_operation(stockpile, operation_id) and pack is not None:
            return GivenUp(pack, Changes(), repeated=True)
        findings = list(check_text(reason, tr("Reason")))
        if pack is None or return_of(stockpile, pack.id) is not None:
            findings.append(refusal("PACK-20", tr("No pack of this number is out"), tr("Pack"),
                                    tr("a pack that is out"), quoted(pack_id), tr("See what is out")))  # fmt: skip
        if not reason.strip():
            findings.append(refusal("PACK-21", tr("Giving a pack up needs a reason"), tr("Reason"),
                                    tr("one sentence"), tr("nothing"), tr("Write what became of it")))  # fmt: skip
        if pack is None or findings:
            raise Refused(findings)
        end = PackReturn(
            pack.id, Outcome.GIVEN_UP, "", "", "", 0, reason.strip(), utc_text(stockpile.clock.now())
        )
        asked = Operation("give pack up", operation_id, {"pack": pack.pack_id})
        entry = record(stockpile, asked, [end, *releases(stockpile, pack, reason)])
    return GivenUp(pack, Changes(entry=entry, holds=True, packs=True))


def releases(stockpile: Stockpile, pack: PackOut, reason: str) -> list[HoldRelease]:
    """The ends of the pack's holds that are still in force; somebody may have ended one by hand."""
    return [
        ledger.release_asked(stockpile, HoldRelease(hold.id, today(stockpile), pack.receiver, reason))
        for hold in holds_of(stockpile, pack.id, in_force=True)
    ]


def _refuse(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if found:
        raise Refused(found)
