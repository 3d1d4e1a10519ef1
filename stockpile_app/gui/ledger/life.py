"""The life of one weapon, lot or container as the pane shows it: who it is, and all that happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app import access, audit, cases, catalogue, ledger
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue.model import Marking, Weapon
from stockpile_app.catalogue.queries import own_number, twins_of
from stockpile_app.gui.cases.words import result_word
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.timeline import Event
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.words import ICONS, amount, condition_word, moment_words
from stockpile_app.ledger.gather import accounts_by_id
from stockpile_app.ledger.life import LifeEvent
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.rows import lots_page, weapons_page
from stockpile_app.store import Stockpile


class LifeKind(StrEnum):
    """Whose life it is."""

    WEAPON = "weapon"
    LOT = "lot"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under the identity; `mono` for marks."""

    name: str
    value: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """Everything the pane shows.

    Attributes:
        proved_to: The journal entry up to which the books were verified.
        size: How long the journal is.
    """

    kind: LifeKind
    id: int
    mark: str
    title: str
    condition: str
    account_id: int
    facts: tuple[Fact, ...]
    events: tuple[LifeEvent, ...]
    proved_to: int
    size: int
    zone: str
    unit: str = ""


def life_of(books: Stockpile, kind: LifeKind, item_id: int) -> Life | None:
    """Who it is and what happened to it; None when the books do not know it."""
    match kind:
        case LifeKind.WEAPON:
            return _weapon_life(books, item_id)
        case LifeKind.LOT:
            return _lot_life(books, item_id)
        case LifeKind.CONTAINER:
            return _container_life(books, item_id)


def _standing(books: Stockpile) -> tuple[int, int, str]:
    proved, _at = audit.last_verified(books)
    return proved, audit.head(books).size, access.founding(books).zone


def _weapon_life(books: Stockpile, weapon_id: int) -> Life | None:
    row = weapons_page(books, [weapon_id]).get(weapon_id)
    if row is None:
        return None
    weapon = row.weapon
    title = ", ".join(filter(None, (row.item, " ".join(filter(None, (weapon.make, weapon.country))))))
    facts = (Fact(tr("Account"), row.account), *_identity(books, weapon), *_stops(books, weapon))
    return Life(
        LifeKind.WEAPON, weapon_id, weapon.mark, title, row.condition, row.account_id, facts,
        _with_cases(books, weapon_id, ledger.weapon_life(books, weapon_id)), *_standing(books),
    )  # fmt: skip


def _with_cases(books: Stockpile, weapon_id: int, events: list[LifeEvent]) -> tuple[LifeEvent, ...]:
    """The events of the ledger, and the cases about the weapon on the day each was opened."""
    zone = access.founding(books).zone
    opened = [
        LifeEvent(
            local_text(row.case.opened_at, zone).replace(" ", "T"), "", "case",
            row.case.subject if row.open else f"{row.case.subject} · {result_word(row.outcome)}",
            voucher=row.case.number,
        )
        for row in cases.cases_about(books, "weapon", weapon_id)
    ]  # fmt: skip
    return tuple(sorted((*events, *opened), key=lambda event: event.effective_at))


def _identity(books: Stockpile, weapon: Weapon) -> tuple[Fact, ...]:
    code = access.founding(books).code
    marks = catalogue.markings_of(books, weapon.id)
    imports = [mark for mark in marks if mark.kind == "import"]
    others = [mark for mark in marks if mark.kind != "import"]
    twins = twins_of(books, weapon.id)
    parts = fitted(books, weapon.id)
    found = (
        Fact(tr("Tag"), own_number(code, weapon.id), mono=True),
        Fact(tr("Year"), weapon.year),
        Fact(tr("Also marked"), " · ".join(map(_mark, others)), mono=True),
        Fact(tr("Import mark"), " · ".join(map(_mark, imports)), mono=True),
        Fact(tr("Look-alike"), " · ".join(twins), mono=True),
        Fact(tr("Components"), " · ".join(parts)),
        Fact(tr("Remarks"), weapon.remarks),
    )
    return tuple(fact for fact in found if fact.value)


def _mark(mark: Marking) -> str:
    return " ".join(filter(None, (mark.text, mark.place)))


def fitted(books: Stockpile, weapon_id: int) -> list[str]:
    """The components that are on the weapon now, the control component named as such."""
    now: dict[int, str] = {}
    for component, fitting in catalogue.fittings_of(books, weapon_id):
        words = " ".join(filter(None, (component.kind, component.description)))
        if fitting.act == "fitted":
            now[component.id] = tr("{part} (control)", part=words) if fitting.control else words
        else:
            now.pop(component.id, None)
    return list(now.values())


OWNERSHIP_WORDS = {
    "state": N_("State-owned"),
    "evidence": N_("Evidence"),
    "deposited": N_("Deposited"),
    "loan_in": N_("On loan to us"),
    "loan_out": N_("On loan from us"),
}


