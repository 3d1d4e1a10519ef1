"""The certificate itself: whose it is, what it certifies, by whose word, how many, and who signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stockpile_app.base.quantity import grouped
from stockpile_app.disposal import TypeCount
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.certificate_parts import (
    CELL,
    FIGURES,
    Cell,
    Section,
    pairs,
    signature_cells,
    statement,
    table,
)
from stockpile_app.documents.certificate_sheet import Setting, title_key
from stockpile_app.documents.certificate_terms import TermList
from stockpile_app.documents.certificate_words import TwoLanguages, Words
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import HAIRLINE, LINE, Align, Mark, Sheet
from stockpile_app.documents.qr import QR_SIZE, draw_qr
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.signatures import Signer

DEPOT = Style(11, strong=True)
TITLE = Style(25, strong=True)
SECOND = Style(16)
NUMBER = Style(12.5, mono=True, strong=True)
BADGE = Style(9)
_BESIDE_CODE = 22.0
_ORNAMENT = 60.0


def head_block(setting: Setting, *, depot: bool = True) -> Block:
    """Depot (where nobody else stands over it), title in each language, number, on the middle of the sheet."""
    layer, width, view = setting.layer, setting.width, setting.paper.view
    whose = " · ".join(filter(None, (isolate(view.depot_name), isolate(view.depot_code))))
    key = title_key(setting.paper)
    marks = centred(setting, whose, DEPOT, 0) if depot else []
    title = setting.first[key]
    marks += centred(setting, title, layer.fitting(title, TITLE, width, 15), height_of(marks, 5))
    if setting.words.second:
        other = setting.words.second[key]
        marks += centred(setting, other, layer.fitting(other, SECOND, width, 11), height_of(marks))
    if view.number:
        number = centred(setting, view.number, NUMBER, height_of(marks, 7), field=setting.first["number"])
        marks += number
    for badge in _badges(setting):
        marks += centred(setting, badge, BADGE, height_of(marks, 1))
    low = height_of(marks, 7)

    def paint(sheet: Sheet, top: float, _: float) -> None:
        middle = width / 2
        sheet.rule(top + low, LINE, middle - _ORNAMENT, middle + _ORNAMENT)
        sheet.rule(top + low + 2.2, HAIRLINE, middle - _ORNAMENT, middle + _ORNAMENT)

    return Block(low + 14, tuple(marks), whole=True, paint=paint)


def centred(setting: Setting, text: str, style: Style, top: float, field: str = "") -> list[Mark]:
    """Lines on the middle of the sheet."""
    lines = setting.layer.wrap(text, style, setting.width)
    return [
        Mark(
            0,
            top + number * style.leading,
            line,
            style,
            Align.CENTRE,
            setting.width,
            sentence=True,
            field=field,
        )
        for number, line in enumerate(lines)
    ]


def _badges(setting: Setting) -> Iterator[str]:
    if setting.paper.view.sole:
        yield setting.beside("sole")


def face_sections(setting: Setting) -> list[Section]:
    """What flows down the first page: annulment, statement, facts, counts."""
    sections = [*_annulled(setting), Section((statement(setting, f"statement {setting.paper.view.kind}"),))]
    sections.append(Section((*pairs(setting, list(_facts(setting))), Block(8))))
    if setting.paper.view.asked:
        sections.append(_asked(setting))
    counts = _counts(setting)
    return [*sections, counts] if counts else sections


def _asked(setting: Setting) -> Section:
    """What stands against issuing a draft, one sentence under the other."""
    marks: list[Mark] = []
    for sentence in setting.paper.view.asked:
        marks += paragraph(setting.layer, f"– {sentence}", CELL, top=height_of(marks), width=setting.width,
                           sentence=True)  # fmt: skip
    return Section((Block(height_of(marks, 8), tuple(marks)),))


def annulled_section(setting: Setting) -> list[Section]:
    """Why the certificate stands no more, and who said so; nothing while it stands."""
    return list(_annulled(setting))


def _annulled(setting: Setting) -> Iterator[Section]:
    annulment, view = setting.paper.view.annulment, setting.paper.view
    if annulment is None:
        return
    persons = ", ".join(filter(None, (annulment.annulled_by, annulment.approved_by)))
    facts = (
        ("annulled on", annulment.annulled_at[:10]),
        ("annulled by", persons),
        ("reason", annulment.reason),
        ("replaced by", view.replaced_by),
    )

    def paint(sheet: Sheet, top: float, _: float) -> None:
        sheet.rule(top, LINE)

    yield Section((Block(0, paint=paint), *pairs(setting, facts), Block(8)))


def _facts(setting: Setting) -> Iterator[tuple[str, str]]:
    view = setting.paper.view
    batch, acts = view.batch, view.acts
    yield "authority", batch.authority
    yield "document", batch.document
    yield "batch", batch.number
    yield "reason", batch.reason
    yield "site", view.site
    yield "destroyed on", _days([act.act.performed_at for act in acts])
    yield "methods", methods_words(setting.words, [act.act.methods for act in acts])
    yield "equipment", "; ".join(dict.fromkeys(act.act.equipment for act in acts if act.act.equipment))
    yield "replaces", view.replaces
    yield "remarks", view.remarks
    yield "issued on", "" if setting.paper.draft else view.issued_on
    yield "head check", setting.paper.head_check


def _days(moments: Sequence[str]) -> str:
    """From the first day to the last one."""
    days = sorted({one[:10] for one in moments})
    return " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def methods_words(words: TwoLanguages, chains: Sequence[str]) -> str:
    """The chains of methods, each once, in each language."""
    return words.told(lambda one: "; ".join(dict.fromkeys(_chain_words(one, chain) for chain in chains)))


def _chain_words(words: Words, chain: str) -> str:
    """The methods of one act, one after the other."""
    return " + ".join(words.term(TermList.METHOD, code) for code in chain.split(","))


def _counts(setting: Setting) -> Section | None:
    counts = setting.paper.view.counts
    figures = {
        "planned": lambda count: count.planned,
        "held back": lambda count: count.held_back,
        "explained": lambda count: count.explained,
        "received": lambda count: count.received,
        "destroyed": lambda count: count.destroyed,
    }
    if not any(count.explained for count in counts):
        del figures["explained"]  # the rule, so that the exception is seen
    cells = (
        Cell("item", lambda count: count.item, CELL, grows=True, always=True),
        Cell("unit", lambda count: setting.words.term(TermList.UNIT, count.unit), CELL, always=True),
        *(_figure(key, of) for key, of in figures.items()),
    )
    return table(setting, "", cells, (*counts, *_totals(setting, counts)), 3.2, together=True)


def _figure(key: str, of: Callable[[TypeCount], int]) -> Cell:
    return Cell(key, lambda count: grouped(of(count)), FIGURES, Align.RIGHT, firm=True)


def _totals(setting: Setting, counts: Sequence[TypeCount]) -> Iterator[TypeCount]:
    """One line a unit, where several item types are counted in it; units are never added together."""
    for unit in dict.fromkeys(count.unit for count in counts):
        same = [count for count in counts if count.unit == unit]
        if len(same) > 1:
            yield TypeCount(
                0, setting.beside("total"), unit, sum(one.planned for one in same),
                sum(one.held_back for one in same), sum(one.received for one in same),
                sum(one.explained for one in same), sum(one.destroyed for one in same),
            )  # fmt: skip


def closing_block(setting: Setting, signers: Sequence[tuple[str, str]] | None = None) -> Block:
    """The foot of the first page: signatures, and beside them the square code.

    Args:
        signers: Key of the role and name of each; who a certificate of destruction is signed by, unless given.
    """
    room = setting.width - (QR_SIZE + _BESIDE_CODE if setting.paper.code else 0)
    named = signers if signers is not None else list(_signers(setting))
    second = setting.words.second
    cells = [(Signer(setting.first[key], name), second[key] if second else "") for key, name in named]
    block = signature_cells(setting, cells, room)
    height = max(block.height, QR_SIZE if setting.paper.code else 0)

    def paint(sheet: Sheet, top: float, bottom: float) -> None:
        if block.paint:
            block.paint(sheet, top, bottom)
        if setting.paper.code:
            draw_qr(sheet, setting.paper.code, setting.width - QR_SIZE, top + height - QR_SIZE)

    return Block(height, block.marks, whole=True, paint=paint)


def _signers(setting: Setting) -> Iterator[tuple[str, str]]:
    view = setting.paper.view
    for duty in ("officer in charge", "verifier"):
        person = next((one for one in view.persons if one.duty == duty), None)
        yield (
            duty,
            ", ".join(filter(None, (person.title, person.name, person.organisation))) if person else "",
        )
    yield "issued by", view.issued_by if not setting.paper.draft else ""
    yield "approved by", view.approved_by
