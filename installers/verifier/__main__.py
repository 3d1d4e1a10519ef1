"""Check what came from a depot without the program: papers' codes, checkpoints, packs, workbooks.

    python3 stockpile_verify.pyz --key PUBLIC [--qr TEXT] [FILE ...]

Needs Python 3.11 or newer and the library `cryptography`.  Nothing is written anywhere.  It ends
with 0 when everything that was checked holds, 1 when something does not, 2 when nothing was checked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from inclusion import included, inclusions
from outcome import Outcome, Word
from packs import MAGIC, pack_outcome
from workbooks import note_in_workbook

from stockpile_app.audit.merkle import consistent
from stockpile_app.audit.note import SignedNote, is_signed_by, read_note
from stockpile_app.audit.proof_text import ConsistencyProof, InclusionProof, Proof, read_proofs, split_proof
from stockpile_app.base import KnownError, tr

try:
    from stockpile_app.audit.paper_code import PaperCode, is_genuine, read_code
except ImportError:  # built from sources that print no codes
    read_code = None

LONGEST_TEXT = 1 << 20


def main(arguments: Sequence[str]) -> int:
    """Check everything that was named, say each outcome, and sum them up."""
    asked = _parser().parse_args(arguments)
    key = asked.key.strip().lower()
    if key and (len(key) != 64 or set(key) - set("0123456789abcdef")):
        print(tr("A public key has 64 digits from 0 to 9 and a to f"))
        return 2
    outcomes = list(_outcomes(asked, key))
    for outcome in outcomes:
        print(f"{outcome.word.value:8} {outcome.what}: {outcome.sentence}")
    if any(outcome.word is Word.WRONG for outcome in outcomes):
        return 1
    return 0 if any(outcome.word is Word.HOLDS for outcome in outcomes) else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stockpile_verify", description=tr("Check what came from a depot"))
    parser.add_argument(
        "--key", default="", help=tr("the depot's public signing key, from its recovery sheet")
    )
    parser.add_argument("--qr", action="append", default=[], help=tr("the text of a paper's square code"))
    parser.add_argument("files", nargs="*", type=Path, help=tr("checkpoints, packs, workbooks"))
    return parser


def _outcomes(asked: argparse.Namespace, key: str) -> Iterator[Outcome]:
    notes: list[SignedNote] = []
    proofs: list[Proof] = []
    for path in asked.files:
        try:
            yield from _file(path, key, notes, proofs)
        except KnownError as error:
            yield Outcome(Word.WRONG, path.name, error.sentence)
    shown = [proof for proof in proofs if isinstance(proof, InclusionProof)]
    for text in asked.qr:
        yield _paper(text, key, notes, shown)
    yield from inclusions(shown, notes if key else ())
    yield from _together(notes, [proof for proof in proofs if isinstance(proof, ConsistencyProof)])


def _file(path: Path, key: str, notes: list[SignedNote], proofs: list[Proof]) -> Iterator[Outcome]:
    """One file: what it is shows from its first bytes."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
        if start == MAGIC:
            yield pack_outcome(path, key)
            return
        text = note_in_workbook(path) if start.startswith(b"PK") else _text(path)
    except OSError:
        yield Outcome(Word.WRONG, path.name, tr("cannot be read"))
        return
    note_text, proof_text = split_proof(text)
    note = read_note(note_text)
    yield _checkpoint(path.name, note, key)
    if not key or is_signed_by(note, key):
        notes.append(note)
    if proof_text:
        proofs += read_proofs(proof_text)
    if start.startswith(b"PK"):
        yield Outcome(
            Word.UNKNOWN,
            path.name,
            tr("its figures are not proved by this: recalculate it, and compare the root"),
        )


def _text(path: Path) -> str:
    if path.stat().st_size > LONGEST_TEXT:
        return ""
    return path.read_bytes().decode("utf-8-sig", "replace")


