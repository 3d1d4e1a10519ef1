"""The books that stand where others shall be put: whose they are, and how far their journal goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stockpile_app import audit
from stockpile_app.access.acting import access_refusal
from stockpile_app.access.key_file import keys_path, read_slots
from stockpile_app.access.keys import Slot, open_slot
from stockpile_app.access.model import ACTIVE, Person
from stockpile_app.access.queries import user_named
from stockpile_app.base import Finding, KnownError, Refused, tr
from stockpile_app.store import Stockpile, fold_log, look_into

FOUNDING_ENTRY = 1


@dataclass(frozen=True, slots=True)
class StandingBooks:
    """What stands at the target.

    Attributes:
        seen: Size and root of the journal there; empty when it cannot be read.
        key: What opens it; None when nothing does.
    """

    path: Path
    exists: bool = False
    seen: tuple[tuple[int, str], ...] = ()
    key: bytes | None = field(default=None, repr=False)

    def fold(self) -> None:
        """Let the file alone be the books, so that it can be moved aside whole."""
        if self.key is not None:
            fold_log(self.path, self.key)


def standing_books(
    target: Path, coming: Stockpile, key: bytes, slots: list[Slot], person: Person
) -> StandingBooks:
    """Look at what stands at `target`, with the key of the coming books or by the person's own slot there.

    Raises:
        Refused: RESTORE-01, it is another depot's, or cannot be told to be this one's.
    """
    if not target.exists():
        if keys_path(target).exists() and not _shares_keys(target, slots):
            raise Refused([another_depot(keys_path(target))])
        return StandingBooks(target)
    for one in [key, *_keys_there(target, person)]:
        try:
            with _looking(target, one, coming) as old:
                if founding_hash(old) != founding_hash(coming):
                    raise Refused([another_depot(target)])
                head = audit.head(old)
                return StandingBooks(target, exists=True, seen=((head.size, head.root),), key=one)
        except KnownError:
            continue
    if not _shares_keys(target, slots):
        raise Refused([another_depot(target)])
    return StandingBooks(target, exists=True)


def refuse_fallen(target: Path, key: bytes, coming: Stockpile, names: list[str]) -> None:
    """Nobody whose key was taken away since the copy was made asks or approves with it.

    Raises:
        Refused: ACCESS-41.
    """
    with _looking(target, key, coming) as old:
        for name in names:
            now = user_named(old, name)
            if now is not None and now.state != ACTIVE:
                raise Refused([_fallen(name)])


def _fallen(name: str) -> Finding:
    return access_refusal(
        "ACCESS-41",
        tr("{name} has no key to these books any more", name=name),
        tr("User"),
        tr("somebody with a key today"),
        tr("revoked since the copy was made"),
        tr("Ask somebody else"),
    )


def _keys_there(target: Path, person: Person) -> list[bytes]:
    """What the person's slot beside the file holds: the books may have had another key since."""
    try:
        theirs = [slot for slot in read_slots(target) if slot.user == person.name or not person.name]
        return [open_slot(slot, person.passphrase).key for slot in theirs[:1]]
    except KnownError:
        return []


def _looking(target: Path, key: bytes, coming: Stockpile) -> Stockpile:
    """Open it to look, and leave nothing beside it that was not there."""
    log = target.with_name(target.name + "-wal")
    settled = not log.exists() or log.stat().st_size == 0
    return look_into(target, key, coming.actor, coming.assembly, coming.clock, coming.ids, settled=settled)


def founding_hash(books: Stockpile) -> bytes:
    """The hash of the first entry: books that share it were founded once."""
    return bytes(books.value("SELECT hash FROM journal WHERE entry = ?", [FOUNDING_ENTRY]) or b"")


def _shares_keys(target: Path, slots: list[Slot]) -> bool:
    """Damaged books are known by the people who had keys to them."""
    try:
        theirs = {slot.public_key for slot in read_slots(target)}
    except KnownError:
        return False
    return any(slot.public_key in theirs for slot in slots)


def another_depot(target: Path) -> Finding:
    """RESTORE-01."""
    return access_refusal(
        "RESTORE-01",
        tr("{name} holds books that are not known to be this depot’s", name=target.name),
        tr("File"),
        tr("a name that nothing has, or this depot’s own books"),
        target.name,
        tr("Choose another name, or move that file away first"),
    )
