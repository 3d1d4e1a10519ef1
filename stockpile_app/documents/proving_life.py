"""Prove the printed life of an item: its events as the journal knew them when it was printed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stockpile_app import audit, ledger
from stockpile_app.access.queries import founding
from stockpile_app.audit.check_code import ALPHABET, LENGTH
from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.base.text import available_languages, current_language, speaking
from stockpile_app.documents.check_codes import event_check
from stockpile_app.documents.comparison import Difference, compare_look, compare_text, difference_findings
from stockpile_app.documents.frame import FOOT_HEIGHT
from stockpile_app.documents.handed_in import HandedIn, read_pages
from stockpile_app.documents.life import LifePaper, life_of_events, life_pdf, paper_event
from stockpile_app.documents.page import MARGIN, nearest_size
from stockpile_app.documents.page_text import Row
from stockpile_app.documents.paper_proof import CheckedLine, Compared, PaperProof, Standing, proof_of
from stockpile_app.documents.reading_order import plain
from stockpile_app.ledger import LifeEvent
from stockpile_app.store import Stockpile

_FOOT = MARGIN + FOOT_HEIGHT
_HEAD = MARGIN + 18.0
_BLANK = 60.0
"""Room for the facts on the first try; the second leaves as much as they take on the paper."""

_ABOVE = 9.0
"""How far the signs of an event's first row reach above its base line."""

_ITEMS = {"weapon": ledger.weapon_life, "lot": ledger.lot_life, "container": ledger.container_life}


@dataclass(frozen=True, slots=True)
class KnownLife:
    """An item's mark and its events as the journal knew them at some entry, oldest first."""

    mark: str
    events: tuple[LifeEvent, ...]


def prove_life_code(stockpile: Stockpile, code: PaperCode, entry: int, paper: HandedIn) -> PaperProof | None:
    """How the paper of the life stands that the code names; None when no item had that mark at that entry."""
    lives = lives_of(stockpile, code) if entry == code.size else []
    return prove_life(stockpile, code, entry, lives, paper) if lives else None


def lives_of(stockpile: Stockpile, code: PaperCode) -> list[KnownLife]:
    """The lives that the code can mean: of every item with this mark, as known when it was printed."""
    return [
        KnownLife(code.number, tuple(_known(stockpile, _ITEMS[match.kind](stockpile, match.id), code.size)))
        for match in ledger.find(stockpile, code.number)
        if match.kind in _ITEMS and match.match == "exact"
    ]


def _known(stockpile: Stockpile, events: Sequence[LifeEvent], size: int) -> Iterator[LifeEvent]:
    for event in events:
        if event.entry <= size:
            later = event.undone_by and ledger.voucher_entry(stockpile, event.undone_by) > size
            yield replace(event, undone_by="") if later else event


def prove_life(
    stockpile: Stockpile, code: PaperCode, entry: int, lives: Sequence[KnownLife], paper: HandedIn
) -> PaperProof:
    """How the paper of this life stands; of several items with one mark, the one whose events are on it."""
    held = [(life, _differences(stockpile, code, life, paper)) for life in lives]
    life, differences = min(held, key=lambda one: len(one[1]))
    agrees = Standing.UNCHANGED if paper.has_text else Standing.TO_COMPARE
    differs = bool(differences) or (paper.has_text and not paper.names(life.mark))
    return proof_of(
        code,
        Standing.DIFFERS if differs else agrees,
        number=life.mark,
        entry=entry,
        genuine=True,
        compared=Compared.EVENTS if paper.has_text else Compared.BY_EYE,
        lines=tuple(_lines(code, life)),
        findings=tuple(difference_findings(differences)) if differences else (),
    )


def _lines(code: PaperCode, life: KnownLife) -> Iterator[CheckedLine]:
    for number, event in enumerate(reversed(life.events), 1):
        told = paper_event(event, "")
        sentence = (told.effective_at, told.word, told.movement, told.detail, told.voucher)
        check = event_check(code.entry_hash.hex(), life.mark, event)
        yield CheckedLine(number, plain(" · ".join(filter(None, sentence))), check)


def _differences(
    stockpile: Stockpile, code: PaperCode, life: KnownLife, paper: HandedIn
) -> tuple[Difference, ...]:
    """Where the events on the paper differ from the nearest way to print them."""
    if paper.path is None or not paper.has_text:
        return ()
    root = audit.root_at(stockpile, code.size).hex()
    head = audit.Head(code.size, root, code.entry_hash.hex())
    tried: list[tuple[Difference, ...]] = []
    for language in dict.fromkeys((current_language(), *available_languages())):
        with speaking(language):
            again = life_of_events(founding(stockpile), head, life.mark, "", life.events, code.text)
            tried.append(tuple(_compared(paper, paper.path, again)))
        if not tried[-1]:
            break
    return min(tried, key=len)


def _compared(paper: HandedIn, path: Path, again: LifePaper) -> list[Difference]:
    """The events beside those of the books: what they say, and where that agrees how they look.

    The facts over the events are those of the day of printing, so the books' paper leaves as much room for them.
    """
    page = nearest_size(paper.sizes[0])
    theirs = _event_rows(paper)
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        draft = Path(folder) / "again.pdf"
        life_pdf(replace(again, blank=_BLANK), draft, page=page)
        ours = _event_rows(read_pages(draft))
        different = compare_text([theirs], [ours], ())
        if different or not ours:
            return different
        blank = max(_BLANK + ours[0].baseline - theirs[0].baseline, 1.0)
        life_pdf(replace(again, blank=blank), draft, page=page)
        facts = theirs[0].baseline + _ABOVE
        return list(compare_look(path, draft, read_pages(draft).rows, (facts, facts + blank)))


def _event_rows(paper: HandedIn) -> list[Row]:
    """The rows of the events alone: no head, no facts over them, no foot."""
    rows: list[Row] = []
    for number, (page, size) in enumerate(zip(paper.rows, paper.sizes, strict=True)):
        top = size[1] - _HEAD if number else size[1]
        rows += [row for row in page if _FOOT < row.baseline < top]
    first = next((place for place, row in enumerate(rows) if _is_event(row)), len(rows))
    return rows[first:]


def _is_event(row: Row) -> bool:
    """Whether the row ends (or, mirrored, begins) with a check code."""
    return any(len(text) == LENGTH and set(text) <= set(ALPHABET) for text in (row.texts[-1], row.texts[0]))
