"""Every verb of the ledger, in any order, beside a plain model that folds a list of movements.

Whatever the model allows must be posted, whatever it does not must be refused and leave no trace;
after every step the books are what the model says, and at the end the whole verification holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from platformdirs import user_data_path

from stockpile_app import audit, ledger
from stockpile_app.base import Refused, Severity
from stockpile_app.ledger import HoldKind, Line, NewHold, Posted
from tests.books import PASSPHRASE, USER, Books, a_depot, dump, dump_hash, reopened
from tests.ledger.plain_ledger import IN_STORE, Move, Paper, PlainLedger, Stand, Stop

SERIALS = ("KM 06427", "KM 11932", "RU 55321", "ZA 70014")
LOTS = ("17-83-270", "04-91-11")
PLACES = ("armoury", "magazine", "workshop", "crate", "rack")
HOLDERS = ("holder", "other holder")
CONDITIONS = ("serviceable", "repairable", "unknown")
KINDS = (*ledger.VoucherKind,)

DAYS = st.integers(1, 20).map(lambda day: f"2026-11-{day:02d}")
TIMES = st.sampled_from(("", "", "T06:30", "T12:00"))
MOMENTS = st.one_of(
    st.just("late"),
    st.sampled_from(("late", "between", "first")),
    st.builds(lambda day, time: day + time, DAYS, TIMES),
)
"""A moment of the last three weeks; or after, between, or right after the first of what happened."""

SMALL = st.integers(0, 200)
MEMORY = Path("/dev/shm")


@cache
def _template() -> Path:
    """A depot founded once, copied for each run."""
    folder = Path(tempfile.mkdtemp(prefix="stockpile-template-"))
    books = a_depot(folder)
    books.places["rack"] = books.account("container", "Rack 2")
    books.stockpile.close()
    return folder


@dataclass(frozen=True)
class Asked:
    """A voucher as asked of the program, and as the model sees it."""

    verb: Callable[..., Posted]
    request: Any
    paper: Paper


class LedgerMachine(RuleBasedStateMachine):
    """The program beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="stockpile-", dir=MEMORY if MEMORY.is_dir() else None))

    @initialize()
    def found(self) -> None:
        """Copy the founded depot, and open it."""
        template = _template()
        shutil.copytree(template, self.folder, dirs_exist_ok=True)
        # The same books begin anew each time: this computer must not remember how far it has seen them.
        shutil.rmtree(user_data_path("stockpile", appauthor=False), ignore_errors=True)
        books = Books.__new__(Books)
        self.books = _opened(books, self.folder / "b.stockpile")
        self.model = PlainLedger({a.id: a.kind for a in ledger.accounts(self.books.stockpile)})
        self.weapon_ids: dict[str, int] = {}
        self.lot_ids: dict[str, int] = {}
        self.posted: list[tuple[Asked, Posted]] = []
        self.known: list[tuple[int, str, dict[Any, int]]] = []
        self.chain: list[bytes] = []
        for serial in SERIALS[:2]:
            self.receive_weapon(serial, "2026-11-02", "armoury", "serviceable", opening=True)
        self.receive_lot(LOTS[0], 500, "2026-11-02", "armoury", "serviceable", opening=True)

    def teardown(self) -> None:
        """The whole verification holds, numbers have no gaps, and a rebuild changes nothing."""
        if hasattr(self, "books"):
            assert audit.verify(self.books.stockpile).troubles == ()
            before = dump(self.books.stockpile)
            ledger.rebuild(self.books.stockpile)
            assert dump(self.books.stockpile) == before
            self.books.stockpile.close()
        shutil.rmtree(self.folder)

    # What enters --------------------------------------------------------------------------------

    @rule(serial=st.sampled_from(SERIALS), at=MOMENTS, place=st.sampled_from((*PLACES, *HOLDERS)),
          condition=st.sampled_from(CONDITIONS), opening=st.booleans())  # fmt: skip
    def receive_weapon(self, serial: str, at: str, place: str, condition: str, opening: bool) -> None:
        """A weapon enters, for the first time or again after its receipt was undone."""
        at, weapon = self._at(at), self.weapon_ids.get(serial, 0)
        source, was = self.model.state(weapon) if weapon else (0, "")
        if not source:
            source, was = 1, condition
        if not weapon:
            weapon = 1 + max(self.weapon_ids.values(), default=0)
        line = self.books.new_rifle(serial, condition=condition)
        move = self._move(at, 1, "rifle", source, self.books.place(place), 1, was, condition, weapon=weapon)
        clash = source >= 100
        done = self._enter(line, move, place, opening, clash=clash)
        if done:
            self.weapon_ids[serial] = weapon

    @rule(lot=st.sampled_from(LOTS), quantity=st.integers(1, 300), at=MOMENTS, place=st.sampled_from(PLACES),
          condition=st.sampled_from(CONDITIONS), opening=st.booleans())  # fmt: skip
    def receive_lot(
        self, lot: str, quantity: int, at: str, place: str, condition: str, opening: bool
    ) -> None:
        """A part of a lot enters."""
        at = self._at(at)
        lot_id = self.lot_ids.get(lot) or 1 + max(self.lot_ids.values(), default=0)
        line = self.books.new_lot(lot, quantity, condition=condition)
        move = self._move(
            at, 1, "ball", 1, self.books.place(place), quantity, condition, condition, lot=lot_id
        )
        if self._enter(line, move, place, opening):
            self.lot_ids[lot] = lot_id

    @rule(quantity=st.integers(1, 50), at=MOMENTS, place=st.sampled_from((*PLACES, *HOLDERS)))
    def receive_slings(self, quantity: int, at: str, place: str) -> None:
        """Slings enter."""
        at = self._at(at)
        line = Line(item_type_id=self.books.item("sling"), quantity=quantity, condition="serviceable")
        move = self._move(at, 1, "sling", 1, self.books.place(place), quantity, "serviceable", "serviceable")
        self._enter(line, move, place, opening=False)

    def _enter(self, line: Line, move: Move, place: str, opening: bool, *, clash: bool = False) -> bool:
        common = {"operation_id": self.books.id(), "effective_at": move.at.removesuffix("T24:00")}
        common |= {"to_account": self.books.place(place), "lines": (line,)}
        verb, request, kind = ledger.receive, ledger.ReceiptVoucher, "receipt"
        if opening:
            verb, request, kind = ledger.open_balance, ledger.OpeningVoucher, "opening balance"
        paper = self._paper(kind, move.at, (move,))
        return self._ask(Asked(verb, request(**common), paper), also=not clash)

    # What moves ---------------------------------------------------------------------------------

    @rule(pick=SMALL, more=SMALL, lot=SMALL, quantity=st.integers(0, 150), at=MOMENTS,
          come_from=st.sampled_from(PLACES), to=st.sampled_from(HOLDERS), hours=st.integers(-1, 30))  # fmt: skip
    def issue(
        self, pick: int, more: int, lot: int, quantity: int, at: str, come_from: str, to: str, hours: int
    ) -> None:
        """Weapons and rounds go to a holder."""
        at, target = self._at(at), self.books.place(to)
        place = self._whereabouts(pick, self.books.place(come_from))
        picks = ((pick,), (pick, more), ())[more % 3]
        pairs = self._weapon_lines(picks, at, place, target, among="store")
        pairs += self._lot_lines(lot, quantity if lot % 2 or not picks else 0, at, place, target)
        paper = self._paper("issue", at, self._numbered(move for _, move in pairs))
        due = _due(paper.at, hours)
        request = ledger.IssueVoucher(
            operation_id=self.books.id(), effective_at=at, from_account=place, holder=target,
            due_back_at=due, lines=tuple(line for line, _ in pairs),
        )  # fmt: skip
        self._ask(Asked(ledger.issue, request, paper), also=due > paper.at.replace("T24:00", "T00:00"))

    @rule(pick=SMALL, more=SMALL, at=MOMENTS, to=st.sampled_from(PLACES))
    def hand_in(self, pick: int, more: int, at: str, to: str) -> None:
        """Weapons come back from whoever has them."""
        at = self._at(at)
        picks = ((pick,), (pick, more))[more % 2]
        pairs = self._weapon_lines(picks, at, 0, self.books.place(to), among="holder")
        paper = self._paper("hand-in", at, self._numbered(move for _, move in pairs))
        request = ledger.HandInVoucher(
            operation_id=self.books.id(), effective_at=at, to_account=self.books.place(to),
            lines=tuple(line for line, _ in pairs),
        )  # fmt: skip
        self._ask(Asked(ledger.hand_in, request, paper))

    @rule(lot=SMALL, quantity=st.integers(1, 150), at=MOMENTS, to=st.sampled_from(PLACES),
          holder=st.sampled_from(HOLDERS))  # fmt: skip
    def hand_in_rounds(self, lot: int, quantity: int, at: str, to: str, holder: str) -> None:
        """Rounds come back from a holder."""
        at, source, target = self._at(at), self.books.place(holder), self.books.place(to)
        pairs = self._lot_lines(lot, quantity, at, source, target)
        paper = self._paper("hand-in", at, self._numbered(move for _, move in pairs))
        request = ledger.HandInVoucher(
            operation_id=self.books.id(), effective_at=at, to_account=target, holder=source,
            lines=tuple(line for line, _ in pairs),
        )  # fmt: skip
        self._ask(Asked(ledger.hand_in, request, paper))

    @rule(pick=SMALL, lot=SMALL, quantity=st.integers(0, 150), at=MOMENTS, come_from=st.sampled_from(PLACES),
          to=st.sampled_from((*PLACES, "holder")), crate=st.sampled_from(("", "", "crate", "rack")))  # fmt: skip
    def transfer(
        self, pick: int, lot: int, quantity: int, at: str, come_from: str, to: str, crate: str
    ) -> None:
        """Stock, or a container with what is in it, moves inside the depot."""
        at, source, target = self._at(at), self.books.place(come_from), self.books.place(to)
        pairs = self._weapon_lines((pick,), at, 0, target, among="store") if pick % 2 else []
        pairs += [
            (replace(line, from_account=source), move)
            for line, move in self._lot_lines(lot, quantity, at, source, target)
        ]
        stands = self._stands(crate, at, target) if crate else ()
        paper = self._paper("transfer", at, self._numbered(move for _, move in pairs), stands)
        request = ledger.TransferVoucher(
            operation_id=self.books.id(), effective_at=at, to_account=target,
            lines=tuple(line for line, _ in pairs),
            containers=tuple(stand.container for stand in stands),
        )  # fmt: skip
        self._ask(Asked(ledger.transfer, request, paper))

    @rule(lot=SMALL, quantity=st.integers(1, 150), at=MOMENTS, come_from=st.sampled_from((*PLACES, *HOLDERS)))
    def expend(self, lot: int, quantity: int, at: str, come_from: str) -> None:
        """Rounds are fired."""
        at, source = self._at(at), self.books.place(come_from)
        target = ledger.virtual_account(self.books.stockpile, "expended")
        pairs = self._lot_lines(lot, quantity, at, source, target)
        paper = self._paper("expenditure", at, self._numbered(move for _, move in pairs))
        request = ledger.ExpenditureVoucher(
            operation_id=self.books.id(), effective_at=at, from_account=source,
            lines=tuple(line for line, _ in pairs),
        )  # fmt: skip
        self._ask(Asked(ledger.expend, request, paper))

    @rule(pick=SMALL, lot=SMALL, quantity=st.integers(0, 150), at=MOMENTS, place=st.sampled_from(PLACES),
          becomes=st.sampled_from(CONDITIONS))  # fmt: skip
    def reclassify(self, pick: int, lot: int, quantity: int, at: str, place: str, becomes: str) -> None:
        """The condition of stock changes where it stands."""
        at, where = self._at(at), self.books.place(place)
        if pick % 2:
            where = self._whereabouts(pick, where)
        pairs = self._weapon_lines((pick,), at, where, where, among="store") if pick % 2 else []
        pairs += self._lot_lines(lot, quantity, at, where, where)
        moves = self._numbered(replace(move, becomes=becomes) for _, move in pairs)
        paper = self._paper("reclassification", at, moves)
        request = ledger.ReclassificationVoucher(
            operation_id=self.books.id(), effective_at=at, account=where,
            lines=tuple(replace(line, condition_to=becomes) for line, _ in pairs),
        )  # fmt: skip
        self._ask(Asked(ledger.reclassify, request, paper))

    @rule(pick=SMALL, at=MOMENTS, latest=st.booleans(), reason=st.sampled_from(("wrong", "wrong", " ")))
    def reverse(self, pick: int, at: str, latest: bool, reason: str) -> None:
        """A voucher is undone, also one that undid another."""
        if not self.model.papers:
            return
        at = self._at(at)
        original = self.model.papers[-1 if latest else pick % len(self.model.papers)]
        if pick % 4 == 0:
            at = original.at.removesuffix("T24:00")
        moves = tuple(
            replace(m, at=_moment(at), source=m.target, target=m.source, was=m.becomes, becomes=m.was)
            for m in original.moves
        )
        stands = tuple(replace(s, at=_moment(at), source=s.target, target=s.source) for s in original.stands)
        paper = self._paper("reversal", at, self._numbered(iter(moves)), stands, original.id)
        request = ledger.ReversalVoucher(
            operation_id=self.books.id(), effective_at=at, voucher_id=original.id, reason=reason
        )
        before = self.model.balances()
        done = self._ask(Asked(ledger.reverse, request, paper), also=bool(reason.strip()))
        if done and latest and not stands:
            self._assert_undone(original, before)

    def _assert_undone(self, original: Paper, before: dict[Any, int]) -> None:
        """Invariant 6: what the voucher had done to the balances is undone exactly."""
        now = self.model.balances()
        for move in original.moves:
            key = (move.target, move.item, move.lot, move.becomes)
            taken = sum(
                m.quantity for m in original.moves if (m.target, m.item, m.lot, m.becomes) == key
            ) - sum(m.quantity for m in original.moves if (m.source, m.item, m.lot, m.was) == key)
            assert now.get(key, 0) == before.get(key, 0) - taken

    # Holds --------------------------------------------------------------------------------------

    @rule(pick=SMALL, what=st.sampled_from(("weapon", "lot", "account")), until=st.sampled_from(("", "2026-11-10")),
          blocks=st.sampled_from(("", "", "issue", "transfer")))  # fmt: skip
    def hold(self, pick: int, what: str, until: str, blocks: str) -> None:
        """Something is put on hold."""
        ids = {
            "weapon": sorted(self.weapon_ids.values()),
            "lot": sorted(self.lot_ids.values()),
            "account": [self.books.place(name) for name in ("magazine", "rack")],
        }[what]
        if not ids or sum(not stop.released for stop in self.model.stops) > 2:
            return
        placed = ledger.place_hold(
            self.books.stockpile,
            NewHold(
                operation_id=self.books.id(), target=what, target_id=ids[pick % len(ids)],
                kind=HoldKind.SUSPENDED, authority="Inspector", reason="check", placed_on="2026-11-01",
                until=until, blocks=(ledger.VoucherKind(blocks),) if blocks else (),
            ),
        )  # fmt: skip
        self.model.stops.append(Stop(placed.id, (what, placed.target_id), until, blocks))

    @rule(pick=SMALL)
    def release(self, pick: int) -> None:
        """A hold ends; it cannot end twice."""
        if not self.model.stops:
            return
        stop = self.model.stops[pick % len(self.model.stops)]
        arguments = (self.books.id(), stop.id, "2026-11-20", "Inspector", "")
        if stop.released:
            self._assert_refused(lambda: ledger.release_hold(self.books.stockpile, *arguments))
            return
        ledger.release_hold(self.books.stockpile, *arguments)
        stop.released = True

    # What happens to the program ----------------------------------------------------------------

    @rule(pick=SMALL)
    def ask_again(self, pick: int) -> None:
        """The same operation id twice has one effect."""
        if not self.posted:
            return
        asked, first = self.posted[pick % len(self.posted)]
        before = dump_hash(self.books.stockpile)
        again = asked.verb(self.books.stockpile, asked.request)
        assert again.repeated
        assert (again.voucher_id, again.number, again.entry) == (first.voucher_id, first.number, first.entry)
        assert dump_hash(self.books.stockpile) == before

    @rule(hours=st.sampled_from((-400 * 24, -30, -1, 1, 5, 24, 400 * 24)))
    def jump(self, hours: int) -> None:
        """The clock jumps, forward or back; the order of the entries does not care."""
        self.books.clock.moment += timedelta(hours=hours)

    @rule()
    def crash(self) -> None:
        """The machine dies: what stands on the disk is opened again, log and all."""
        fallen = self.folder / "fallen"
        fallen.mkdir()
        for name in ("b.stockpile", "b.stockpile-wal", "b.stockpile-keys"):
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, fallen / name)
        before = dump_hash(self.books.stockpile)
        self.books.stockpile.close()
        for name in ("b.stockpile", "b.stockpile-wal", "b.stockpile-shm"):
            (self.folder / name).unlink(missing_ok=True)
        for left in fallen.iterdir():
            shutil.move(left, self.folder / left.name)
        fallen.rmdir()
        self.books.stockpile = reopened(self.books)
        assert not self.books.stockpile.read_only
        assert dump_hash(self.books.stockpile) == before

    @rule(day=DAYS)
    def look_back(self, day: str) -> None:
        """As of a day is the fold up to it; as known on an entry never changes later."""
        found = ledger.balances(self.books.stockpile, as_of=day, outside=True)
        assert _keyed(found) == self.model.balances(day)
        entry = audit.head(self.books.stockpile).size
        self.known.append((entry, day, self.model.balances(day)))

    @rule()
    def rebuild(self) -> None:
        """Projections made anew are the same, byte for byte."""
        before = dump_hash(self.books.stockpile)
        ledger.rebuild(self.books.stockpile)
        assert dump_hash(self.books.stockpile) == before

    # What always holds --------------------------------------------------------------------------

    @invariant()
    def balances_are_the_fold(self) -> None:
        """Holding is the fold; what left one account entered another; nothing real is below nothing."""
        if not hasattr(self, "model"):
            return
        found = _keyed(ledger.balances(self.books.stockpile, outside=True))
        assert found == self.model.balances()
        totals: dict[tuple[int, int], int] = {}
        for (_, item, lot, _), quantity in found.items():
            totals[item, lot] = totals.get((item, lot), 0) + quantity
        assert not any(totals.values())
        assert all(quantity > 0 for (account, *_), quantity in found.items() if account >= 100)

    @invariant()
    def a_weapon_is_in_one_place(self) -> None:
        """Its place is the end of its chain, and each balance of weapons is a set of serials."""
        if not hasattr(self, "model"):
            return
        rows = self.books.stockpile.rows(
            "SELECT id, account_id, condition, item_type_id FROM weapon ORDER BY id"
        )
        assert {row[0]: (row[1], row[2]) for row in rows} == {
            weapon: self.model.state(weapon) for weapon in self.model.weapons()
        }
        counted: dict[Any, int] = {}
        for _, account, condition, item in rows:
            key = (account, item, 0, condition)
            counted[key] = counted.get(key, 0) + 1
        rifle = self.books.item("rifle")
        held = {
            key: amount for key, amount in self.model.balances().items() if key[1] == rifle and key[0] >= 100
        }
        assert held == {key: amount for key, amount in counted.items() if key[0] >= 100}

    @invariant()
    def history_only_grows(self) -> None:
        """What the journal said before it says still, entry by entry."""
        if not hasattr(self, "model"):
            return
        now = [entry.hash for entry in audit.entries(self.books.stockpile)]
        assert now[: len(self.chain)] == self.chain
        self.chain = now

    @invariant()
    def the_past_stays_known(self) -> None:
        """Bitemporal: what was known on an entry is the same ever after."""
        for entry, day, then in getattr(self, "known", [])[-3:]:
            found = ledger.balances(self.books.stockpile, as_of=day, known_on=entry, outside=True)
            assert _keyed(found) == then

    @invariant()
    def whoever_has_a_weapon_is_known(self) -> None:
        """Every issued weapon is on the list of what is out, with its holder and when it is due."""
        if not hasattr(self, "model"):
            return
        out = sum(one.weapons for one in ledger.open_issues(self.books.stockpile))
        issued = {move.weapon for paper in self.model.papers if paper.kind == "issue" for move in paper.moves}
        with_holder = [
            weapon
            for weapon in issued - {0}
            if self.model.kinds.get(self.model.state(weapon)[0]) == "holder"
            and any(
                move.weapon == weapon and move.target == self.model.state(weapon)[0]
                for paper in self.model.papers
                if paper.kind == "issue"
                for move in paper.moves
            )
        ]
        assert out == len(with_holder)

    # Helpers ------------------------------------------------------------------------------------

    def _ask(self, asked: Asked, *, also: bool = True) -> bool:
        """Post or be refused, as the model says; `also` is what the model does not know."""
        zone_free = self.books.clock.now().strftime("%Y-%m-%dT%H:%M")
        if also and self.model.allows(asked.paper, zone_free):
            posted = asked.verb(self.books.stockpile, asked.request)
            assert (posted.voucher_id, posted.movements) == (asked.paper.id, len(asked.paper.moves))
            self.model.papers.append(replace(asked.paper, entry=posted.entry))
            self.posted.append((asked, posted))
            return True
        self._assert_refused(lambda: asked.verb(self.books.stockpile, asked.request))
        return False

    def _assert_refused(self, act: Callable[[], object]) -> None:
        before = dump_hash(self.books.stockpile)
        with pytest.raises(Refused) as refused:
            act()
        assert dump_hash(self.books.stockpile) == before
        for finding in refused.value.findings:
            said = (
                finding.rule,
                finding.sentence,
                finding.field,
                finding.expected,
                finding.got,
                finding.remedy,
            )
            assert all(said), finding
        assert any(f.severity is Severity.REFUSAL for f in refused.value.findings)

    def _paper(
        self, kind: str, at: str, moves: tuple[Move, ...], stands: tuple[Stand, ...] = (), reverses: int = 0
    ) -> Paper:
        number = 1 + len(self.model.papers)
        return Paper(number, kind, _moment(at), 0, moves, stands, reverses)

    def _move(self, at: str, line: int, item: str, source: int, target: int, quantity: int, was: str,
              becomes: str, **what: int) -> Move:  # fmt: skip
        voucher = 1 + len(self.model.papers)
        return Move(
            _moment(at), voucher, line, self.books.item(item), source, target, quantity, was, becomes, **what
        )

    def _numbered(self, moves: Any) -> tuple[Move, ...]:
        voucher = 1 + len(self.model.papers)
        return tuple(
            replace(move, voucher=voucher, line=number) for number, move in enumerate(moves, start=1)
        )

    def _at(self, at: str) -> str:
        if at[:2] == "20":
            return at
        days = sorted(move.at[:10] for move in self.model.moves()) or ["2026-11-02"]
        day = {"first": days[0], "between": days[len(days) // 2], "late": days[-1]}[at]
        return f"2026-11-{min(int(day[8:]) + 1, 20):02d}"

    def _weapon_lines(
        self, picks: tuple[int, ...], at: str, source: int, target: int, among: str
    ) -> list[tuple[Line, Move]]:
        """Lines for picked weapons: mostly those that stand among what this kind of voucher moves."""
        every = sorted(self.weapon_ids.values())
        kinds = {"store": IN_STORE, "holder": {"holder"}}[among]
        likely = [one for one in every if self.model.kinds.get(self.model.state(one)[0]) in kinds]
        chosen = [_pick(every if pick % 8 == 7 or not likely else likely, pick) for pick in picks if every]
        pairs = []
        for weapon in dict.fromkeys(chosen):
            place, condition = self.model.state(weapon)
            line = Line(item_type_id=self.books.item("rifle"), weapon_id=weapon)
            move = self._move(at, 1, "rifle", source or place, target, 1, condition, condition, weapon=weapon)
            pairs.append((line, move))
        return pairs

    def _lot_lines(
        self, pick: int, quantity: int, at: str, source: int, target: int
    ) -> list[tuple[Line, Move]]:
        """A line for a part of a lot: mostly one that is held there, and not more than there is."""
        ids = sorted(self.lot_ids.values())
        if not ids or not quantity:
            return []
        lot, condition = _pick(ids, pick), _pick(CONDITIONS, pick)
        held = [(k, q) for k, q in self.model.balances().items() if k[0] == source and k[2] and q > 0]
        if held and pick % 8 != 7:
            (_, _, lot, condition), amount = _pick(held, pick)
            quantity = min(quantity, amount)
        line = Line(item_type_id=self.books.item("ball"), lot_id=lot, quantity=quantity, condition=condition)
        return [(line, self._move(at, 1, "ball", source, target, quantity, condition, condition, lot=lot))]

    def _stands(self, crate: str, at: str, target: int) -> tuple[Stand, ...]:
        container = self.books.place(crate)
        last = self.model.stands().get(container)
        voucher = 1 + len(self.model.papers)
        return (Stand(_moment(at), voucher, container, last.target if last else 0, target),)

    def _whereabouts(self, pick: int, otherwise: int) -> int:
        """The store a picked weapon stands in, so that most issues are about something there."""
        every = sorted(self.weapon_ids.values())
        likely = [one for one in every if self.model.kinds.get(self.model.state(one)[0]) in IN_STORE]
        return self.model.state(_pick(likely, pick))[0] if likely and pick % 8 != 7 else otherwise


def _opened(books: Books, path: Path) -> Books:
    """A depot opened from a copy, with the names of what stands in it."""
    from stockpile_app import assembly, catalogue
    from stockpile_app.base import FixedClock, NumberedIds
    from tests.books import TODAY

    books.clock, books.ids, books.recovery_code = FixedClock(TODAY), NumberedIds(1000), ""
    books.stockpile = assembly.open_stockpile(path, USER, PASSPHRASE, clock=books.clock, ids=books.ids)
    short = {"Armoury 1": "armoury", "Magazine 1": "magazine", "Workshop": "workshop", "Crate 14": "crate",
             "Rack 2": "rack", "Cpl T. Vessin": "holder", "Sgt A. Moru": "other holder"}  # fmt: skip
    books.places = {short[a.name]: a for a in ledger.accounts(books.stockpile) if a.name in short}
    named = {"AKM": "rifle", "Makarov": "pistol", "Cartridge": "ball", "Sling": "sling"}
    books.items = {named[i.name.split()[0]]: i for i in catalogue.item_types(books.stockpile)}
    return books


def _pick(ones: Sequence[Any], pick: int) -> Any:
    return ones[pick // 8 % len(ones)]


def _moment(at: str) -> str:
    return at if "T" in at else f"{at}T24:00"


def _due(at: str, hours: int) -> str:
    """A day before, or the same day late in the evening, or the next."""
    day = int(at[8:10]) + (hours // 24 if hours >= 0 else -1)
    return f"2026-11-{max(day, 1):02d}T{23 if hours >= 0 else 1:02d}:00"


def _keyed(found: list[ledger.Balance]) -> dict[Any, int]:
    return {(b.account_id, b.item_type_id, b.lot_id, b.condition): b.quantity for b in found}


_CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}


class TestLedger(LedgerMachine.TestCase):  # type: ignore[name-defined,misc]
    """Small, on every run of the tests."""

    settings = settings(max_examples=60, stateful_step_count=30, **_CALM)  # type: ignore[arg-type]


@pytest.mark.faults
class TestLedgerLonger(LedgerMachine.TestCase):  # type: ignore[name-defined,misc]
    """With the fault tests."""

    settings = settings(max_examples=300, stateful_step_count=50, **_CALM)  # type: ignore[arg-type]


@pytest.mark.soak
class TestLedgerSoaked(LedgerMachine.TestCase):  # type: ignore[name-defined,misc]
    """For a night."""

    settings = settings(max_examples=5_000, stateful_step_count=100, **_CALM)  # type: ignore[arg-type]
