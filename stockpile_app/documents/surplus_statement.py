"""The statement of surplus on paper: one row an item type, the whole working under it, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.access import Founding, founding
from stockpile_app.audit import Head, head
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.documents.block import Block, height_of, paginate, paragraph
from stockpile_app.documents.columns import Column, fit_columns, heading_block, row_block
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import FOOT_HEIGHT, Frame, Proof, labelled
from stockpile_app.documents.page import LINE, MARGIN, Align, Mark, PageSize, Sheet, new_sheet
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.sealing import SURPLUS_CODE, sealed
from stockpile_app.documents.signatures import Signer, signature_block
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.store import Stockpile, write_whole
from stockpile_app.surplus import (
    APART,
    FACTOR_WORDS,
    LEVEL_WORDS,
    SHARE_WORDS,
    CalibreTotal,
    Factor,
    FactorLine,
    Level,
    Share,
    Statement,
    StatementLine,
    statement_facts,
)

CELL = Style(8.5)
STRONG = Style(8.5, strong=True)
WORKING = Style(8)
SECTION = Style(10, strong=True)
_INDENT = 12.0
_WRITING = 28.0


@dataclass(frozen=True, slots=True)
class SurplusPaper:
    """A statement ready to print.

    Attributes:
        code: What the square code says, signed by the depot; '' for books without a key.
    """

    books: Founding
    journal: Head
    statement: Statement
    code: str = ""

    @property
    def number(self) -> str:
        """By what the paper is called: its day, and the “what if” it follows."""
        return " · ".join(filter(None, (self.statement.on, self.statement.scenario)))


def surplus_paper(stockpile: Stockpile, statement: Statement) -> SurplusPaper:
    """The paper of a statement just made from the same books, signed by the depot."""
    now = head(stockpile)
    paper = SurplusPaper(founding(stockpile), now, statement)
    return SurplusPaper(
        paper.books, now, statement, sealed(stockpile, SURPLUS_CODE, paper.number, now.hash, now)
    )


def surplus_pdf(paper: SurplusPaper, target: Path, *, page: PageSize = PageSize.A4) -> None:
    """Write the statement as a PDF file, whole or not at all; the same paper gives the same bytes."""
    write_whole(target, lambda draft: _write(paper, draft, page))


def _write(paper: SurplusPaper, draft: Path, size: PageSize) -> None:
    sheet = new_sheet(draft, size, f"{tr('Statement of surplus')} {paper.number} {paper.books.name}".strip())
    layer, width, height = sheet.layer, sheet.inner_width, size.points[1]
    frame = _frame(paper)
    top, short = frame.head(layer, width), frame.short_head(layer, width)
    facts = _facts(layer, paper.statement, width)
    columns = fit_columns(layer, _columns(), paper.statement.lines, width)
    heading = heading_block(layer, columns)
    rows = [_row(layer, columns, line, width) for line in paper.statement.lines]
    tail = (
        *_calibres(layer, paper.statement.calibres, width),
        signature_block(layer, _signers(), width, _WRITING),
    )
    room = height - 2 * MARGIN - FOOT_HEIGHT
    pages = paginate(
        [*rows, *tail[:-1]],
        room - top.height - facts.height,
        room - short.height,
        heading.height,
        tail[-1].height,
    )
    for number, blocks in enumerate(pages, 1):
        last = tail[-1:] if number == len(pages) else ()
        _draw(sheet, [*((top, facts) if number == 1 else (short,))], heading, [*blocks, *last])
        frame.draw_foot(sheet, height - MARGIN, number, len(pages))
        sheet.end_page()
    sheet.canvas.save()


def _frame(paper: SurplusPaper) -> Frame:
    statement = paper.statement
    badges = (
        tr("What if: {name}", name=isolate(statement.scenario)) if statement.scenario else "",
        tr("Single-keeper books") if paper.books.sole else "",
    )
    return Frame(
        paper.books.code,
        paper.books.name,
        tr("Statement of surplus"),
        statement.on,
        badges=tuple(filter(None, badges)),
        code=paper.code,
        proof=Proof(paper.journal.size, paper.journal.root),
    )


def _draw(sheet: Sheet, above: Sequence[Block], heading: Block, blocks: Sequence[Block]) -> None:
    top, headed = MARGIN, False
    for block in (*above, *blocks):
        if block.heading and not headed:
            heading.draw(sheet, top)
            top += heading.height
            headed = True
        block.draw(sheet, top)
        top += block.height


def _facts(layer: TextLayer, statement: Statement, width: float) -> Block:
    formula = tr(
        "Requirement = posts × scale of issue, plus training, repair float and declared reserve. Surplus = "
        "serviceable holding - requirement, never below zero. What stands apart is never netted. The formula is "
        "ours, no standard’s"
    )
    marks = labelled(layer, (*statement_facts(statement), (tr("Formula"), formula)), 0, width, (1.0,))
    return Block(height_of(marks, 8), tuple(marks))


def _columns() -> list[Column[StatementLine]]:
    def figures(title: str, value: str, style: Style = CELL) -> Column[StatementLine]:
        return Column(title, lambda line: _figure(line, value), style, Align.RIGHT, firm=True)

    return [
        Column(tr("Item type"), lambda line: line.item, STRONG, grows=True),
        Column(tr("Calibre"), lambda line: line.calibre, CELL),
        Column(tr("Unit"), lambda line: line.unit, CELL),
        figures(tr("Needed"), "requirement"),
        figures(tr("Serviceable"), "serviceable"),
        figures(tr("Surplus"), "surplus", STRONG),
        figures(tr("Shortage"), "shortage"),
        figures(tr("Apart"), "apart"),
        figures(tr("Held"), "held"),
    ]


def _figure(line: StatementLine | CalibreTotal, name: str) -> str:
    """A figure; a dash for what nobody can know before a requirement is stated."""
    if name in {"requirement", "surplus", "shortage"} and not line.stated:
        return "–"
    return grouped(int(getattr(line, name)))


def _row(
    layer: TextLayer, columns: Sequence[Column[StatementLine]], line: StatementLine, width: float
) -> Block:
    below: list[Mark] = []
    for text in _working(line):
        below += paragraph(
            layer, text, WORKING, x=_INDENT, top=height_of(below), width=width - _INDENT, sentence=True
        )
    return row_block(layer, columns, line, below)


def _working(line: StatementLine) -> Iterator[str]:
    """Every step from what was entered to the surplus, in words and figures."""
    for factor in line.factors:
        yield _factor(factor)
    if not line.stated:
        yield tr("No requirement stated: nothing of it can be above one")
    else:
        parts = " + ".join(grouped(factor.items) for factor in line.factors)
        if len(line.factors) > 1:
            yield tr("Needed: {sum} = {total}", sum=parts, total=grouped(line.requirement))
        held, needed = grouped(line.serviceable), grouped(line.requirement)
        yield tr("Surplus: {store} in store + {holders} with holders = {held}; {held} - {needed} = {left}",
                 store=grouped(line.count(Share.IN_STORE)), holders=grouped(line.count(Share.WITH_HOLDERS)),
                 held=held, needed=needed, left=_left(line))  # fmt: skip
    apart = [
        tr("{reason}: {count}", count=grouped(line.count(share)), reason=tr(SHARE_WORDS[share]))
        for share in APART
        if line.count(share)
    ]
    if apart:
        yield tr("Apart: {list}", list="; ".join(apart))
    if line.obsolete_because:
        yield line.obsolete_because


def _left(line: StatementLine) -> str:
    """The difference, and what is made of one below zero."""
    if line.serviceable >= line.requirement:
        return grouped(line.surplus)
    return tr("{difference}, so no surplus", difference=f"-{grouped(line.shortage)}")


def _factor(factor: FactorLine) -> str:
    one = factor.requirement
    whose = isolate(one.unit) if one.unit else tr(LEVEL_WORDS[Level(one.level)])
    source = isolate(one.source)
    if one.factor != Factor.POSTS:
        return tr("{whose}, {factor}: {items} ({source}, from {day})", whose=whose, source=source,
                  factor=tr(FACTOR_WORDS[Factor(one.factor)]), items=grouped(factor.items),
                  day=one.effective_from)  # fmt: skip
    return tr("{whose}: {posts} posts × {items} for {each} = {total} ({source}, from {day})", whose=whose,
              posts=grouped(one.quantity), items=grouped(one.scale_items), each=grouped(one.scale_posts),
              total=grouped(factor.items), source=source, day=one.effective_from)  # fmt: skip


def _calibres(layer: TextLayer, totals: Sequence[CalibreTotal], width: float) -> list[Block]:
    """The totals by kind and calibre, under a heading of their own; empty statements have none."""
    if not totals:
        return []
    title = paragraph(layer, tr("By calibre"), SECTION, top=10, width=width, sentence=True)
    columns = fit_columns(layer, _calibre_columns(), totals, width)
    rows = [row_block(layer, columns, one) for one in totals]
    plain = [Block(row.height, row.marks, rule=row.rule) for row in rows]
    heading = heading_block(layer, columns)
    return [Block(height_of(title, 2), tuple(title), rule=LINE, whole=True), heading, *plain]


def _calibre_columns() -> list[Column[CalibreTotal]]:
    def figures(title: str, name: str, style: Style = CELL) -> Column[CalibreTotal]:
        return Column(title, lambda one: _figure(one, name), style, Align.RIGHT, firm=True)

    return [
        Column(tr("Kind"), lambda one: tr(one.kind.capitalize()), CELL, grows=True),
        Column(tr("Calibre"), lambda one: one.calibre or tr("none stated"), CELL),
        Column(tr("Unit"), lambda one: one.unit, CELL),
        figures(tr("Needed"), "requirement"),
        figures(tr("Serviceable"), "serviceable"),
        figures(tr("Surplus"), "surplus", STRONG),
        figures(tr("Shortage"), "shortage"),
        figures(tr("Apart"), "apart"),
    ]


def _signers() -> tuple[Signer, ...]:
    return Signer(tr("Prepared by")), Signer(tr("Reviewed by")), Signer(tr("Approved by"))
