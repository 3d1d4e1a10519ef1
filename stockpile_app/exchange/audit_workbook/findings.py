"""What an auditor asks about first: holds, look-alikes, unknown conditions, late entries, overdue issues.

A kind of finding of which there is none says so, so that everybody sees it was looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from stockpile_app.base import tr
from stockpile_app.base.clock import local_date
from stockpile_app.base.quantity import grouped
from stockpile_app.catalogue.reference import conditions
from stockpile_app.exchange.audit_workbook.lines import Names
from stockpile_app.exchange.audit_workbook.model import Books, Lines, Period
from stockpile_app.exchange.audit_workbook.words import hold_word, moment_text
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.ledger import VoucherKind, open_issues
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One line of the findings: what kind, about what, what it is, since when, where it is recorded."""

    kind: str
    about: str
    what: str
    since: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the findings are drawn from; `day` is the end of the period, or of the books."""

    stockpile: Stockpile
    books: Books
    period: Period
    named: Names
    lines: Lines

    @property
    def day(self) -> str:
        """The day that the workbook speaks of."""
        return self.period.last or self.books.today


def findings(facts: Facts) -> list[AuditFinding]:
    """Every finding, kind by kind; a line of its own for each kind without any."""
    kinds: tuple[tuple[str, Callable[[Facts], Iterable[AuditFinding]]], ...] = (
        (tr("Gap in the voucher numbers"), _gaps),
        (tr("Hold in force"), _holds),
        (tr("Look-alike accepted"), _look_alikes),
        (tr("Overdue, not handed in"), _overdue),
        (tr("Lot past its date"), _expired_lots),
        (tr("Condition not known"), _unknown_conditions),
        (tr("Recorded late"), _late_entries),
    )
    found: list[AuditFinding] = []
    for kind, look in kinds:
        some = [AuditFinding(kind, one.about, one.what, one.since, one.source) for one in look(facts)]
        found += some or [AuditFinding(kind, "", tr("none"))]
    return found


def columns() -> list[Column]:
    """The columns of the findings."""
    return [
        Column(tr("Kind"), least=22, most=32),
        Column(tr("Concerns"), "wrapped", 24, 48),
        Column(tr("What"), "wrapped", 40, 70),
        Column(tr("Since"), least=16, most=20),
        Column(tr("Recorded in"), least=14, most=26),
    ]


def table(styles: Styles, rows: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr("What the books themselves point out; a kind without any finding says “none”")
    return Table(styles, tr("Findings"), sentence, columns(), rows, running, limit)


def write(sheet: Table, found: Iterable[AuditFinding]) -> None:
    """Write the findings."""
    for one in found:
        sheet.add([one.kind, one.about, one.what, one.since, one.source])
    sheet.finish()


_HOLDS = """
    SELECT h.target, h.target_id, h.kind, h.authority, h.reason, h.placed_on, h.until, h.entry,
           CASE h.target
               WHEN 'weapon' THEN (SELECT CASE WHEN serial <> '' THEN serial ELSE own_number END || ' ' || make
                                   || ' ' || model FROM weapon WHERE id = h.target_id)
               WHEN 'lot' THEN (SELECT number FROM lot WHERE id = h.target_id) ELSE '' END
    FROM hold h LEFT JOIN hold_release r ON r.hold_id = h.id
    WHERE h.placed_on <= ?1 AND (r.released_on IS NULL OR r.released_on > ?1) ORDER BY h.id
