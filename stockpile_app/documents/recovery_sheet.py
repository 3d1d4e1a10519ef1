"""The recovery sheet: the key of the books on one page, to be sealed and locked away.

Every passphrase forgotten, or the keys file lost: the .stockpile file and this sheet together
still open the books.  So whoever holds both can read everything, and the sheet says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm

from stockpile_app import audit
from stockpile_app.access.queries import founding
from stockpile_app.base import tr
from stockpile_app.base.clock import local_date
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import Frame
from stockpile_app.documents.page import LINE, MARGIN, RULE, Align, Mark, PageSize, Sheet, new_sheet
from stockpile_app.documents.qr import draw_qr
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.signatures import Signer, signature_block
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.store import Stockpile, write_whole

CODE = Style(19, mono=True, strong=True)
COUNT = Style(8)
BODY = Style(10)
HEADING = Style(11, strong=True)
PUBLIC = Style(9.5, mono=True)
_QR = 40 * mm
_ACROSS = 7
_ROW = 46.0
_PAD = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPaper:
    """What the sheet says.

    Attributes:
        code: 14 groups of four, with dashes.
        file: The name of the file it opens.
        made_on: The depot's local date.
        public_key: With it anybody proves the depot's papers, hexadecimal; '' for books that have none yet.
    """

    depot_code: str
    depot_name: str
    file: str
    user: str
    made_on: str
    code: str
    sole: bool = False
    public_key: str = ""


def print_recovery_sheet(stockpile: Stockpile, code: str, target: Path, *, page: str = PageSize.A4) -> None:
    """Print the recovery sheet of an open file to a PDF file, in the current language.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    books = founding(stockpile)
    paper = RecoveryPaper(
        depot_code=books.code,
        depot_name=books.name,
        file=stockpile.path.name,
        user=stockpile.actor.name,
        made_on=local_date(stockpile.clock.now(), books.zone).isoformat(),
        code=code,
        sole=bool(books.sole),
        public_key=audit.depot_public(stockpile).signing_public if audit.has_depot_key(stockpile) else "",
    )
    recovery_sheet_pdf(paper, target, page=PageSize(page))


def recovery_sheet_pdf(paper: RecoveryPaper, target: Path, *, page: PageSize = PageSize.A4) -> None:
    """Write the sheet as a PDF file, whole or not at all."""
    write_whole(target, lambda draft: _write(paper, draft, page))


def _write(paper: RecoveryPaper, draft: Path, size: PageSize) -> None:
    sheet = new_sheet(draft, size, tr("Recovery sheet"))
    layer, width = sheet.layer, sheet.inner_width
    frame = Frame(
        paper.depot_code,
        paper.depot_name,
        tr("Recovery sheet"),
        paper.file,
        badges=(tr("Single-keeper books"),) if paper.sole else (),
    )
    facts = ((tr("Made on"), paper.made_on), (tr("Made for"), paper.user))
    signers = (Signer(tr("Sealed by")), Signer(tr("Second person")))
    top = MARGIN
    for block in (
        frame.head(layer, width, facts),
        _code_block(paper.code, width),
        *_advice(layer, paper, width),
        *_public_key(layer, paper.public_key, width),
        _keeping(layer, width),
        signature_block(layer, signers, width, 26),
    ):
        block.draw(sheet, top)
        top += block.height
    frame.draw_foot(sheet, size.points[1] - MARGIN, 1, 1)
    sheet.end_page()
    sheet.canvas.save()


def _code_block(code: str, width: float) -> Block:
    """The groups in a frame, each numbered, so that two people can read them to each other."""
    groups = code.split("-")
    rows = (len(groups) + _ACROSS - 1) // _ACROSS
    own = (width - 2 * _PAD) / _ACROSS
    marks: list[Mark] = []
    for place, group in enumerate(groups):
        row, column = divmod(place, _ACROSS)
        x, top = _PAD + column * own, 16 + row * _ROW
        marks.append(Mark(x, top, str(place + 1), COUNT, Align.CENTRE, own))
        marks.append(Mark(x, top + COUNT.leading, group, CODE, Align.CENTRE, own))
    height = 10 + rows * _ROW

    def paint(sheet: Sheet, top: float, _: float) -> None:
        sheet.box(0, top + 8, width, height, RULE)

    return Block(height + 22, tuple(marks), whole=True, paint=paint)


