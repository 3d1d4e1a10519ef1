"""The ledger again, as plainly as it can be written: a list of movements, folded from the start each time.

It shares no code with the program.  What it allows, the program must post; what it does not, the
program must refuse without a trace.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

END = "T24:00"
IN_STORE = {"location", "container", "workshop"}
ISSUABLE = {"serviceable": True, "repairable": False, "unserviceable": False, "unknown": None}

State = tuple[int, str]
Key = tuple[int, int, int, str]


@dataclass(frozen=True)
class Move:
    """One movement: when, which voucher and line, what, from where to where."""

    at: str
    voucher: int
    line: int
    item: int
    source: int
    target: int
    quantity: int
    was: str
    becomes: str
    weapon: int = 0
    lot: int = 0

    @property
    def order(self) -> tuple[str, int, int]:
        """Order of effect."""
        return self.at, self.voucher, self.line


@dataclass(frozen=True)
class Stand:
    """A container stood there from then on."""

    at: str
    voucher: int
    container: int
    source: int
    target: int


@dataclass(frozen=True)
class Paper:
    """A posted voucher."""

    id: int
    kind: str
    at: str
    entry: int
    moves: tuple[Move, ...]
    stands: tuple[Stand, ...] = ()
    reverses: int = 0


@dataclass
class Stop:
    """A hold."""

    id: int
    target: tuple[str, int]
    until: str
    blocks: str
    released: bool = False


@dataclass
class PlainLedger:
    """Every voucher and hold, and the kinds of the accounts."""

    kinds: dict[int, str]
    papers: list[Paper] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)

    # Folds --------------------------------------------------------------------------------------

    def moves(self, known: int = 10**9) -> list[Move]:
        """All movements known by an entry, in order of effect."""
        found = [move for paper in self.papers if paper.entry <= known for move in paper.moves]
        return sorted(found, key=lambda move: move.order)

    def balances(self, until: str = "9", known: int = 10**9) -> dict[Key, int]:
        """What every account holds, from the movements alone."""
        sums: dict[Key, int] = defaultdict(int)
        for move in self.moves(known):
            if move.at[:10] <= until:
                sums[move.source, move.item, move.lot, move.was] -= move.quantity
                sums[move.target, move.item, move.lot, move.becomes] += move.quantity
        return {key: amount for key, amount in sums.items() if amount}

    def state(self, weapon: int) -> State:
        """Where a weapon is now, and in which condition; (0, '') before it was in the books."""
        last = [move for move in self.moves() if move.weapon == weapon]
        return (last[-1].target, last[-1].becomes) if last else (0, "")

    def weapons(self) -> list[int]:
        """Every weapon that ever was in the books."""
        return sorted({move.weapon for move in self.moves()} - {0})

    def stands(self) -> dict[int, Stand]:
        """The last stand of each container."""
        every = [stand for paper in self.papers for stand in paper.stands]
        return {s.container: s for s in sorted(every, key=lambda s: (s.at, s.voucher))}

    # What is allowed ----------------------------------------------------------------------------

    def allows(self, paper: Paper, now: str) -> bool:
        """Whether this voucher may be posted at this local time."""
        return (
            bool(paper.moves or paper.stands)
            and self._dated(paper, now)
            and self._sides(paper)
            and self._chains(paper)
            and self._stands_fit(paper)
            and not any(self._stopped(stop, paper) for stop in self.stops)
        )

    def _dated(self, paper: Paper, now: str) -> bool:
        day = now[:10]
        if paper.at[:10] > day or (paper.at[:10] == day and now < paper.at < day + END):
            return False
        opened = any(one.kind == "opening balance" for one in self.papers)
        first = min((move.at[:10] for move in self.moves()), default="")
        return not opened or paper.kind == "opening balance" or paper.at[:10] >= first

    def _sides(self, paper: Paper) -> bool:
        if any((move.source, move.was) == (move.target, move.becomes) for move in paper.moves):
            return False
        if paper.kind == "reversal":
            return self._reverses(paper)
        leaves, enters = {
            "opening balance": ({"source"}, IN_STORE | {"holder"}),
            "receipt": ({"source"}, IN_STORE | {"holder"}),
            "issue": (IN_STORE, {"holder"}),
            "hand-in": ({"holder"}, IN_STORE),
            "transfer": (IN_STORE, IN_STORE),
            "expenditure": (IN_STORE | {"holder"}, {"expended"}),
            "reclassification": (IN_STORE, IN_STORE),
        }[paper.kind]
        return all(
            self.kinds.get(move.source) in leaves
            and self.kinds.get(move.target) in enters
            and (paper.kind != "issue" or ISSUABLE[move.was] is not False)
            for move in paper.moves
        )

    def _reverses(self, paper: Paper) -> bool:
        original = next((one for one in self.papers if one.id == paper.reverses), None)
        again = any(one.reverses == paper.reverses for one in self.papers)
        return original is not None and not again and paper.at >= original.at.replace(END, "T00:00")

    def _chains(self, paper: Paper) -> bool:
        """Weapons chain end to end, and no real account falls below nothing, at any prefix."""
        seen = [move.weapon for move in paper.moves if move.weapon]
        if len(seen) != len(set(seen)):
            return False
        places: dict[int, State] = {}
        held: dict[Key, int] = defaultdict(int)
        for move in sorted([*self.moves(), *paper.moves], key=lambda one: one.order):
            if move.weapon:
                first = move.weapon not in places
                if move.source >= 100 if first else places[move.weapon] != (move.source, move.was):
                    return False
                places[move.weapon] = (move.target, move.becomes)
                continue
            held[move.source, move.item, move.lot, move.was] -= move.quantity
            held[move.target, move.item, move.lot, move.becomes] += move.quantity
            if move.source >= 100 and held[move.source, move.item, move.lot, move.was] < 0:
                return False
        return True

    def _stands_fit(self, paper: Paper) -> bool:
        last = self.stands()
        for stand in paper.stands:
            before = last.get(stand.container)
            standing = before.target if before else 0
            undone = paper.kind == "reversal" and stand.target == 0
            if not undone and self.kinds.get(stand.target) not in IN_STORE:
                return False
            if stand.source != standing or stand.target == standing or (before and stand.at < before.at):
                return False
            if stand.container in self._around(stand.target, {**last, stand.container: stand}):
                return False
        return True

    def _around(self, place: int, stands: dict[int, Stand]) -> set[int]:
        around: set[int] = set()
        while place and place not in around:
            around.add(place)
            place = stands[place].target if place in stands else 0
        return around

    def _stopped(self, stop: Stop, paper: Paper) -> bool:
        if stop.released or paper.kind == "opening balance" or (stop.blocks and stop.blocks != paper.kind):
            return False
        return stop.target in self._touched(paper) and (not stop.until or stop.until >= paper.at[:10])

    def _touched(self, paper: Paper) -> set[tuple[str, int]]:
        touched: set[tuple[str, int]] = set()
        for move in paper.moves:
            touched |= {("weapon", move.weapon), ("lot", move.lot), ("item_type", move.item)}
            touched |= {("account", move.source), ("account", move.target)}
        last = self.stands()
        moving = {stand.container for stand in paper.stands}
        for _ in last:
            moving |= {one.container for one in last.values() if one.target in moving}
        touched |= {("account", one) for one in moving}
        touched |= {("account", place) for s in paper.stands for place in (s.source, s.target)}
        for place, item, lot, _ in (key for key, amount in self.balances().items() if amount > 0):
            if place in moving:
                touched |= {("item_type", item), ("lot", lot)}
        touched |= {("weapon", one) for one in self.weapons() if self.state(one)[0] in moving}
        return touched
