"""Prove a printed certificate: the books print it again as it stood then, and the two are held together."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from stockpile_app import audit
from stockpile_app.audit.paper_code import PaperCode, code_number
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import current_language
from stockpile_app.disposal.certificates import (
    CERTIFICATE_CODES,
    CertificateState,
    CertificateView,
    certificate_entry,
    certificate_view,
    certificates_of_entry,
)
from stockpile_app.documents.certificate import draw_certificate
from stockpile_app.documents.certificate_paper import CertificatePaper
from stockpile_app.documents.certificate_words import known_languages
from stockpile_app.documents.comparison import Difference, compare_look, compare_text, difference_findings
from stockpile_app.documents.handed_in import HandedIn, read_pages
from stockpile_app.documents.page import PageSize, nearest_size
from stockpile_app.documents.paper_proof import CheckedLine, Compared, PaperProof, Standing, pasted, proof_of
from stockpile_app.store import Stockpile

_LANGUAGES = re.compile(r"[a-z]{2,3}(-[a-z]{2,3})?")


def prove_certificate_code(
    stockpile: Stockpile, code: PaperCode, entry: int, paper: HandedIn
) -> PaperProof | None:
    """How the certificate stands that the code names; None when this entry issued no such certificate."""
    for number in certificates_of_entry(stockpile, entry):
        view = certificate_view(stockpile, number)
        if view and code_number(number) == code.number and CERTIFICATE_CODES[view.kind] == code.kind:
            return _prove(stockpile, view, code, paper)
    return None


def _prove(stockpile: Stockpile, view: CertificateView, code: PaperCode, paper: HandedIn) -> PaperProof:
    proof = proof_of(
        code,
        Standing.SUPERSEDED if view.annulment else Standing.TO_COMPARE,
        number=view.number,
        entry=view.entry,
        genuine=True,
        undone_by=_undone_by(view),
        lines=tuple(checked_lines(CertificatePaper(view, code=code.text))),
    )
    if paper.path is None or not paper.has_text:
        return replace(proof, compared=Compared.BY_EYE)
    if not paper.names(view.number):
        return replace(proof, standing=Standing.DIFFERS, lines=(), findings=(pasted(view.number),))
    found = _held_together(as_printed(stockpile, view, code), code, paper, paper.path)
    standing = Standing.SUPERSEDED if view.annulment else Standing.UNCHANGED
    return replace(
        proof,
        compared=Compared.EVERY_LINE,
        standing=Standing.DIFFERS if found.differences else standing,
        identical=found.identical,
        findings=tuple(difference_findings(found.differences)),
    )


def _undone_by(view: CertificateView) -> str:
    """The annulment in words, with what stands in its place."""
    if view.annulment is None:
        return ""
    told = tr(
        "the annulment of {date}: {reason}",
        date=view.annulment.annulled_at[:10],
        reason=view.annulment.reason,
    )
    return " · ".join(filter(None, (told, view.replaced_by)))


def as_printed(stockpile: Stockpile, view: CertificateView, code: PaperCode) -> CertificateView:
    """The certificate as the journal knew it at that size: without an annulment or a successor of later."""
    root = audit.root_at(stockpile, code.size).hex()
    view = replace(view, head=audit.Head(code.size, root, view.head.hash))
    if view.annulled_entry > code.size:
        view = replace(view, annulment=None, annulled_entry=0, state=CertificateState.ISSUED)
    if view.replaced_by and certificate_entry(stockpile, view.replaced_by) > code.size:
        view = replace(view, replaced_by="")
    return view


@dataclass(frozen=True, slots=True)
class _Held:
    """One way to print the certificate, and where the paper differs from it."""

    differences: tuple[Difference, ...]
    identical: bool = False


def _held_together(view: CertificateView, code: PaperCode, paper: HandedIn, path: Path) -> _Held:
    """The paper beside every way it may have been printed; the nearest one counts."""
    tried: list[_Held] = []
    size = nearest_size(paper.sizes[0])
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        draft = Path(folder) / "again.pdf"
        for languages in _languages(paper):
            tried.append(_compared(CertificatePaper(view, languages, code.text), paper, path, draft, size))
            if not tried[-1].differences:
                break
    return min(tried, key=lambda held: len(held.differences))


def _languages(paper: HandedIn) -> Iterator[tuple[str, ...]]:
    """The languages that the foot of the paper names; the program's own where it names none."""
    known, seen = known_languages(), False
    for row in reversed(paper.rows[0]):
        for text in row.texts:
            told = tuple(text.split("-"))
            if _LANGUAGES.fullmatch(text) and set(told) <= set(known):
                seen = True
                yield told
    if not seen:
        yield (current_language(),)


def _compared(paper: CertificatePaper, handed: HandedIn, path: Path, draft: Path, size: PageSize) -> _Held:
    shown = draw_certificate(paper, draft, size, noting=True)
    if path.read_bytes().startswith(draft.read_bytes()) and not handed.additions:
        return _Held((), identical=True)
    rows = read_pages(draft).rows
    different = compare_text(handed.rows, rows, shown) or list(compare_look(path, draft, rows))
    return _Held(tuple(different))


def checked_lines(paper: CertificatePaper) -> Iterator[CheckedLine]:
    """The head and the lines of the annex with their check codes, to hold beside the paper."""
    view = paper.view
    head = (view.number, view.issued_on, view.issued_by, view.approved_by, view.batch.authority, view.site)
    yield CheckedLine(0, " · ".join(filter(None, head)), paper.head_check)
    for weapon in view.weapons:
        told = (
            weapon.mark,
            weapon.identity,
            *weapon.marks,
            weapon.missing,
            weapon.verified_by,
            weapon.destroyed_by,
        )
        yield CheckedLine(weapon.line_no, " · ".join(filter(None, told)), paper.weapon_check(weapon))
    for lot in view.lots:
        told = (
            lot.lot,
            lot.item,
            f"{grouped(lot.quantity)} {tr(lot.unit)}",
            lot.hazard,
            lot.neq,
            lot.verified_by,
        )
        yield CheckedLine(lot.line_no, " · ".join(filter(None, told)), paper.lot_check(lot))
