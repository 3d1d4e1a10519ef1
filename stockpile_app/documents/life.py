"""The life of one weapon, lot or container on paper: every event, newest first, with its voucher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.access import Founding
from stockpile_app.audit import Head
from stockpile_app.base import tr, trn
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_
from stockpile_app.documents.block import Block, height_of, paginate, paragraph
from stockpile_app.documents.check_codes import event_check
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import FOOT_HEIGHT, LABEL, VALUE, Frame, Proof, labelled
from stockpile_app.documents.page import LINE, MARGIN, Align, PageSize, Sheet, new_sheet
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.sealing import LIFE_CODE, sealed
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.documents.voucher_paper import moment
from stockpile_app.ledger import LifeEvent
from stockpile_app.ledger.model import VOUCHER_WORDS
from stockpile_app.store import Stockpile, write_whole

WORD = Style(9.5, strong=True)
MOMENT = Style(8.5)
VOUCHER = Style(8.5, mono=True)
_DATE_WIDTH = 84.0
_LINE_AT = 97.0
_TEXT_AT = 112.0
_VOUCHER_WIDTH = 150.0
_CHECK_WIDTH = 30.0

FACT_WORDS = {
    "mark": N_("Mark read"),
    "component": N_("Component"),
    "ownership": N_("Ownership"),
    "hold": N_("Hold"),
    "look-alike": N_("Look-alike compared"),
    "seal": N_("Seal"),
}
"""What events without a voucher are called; translate when shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEvent:
    """One event: `links` say what it undoes or what undid it."""

    effective_at: str
    word: str
    recorded_on: str = ""
    movement: str = ""
    detail: str = ""
    voucher: str = ""
    links: tuple[str, ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifePaper:
    """One item's life, ready to print.

    Attributes:
        mark: Serial, own number, lot or label.
        what: What it is: make, model, calibre.
        facts: Label and value: account, condition, marks.
        events: In the order of the paper.
        code: What the square code says, signed by the depot.
        blank: Height in points that is left empty in the place of the facts, so that the events stand where they
            stand on a paper with other facts.
    """

    depot_code: str
    depot_name: str
    mark: str
    what: str
    journal: Proof
    facts: tuple[tuple[str, str], ...] = ()
    events: tuple[PaperEvent, ...] = ()
    sole: bool = False
    code: str = ""
    blank: float = 0.0


def life_paper(
    stockpile: Stockpile,
    books: Founding,
    head: Head,
    mark: str,
    what: str,
    events: Sequence[LifeEvent],
    facts: tuple[tuple[str, str], ...] = (),
) -> LifePaper:
    """The paper of a life as `ledger` tells it (oldest first), in the current language, signed by the depot."""
    code = sealed(stockpile, LIFE_CODE, mark, head.hash, head)
    return life_of_events(books, head, mark, what, events, code, facts)


def life_of_events(
    books: Founding,
    head: Head,
    mark: str,
    what: str,
    events: Sequence[LifeEvent],
    code: str,
    facts: tuple[tuple[str, str], ...] = (),
) -> LifePaper:
    """The same under a code that was signed before."""
    return LifePaper(
        depot_code=books.code,
        depot_name=books.name,
        mark=mark,
        what=what,
        journal=Proof(head.size, head.root),
        facts=facts,
        events=tuple(paper_event(event, event_check(head.hash, mark, event)) for event in reversed(events)),
        sole=bool(books.sole),
        code=code,
    )


def life_pdf(paper: LifePaper, target: Path, *, page: PageSize = PageSize.A4) -> None:
    """Write the life as a PDF file, whole or not at all; the same paper gives the same bytes."""
    write_whole(target, lambda draft: _write(paper, draft, page))


def paper_event(event: LifeEvent, check: str) -> PaperEvent:
    """One event in the current language."""
    voucher_words = {str(kind): word for kind, word in VOUCHER_WORDS.items()}
    recorded = event.recorded_at[:10]
    return PaperEvent(
        effective_at=moment(event.effective_at),
        word=tr(voucher_words.get(event.word) or FACT_WORDS.get(event.word, event.word)),
        recorded_on=recorded if recorded != event.effective_at[:10] else "",
        movement=_movement(event),
        detail=event.detail,
        voucher=event.voucher,
        links=tuple(_links(event)),
        check=check,
    )


def _movement(event: LifeEvent) -> str:
    if not event.from_account and not event.to_account:
        return ""
    source, target = isolate(event.from_account), isolate(event.to_account)
    if event.from_account == event.to_account:
        said = tr("in {account}", account=source)
    elif not event.from_account:
        said = tr("to {account}", account=target)
    else:
        said = tr("from {source} to {target}", source=source, target=target)
    quantity = isolate(grouped(event.quantity)) if event.quantity > 1 else ""
    return " · ".join(filter(None, (said, quantity)))


def _links(event: LifeEvent) -> Iterator[str]:
    if event.undoes:
        yield tr("Undoes {number}", number=isolate(event.undoes))
    if event.undone_by:
        yield tr("Undone by {number}", number=isolate(event.undone_by))


def _write(paper: LifePaper, draft: Path, size: PageSize) -> None:
    sheet = new_sheet(draft, size, f"{paper.mark} {paper.depot_name}".strip())
    layer, width = sheet.layer, sheet.inner_width
    frame = Frame(
        paper.depot_code,
        paper.depot_name,
        tr("Life of one item"),
        paper.mark,
        badges=(tr("Single-keeper books"),) if paper.sole else (),
        code=paper.code,
        proof=paper.journal,
    )
    head, short = frame.head(layer, width), frame.short_head(layer, width)
    height = size.points[1]
    room = height - 2 * MARGIN - FOOT_HEIGHT
    facts = Block(paper.blank) if paper.blank else _facts(layer, paper, width)
    blocks = [facts, *(_event_block(layer, event, width) for event in paper.events)]
    pages = paginate(blocks, room - head.height, room - short.height, 0, 0)
    for number, page in enumerate(pages, 1):
        _draw(sheet, [head if number == 1 else short, *page])
        frame.draw_foot(sheet, height - MARGIN, number, len(pages))
        sheet.end_page()
    sheet.canvas.save()


def _draw(sheet: Sheet, blocks: Sequence[Block]) -> None:
    top = MARGIN
    for block in blocks:
        block.draw(sheet, top)
        top += block.height


def _facts(layer: TextLayer, paper: LifePaper, width: float) -> Block:
    marks = labelled(layer, ((tr("Item type"), paper.what),), 0, width, (1.0,))
    marks += labelled(layer, paper.facts, height_of(marks, 0.5), width)
    said = trn("{count} event, newest first", "{count} events, newest first", len(paper.events))
    marks += paragraph(layer, said, WORD, top=height_of(marks, 6), width=width, sentence=True)
    return Block(height_of(marks, 6), tuple(marks))


def _event_block(layer: TextLayer, event: PaperEvent, width: float) -> Block:
    """Date, point on the line, word and voucher, and what happened."""
    voucher_at = width - _VOUCHER_WIDTH - _CHECK_WIDTH
    room = voucher_at - _TEXT_AT - 8
    marks = paragraph(layer, event.effective_at, MOMENT, top=1, width=_DATE_WIDTH, align=Align.END)
    if event.recorded_on:
        entered = tr("entered {date}", date=isolate(event.recorded_on))
        marks += paragraph(layer, entered, LABEL, top=height_of(marks), width=_DATE_WIDTH, align=Align.END,
                           sentence=True)  # fmt: skip
    told = paragraph(layer, event.word, WORD, x=_TEXT_AT, width=room, sentence=True)
    marks += paragraph(layer, event.voucher, VOUCHER, x=voucher_at, top=1, width=_VOUCHER_WIDTH,
                       align=Align.END)  # fmt: skip
    marks += paragraph(layer, event.check, VOUCHER, x=width - _CHECK_WIDTH, top=1, width=_CHECK_WIDTH,
                       align=Align.END)  # fmt: skip
    for text in (event.movement, event.detail, *event.links):
        if text:
            told += paragraph(layer, text, VALUE, x=_TEXT_AT, top=height_of(told), width=width - _TEXT_AT)
    hollow = bool(event.links)

    def paint(sheet: Sheet, top: float, bottom: float) -> None:
        sheet.upright(_LINE_AT, top, bottom, LINE)
        sheet.dot(_LINE_AT, top + 7, 3, hollow=hollow)

    shown = tuple(mark for mark in (*marks, *told) if mark.line)
    return Block(height_of(shown, 7), shown, paint=paint)