def _stops(books: Stockpile, weapon: Weapon) -> tuple[Fact, ...]:
    owned = catalogue.ownership_of(books, weapon.id)
    found: list[Fact] = []
    if owned and owned[-1].kind != "state":
        words = " · ".join(filter(None, (tr(OWNERSHIP_WORDS[owned[-1].kind]), owned[-1].reference)))
        found.append(Fact(tr("Ownership"), words))
    stopped = {("weapon", weapon.id), ("item_type", weapon.item_type_id)}
    found += [
        Fact(tr("On hold"), f"{hold.reason} · {hold.authority}")
        for hold in ledger.holds_in_force(books)
        if (hold.target, hold.target_id) in stopped
    ]
    return tuple(found)


def _lot_life(books: Stockpile, lot_id: int) -> Life | None:
    row = lots_page(books, [lot_id]).get(lot_id)
    if row is None:
        return None
    holds = [h for h in ledger.holds_in_force(books) if (h.target, h.target_id) == ("lot", lot_id)]
    lot = catalogue.lots_by_id(books, [lot_id])[lot_id]
    packs = catalogue.packs_of(books, lot.item_type_id, lot_id)
    facts = (
        Fact(tr("Held"), amount(row.quantity, row.unit)),
        Fact(tr("In"), row.places.replace(",", ", ")),
        Fact(tr("Maker"), row.maker),
        Fact(tr("Made on"), row.made_on),
        Fact(tr("Good until"), row.expires_on),
        Fact(tr("Packs"), ", ".join(f"{unit} = {grouped(factor)}" for unit, factor in packs.items())),
        *(Fact(tr("On hold"), f"{hold.reason} · {hold.authority}") for hold in holds),
    )
    only = row.conditions if "," not in row.conditions else ""
    return Life(
        LifeKind.LOT, lot_id, row.number, row.item, only, 0, tuple(fact for fact in facts if fact.value),
        tuple(ledger.lot_life(books, lot_id)), *_standing(books), row.unit,
    )  # fmt: skip


def _container_life(books: Stockpile, container_id: int) -> Life | None:
    account = accounts_by_id(books, [container_id]).get(container_id)
    if account is None:
        return None
    place = ledger.container_places(books).get(container_id, 0)
    named = accounts_by_id(books, [place]).get(place)
    facts = (
        Fact(tr("Stands in"), named.title if named else ""),
        Fact(tr("Kind"), account.unit),
        Fact(tr("Label"), account.code, mono=True),
    )
    return Life(
        LifeKind.CONTAINER, container_id, account.name, tr("Container"), "", container_id,
        tuple(fact for fact in facts if fact.value), tuple(ledger.container_life(books, container_id)),
        *_standing(books),
    )  # fmt: skip


_PAST = {
    "opening balance": N_("Opening balance"),
    "receipt": N_("Received"),
    "issue": N_("Issued"),
    "hand-in": N_("Handed in"),
    "transfer": N_("Transferred"),
    "expenditure": N_("Expended"),
    "reclassification": N_("Condition changed"),
    "dispatch": N_("Sent away"),
    "destruction": N_("Destroyed"),
    "deactivation": N_("Deactivated"),
    "reversal": N_("Reversed"),
    "case": N_("Case"),
    "mark": N_("Marked"),
    "component": N_("Component"),
    "ownership": N_("Ownership"),
    "hold": N_("Hold"),
    "look-alike": N_("Look-alike accepted"),
    "seal": N_("Seal"),
}
_OTHER_ICONS = {
    "mark": "tag",
    "component": "wrench",
    "ownership": "key-round",
    "hold": "lock",
    "look-alike": "triangle-alert",
    "seal": "file-check",
    "case": "file-warning",
}


def event_of(event: LifeEvent, life: Life) -> Event:
    """One event as the timeline shows it."""
    word = tr(_PAST.get(event.word, event.word))
    if life.kind is LifeKind.LOT and event.quantity:
        word = f"{word} · {amount(event.quantity, life.unit)}"
    icon = _OTHER_ICONS.get(event.word) or (ICONS[VoucherKind(event.word)] if event.voucher else "info")
    return Event(
        icon=icon,
        word=word,
        when=moment_words(event.effective_at),
        sentence=_sentence(event),
        remark=_remark(event, life.zone),
        mark=event.voucher,
        status=_status(event),
    )


def _sentence(event: LifeEvent) -> str:
    detail = event.detail
    if " → " in detail and event.word in ("reclassification", "reversal"):
        before, _, rest = detail.partition(" → ")
        after, dot, tail = rest.partition(" · ")
        detail = f"{condition_word(before)} → {condition_word(after)}{dot}{tail}"
    if event.from_account and event.from_account != event.to_account:
        route = tr("from {place} to {target}", place=tr(event.from_account), target=tr(event.to_account))
        return " · ".join(filter(None, (route, detail)))
    return " · ".join(filter(None, (detail, event.from_account)))


def _remark(event: LifeEvent, zone: str) -> str:
    if event.undoes:
        return tr("Undoes {number}", number=isolate(event.undoes))
    if event.undone_by:
        return tr("Undone by {number}", number=isolate(event.undone_by))
    entered = local_text(event.recorded_at, zone)
    if entered and entered[:10] != event.effective_at[:10]:
        return tr("entered {moment}", moment=isolate(entered))
    return ""


def _status(event: LifeEvent) -> Status | None:
    if event.undoes or event.undone_by or event.word in {"hold", "look-alike", "case"}:
        return Status.WARN
    return None