def _checkpoint(name: str, note: SignedNote, key: str) -> Outcome:
    said = tr(
        "checkpoint of {origin} at entry {size}, root {root}, {at}",
        origin=note.origin,
        size=note.size,
        root=note.root,
        at=note.at,
    )
    signers = ", ".join(one.signer for one in note.signatures)
    if not key:
        return Outcome(
            Word.UNKNOWN, name, tr("{said}; says to be signed by {signers}, not checked: no --key", said=said,
                                   signers=signers)
        )  # fmt: skip
    if is_signed_by(note, key):
        return Outcome(Word.HOLDS, name, tr("{said}; signed with this key", said=said))
    return Outcome(Word.WRONG, name, tr("{said}; NOT signed with this key", said=said))


def _paper(text: str, key: str, notes: Sequence[SignedNote], shown: Sequence[InclusionProof]) -> Outcome:
    code = read_code(text) if read_code else None
    if code is None:
        return Outcome(Word.WRONG, tr("paper"), tr("this is not the code of a paper"))
    name = tr("paper {kind} {number}", kind=code.kind, number=code.number)
    if not key:
        return Outcome(Word.UNKNOWN, name, tr("not checked: no --key"))
    if not is_genuine(code, key):
        return Outcome(Word.WRONG, name, tr("NOT signed with this key"))
    said = tr(
        "signed by this depot; entry hash {hash}, journal at entry {size}",
        hash=code.entry_hash.hex(),
        size=code.size,
    )
    if entry := included(code.entry_hash, shown, notes):
        what = tr("it stands on entry {entry}, which the proof shows in the journal", entry=entry)
        said = f"{said}; {what}"
        return _beside_checkpoint(name, said, code, notes, "")
    return _beside_checkpoint(name, said, code, notes, tr("inclusion not checked"))


def _beside_checkpoint(
    name: str, said: str, code: PaperCode, notes: Sequence[SignedNote], reserve: str
) -> Outcome:
    fitting = [note.root for note in notes if note.size == code.size]
    if any(bytes.fromhex(root)[:16] != code.root16 for root in fitting):
        what = tr("the checkpoint at the same entry has another root: two histories")
        return Outcome(Word.WRONG, name, f"{said}; {what}")
    what = tr("its root is that of the checkpoint") if fitting else ""
    return Outcome(Word.HOLDS, name, "; ".join(filter(None, (said, what, reserve))))


def _together(notes: list[SignedNote], proofs: Sequence[ConsistencyProof]) -> Iterator[Outcome]:
    """Whether several checkpoints are of one history."""
    notes.sort(key=lambda note: note.size)
    for earlier, later in pairwise(notes):
        name = tr("entries {first} and {second}", first=earlier.size, second=later.size)
        if earlier.origin != later.origin:
            yield Outcome(Word.UNKNOWN, name, tr("checkpoints of two depots"))
        elif earlier.size == later.size:
            same = earlier.root == later.root
            what = tr("the same root") if same else tr("two roots at one entry: two histories")
            yield Outcome(Word.HOLDS if same else Word.WRONG, name, what)
        else:
            yield _consistency(name, earlier, later, proofs)


def _consistency(
    name: str, earlier: SignedNote, later: SignedNote, proofs: Sequence[ConsistencyProof]
) -> Outcome:
    roots = bytes.fromhex(earlier.root), bytes.fromhex(later.root)
    fitting = [proof for proof in proofs if (proof.first, proof.second) == (earlier.size, later.size)]
    if not fitting:
        what = tr("not compared: no proof between them (stockpile checkpoint FILE OUT --since EARLIER)")
        return Outcome(Word.UNKNOWN, name, what)
    if any(consistent(earlier.size, later.size, *roots, proof.hashes) for proof in fitting):
        return Outcome(Word.HOLDS, name, tr("the later one only added to the earlier one"))
    return Outcome(Word.WRONG, name, tr("the proof does not lead from the earlier to the later one"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
