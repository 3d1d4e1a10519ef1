"""The voucher on paper, as a quartermaster expects it: two copies on one sheet where they fit.

A short voucher stands twice on the sheet with a line to cut along, one half for each side; a long
one fills whole pages, its headings repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import mm

from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.documents.block import Block, paginate
from stockpile_app.documents.frame import FOOT_HEIGHT
from stockpile_app.documents.page import MARGIN, PageSize, Sheet, Shown, new_sheet
from stockpile_app.documents.voucher_layout import NARROW, WIDE, Layout, lay_out
from stockpile_app.documents.voucher_paper import VoucherPaper, sealed_paper
from stockpile_app.ledger import VoucherView
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.store import Stockpile, write_whole

_CUT_MARGIN = 6 * mm
_MOST_LINES = 30
"""More than half a sheet can ever show."""

_OTHER_HALF = {
    VoucherKind.ISSUE: N_("For the holder"),
    VoucherKind.HAND_IN: N_("For the holder"),
    VoucherKind.RECEIPT: N_("For the deliverer"),
}


def print_voucher(
    stockpile: Stockpile, view: VoucherView, target: Path, *, page: str = PageSize.A4, copy: int = 0
) -> None:
    """Print a posted voucher to a PDF file, in the current language.

    Args:
        copy: How often it was printed before; from 1 on the paper is marked as a copy.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    voucher_pdf(sealed_paper(stockpile, view, copy), target, page=PageSize(page))


def voucher_pdf(paper: VoucherPaper, target: Path, *, page: PageSize = PageSize.A4) -> None:
    """Write the voucher as a PDF file, whole or not at all; the same paper gives the same bytes."""
    write_whole(target, lambda draft: _drawn(paper, draft, page))


def _drawn(paper: VoucherPaper, draft: Path, page: PageSize) -> None:
    draw_voucher(paper, draft, page)


def draw_voucher(paper: VoucherPaper, draft: Path, size: PageSize) -> list[Shown]:
    """Draw the voucher into a file; where each of its fields stands."""
    sheet = new_sheet(draft, size, f"{paper.number} {paper.depot_name}".strip())
    halves = _halves(sheet, paper, size.points[1] / 2 - MARGIN - _CUT_MARGIN)
    if halves:
        _two_up(sheet, *halves)
    else:
        _whole_pages(sheet, lay_out(sheet.layer, paper, sheet.inner_width), size.points[1])
    sheet.canvas.save()
    return sheet.shown


def _halves(sheet: Sheet, paper: VoucherPaper, room: float) -> tuple[Layout, Layout] | None:
    """The voucher for each side, where it fits half a sheet; what room is left goes to the signatures."""
    if len(paper.lines) > _MOST_LINES:
        return None
    left = room - _height(lay_out(sheet.layer, paper, sheet.inner_width, NARROW, tr("For the store")))
    if left < 0:
        return None
    spacing = replace(NARROW, writing=min(NARROW.writing + left / 2, WIDE.writing))
    parts = (tr("For the store"), tr(_OTHER_HALF.get(paper.kind, N_("For the file"))))
    upper, lower = (lay_out(sheet.layer, paper, sheet.inner_width, spacing, part) for part in parts)
    return upper, lower


def _height(layout: Layout) -> float:
    """What the voucher needs on one page."""
    blocks = (layout.head, layout.facts, layout.heading, *layout.body, *layout.tail)
    return sum(block.height for block in blocks) + FOOT_HEIGHT


def _two_up(sheet: Sheet, upper: Layout, lower: Layout) -> None:
    half = sheet.size.points[1] / 2
    for layout, top in ((upper, 0.0), (lower, half + _CUT_MARGIN - MARGIN)):
        sheet.top = top
        _draw_page(sheet, (layout.head, layout.facts), layout.heading, (*layout.body, *layout.tail))
        layout.frame.draw_foot(sheet, half - _CUT_MARGIN, 1, 1)
    sheet.top = 0.0
    sheet.cut_line()
    sheet.end_page()


def _whole_pages(sheet: Sheet, layout: Layout, height: float) -> None:
    short = layout.frame.short_head(sheet.layer, sheet.inner_width)
    room = height - 2 * MARGIN - FOOT_HEIGHT
    pages = paginate(
        layout.body,
        room - layout.head.height - layout.facts.height,
        room - short.height,
        layout.heading.height,
        layout.heading.height + sum(block.height for block in layout.tail),
    )
    for number, blocks in enumerate(pages, 1):
        head = (layout.head, layout.facts) if number == 1 else (short,)
        tail = layout.tail if number == len(pages) else ()
        _draw_page(sheet, head, layout.heading, (*blocks, *tail))
        layout.frame.draw_foot(sheet, height - MARGIN, number, len(pages))
        sheet.end_page()


def _draw_page(sheet: Sheet, head: Sequence[Block], heading: Block, blocks: Sequence[Block]) -> None:
    """One page: the table's heading stands above the first row."""
    top = MARGIN
    headed = False
    for block in (*head, *blocks):
        if block.heading and not headed:
            heading.draw(sheet, top)
            top += heading.height
            headed = True
        block.draw(sheet, top)
        top += block.height
