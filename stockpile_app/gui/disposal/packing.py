"""What lies in which box while a batch is packed: plain data, changed by every scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stockpile_app.disposal import Box
from stockpile_app.disposal.rows import BatchLineRow


@dataclass(frozen=True, slots=True)
class OpenBox:
    """A container that is being filled, and its seal once it has one."""

    container_id: int
    name: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Packing:
    """The whole packing.

    Attributes:
        boxes: In the order in which they were opened; `current` is the number of the one being filled, -1 for none.
        where: By line, the container it lies in.
    """

    lines: tuple[BatchLineRow, ...] = ()
    boxes: tuple[OpenBox, ...] = ()
    where: dict[int, int] = field(default_factory=dict)
    current: int = -1

    @property
    def box(self) -> OpenBox | None:
        """The box that is being filled."""
        return self.boxes[self.current] if 0 <= self.current < len(self.boxes) else None

    @property
    def loose(self) -> list[BatchLineRow]:
        """Lines that lie in no box yet."""
        return [line for line in self.lines if line.line_no not in self.where]

    @property
    def unsealed(self) -> list[OpenBox]:
        """Boxes with something in them and without a seal."""
        return [box for box in self.boxes if not box.seal and self.count(box)]

    def count(self, box: OpenBox) -> int:
        """How many lines lie in a box."""
        return sum(one == box.container_id for one in self.where.values())

    def name_of(self, line_no: int) -> str:
        """The box in which a line lies; '' while it is loose."""
        container = self.where.get(line_no, 0)
        return next((box.name for box in self.boxes if box.container_id == container), "")

    def opened(self, container_id: int, name: str) -> Packing:
        """Go on with this box, opening it the first time."""
        for number, box in enumerate(self.boxes):
            if box.container_id == container_id:
                return replace(self, current=number)
        return replace(self, boxes=(*self.boxes, OpenBox(container_id, name)), current=len(self.boxes))

    def put(self, lines: Sequence[int]) -> Packing:
        """Lay these lines into the open box."""
        box = self.box
        return replace(self, where={**self.where, **dict.fromkeys(lines, box.container_id)}) if box else self

    def taken_out(self, line_no: int) -> Packing:
        """Take a line out of its box."""
        return replace(self, where={number: box for number, box in self.where.items() if number != line_no})

    def sealed(self, seal: str) -> Packing:
        """Close the open box with this seal."""
        boxes = [
            replace(box, seal=seal) if number == self.current else box
            for number, box in enumerate(self.boxes)
        ]
        return replace(self, boxes=tuple(boxes))

    def as_boxes(self) -> tuple[Box, ...]:
        """Every box that holds something, as the room asks for it."""
        return tuple(
            Box(
                container_id=box.container_id,
                seal=box.seal,
                lines=tuple(sorted(number for number, one in self.where.items() if one == box.container_id)),
            )
            for box in self.boxes
            if self.count(box)
        )

    def lines_of(self, weapons: Sequence[int], lots: Sequence[int]) -> list[BatchLineRow]:
        """Lines that one of these weapons or lots stands on, the loose ones first."""
        found = [
            line
            for line in self.lines
            if line.weapon_id in weapons or (not line.weapon_id and line.lot_id in lots)
        ]
        return sorted(found, key=lambda line: line.line_no in self.where)
