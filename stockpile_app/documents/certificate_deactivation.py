"""The certificate of one deactivated weapon: in the Union's layout for a listed entity, else a national one.

The order of the fields of Annex III to Implementing Regulation (EU) 2015/2403 is kept; the sentences are
our own.  Nothing on a national certificate names the Union, and no emblem stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import cos, pi, sin

from reportlab.lib.units import mm

from stockpile_app.disposal.certificates import AnnexWeapon, Deactivated
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.certificate_face import annulled_section, closing_block, head_block
from stockpile_app.documents.certificate_parts import Section, pairs, statement
from stockpile_app.documents.certificate_sheet import Setting
from stockpile_app.documents.certificate_terms import TermList
from stockpile_app.documents.certificate_words import Words
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import LINE, Align, Mark, Sheet
from stockpile_app.documents.reading_order import isolate

_EMBLEM = (24 * mm, 16 * mm)
_STARS = 12
_ENTITY = Style(12, strong=True)
_NOTICE = Style(8)
_WIDE, _CLOSE = (2.2, 8.0), (1.0, 5.0)
"""Over and under a fact, and between the parts; the Union's form stays on one page."""


def deactivation_head(setting: Setting) -> Block:
    """Emblem and verifying entity over the title; the entity alone on a national certificate."""
    said = setting.paper.view.deactivation
    title = head_block(setting, depot=said is None or not said.listed)
    if said is None or not said.listed:
        return title
    width, height = _EMBLEM
    room = setting.width - width - 14
    marks = paragraph(setting.layer, setting.beside("verifying entity"), Style(8.5), x=width + 14, width=room,
                      align=Align.END, sentence=True)  # fmt: skip
    marks += paragraph(setting.layer, said.entity, _ENTITY, x=width + 14, top=height_of(marks, 2), width=room,
                       align=Align.END)  # fmt: skip
    low = max(height, height_of(marks)) + 10

    def paint(sheet: Sheet, top: float, bottom: float) -> None:
        _draw_emblem(sheet, top)
        if title.paint:
            title.paint(sheet, top + low, bottom)

    lower = tuple(_lowered(title, low))
    return Block(low + title.height, (*marks, *lower), whole=True, paint=paint)


def _lowered(block: Block, by: float) -> Iterator[Mark]:
    for mark in block.marks:
        yield replace(mark, top=mark.top + by)


def _draw_emblem(sheet: Sheet, top: float) -> None:
    """Twelve stars in a circle, in black on white: these papers are printed without colour."""
    width, height = _EMBLEM
    left = sheet.place(0, width)
    sheet.box(0, top, width, height, LINE)
    middle = (left + width / 2, sheet.size.points[1] - sheet.top - top - height / 2)
    for star in range(_STARS):
        angle = 2 * pi * star / _STARS
        _draw_star(
            sheet, middle[0] + sin(angle) * height / 3, middle[1] + cos(angle) * height / 3, height / 18
        )


def _draw_star(sheet: Sheet, across: float, up: float, radius: float) -> None:
    path = sheet.canvas.beginPath()
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * 0.382
        at = (across + sin(pi * point / 5) * reach, up + cos(pi * point / 5) * reach)
        (path.lineTo if point else path.moveTo)(*at)
    path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def deactivation_sections(setting: Setting) -> list[Section]:
    """What flows down the page between title and signatures."""
    view = setting.paper.view
    said, weapon = view.deactivation, next(iter(view.weapons), None)
    listed = said is not None and said.listed
    close, apart = _CLOSE if listed else _WIDE
    statements = [statement(setting, "statement eu" if listed else "statement deactivation", apart)]
    facts = pairs(setting, list(_facts(setting, said, weapon)), padding=close) if said and weapon else ()
    notices = tuple(statement(setting, key, 2, _NOTICE) for key in ("keep", "forgery"))
    return [
        *annulled_section(setting),
        Section(tuple(statements)),
        Section((*facts, Block(apart - 2))),
        Section(notices),
    ]


def _facts(setting: Setting, said: Deactivated, weapon: AnnexWeapon) -> Iterator[tuple[str, str]]:
    view = setting.paper.view
    yield "performing entity", said.performer
    yield "country", said.country
    yield "certified on", view.issued_on
    yield "maker", weapon.make
    yield "firearm type", said.firearm_type
    yield "model", " ".join(filter(None, (weapon.make, weapon.model))) or weapon.item
    yield "calibre", weapon.calibre or said.calibre
    yield "serials", "; ".join(filter(None, (weapon.mark, *weapon.marks)))
    yield "deactivation mark", setting.words.told(lambda words: _marks_words(words, said))
    yield "missing", weapon.missing
    yield "profile", " · ".join(filter(None, (said.profile, said.edition)))
    yield "verified on", said.verified_on
    if not said.listed:
        yield "verifying entity", said.entity
        yield "authority", view.batch.authority
        yield "voucher", weapon.voucher
    yield "replaces", view.replaces
    yield "remarks", view.remarks
    yield "head check", setting.paper.head_check


def _marks_words(words: Words, said: Deactivated) -> str:
    """Which component carries which mark."""
    marks = ((words.term(TermList.COMPONENT, component), mark) for component, mark in said.marks)
    return "; ".join(f"{component}: {isolate(mark)}" for component, mark in marks)


def deactivation_closing(setting: Setting) -> Block:
    """Who answers for it: the responsible person of the verifying entity, who issued it and who approved it."""
    view = setting.paper.view
    said = view.deactivation
    person = ", ".join(filter(None, (said.verifier, said.title, said.entity))) if said else ""
    issuer = view.issued_by if not setting.paper.draft else ""
    return closing_block(
        setting, (("responsible", person), ("issued by", issuer), ("approved by", view.approved_by))
    )
