"""Prove a paper: against the books, or by the depot's public key alone."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app.base import tr
from stockpile_app.cli.outcome import DONE, REFUSED, Answer, answer, show_findings
from stockpile_app.cli.session import json_option, opened
from stockpile_app.documents.handed_in import HandedIn, read_paper
from stockpile_app.documents.paper_proof import PaperProof, Standing, proof_of
from stockpile_app.documents.proving import prove_file, prove_handed_in, prove_text, the_code

_KEY_DIGITS = 64


@click.command("verify-paper")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--qr", default="", help="What a scanner reads from the square code, instead of FILE.")
@click.option("--against", type=click.Path(path_type=Path), help="The stockpile file to hold it against.")
@click.option("--user", envvar="STOCKPILE_USER", default="", help="Who opens the books (or STOCKPILE_USER).")
@click.option("--key", default="", help="The depot's public key, 64 hexadecimal digits: the signature alone.")
@json_option
def verify_paper(file: Path | None, qr: str, against: Path | None, user: str, key: str, as_json: bool) -> int:
    """Prove a printed paper: FILE is its PDF, a scan or a photograph."""
    if (file is None) == (not qr):
        raise click.UsageError(tr("Name a FILE, or the text of its code with --qr"))
    if against and key:
        raise click.UsageError(tr("Give --against or --key, not both"))
    if against:
        proof = _against(against, user, file, qr)
    else:
        proof = _by_key(read_paper(file) if file else HandedIn((qr,)), _checked_key(key))
    show_findings(proof.findings)
    answer(as_json, _content(proof), [*proof.sentences, *_lines(proof)])
    return DONE if proof.holds else REFUSED


def _against(books: Path, user: str, file: Path | None, text: str) -> PaperProof:
    with opened(books, user) as stockpile:
        return prove_file(stockpile, file) if file else prove_text(stockpile, text)


def _by_key(paper: HandedIn, key: str) -> PaperProof:
    if key:
        return prove_handed_in(paper, key)
    return proof_of(the_code(paper.codes), Standing.UNCHECKED)


def _checked_key(key: str) -> str:
    bare = "".join(key.split()).lower()
    if bare and (len(bare) != _KEY_DIGITS or set(bare) - set("0123456789abcdef")):
        raise click.BadParameter(tr("a public key is 64 hexadecimal digits"), param_hint="--key")
    return bare


def _content(proof: PaperProof) -> Answer:
    return {
        "standing": proof.standing,
        "holds": proof.holds,
        "sentences": proof.sentences,
        "kind": proof.kind,
        "number": proof.number,
        "entry": proof.entry,
        "entry_hash": proof.entry_hash,
        "journal_size": proof.size,
        "root": proof.root,
        "genuine": proof.genuine,
        "undone_by": proof.undone_by,
        "later_copies": proof.later_copies,
        "compared": proof.compared,
        "identical": proof.identical,
        "lines": proof.lines,
        "findings": proof.findings,
    }


def _lines(proof: PaperProof) -> list[str]:
    """The lines to hold beside the paper, each with its check code."""
    head = tr("head")
    return [f"{line.line_no or head!s:>5}  {line.check}  {line.text}" for line in proof.lines]


COMMANDS = (verify_paper,)
