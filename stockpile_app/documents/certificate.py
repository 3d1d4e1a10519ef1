"""The certificate on paper: the sheet that is framed, the particulars behind it, and the annex line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.base.progress import Progress, silent
from stockpile_app.base.text import current_language, speaking, tr
from stockpile_app.disposal.certificates import CertificateKind, CertificateView
from stockpile_app.documents.block import Block
from stockpile_app.documents.certificate_annex import annex_pages
from stockpile_app.documents.certificate_deactivation import (
    deactivation_closing,
    deactivation_head,
    deactivation_sections,
)
from stockpile_app.documents.certificate_face import closing_block, face_sections, head_block
from stockpile_app.documents.certificate_paper import CertificatePaper, sealed_certificate
from stockpile_app.documents.certificate_particulars import particulars
from stockpile_app.documents.certificate_parts import Section, flow
from stockpile_app.documents.certificate_sheet import (
    FOOT_HEIGHT,
    INSIDE,
    MARGIN,
    Setting,
    draw_border,
    draw_foot,
    draw_watermark,
    running_head,
)
from stockpile_app.documents.certificate_words import TwoLanguages, two_languages
from stockpile_app.documents.page import PageSize, Sheet, Shown, new_sheet
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.store import Stockpile, write_whole

_CLEAR = 6.0
"""Between what flows and the foot."""

_OVER_SIGNATURES = 8.0


def print_certificate(
    stockpile: Stockpile,
    view: CertificateView,
    target: Path,
    *,
    languages: tuple[str, ...] = (),
    page: str = PageSize.A4,
) -> None:
    """Print a certificate or a draft to a PDF file, in one language or in two side by side.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    certificate_pdf(
        sealed_certificate(stockpile, view, languages or (current_language(),)), target, PageSize(page)
    )


def certificate_pdf(
    paper: CertificatePaper, target: Path, page: PageSize = PageSize.A4, progress: Progress = silent
) -> None:
    """Write the certificate as a PDF file, whole or not at all; the same paper gives the same bytes."""

    def drawn(draft: Path) -> None:
        draw_certificate(paper, draft, page, progress)

    write_whole(target, drawn)


@dataclass(frozen=True, slots=True)
class CertificateJob:
    """A certificate to print in a process of its own; the languages go along with the paper."""

    paper: CertificatePaper
    target: Path
    page: PageSize = PageSize.A4


@dataclass(frozen=True, slots=True)
class _Part:
    """One page ready to be drawn: what stands on it from the top, and what at its foot."""

    blocks: Sequence[Block]
    closing: Block | None = None
    face: bool = False


def draw_certificate(
    paper: CertificatePaper, draft: Path, size: PageSize, progress: Progress = silent, *, noting: bool = False
) -> list[Shown]:
    """Draw the certificate into a file; where each of its fields stands, when that is to be noted."""
    words = two_languages(paper.languages)
    with speaking(words.first.language):
        sheet = new_sheet(draft, size, f"{paper.view.number} {paper.view.depot_name}".strip())
        sheet.layer = TextLayer(words.first.direction)
        sheet.noting = noting
        parts = _parts(sheet, paper, words)
        for number, part in enumerate(parts, 1):
            _draw(sheet, _setting(sheet, paper, words, face=part.face), part, number, len(parts))
            progress(number, len(parts), tr("pages"))
        sheet.canvas.save()
    return sheet.shown


def _setting(sheet: Sheet, paper: CertificatePaper, words: TwoLanguages, *, face: bool) -> Setting:
    """How the face or a further page is set; the sheet takes its margin."""
    sheet.margin = MARGIN if face else INSIDE
    return Setting(sheet.layer, words, paper, sheet.inner_width)


def _parts(sheet: Sheet, paper: CertificatePaper, words: TwoLanguages) -> list[_Part]:
    height = sheet.size.points[1]
    face = _setting(sheet, paper, words, face=True)
    deactivation = paper.view.kind is CertificateKind.DEACTIVATION
    head = deactivation_head(face) if deactivation else head_block(face)
    closing = deactivation_closing(face) if deactivation else closing_block(face)
    sections = deactivation_sections(face) if deactivation else face_sections(face)
    whole = height - 2 * MARGIN - FOOT_HEIGHT - _CLEAR
    first = whole - head.height - closing.height - _OVER_SIGNATURES
    behind: list[Section] = []
    if not deactivation and paper.view.counts and sum(section.height for section in sections) > first:
        sections.pop()  # the counts, set anew on the wider page behind
        behind.append(face_sections(_setting(sheet, paper, words, face=False))[-1])
    faces = flow(sections, lambda page: first if page == 0 else whole)
    parts = [
        _Part((head, *faces[0]), closing, face=True),
        *(_Part(blocks, face=True) for blocks in faces[1:]),
    ]
    if deactivation:
        return parts
    inside = _setting(sheet, paper, words, face=False)
    running = running_head(inside)
    room = height - 2 * INSIDE - FOOT_HEIGHT - _CLEAR - running.height
    behind += particulars(inside)
    if behind:
        parts += [_Part((running, *blocks)) for blocks in flow(behind, lambda _: room)]
    return parts + [_Part((running, *page.blocks)) for page in annex_pages(inside, room)]


def _draw(sheet: Sheet, setting: Setting, part: _Part, number: int, pages: int) -> None:
    draw_border(sheet, face=part.face)
    draw_watermark(sheet, setting)
    top = sheet.margin
    for block in part.blocks:
        block.draw(sheet, top)
        top += block.height
    if part.closing:
        part.closing.draw(sheet, sheet.size.points[1] - MARGIN - FOOT_HEIGHT - _CLEAR - part.closing.height)
    draw_foot(sheet, setting, number, pages, face=part.face)
    sheet.end_page()
