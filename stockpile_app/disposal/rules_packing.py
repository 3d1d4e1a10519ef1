"""What must be so before boxes are sealed; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.facts import LineFacts
from stockpile_app.disposal.findings import refusal
from stockpile_app.disposal.methods import goods_of
from stockpile_app.disposal.requests import Box
from stockpile_app.ledger.model import AccountKind


def check_packing(
    boxes: Sequence[Box], lines: Sequence[LineFacts], kinds: Mapping[int, str], filled: Collection[int]
) -> Iterator[Finding]:
    """DISPOSAL-34 to 37: every line in one box, every box a container of its own under a seal.

    Args:
        lines: The lines of the batch that were not held back.
        kinds: The kind of every account named as a box.
        filled: Those of them in which something else lies.
    """
    yield from _check_once(boxes, lines)
    yield from _check_boxes(boxes, kinds, filled)
    by_number = {one.line.line_no: one for one in lines}
    for row, box in enumerate(boxes, start=1):
        yield from _check_together(row, [by_number[number] for number in box.lines if number in by_number])


def _check_once(boxes: Sequence[Box], lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """DISPOSAL-34."""
    count = Counter(number for box in boxes for number in box.lines)
    known = {one.line.line_no for one in lines}
    unpacked = len(known - set(count))
    wrong = sorted({number for number, times in count.items() if times > 1} | (set(count) - known))
    if unpacked or wrong:
        got = [tr("{count} not packed", count=grouped(unpacked))] if unpacked else []
        got += [tr("line {number}", number=number) for number in wrong[:10]]
        yield refusal("DISPOSAL-34", tr("Every line of the batch lies in one box"), tr("Boxes"),
                      tr("{count} lines, each once", count=grouped(len(known))), ", ".join(got),
                      tr("Pack the lines that are left, and each once"))  # fmt: skip


def _check_boxes(
    boxes: Sequence[Box], kinds: Mapping[int, str], filled: Collection[int]
) -> Iterator[Finding]:
    """DISPOSAL-35 and 36."""
    seals = Counter(box.seal.strip() for box in boxes)
    named = Counter(box.container_id for box in boxes)
    for row, box in enumerate(boxes, start=1):
        yield from check_text(box.seal, tr("Seal"), row)
        if kinds.get(box.container_id) != AccountKind.CONTAINER or named[box.container_id] > 1:
            yield refusal("DISPOSAL-35", tr("A box is a container of the books, and is named once"), tr("Box"),
                          tr("a box, crate, rack or stack"), str(box.container_id), tr("Open the container first"),
                          row)  # fmt: skip
        elif box.container_id in filled or not box.lines:
            yield refusal("DISPOSAL-35", tr("A box of the batch holds its lines and nothing else"), tr("Box"),
                          tr("lines of this batch alone"), tr("nothing") if not box.lines else tr("something else"),
                          tr("Take out what does not belong to the batch"), row)  # fmt: skip
        if not box.seal.strip() or seals[box.seal.strip()] > 1:
            yield refusal("DISPOSAL-36", tr("Every box has a seal of its own"), tr("Seal"), tr("a seal number, once"),
                          box.seal.strip() or tr("nothing"), tr("Read the seal again"), row)  # fmt: skip


def _check_together(row: int, lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """DISPOSAL-37: weapons and ammunition lie apart, and one box has one hazard."""
    goods = {(goods_of(one.kind), one.line.hazard) for one in lines}
    if len(goods) > 1:
        yield refusal("DISPOSAL-37", tr("These do not lie in one box"), tr("Box"), tr("one kind of goods, one hazard"),
                      ", ".join(sorted(" ".join(filter(None, one)) for one in goods)),
                      tr("Pack them apart"), row)  # fmt: skip
