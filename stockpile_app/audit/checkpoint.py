"""Checkpoints: size and root of the journal, signed, so that what left the machine binds the books.

One is made at every export, report and certificate, and on demand.  Unchanged books reuse theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from stockpile_app.audit.depot_key import depot_public, sign_as_depot
from stockpile_app.audit.journal import head, node_at
from stockpile_app.audit.merkle import consistency_proof, inclusion_proof
from stockpile_app.audit.note import SignedNote, Signer, checkpoint_text, signed_note
from stockpile_app.audit.proof_text import ConsistencyProof, InclusionProof, write_proof
from stockpile_app.base import Cause, Finding, KnownError, Refused, Severity, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the journal stood, signed.

    Attributes:
        origin: Whose journal: `stockpile/` and the depot's code.
        root: Hexadecimal.
        note: The C2SP signed note, as it is written to a file.
        at: When it was signed, UTC.
    """

    origin: str
    size: int
    root: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class _Depot:
    """The depot as a signer."""

    stockpile: Stockpile
    public: str

    def sign(self, message: bytes) -> bytes:
        return sign_as_depot(self.stockpile, message)


def origin_of(stockpile: Stockpile) -> str:
    """The journal's name in checkpoints."""
    return f"stockpile/{stockpile.value('SELECT code FROM stockpile')}"


def checkpoint(stockpile: Stockpile) -> Checkpoint:
    """The journal as it stands, signed by the depot and by who acts; kept where that is possible.

    Raises:
        KnownError: books of the first edition without a key, or a journal that cannot be read.
    """
    now = head(stockpile)
    origin = origin_of(stockpile)
    kept = _kept(stockpile, origin, now.size)
    if kept and kept.root == now.root:
        return kept
    at = utc_text(stockpile.clock.now())
    text = checkpoint_text(origin, now.size, now.root, at)
    note = signed_note(text, list(_signers(stockpile, origin)))
    made = Checkpoint(origin, now.size, now.root, note, at)
    if not kept and not stockpile.read_only:
        _keep(stockpile, made)
    return made


def _signers(stockpile: Stockpile, origin: str) -> Iterator[tuple[str, Signer]]:
    yield origin, _Depot(stockpile, depot_public(stockpile).signing_public)
    if stockpile.actor.key is not None:
        yield stockpile.actor.name, stockpile.actor.key


def _kept(stockpile: Stockpile, origin: str, size: int) -> Checkpoint | None:
    row = stockpile.row("SELECT size, root, note, at FROM checkpoint WHERE size = ?", [size])
    return Checkpoint(origin, row[0], bytes(row[1]).hex(), row[2], row[3]) if row else None


def _keep(stockpile: Stockpile, made: Checkpoint) -> None:
    """Keep it for the next paper; on a full disk the next one is only signed anew."""
    with suppress(KnownError), stockpile.transaction():
        stockpile.write(
            "INSERT INTO checkpoint VALUES (?, ?, ?, ?)",
            (made.size, bytes.fromhex(made.root), made.note, made.at),
        )


def checkpoints(stockpile: Stockpile, after: int = 0) -> Iterator[Checkpoint]:
    """The kept checkpoints of a size greater than `after`, smallest first."""
    origin = origin_of(stockpile)
    for row in stockpile.each(
        "SELECT size, root, note, at FROM checkpoint WHERE size > ? ORDER BY size", [after]
    ):
        yield Checkpoint(origin, row[0], bytes(row[1]).hex(), row[2], row[3])


def consistency_text(stockpile: Stockpile, earlier: SignedNote, later: Checkpoint) -> str:
    """The proof that the later checkpoint only added to the earlier one, as text.

    Raises:
        KnownError: the earlier one has seen more than there is.
    """
    if earlier.size > later.size:
        raise KnownError(
            Cause.DAMAGED,
            tr("That checkpoint has seen entry {size}; these books end at entry {end}",
               size=earlier.size, end=later.size),
        )  # fmt: skip
    hashes = consistency_proof(earlier.size, later.size, lambda lv, at: node_at(stockpile, lv, at))
    return write_proof(ConsistencyProof(earlier.size, later.size, tuple(hashes)))


def inclusion_text(stockpile: Stockpile, entry: int, under: Checkpoint) -> str:
    """The proof that an entry stands in the journal of the checkpoint, as text; of the rest it says nothing.

    Raises:
        Refused: JOURNAL-02, there is no such entry.
    """
    if not 1 <= entry <= under.size:
        raise Refused([Finding(
            "JOURNAL-02", Severity.REFUSAL, tr("There is no entry {entry}", entry=entry), field=tr("Entry"),
            expected=tr("a number from 1 to {end}", end=under.size), got=str(entry),
            remedy=tr("Look at the journal"))])  # fmt: skip
    hashes = inclusion_proof(entry - 1, under.size, lambda lv, at: node_at(stockpile, lv, at))
    proof = InclusionProof(entry, under.size, node_at(stockpile, 0, entry - 1), tuple(hashes))
    return write_proof(proof)