def _advice(layer: TextLayer, paper: RecoveryPaper, width: float) -> list[Block]:
    """What it is for, how to keep it, where to type it; the code to scan stands beside."""
    beside = width - _QR - 24
    blocks: list[Block] = []
    for heading, sentences in _sections(paper):
        above = sum(block.height for block in blocks)
        marks = paragraph(layer, heading, HEADING, top=2, width=beside, sentence=True)
        for sentence in sentences:
            at = height_of(marks, 1)
            room = beside if above + at < _QR + 12 else width
            marks += paragraph(layer, sentence, BODY, top=at, width=room, sentence=True)
        blocks.append(Block(height_of(marks, 9), tuple(marks), whole=True))
    blocks[0] = Block(
        blocks[0].height,
        blocks[0].marks,
        whole=True,
        paint=lambda sheet, top, _: draw_qr(sheet, paper.code, width - _QR, top + 6, _QR),
    )
    return blocks


def _sections(paper: RecoveryPaper) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            tr("What it is for"),
            (
                tr(
                    "This code is the key of the file {file}. The file and this sheet together open the books when"
                    " every passphrase is forgotten or the keys file is lost.",
                    file=isolate(paper.file),
                ),
                tr("Whoever has both can read and write everything, without any passphrase."),
            ),
        ),
        (
            tr("How to keep it"),
            (
                tr("1. Two persons compare every group with the screen, one reading, one checking."),
                tr("2. Both sign below, seal the sheet in an envelope and sign across the flap."),
                tr("3. Lock the envelope in a safe, in another building than the computer."),
                tr("4. Delete the PDF file from the computer. The printed sheet is the only copy."),
                tr("A broken seal that nobody can explain is reported like the loss of a weapon."),
            ),
        ),
        (
            tr("Where to type it"),
            (
                tr(
                    "In the window, where a file is opened: “{button}”.",
                    button=tr("Use the recovery sheet"),
                ),
                tr("On the command line: {command}", command=isolate(f"stockpile recover {paper.file}")),
                tr(
                    "Type the groups in their order. Dashes, blanks and small letters do not matter. The digits"
                    " 0, 1, 8 and 9 never occur."
                ),
            ),
        ),
    )


def _public_key(layer: TextLayer, key: str, width: float) -> list[Block]:
    """The key that proves papers, in groups of four: no secret, unlike the code above."""
    if not key:
        return []
    label = tr("The depot's public key. No secret: copy it, before the envelope is closed, for everybody who proves"
               " papers of this depot.")  # fmt: skip
    marks = paragraph(layer, label, COUNT, top=8, width=width, sentence=True)
    groups = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
    marks += paragraph(layer, isolate(groups), PUBLIC, top=height_of(marks, 2), width=width)
    return [Block(height_of(marks, 0), tuple(marks), whole=True)]


def _keeping(layer: TextLayer, width: float) -> Block:
    """Lines to fill in by hand: the envelope's number and where it is kept."""
    half = (width - 14) / 2
    labels = ((tr("Number of the seal or envelope"), 0.0), (tr("Kept in"), half + 14))
    marks = [mark for label, x in labels for mark in paragraph(layer, label, COUNT, x=x, top=26, width=half,
                                                               sentence=True)]  # fmt: skip

    def paint(sheet: Sheet, top: float, _: float) -> None:
        sheet.rule(top + 25, LINE, 0, half)
        sheet.rule(top + 25, LINE, half + 14, width)

    return Block(height_of(marks, 8), tuple(marks), whole=True, paint=paint)
