"""Prove a printed voucher: the books print it again as it stood then, and the two are held together."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stockpile_app import audit, ledger
from stockpile_app.audit.paper_code import PaperCode, code_number
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import available_languages, current_language, speaking
from stockpile_app.documents.comparison import Difference, compare_look, compare_text, difference_findings
from stockpile_app.documents.handed_in import HandedIn, read_pages
from stockpile_app.documents.page import PageSize, nearest_size
from stockpile_app.documents.page_text import Row
from stockpile_app.documents.paper_proof import CheckedLine, Compared, PaperProof, Standing, pasted, proof_of
from stockpile_app.documents.voucher import draw_voucher
from stockpile_app.documents.voucher_paper import PaperLine, VoucherPaper, paper_of
from stockpile_app.ledger import VoucherView
from stockpile_app.ledger.model import VOUCHER_CODES, VoucherKind
from stockpile_app.store import Stockpile

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def prove_voucher_code(
    stockpile: Stockpile, code: PaperCode, entry: int, paper: HandedIn
) -> PaperProof | None:
    """How the paper of the voucher stands that the code names; None when this entry posted no such voucher."""
    view = voucher_of(stockpile, code, entry)
    return prove_voucher(stockpile, view, code, paper) if view else None


def voucher_of(stockpile: Stockpile, code: PaperCode, entry: int) -> VoucherView | None:
    """The voucher that the code names, if this entry posted it, as it stood when the paper was printed."""
    for number in ledger.vouchers_of_entry(stockpile, entry):
        view = ledger.voucher_view(stockpile, number)
        if (
            view
            and code_number(number) == code.number
            and VOUCHER_CODES[VoucherKind(view.voucher.kind)] == code.kind
        ):
            return view
    return None


def prove_voucher(stockpile: Stockpile, view: VoucherView, code: PaperCode, paper: HandedIn) -> PaperProof:
    """How the paper of this voucher stands."""
    proof = proof_of(
        code,
        Standing.SUPERSEDED if view.reversed_by else Standing.TO_COMPARE,
        number=view.voucher.number,
        entry=view.entry,
        genuine=True,
        undone_by=view.reversed_by,
        lines=tuple(checked_lines(paper_of(view, code.text))),
    )
    if paper.path is None or not paper.has_text:
        return replace(proof, compared=Compared.BY_EYE)
    if not paper.names(view.voucher.number):
        return replace(proof, standing=Standing.DIFFERS, lines=(), findings=(pasted(view.voucher.number),))
    then = _as_printed(stockpile, view, code)
    printed = audit.times_noted(stockpile, "print", view.voucher.number)
    found = _held_together(then, code, paper, paper.path)
    return replace(
        proof,
        compared=Compared.EVERY_LINE,
        standing=_standing(view, found),
        identical=found.identical,
        later_copies=max(0, printed - found.copy - 1),
        findings=tuple(difference_findings(found.differences)),
    )


def _standing(view: VoucherView, found: _Held) -> Standing:
    if found.differences:
        return Standing.DIFFERS
    return Standing.SUPERSEDED if view.reversed_by else Standing.UNCHANGED


def _as_printed(stockpile: Stockpile, view: VoucherView, code: PaperCode) -> VoucherView:
    """The voucher as the journal knew it at that size: without what undid it later."""
    undone = view.reversed_by
    if undone and ledger.voucher_entry(stockpile, undone) > code.size:
        undone = ""
    root = audit.root_at(stockpile, code.size).hex()
    return replace(view, reversed_by=undone, head=audit.Head(code.size, root, view.head.hash))


@dataclass(frozen=True, slots=True)
class _Held:
    """One way to print the voucher, and where the paper differs from it."""

    copy: int
    differences: tuple[Difference, ...]
    identical: bool = False


def _held_together(view: VoucherView, code: PaperCode, paper: HandedIn, path: Path) -> _Held:
    """The paper beside every way it may have been printed; the nearest one counts."""
    tried: list[_Held] = []
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        draft = Path(folder) / "again.pdf"
        for way in _ways(paper, view.voucher.number):
            tried.append(_compared(view, code, paper, path, way, draft))
            if not tried[-1].differences:
                break
    return min(tried, key=lambda held: len(held.differences))


def _ways(paper: HandedIn, number: str) -> Iterator[tuple[str, int, PageSize]]:
    """Language, copy and page size, the likeliest first."""
    copies = _copies(paper.rows[0], number)
    for language in dict.fromkeys((current_language(), *available_languages())):
        for copy in copies:
            yield language, copy, nearest_size(paper.sizes[0])


def _copies(rows: Sequence[Row], number: str) -> list[int]:
    """Which copies it may be: what the badges at the number say, or the first print."""
    at = next((place for place, row in enumerate(rows) if number in row.texts), len(rows))
    badges = [text for row in rows[at : at + 2] if not _DATE.search(" ".join(row.texts))
              for text in row.texts if text != number]  # fmt: skip
    said = [int(digits) for text in badges for digits in re.findall(r"\b\d{1,3}\b", text)]
    return list(dict.fromkeys((*said, 0)))


def _compared(
    view: VoucherView,
    code: PaperCode,
    paper: HandedIn,
    path: Path,
    way: tuple[str, int, PageSize],
    draft: Path,
) -> _Held:
    language, copy, size = way
    with speaking(language):
        shown = draw_voucher(paper_of(view, code.text, copy), draft, size)
    if draft.read_bytes() == path.read_bytes():
        return _Held(copy, (), identical=True)
    rows = read_pages(draft).rows
    different = compare_text(paper.rows, rows, shown) or list(compare_look(path, draft, rows))
    return _Held(copy, tuple(different))


def checked_lines(paper: VoucherPaper) -> Iterator[CheckedLine]:
    """The head and the lines of the paper with their check codes, to hold beside it."""
    sides = " → ".join(filter(None, (paper.from_account, paper.to_account)))
    due = tr("due {moment}", moment=paper.due_back_at) if paper.due_back_at else ""
    head = (paper.effective_at, sides, due, paper.party, paper.authority, paper.number)
    yield CheckedLine(0, " · ".join(filter(None, head)), paper.check)
    for number, line in enumerate(paper.lines, 1):
        yield CheckedLine(number, _line_words(line), line.check)


def _line_words(line: PaperLine) -> str:
    condition = f"{line.condition} → {line.condition_to}" if line.condition_to else line.condition
    kit = ", ".join(f"{one.description} {one.confirmed}/{one.expected}" for one in line.kit)
    quantity = f"{grouped(line.quantity)} {line.unit}"
    sides = " → ".join(filter(None, (line.from_account, line.to_account)))
    parts = (
        line.mark,
        line.item,
        condition,
        quantity,
        line.entered,
        sides,
        line.effective_at,
        kit,
        line.remarks,
    )
    return " · ".join(filter(None, parts))
