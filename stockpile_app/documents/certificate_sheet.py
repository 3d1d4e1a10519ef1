"""The paper of a certificate: ruled border, watermark, head of the further pages, foot with the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

from reportlab.lib.units import mm

from stockpile_app.base.quantity import grouped
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.certificate_paper import CertificatePaper
from stockpile_app.documents.certificate_words import TwoLanguages, Words
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import FOOT, HASH, in_groups
from stockpile_app.documents.page import HAIRLINE, LINE, RULE, Align, Mark, Sheet
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.text_layer import TextLayer

MARGIN = 21 * mm
"""White round what is written on the certificate itself."""

INSIDE = 15 * mm
"""The same on the further pages, which carry tables."""

FOOT_HEIGHT = 36.0
_OUTER, _INNER = 12 * mm, 13.4 * mm
_LIGHT = 10 * mm
_GREY = 0.9
_RUNNING = Style(9, strong=True)
_NUMBER = Style(9.5, mono=True, strong=True)
_NOTE = Style(8)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every part of the paper is set with."""

    layer: TextLayer
    words: TwoLanguages
    paper: CertificatePaper
    width: float

    @property
    def first(self) -> Words:
        """The words of the language that leads."""
        return self.words.first

    def aligned(self, words: Words) -> Align:
        """Where a text in this language begins: at the paper's leading edge, or at the far one."""
        return Align.START if words.direction is self.layer.direction else Align.END

    def beside(self, key: str) -> str:
        """The word in each language on one line."""
        told = dict.fromkeys(words[key] for words in self.words.both)
        return " · ".join(isolate(one) for one in told)


def draw_border(sheet: Sheet, *, face: bool) -> None:
    """Two ruled lines round the certificate itself, one fine line round the pages behind it."""
    lines = ((_OUTER, RULE), (_INNER, HAIRLINE)) if face else ((_LIGHT, HAIRLINE),)
    width, height = sheet.size.points
    for edge, weight in lines:
        sheet.canvas.setLineWidth(weight)
        sheet.canvas.rect(edge, edge, width - 2 * edge, height - 2 * edge)


def draw_watermark(sheet: Sheet, setting: Setting) -> None:
    """Across the page, in a grey that a copy still shows: that it is a draft, or that it was annulled."""
    paper = setting.paper
    if not (paper.draft or paper.annulled):
        return
    word = setting.first["annulled" if paper.annulled else "draft"]
    width, height = sheet.size.points
    style = setting.layer.fitting(word, Style(150, strong=True), hypot(width, height) * 0.62, 40)
    runs = setting.layer.runs(word, style)
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    canvas.setFillGray(_GREY)
    left = -sum(run.width for run in runs) / 2
    for run in runs:
        canvas.setFont(run.face, style.size)
        canvas.drawString(left, -style.size * 0.35, run.text)
        left += run.width
    canvas.restoreState()


def running_head(setting: Setting) -> Block:
    """What certificate a further page belongs to, and, once it was annulled, why it stands no more."""
    layer, width, paper = setting.layer, setting.width, setting.paper
    half = width * 0.62
    title = setting.beside(title_key(paper))
    marks = paragraph(layer, title, _RUNNING, width=half, sentence=True)
    number = paper.view.number or paper.view.batch.number
    marks += paragraph(layer, number, _NUMBER, x=half, width=width - half, align=Align.END)
    for sentence in annulment_lines(setting):
        marks += paragraph(layer, sentence, _NOTE, top=height_of(marks), width=width, sentence=True)
    low = height_of(marks, 4)
    return Block(low + 6, tuple(marks), whole=True, paint=lambda sheet, top, _: sheet.rule(top + low, LINE))


def annulment_lines(setting: Setting) -> Sequence[str]:
    """When, by whom and why it was annulled; nothing while it stands."""
    annulment = setting.paper.view.annulment
    if annulment is None:
        return ()
    persons = " · ".join(isolate(name) for name in (annulment.annulled_by, annulment.approved_by) if name)
    told = (isolate(annulment.annulled_at[:10]), persons, isolate(annulment.reason))
    return (" · ".join((setting.beside("annulled"), *told)),)


def title_key(paper: CertificatePaper) -> str:
    """What the paper is called: the name of the Union's form only where the verifier may give it."""
    deactivated = paper.view.deactivation
    if deactivated is not None and deactivated.listed:
        return "title eu"
    return f"title {paper.view.kind}"


def draw_foot(sheet: Sheet, setting: Setting, page: int, pages: int, *, face: bool) -> None:
    """Proof, page number and languages, just inside the border."""
    layer, words, view = setting.layer, setting.first, setting.paper.view
    width = sheet.inner_width
    edge = MARGIN - 4 * mm if face else INSIDE - 2 * mm
    top = sheet.size.points[1] - edge - FOOT_HEIGHT
    sheet.rule(top, HAIRLINE)
    told = words["page"].format(page=isolate(grouped(page)), pages=isolate(grouped(pages)))
    sheet.put(Mark(0, 3, told, FOOT, Align.END, width, sentence=True), top)
    sheet.put(Mark(0, 14, "-".join(setting.paper.languages), FOOT, Align.END, width), top)
    if view.entry:
        root = isolate(in_groups(view.head.root[:16], 4))
        stands = words["stands"].format(
            entry=isolate(grouped(view.entry)), size=isolate(grouped(view.head.size)), root=root
        )
        sheet.put(Mark(0, 3, stands, FOOT, Align.START, width, sentence=True), top)
        sheet.put(Mark(0, 14, words["hash"], FOOT, Align.START, width, sentence=True), top)
        start = layer.width(words["hash"], FOOT) + 6
        sheet.put(Mark(start, 14, in_groups(view.entry_hash, 16), HASH, Align.START, width - start), top)
    if face:
        _put_unchecked(sheet, setting, top)


def _put_unchecked(sheet: Sheet, setting: Setting, top: float) -> None:
    """Which of the languages nobody has checked."""
    told = " · ".join(words["unchecked"] for words in setting.words.both if not words.checked)
    for mark in paragraph(setting.layer, told, FOOT, top=25, width=sheet.inner_width, sentence=True)[:2]:
        if mark.line:
            sheet.put(mark, top)
