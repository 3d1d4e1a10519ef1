"""What was signed before must still be so: kept checkpoints, checkpoints from outside, the depot's keys.

Whoever holds the key of the file can recompute chain and tree.  A checkpoint that has left the
machine cannot be recomputed: it names the size from which on the journal is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stockpile_app.audit.checkpoint import checkpoints, origin_of
from stockpile_app.audit.depot_key import sealing_public_of, signing_keys
from stockpile_app.audit.merkle import levels_of, root_of
from stockpile_app.audit.model import Trouble
from stockpile_app.audit.note import SignedNote, is_signed_by, read_note
from stockpile_app.audit.signing import public_of
from stockpile_app.base import KnownError, tr
from stockpile_app.store import Stockpile


class Roots:
    """The root of the journal at any size, computed anew from the entries alone."""

    def __init__(self, stockpile: Stockpile) -> None:
        rows = stockpile.each("SELECT hash FROM journal ORDER BY entry")
        self._levels = levels_of([bytes(row[0]) for row in rows])

    @property
    def size(self) -> int:
        """How many entries stand in the journal."""
        return len(self._levels[0])

    def at(self, size: int) -> str:
        """The root over the first `size` entries, hexadecimal; '' when there are not so many."""
        if not 0 <= size <= self.size:
            return ""
        return root_of(size, lambda level, position: self._levels[level][position]).hex()


def kept_troubles(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every kept checkpoint says the journal's root at its size, and the depot signed it."""
    roots, keys, origin = Roots(stockpile), signing_keys(stockpile), origin_of(stockpile)
    for kept in checkpoints(stockpile):
        try:
            note = read_note(kept.note)
        except KnownError:
            yield _kept_trouble(kept.size, "note", tr("its note cannot be read"))
            continue
        if not any(is_signed_by(note, key) for key in keys):
            yield _kept_trouble(kept.size, "note", tr("it is not signed by this depot"))
        if kept.root != roots.at(kept.size):
            yield _kept_trouble(kept.size, "root", tr("the journal had another root"))
        for field, row, said in (
            ("size", kept.size, note.size),
            ("root", kept.root, note.root),
            ("at", kept.at, note.at),
            ("note", origin, note.origin),
        ):
            if row != said:
                yield _kept_trouble(
                    kept.size, field, tr("it says {now}, its note says {then}", now=row, then=said)
                )


def _kept_trouble(size: int, field: str, what: str) -> Trouble:
    sentence = tr("The checkpoint at entry {size}: {what}", size=size, what=what)
    return Trouble("checkpoint", sentence, size, "checkpoint", str(size), field)


def outside_troubles(stockpile: Stockpile, notes: Sequence[SignedNote]) -> Iterator[Trouble]:
    """The journal still begins with what these checkpoints from outside have seen of it."""
    if not notes:
        return
    roots, keys, origin = Roots(stockpile), signing_keys(stockpile), origin_of(stockpile)
    for note in sorted(notes, key=lambda one: one.size):
        what = _outside_trouble(note, roots, keys, origin)
        if what:
            yield Trouble("against", what, note.size, "journal", str(note.size), "hash")


def _outside_trouble(note: SignedNote, roots: Roots, keys: Sequence[str], origin: str) -> str:
    if note.origin != origin:
        return tr("The checkpoint is of {theirs}, these books are {ours}", theirs=note.origin, ours=origin)
    if not any(is_signed_by(note, key) for key in keys):
        return tr(
            "The checkpoint at entry {size} is not signed with a key of these books: "
            "either it was forged, or the keys here were changed",
            size=note.size,
        )
    if note.size > roots.size:
        return tr(
            "The checkpoint has seen entry {size}; these books end at entry {end}",
            size=note.size,
            end=roots.size,
        )
    if note.root != roots.at(note.size):
        return tr(
            "Up to entry {size} these books are not those of the checkpoint: root {here} here, {there} there",
            size=note.size,
            here=roots.at(note.size)[:8],
            there=note.root[:8],
        )
    return ""


def key_troubles(stockpile: Stockpile) -> Iterator[Trouble]:
    """The private halves in the file are those of the journalled public keys."""
    rows = stockpile.rows(
        "SELECT k.id, k.signing_public, k.sealing_public, s.signing, s.sealing "
        "FROM depot_key k LEFT JOIN depot_secret s ON s.id = k.id ORDER BY k.id"
    )
    for generation, signing_public, sealing_public, signing, sealing in rows:
        for field, public, private, half in (
            ("signing", signing_public, signing, public_of),
            ("sealing", sealing_public, sealing, sealing_public_of),
        ):
            if not private or _public_half(half, private) != public:
                yield Trouble(
                    "keys",
                    tr("The depot’s {field} key {id} does not belong to its public key, or is gone",
                       field=field, id=generation),
                    table="depot_secret", row=str(generation), field=field,
                )  # fmt: skip


def _public_half(half: Callable[[bytes], str], private: str) -> str:
    try:
        return half(bytes.fromhex(private))
    except ValueError:
        return ""
