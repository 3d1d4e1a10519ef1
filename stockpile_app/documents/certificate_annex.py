"""The annex: one line a weapon, one line a lot, and on every page what was brought, stands there and is carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.certificates import AnnexLot, AnnexWeapon
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.certificate_parts import CELL, FIGURES, Cell, fitted, section_title
from stockpile_app.documents.certificate_sheet import Setting
from stockpile_app.documents.certificate_terms import TermList
from stockpile_app.documents.columns import Column, heading_block, row_block
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import LINE, Align, Mark
from stockpile_app.documents.reading_order import isolate

LineType = TypeVar("LineType", AnnexWeapon, AnnexLot)

_TALLY = Style(8.5, strong=True)
_PADDING = 1.7


@dataclass(slots=True)
class Tally:
    """What stands on lines: how many of each unit, and the explosives in them."""

    units: Counter[str] = field(default_factory=Counter)
    neq: Decimal = Decimal(0)

    def add(self, line: AnnexWeapon | AnnexLot) -> None:
        """Count one line."""
        if isinstance(line, AnnexWeapon):
            self.units[""] += 1
            return
        self.units[line.unit] += line.quantity
        self.neq += Decimal(line.neq or 0)

    def together(self, other: Tally) -> Tally:
        """Both."""
        return Tally(self.units + other.units, self.neq + other.neq)

    def words(self, setting: Setting) -> str:
        """In figures: each unit by itself, explosives apart."""
        counts = (
            (setting.first.term(TermList.UNIT, unit), count) for unit, count in sorted(self.units.items())
        )
        told = [f"{grouped(count)} {unit}".rstrip() for unit, count in counts]
        if self.neq:
            told.append(f"{setting.first['neq']} {self.neq}")
        return " · ".join(isolate(one) for one in told)


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """One page of an annex: its lines with the tallies above and below them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Annex(Generic[LineType]):
    title: str
    columns: tuple[Column[LineType], ...]
    lines: Sequence[LineType]


def annex_pages(setting: Setting, room: float) -> list[AnnexPage]:
    """Every page of the annexes that there are.

    Args:
        room: The height under the running head and above the foot.
    """
    view = setting.paper.view
    pages: list[AnnexPage] = []
    if view.weapons:
        weapons: _Annex[AnnexWeapon] = _Annex(
            "annex weapons", fitted(setting, _weapon_cells(setting), view.weapons), view.weapons
        )
        pages += _paged(setting, weapons, room)
    if view.lots:
        lots: _Annex[AnnexLot] = _Annex(
            "annex lots", fitted(setting, _lot_cells(setting), view.lots), view.lots
        )
        pages += _paged(setting, lots, room)
    return pages


def _weapon_cells(setting: Setting) -> tuple[Cell, ...]:
    checks = {line.line_no: setting.paper.weapon_check(line) for line in setting.paper.view.weapons}
    return (
        Cell("", lambda line: grouped(line.line_no), CELL, Align.RIGHT, firm=True),
        Cell("serial", lambda line: line.mark, FIGURES),
        Cell("identity", lambda line: line.identity, CELL, grows=True, always=True),
        Cell("marks", lambda line: "; ".join(line.marks), CELL),
        Cell("missing", lambda line: line.missing, CELL),
        Cell("verified by", lambda line: line.verified_by, CELL),
        Cell("destroyed by", lambda line: line.destroyed_by, CELL),
        Cell("act", lambda line: str(line.act_no or ""), CELL, Align.RIGHT, firm=True),
        Cell("check", lambda line: checks[line.line_no], FIGURES, Align.END, firm=True),
    )


def _lot_cells(setting: Setting) -> tuple[Cell, ...]:
    return (
        Cell("", lambda line: grouped(line.line_no), CELL, Align.RIGHT, firm=True),
        Cell("lot", lambda line: line.lot, FIGURES),
        Cell("item", lambda line: line.item, CELL, grows=True, always=True),
        Cell("quantity", lambda line: grouped(line.quantity), FIGURES, Align.RIGHT, firm=True),
        Cell("unit", lambda line: setting.words.term(TermList.UNIT, line.unit), CELL, always=True),
        Cell("hazard", lambda line: line.hazard, FIGURES),
        Cell("neq", lambda line: line.neq, FIGURES, Align.RIGHT),
        Cell("verified by", lambda line: line.verified_by, CELL),
        Cell("destroyed by", lambda line: line.destroyed_by, CELL),
        Cell("act", lambda line: str(line.act_no or ""), CELL, Align.RIGHT, firm=True),
        Cell("check", setting.paper.lot_check, FIGURES, Align.END, firm=True),
    )


def _paged(setting: Setting, annex: _Annex[LineType], room: float) -> Iterator[AnnexPage]:
    title = section_title(setting, annex.title)
    heading = heading_block(setting.layer, annex.columns, _PADDING)
    tally_height = _tally_block(setting, "on this page", Tally()).height
    inner = room - title.height - heading.height - 4 * tally_height
    before, left = Tally(), inner
    page: list[Block] = []
    here = Tally()
    for line in annex.lines:
        row = row_block(setting.layer, annex.columns, line, padding=_PADDING, line_no=line.line_no)
        if row.height > left and page:
            yield _page(setting, title, heading, page, before, here, last=False)
            before, here, page, left = before.together(here), Tally(), [], inner
        page.append(row)
        here.add(line)
        left -= row.height
    yield _page(setting, title, heading, page, before, here, last=True)


def _page(
    setting: Setting,
    title: Block,
    heading: Block,
    rows: list[Block],
    before: Tally,
    here: Tally,
    *,
    last: bool,
) -> AnnexPage:
    brought = [_tally_block(setting, "brought forward", before)] if before.units else []
    on_page = [_tally_block(setting, "on this page", here)] if before.units or not last else []
    key = "total" if last else "carried forward"
    end = _tally_block(setting, key, before.together(here))
    after = [_nothing_follows(setting)] if last else []
    return AnnexPage((title, heading, *brought, *rows, *on_page, end, *after))


def _nothing_follows(setting: Setting) -> Block:
    """Said under the last line, so that none is added by hand."""
    marks = paragraph(setting.layer, setting.beside("nothing follows"), CELL, top=2.4, width=setting.width,
                      align=Align.CENTRE, sentence=True)  # fmt: skip
    return Block(height_of(marks, 2.4), tuple(marks))


def _tally_block(setting: Setting, key: str, tally: Tally) -> Block:
    """One line of a page's sums."""
    layer, width = setting.layer, setting.width
    label = setting.beside(key)
    style = layer.fitting(label, _TALLY, width * 0.55, 8)
    marks = paragraph(layer, label, style, top=2.4, width=width * 0.55, sentence=True)[:1]
    figures = tally.words(setting)
    marks.append(Mark(width * 0.55, 2.4, figures, layer.fitting(figures, _TALLY, width * 0.45, 8), Align.END,
                      width * 0.45, sentence=True, field=setting.first[key]))  # fmt: skip
    return Block(height_of(marks, 2.4), tuple(marks), rule=LINE)
