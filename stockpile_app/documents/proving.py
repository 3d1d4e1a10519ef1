"""Prove a paper: which entry it stands on, whether the depot signed it, and whether it says what the books say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from stockpile_app import audit
from stockpile_app.audit.paper_code import PaperCode, is_genuine, read_code
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.certificates import CERTIFICATE_CODES
from stockpile_app.documents.handed_in import HandedIn, read_paper
from stockpile_app.documents.paper_proof import (
    PaperProof,
    Standing,
    against,
    carries,
    pasted,
    proof_of,
)
from stockpile_app.documents.proving_certificate import prove_certificate_code
from stockpile_app.documents.proving_life import prove_life_code
from stockpile_app.documents.proving_surplus import prove_surplus_code
from stockpile_app.documents.proving_voucher import prove_voucher_code
from stockpile_app.documents.sealing import LIFE_CODE, SURPLUS_CODE
from stockpile_app.ledger.model import VOUCHER_CODES
from stockpile_app.store import Stockpile

_SHOWN = 60

Prover: TypeAlias = Callable[[Stockpile, PaperCode, int, HandedIn], PaperProof | None]
"""Proves one kind of paper: its code, the entry it stands on, and what was handed in.

None says that the entry is not the paper that the code names.
"""

PROVERS: Mapping[str, Prover] = {
    **dict.fromkeys(VOUCHER_CODES.values(), prove_voucher_code),
    LIFE_CODE: prove_life_code,
    **dict.fromkeys(CERTIFICATE_CODES.values(), prove_certificate_code),
    SURPLUS_CODE: prove_surplus_code,
}
"""Which kinds of paper can be proved, by the kind in their code."""


def prove_file(stockpile: Stockpile, path: Path) -> PaperProof:
    """Prove a PDF line by line, or show the lines to hold beside a scan or photograph.

    Raises:
        Refused: the file cannot be read, or carries no code of ours, or several.
        KnownError: there is no such file.
    """
    paper = read_paper(path)
    return _proved(stockpile, the_code(paper.codes), paper)


def prove_text(stockpile: Stockpile, text: str) -> PaperProof:
    """Prove what a scanned or typed code says.

    Raises:
        Refused: it is not the code of one of our papers.
    """
    return _proved(stockpile, the_code((text,)), HandedIn((text,)))


def prove_signature(code: PaperCode, public: str) -> PaperProof:
    """Without the books: whether the owner of this public key signed the code."""
    if is_genuine(code, public):
        return proof_of(code, Standing.SIGNED, genuine=True)
    return proof_of(code, Standing.FORGED, genuine=False, findings=(_not_signed(),))


def the_code(texts: Sequence[str]) -> PaperCode:
    """The one code of ours among those that stand on a paper.

    Raises:
        Refused: there is none (PAPER-01), or there are different ones (PAPER-06).
    """
    ours = {code.text: code for code in map(read_code, texts) if code}
    if len(ours) == 1:
        return next(iter(ours.values()))
    if ours:
        names = ", ".join(sorted(code.number for code in ours.values()))
        raise Refused([against("PAPER-06", tr("The paper carries the codes of several papers"), field=tr("Code"),
                               expected=tr("one code"), got=names)])  # fmt: skip
    raise Refused([against(
        "PAPER-01", tr("There is no code of one of our papers on it"), field=tr("Code"),
        expected=tr("a square code that begins with SP2"),
        got=tr("“{text}”", text=texts[0][:_SHOWN]) if texts and texts[0] else tr("nothing"),
        remedy=tr("Photograph the code alone, close and sharp, or type what a scanner reads"))])  # fmt: skip


def _not_signed() -> Finding:
    return against("PAPER-02", tr("The depot did not sign this code"), field=tr("Code"),
                   expected=tr("the depot's signature"), got=tr("another one, or another text under it"))  # fmt: skip


def _proved(stockpile: Stockpile, code: PaperCode, paper: HandedIn) -> PaperProof:
    if not any(is_genuine(code, public) for public in audit.signing_keys(stockpile)):
        return proof_of(code, Standing.FORGED, genuine=False, findings=(_not_signed(),))
    entry = audit.entry_with_hash(stockpile, code.entry_hash)
    troubles = tuple(_journal_troubles(stockpile, code, entry))
    if troubles:
        return proof_of(code, Standing.UNKNOWN, genuine=True, entry=entry, findings=troubles)
    prover = PROVERS.get(code.kind)
    proof = prover(stockpile, code, entry, paper) if prover else None
    return _without_additions(proof, paper) if proof else _not_of_entry(code, entry)


def _without_additions(proof: PaperProof, paper: HandedIn) -> PaperProof:
    """The outcome, unless the file carries what no paper of ours has: that is told first."""
    if not paper.additions:
        return proof
    return replace(proof, standing=Standing.DIFFERS, findings=(*carries(paper.additions), *proof.findings))


def _journal_troubles(stockpile: Stockpile, code: PaperCode, entry: int) -> list[Finding]:
    """What the journal says against the code."""
    size = audit.head(stockpile).size
    if code.size > size:
        return [against("PAPER-04", tr("The paper is younger than these books"), field=tr("Journal size"),
                        expected=tr("at most {size}", size=grouped(size)), got=grouped(code.size),
                        remedy=tr("Prove it against the newest copy of the books"))]  # fmt: skip
    if not 0 < entry <= code.size:
        return [against("PAPER-04", tr("No entry of these books has the hash that the paper names"),
                        field=tr("Hash of the entry"), expected=tr("the hash of an entry"),
                        got=code.entry_hash.hex()[:16])]  # fmt: skip
    root = audit.root_at(stockpile, code.size)[:16]
    if root != code.root16:
        remedy = tr("Keep the paper and this file, and compare both with the newest backup")
        return [against("PAPER-03", tr("The journal of these books was another one when the paper was printed"),
                        field=tr("Root of the journal"), expected=root.hex(), got=code.root16.hex(),
                        remedy=remedy)]  # fmt: skip
    return []


def _not_of_entry(code: PaperCode, entry: int) -> PaperProof:
    finding = against("PAPER-07", tr("Entry {entry} is not the paper that the code names", entry=entry),
                      field=tr("Number"), expected=tr("the number that the entry has"), got=code.number)  # fmt: skip
    return proof_of(code, Standing.UNKNOWN, genuine=True, entry=entry, findings=(finding,))


def prove_handed_in(paper: HandedIn, public: str) -> PaperProof:
    """Without the books: the signature of the code on a file, and whether its text names what the code names."""
    proof = prove_signature(the_code(paper.codes), public)
    if proof.holds and paper.has_text and not paper.names(proof.number):
        return replace(proof, standing=Standing.DIFFERS, findings=(pasted(proof.number),))
    return _without_additions(proof, paper) if proof.holds else proof