"""


def _holds(facts: Facts) -> Iterator[AuditFinding]:
    for row in facts.stockpile.rows(_HOLDS, [facts.day]):
        target, target_id, kind, authority, reason, placed_on, until, entry, marked = row
        about = {
            "weapon": tr("weapon {name}", name=marked),
            "lot": tr("lot {name}", name=marked),
            "account": facts.named.places.get(target_id, ""),
        }.get(target) or facts.named.items[target_id].title
        told = tr(
            "{kind}: {reason}, by {authority}", kind=hold_word(kind), reason=reason, authority=authority
        )
        until_words = " · " + tr("until {day}", day=until) if until else ""
        yield AuditFinding("", about, told + until_words, placed_on, _entry(entry))


def _look_alikes(facts: Facts) -> Iterator[AuditFinding]:
    for one, one_make, two, two_make, reason, entry, recorded_at in facts.stockpile.rows(
        "SELECT w.serial, trim(w.make || ' ' || w.model), t.serial, trim(t.make || ' ' || t.model), k.reason, "
        "k.entry, j.recorded_at FROM look_alike k JOIN weapon w ON w.id = k.weapon_id "
        "JOIN weapon t ON t.id = k.twin_id JOIN journal j ON j.entry = k.entry ORDER BY k.entry, w.id, t.id"
    ):
        about = tr("{one} beside {two}", one=f"{one} {one_make}".strip(), two=f"{two} {two_make}".strip())
        yield AuditFinding("", about, reason, recorded_at[:10], _entry(entry))


def _unknown_conditions(facts: Facts) -> Iterator[AuditFinding]:
    known = conditions()
    for line in facts.lines.inside:
        if line.closing > 0 and known.get(line.condition) is None:
            about = " · ".join(filter(None, (line.item, line.lot, line.place)))
            what = tr("{quantity} {unit}: {state}", quantity=grouped(line.closing), unit=line.unit,
                      state=line.state or tr("no condition recorded"))  # fmt: skip
            yield AuditFinding("", about, what)


def _late_entries(facts: Facts) -> Iterator[AuditFinding]:
    for number, effective_at, recorded_at, entry in facts.stockpile.rows(
        "SELECT number, effective_at, recorded_at, entry FROM voucher WHERE kind <> ? "
        "AND substr(effective_at, 1, 10) < substr(recorded_at, 1, 10) "
        "AND effective_at >= ? AND effective_at <= ? ORDER BY id",
        [VoucherKind.OPENING, facts.period.first, facts.period.up_to],
    ):
        recorded = local_date(datetime.fromisoformat(recorded_at), facts.books.zone)
        days = (recorded - date.fromisoformat(effective_at[:10])).days
        if days > 1:
            what = tr("took effect {day}, recorded {days} days later", day=effective_at[:10], days=days)
            yield AuditFinding("", number, what, recorded.isoformat(), _entry(entry))


def _overdue(facts: Facts) -> Iterator[AuditFinding]:
    """As of the last entry: what is still out now, and was due before that day."""
    for one in open_issues(facts.stockpile):
        if one.due_back_at[:10] < facts.books.today:
            about = f"{one.holder} · {one.unit}" if one.unit else one.holder
            what = tr("{count} still out, {item}", count=one.weapons, item=one.item)
            yield AuditFinding("", about, what, moment_text(one.due_back_at), one.number)


def _expired_lots(facts: Facts) -> Iterator[AuditFinding]:
    expiry: dict[int, str] = dict(
        facts.stockpile.rows("SELECT id, expires_on FROM lot WHERE expires_on <> ''")
    )
    for line in facts.lines.inside:
        day = expiry.get(line.lot_id, "")
        if day and day < facts.day and line.closing > 0:
            what = tr("{quantity} {unit} in {place}", quantity=grouped(line.closing), unit=line.unit,
                      place=line.place)  # fmt: skip
            yield AuditFinding("", f"{line.item} · {line.lot}", what, day)


def _gaps(facts: Facts) -> Iterator[AuditFinding]:
    for number, before in facts.stockpile.rows(
        "SELECT number, before FROM (SELECT number, serial_no, coalesce(lag(serial_no) OVER "
        "(PARTITION BY kind, recorded_year ORDER BY serial_no), 0) AS before FROM voucher) "
        "WHERE serial_no <> before + 1 ORDER BY number"
    ):
        yield AuditFinding("", number, tr("the number before it is {number}", number=before))


def _entry(entry: int) -> str:
    return tr("entry {number}", number=entry)
