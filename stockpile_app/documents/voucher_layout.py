"""What stands on a voucher, as blocks: the facts, one row a line, totals by unit, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stockpile_app.base import tr, trn
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.columns import GAP, Column, fit_columns, heading_block, row_block
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.frame import VALUE, Frame, Proof, fact, label_width, labelled
from stockpile_app.documents.page import LINE, Align, Mark
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.signatures import SIGNERS, Signer, signature_block
from stockpile_app.documents.text_layer import TextLayer
from stockpile_app.documents.voucher_paper import PaperKit, PaperLine, VoucherPaper
from stockpile_app.ledger.model import VoucherKind

CELL = Style(8.5)
CELL_MONO = Style(8.5, mono=True)
UNDER = Style(8)
UNDER_STRONG = Style(8, strong=True)
TOTAL = Style(9, strong=True)
_TOGETHER = 160.0
"""The height of totals that stays with the signatures; what is more flows like rows."""

TOTAL_MONO = Style(9, mono=True, strong=True)

TITLES = {
    VoucherKind.OPENING: N_("Opening balance voucher"),
    VoucherKind.RECEIPT: N_("Receipt voucher"),
    VoucherKind.ISSUE: N_("Issue voucher"),
    VoucherKind.HAND_IN: N_("Hand-in voucher"),
    VoucherKind.TRANSFER: N_("Transfer voucher"),
    VoucherKind.EXPENDITURE: N_("Expenditure voucher"),
    VoucherKind.RECLASSIFICATION: N_("Reclassification voucher"),
    VoucherKind.DISPATCH: N_("Dispatch voucher"),
    VoucherKind.DESTRUCTION: N_("Destruction voucher"),
    VoucherKind.DEACTIVATION: N_("Deactivation voucher"),
    VoucherKind.REVERSAL: N_("Reversal voucher"),
}
"""What each paper is called; translate when shown."""

_SIDES = {
    VoucherKind.RECEIPT: (N_("Received from"), N_("Received into")),
    VoucherKind.ISSUE: (N_("Issued from"), N_("Issued to")),
    VoucherKind.HAND_IN: (N_("Handed in by"), N_("Handed in to")),
    VoucherKind.EXPENDITURE: (N_("Taken from"), N_("Booked to")),
    VoucherKind.RECLASSIFICATION: (N_("Standing in"), ""),
}
_PARTIES = {VoucherKind.RECEIPT: N_("Delivered by"), VoucherKind.TRANSFER: N_("Carrier")}
_ANY_SIDES = (N_("From account"), N_("To account"))


@dataclass(frozen=True, slots=True)
class Layout:
    """One voucher set for one width of paper.

    Attributes:
        body: Facts too long for the grid, then the rows.
        heading: The table's headings; repeated on every page with rows.
        tail: Totals and signatures, together under the last row.
    """

    frame: Frame
    head: Block
    facts: Block
    heading: Block
    body: tuple[Block, ...]
    tail: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Spacing:
    """How close things stand: `writing` is the height a hand has, `padding` is round each row."""

    writing: float
    padding: float


WIDE = Spacing(28.0, 2.2)
NARROW = Spacing(14.5, 1.2)


def lay_out(
    layer: TextLayer, paper: VoucherPaper, width: float, spacing: Spacing = WIDE, part: str = ""
) -> Layout:
    """Set the voucher; `part` says whom this half of a sheet is for."""
    frame = frame_of(paper, part)
    beside, grid, long = _facts(layer, paper, width)
    marks = labelled(layer, grid, 0, width)
    numbered = list(enumerate(paper.lines, 1))
    columns = fit_columns(layer, _columns(), numbered, width)
    rows = tuple(_row(layer, columns, row, width, spacing.padding) for row in numbered)
    flowing, together = _kept_together(_totals(layer, columns, paper, spacing.padding))
    return Layout(
        frame=frame,
        head=frame.head(layer, width, beside),
        facts=Block(height_of(marks, 4), tuple(marks)),
        heading=heading_block(layer, columns, spacing.padding),
        body=(*(_long_fact(layer, label, value, width) for label, value in long), *rows, *flowing),
        tail=(*together, signature_block(layer, _signers(paper), width, spacing.writing)),
    )


def frame_of(paper: VoucherPaper, part: str = "") -> Frame:
    """Head and foot of this voucher."""
    badges = (
        tr("Copy {number}", number=grouped(paper.copy)) if paper.copy else "",
        part,
        tr("Single-keeper books") if paper.sole else "",
        tr("Undone") if paper.reversed_by else "",
    )
    return Frame(
        depot_code=paper.depot_code,
        depot_name=paper.depot_name,
        title=tr(TITLES[paper.kind]),
        number=paper.number,
        badges=tuple(filter(None, badges)),
        code=paper.code,
        proof=Proof(paper.journal_size, paper.journal_root, paper.entry, paper.entry_hash),
    )


Fact = tuple[str, str]


def _dates(paper: VoucherPaper) -> tuple[Fact, ...]:
    """The short facts that stand beside the code."""
    recorded = tr("{moment} by {name}", moment=isolate(paper.recorded_at), name=isolate(paper.recorded_by))
    return (
        (tr("Effective"), paper.effective_at),
        (tr("Recorded"), recorded),
        (tr("Approved by"), paper.approved_by),
        (tr("Due back"), paper.due_back_at),
        (tr("Reverses"), paper.reverses),
        (tr("Undone by"), paper.reversed_by),
        (tr("Head check"), paper.check),
    )


def _circumstances(paper: VoucherPaper) -> tuple[Fact, ...]:
    """Between whom, by whose word and why."""
    source, target = _SIDES.get(paper.kind, _ANY_SIDES)
    return (
        (tr(source), paper.from_account),
        (tr(target) if target else "", paper.to_account if target else ""),
        (tr(_PARTIES.get(paper.kind, N_("Other party"))), paper.party),
        (tr("Purpose"), paper.purpose),
        (tr("Authority"), paper.authority),
        (tr("Authority document"), paper.document),
        (tr("Reason"), paper.reason),
    )


def _facts(layer: TextLayer, paper: VoucherPaper, width: float) -> tuple[list[Fact], list[Fact], list[Fact]]:
    """What stands beside the code, what stands in the grid under it, and what needs lines of its own."""
    beside = [one for one in _dates(paper) if one[1]]
    grid = [one for one in _circumstances(paper) if one[1]]
    whole = (
        [(tr("Depot"), paper.depot_name)] if frame_of(paper).depot_is_shortened(layer, width - 100) else []
    )
    long = whole + [one for one in (*beside, *grid) if len(layer.wrap(one[1], VALUE, width / 3.2)) > 2]
    return [one for one in beside if one not in long], [one for one in grid if one not in long], long


def _long_fact(layer: TextLayer, label: str, value: str, width: float) -> Block:
    marks = fact(layer, label, value, 0, 0, width, label_width(layer, [label], width))
    return Block(height_of(marks, 4), tuple(marks))


Numbered = tuple[int, PaperLine]


def _columns() -> tuple[Column[Numbered], ...]:
    return (
        Column("#", lambda row: grouped(row[0]), CELL, Align.RIGHT, firm=True),
        Column(tr("Serial or lot"), lambda row: row[1].mark, CELL_MONO),
        Column(tr("Item type"), lambda row: row[1].item, CELL, grows=True, always=True),
        Column(tr("Condition"), lambda row: _condition(row[1]), CELL),
        Column(tr("Quantity"), lambda row: grouped(row[1].quantity), CELL_MONO, Align.RIGHT, firm=True),
        Column(tr("Unit"), lambda row: row[1].unit, CELL, always=True),
        Column(tr("As entered"), lambda row: row[1].entered, CELL),
        Column(tr("Remarks"), lambda row: row[1].remarks, CELL),
        Column(tr("Check"), lambda row: row[1].check, CELL_MONO, Align.END, firm=True),
    )


def _condition(line: PaperLine) -> str:
    if not line.condition_to:
        return line.condition
    return tr("{before}, now {after}", before=isolate(line.condition), after=isolate(line.condition_to))


def _row(
    layer: TextLayer, columns: Sequence[Column[Numbered]], row: Numbered, width: float, padding: float
) -> Block:
    start = columns[1].x
    below: list[Mark] = []
    for sentence, style in _notes(row[1]):
        below += paragraph(
            layer, sentence, style, x=start, top=height_of(below), width=width - start, sentence=True
        )
    return row_block(layer, columns, row, below, padding, row[0])


def _notes(line: PaperLine) -> Iterator[tuple[str, Style]]:
    """What stands under a line: where it differs from the head, and its kit."""
    if line.from_account:
        yield tr("From {account}", account=isolate(line.from_account)), UNDER
    if line.to_account:
        yield tr("To {account}", account=isolate(line.to_account)), UNDER
    if line.effective_at:
        yield tr("Effective {moment}", moment=isolate(line.effective_at)), UNDER
    if line.kit:
        yield tr("Kit: {items}", items=" · ".join(map(_confirmed, line.kit))), UNDER
    missing = [kit for kit in line.kit if kit.confirmed < kit.expected]
    if missing:
        yield tr("Missing from the kit: {items}", items=" · ".join(map(_missing, missing))), UNDER_STRONG


def _confirmed(kit: PaperKit) -> str:
    return tr(
        "{item} {confirmed} of {expected}",
        item=isolate(kit.description),
        confirmed=isolate(grouped(kit.confirmed)),
        expected=isolate(grouped(kit.expected)),
    )


def _missing(kit: PaperKit) -> str:
    number = grouped(kit.expected - kit.confirmed)
    return tr("{item} {number}", item=isolate(kit.description), number=isolate(number))


def _totals(
    layer: TextLayer, columns: Sequence[Column[Numbered]], paper: VoucherPaper, padding: float
) -> list[Block]:
    """One figure a unit under the quantities; units are never added together."""
    place = next(at for at, column in enumerate(columns) if column.firm and at)
    figures, unit, last = columns[place], columns[place + 1], columns[-1]
    sums = [(name, grouped(amount)) for name, amount in sorted(_sums(paper.lines).items())] or [("", "0")]
    end = figures.x + figures.width - max(layer.width(amount, TOTAL_MONO) for _, amount in sums) - GAP
    label = trn(
        "Total of {count} line. Nothing follows", "Total of {count} lines. Nothing follows", len(paper.lines)
    )
    labels = paragraph(layer, label, TOTAL, top=padding, width=end, sentence=True)
    blocks: list[Block] = []
    for name, amount in sums:
        marks = paragraph(layer, name, CELL, x=unit.x, top=padding, width=last.x + last.width - unit.x)
        marks.append(
            Mark(figures.x, padding - 0.3, amount, TOTAL_MONO, Align.RIGHT, figures.width, field=tr("Total"))
        )
        marks += labels if not blocks else []
        blocks.append(Block(height_of(marks), tuple(marks), heading=True))
    blocks[-1] = replace(blocks[-1], height=blocks[-1].height + padding, rule=LINE)
    return blocks


def _kept_together(totals: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The totals that flow like rows, and the last ones, which stand with the signatures."""
    place, height = len(totals), 0.0
    while place and height + totals[place - 1].height <= _TOGETHER:
        place -= 1
        height += totals[place].height
    return list(totals[:place]), list(totals[place:])


def _sums(lines: Sequence[PaperLine]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.unit] += line.quantity
    return sums


def _signers(paper: VoucherPaper) -> tuple[Signer, ...]:
    """Who signs, with the names that the voucher itself gives."""
    known = {N_("Witness"): paper.witness, "Approved by": paper.approved_by}
    if paper.approved_by:
        known["Asked for by"] = paper.recorded_by
    if paper.kind is VoucherKind.ISSUE:
        known["Received by"] = paper.to_account
    if paper.kind is VoucherKind.HAND_IN:
        known["Handed in by"] = paper.from_account
    if paper.kind is VoucherKind.RECEIPT:
        known["Delivered by"] = paper.party
    return tuple(Signer(tr(role), known.get(role, "")) for role in SIGNERS[paper.kind])
