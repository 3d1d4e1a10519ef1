"""Whether an entry stands in the journal of a checkpoint, as its proof says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outcome import Outcome, Word

from stockpile_app.audit.merkle import root_from_inclusion
from stockpile_app.audit.note import SignedNote
from stockpile_app.audit.proof_text import InclusionProof
from stockpile_app.base import tr


def inclusions(proofs: Sequence[InclusionProof], notes: Sequence[SignedNote]) -> Iterator[Outcome]:
    """What each proof shows, held against the checkpoints whose signature holds."""
    for proof in proofs:
        name = tr("entry {entry}", entry=proof.entry)
        roots = [note.root for note in notes if note.size == proof.size]
        places = {"entry": proof.entry, "hash": proof.entry_hash.hex(), "size": proof.size}
        if not roots:
            said = tr("hash {hash}: no checkpoint at entry {size} to hold it against", **places)
            yield Outcome(Word.UNKNOWN, name, said)
        elif _leads_to(proof, roots):
            said = tr(
                "entry {entry} with hash {hash} is in the journal of the checkpoint at entry {size}", **places
            )
            yield Outcome(Word.HOLDS, name, said)
        else:
            said = tr("the proof does not lead from hash {hash} to the checkpoint at entry {size}", **places)
            yield Outcome(Word.WRONG, name, said)


def included(entry_hash: bytes, proofs: Sequence[InclusionProof], notes: Sequence[SignedNote]) -> int:
    """The number of the entry with this hash, as a proof that holds shows it; 0 where none does."""
    for proof in proofs:
        roots = [note.root for note in notes if note.size == proof.size]
        if proof.entry_hash == entry_hash and _leads_to(proof, roots):
            return proof.entry
    return 0


def _leads_to(proof: InclusionProof, roots: Sequence[str]) -> bool:
    root = root_from_inclusion(proof.entry_hash, proof.entry - 1, proof.size, proof.hashes)
    return root is not None and all(root.hex() == one for one in roots) and bool(roots)
