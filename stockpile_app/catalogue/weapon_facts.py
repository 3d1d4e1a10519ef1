"""What is recorded about a weapon after it came in: marks, components, whose it is.

Facts are dated and never edited: a later one stands beside the earlier ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from stockpile_app.access import acting
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.catalogue.findings import refusal, refuse
from stockpile_app.catalogue.model import Component, Fitting, Marking, MarkState, Ownership, OwnershipKind
from stockpile_app.catalogue.queries import FITTING_COLUMNS, MARKING_COLUMNS, OWNERSHIP_COLUMNS, next_id
from stockpile_app.store import Stockpile


def add_marking(stockpile: Stockpile, operation_id: str, marking: Marking) -> Marking:
    """Record a mark read on, or put on, a weapon; its id and look-alike key are given here.

    Raises:
        Refused: the weapon is not in the books, or the mark cannot be read and no state says so.
    """
    with acting(stockpile, "record mark"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {MARKING_COLUMNS} FROM marking WHERE entry = ?", [earlier])
            return Marking(*(row or ()))
        marking = replace(marking, id=next_id(stockpile, "marking"), look_alike=look_alike_key(marking.text))
        refuse(_check_marking(stockpile, marking))
        record(stockpile, Operation("record mark", operation_id, {}), [marking])
    return marking


def _check_marking(stockpile: Stockpile, marking: Marking) -> Iterator[Finding]:
    yield from _check_weapon(stockpile, marking.weapon_id)
    readable = marking.text or marking.state != MarkState.READABLE
    if marking.state not in list(MarkState) or not marking.kind.strip() or not readable:
        yield refusal(
            "CATALOGUE-15",
            tr("A readable mark has a text"),
            tr("Mark"),
            tr("a kind of mark and its text; or one of: {states}", states=", ".join(MarkState)),
            " · ".join(filter(None, (marking.kind, marking.text, marking.state))) or tr("nothing"),
            tr("Enter the text, or say that it is altered or erased"),
        )
    if marking.component_id and marking.component_id not in components_on(stockpile, marking.weapon_id):
        yield _not_on_it(marking.component_id)
    yield from check_day(marking.effective_on, tr("Effective on"))
    texts = (marking.text, marking.kind, marking.place, marking.method, marking.depth)
    for text in (*texts, marking.transliteration, marking.authority):
        yield from check_text(text, tr("Mark"))


def _check_weapon(stockpile: Stockpile, weapon_id: int) -> Iterator[Finding]:
    if not stockpile.row("SELECT 1 FROM weapon WHERE id = ?", [weapon_id]):
        yield refusal(
            "CATALOGUE-16",
            tr("This weapon is not in the books"),
            tr("Weapon"),
            tr("a weapon of the books"),
            str(weapon_id),
            tr("Look it up with Ctrl+K"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentExchange:
    """Components removed from and fitted to one weapon on one day.

    Attributes:
        removed: Ids of components that come off.
        fitted: (kind, description, material, control) of new components that go on.
        refitted: (id, control) of components that came off a weapon before and go on this one.
    """

    operation_id: str
    weapon_id: int
    effective_on: str
    reason: str = ""
    removed: tuple[int, ...] = ()
    fitted: tuple[tuple[str, str, str, bool], ...] = ()
    refitted: tuple[tuple[int, bool], ...] = ()


def exchange_components(stockpile: Stockpile, asked: ComponentExchange) -> list[Fitting]:
    """Record what came off and what went on; a weapon has one control component at most.

    Raises:
        Refused: the weapon is unknown, a component is not where it should be, or two would be in control.
    """
    with acting(stockpile, "exchange components"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            rows = stockpile.rows(f"SELECT {FITTING_COLUMNS} FROM fitting WHERE entry = ?", [earlier])
            return [Fitting(*row) for row in rows]
        refuse(_check_exchange(stockpile, asked))
        fresh = next_id(stockpile, "component")
        components = [Component(fresh + n, *described[:3]) for n, described in enumerate(asked.fitted)]
        fittings = list(_fittings(stockpile, asked, fresh))
        record(stockpile, Operation("exchange components", asked.operation_id, {}), [*components, *fittings])
    return fittings


def _fittings(stockpile: Stockpile, asked: ComponentExchange, fresh: int) -> Iterator[Fitting]:
    added = [(fresh + n, described[3]) for n, described in enumerate(asked.fitted)]
    acts = [(component, "removed", False) for component in asked.removed]
    acts += [(component, "fitted", control) for component, control in (*added, *asked.refitted)]
    for component, act, control in acts:
        fact_no = _next_fact(stockpile, "fitting", "component_id", component)
        yield Fitting(
            component, fact_no, asked.weapon_id, act, asked.effective_on, int(control), asked.reason
        )


def _next_fact(stockpile: Stockpile, table: str, column: str, value: int) -> int:
    return 1 + int(
        stockpile.value(f"SELECT coalesce(max(fact_no), 0) FROM {table} WHERE {column} = ?", [value])
    )


_LAST_FITTING = "fact_no = (SELECT max(fact_no) FROM fitting WHERE component_id = f.component_id)"


def components_on(stockpile: Stockpile, weapon_id: int) -> dict[int, bool]:
    """The components fitted to a weapon now: id to whether it is the control component."""
    return {
        row[0]: bool(row[1])
        for row in stockpile.rows(
            "SELECT component_id, control FROM fitting f "
            f"WHERE weapon_id = ? AND act = 'fitted' AND {_LAST_FITTING}",
            [weapon_id],
        )
    }


def _loose(stockpile: Stockpile, component: int) -> bool:
    act = stockpile.value(
        f"SELECT act FROM fitting f WHERE component_id = ? AND {_LAST_FITTING}", [component]
    )
    return bool(act == "removed")


def _check_exchange(stockpile: Stockpile, asked: ComponentExchange) -> Iterator[Finding]:
    yield from _check_weapon(stockpile, asked.weapon_id)
    on_it = components_on(stockpile, asked.weapon_id)
    refitted = [component for component, _ in asked.refitted]
    yield from map(_not_on_it, (c for c in asked.removed if c not in on_it))
    yield from map(_not_loose, (c for c in refitted if not _loose(stockpile, c)))
    yield from map(_not_loose, _repeated((*asked.removed, *refitted)))
    if not (asked.removed or asked.fitted or asked.refitted):
        yield _unnamed()
    stays = sum(on_it[c] for c in on_it if c not in asked.removed)
    control = stays + sum(f[3] for f in asked.fitted) + sum(c for _, c in asked.refitted)
    if control > 1:
        yield refusal(
            "CATALOGUE-18",
            tr("A weapon has one control component"),
            tr("Component"),
            tr("one"),
            str(control),
            tr("Remove the other one first"),
        )
    yield from check_day(asked.effective_on, tr("Effective on"))
    yield from check_text(asked.reason, tr("Reason"))
    for kind, description, material, _ in asked.fitted:
        if not kind.strip():
            yield _unnamed()
        for text in (kind, description, material):
            yield from check_text(text, tr("Component"))


def _repeated(ids: Iterable[int]) -> list[int]:
    return [one for one, times in Counter(ids).items() if times > 1]


def _not_on_it(component: int) -> Finding:
    return refusal(
        "CATALOGUE-17",
        tr("This component is not on the weapon"),
        tr("Component"),
        tr("a fitted component"),
        str(component),
        tr("Read the weapon again"),
    )


def _not_loose(component: int) -> Finding:
    return refusal(
        "CATALOGUE-17",
        tr("This component is not free to be fitted"),
        tr("Component"),
        tr("a component that came off a weapon, once"),
        str(component),
        tr("Record first that it came off the other weapon"),
    )


def _unnamed() -> Finding:
    return refusal(
        "CATALOGUE-17",
        tr("Say which component"),
        tr("Component"),
        tr("frame, barrel, slide, bolt ..."),
        tr("nothing"),
        tr("Name the component"),
    )


def set_ownership(
    stockpile: Stockpile, operation_id: str, weapon_id: int, kind: str, reference: str, effective_on: str
) -> Ownership:
    """Record whose a weapon is from a day on: the State's, evidence, deposited, on loan.

    Raises:
        Refused: unknown weapon or kind, or no reference (case, depositor, lender) where one is needed.
    """
    with acting(stockpile, "set ownership"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {OWNERSHIP_COLUMNS} FROM ownership WHERE entry = ?", [earlier])
            return Ownership(*(row or ()))
        fact_no = _next_fact(stockpile, "ownership", "weapon_id", weapon_id)
        ownership = Ownership(weapon_id, fact_no, kind, effective_on, reference.strip())
        refuse(_check_ownership(stockpile, ownership))
        record(stockpile, Operation("set ownership", operation_id, {}), [ownership])
    return ownership


def _check_ownership(stockpile: Stockpile, ownership: Ownership) -> Iterator[Finding]:
    yield from _check_weapon(stockpile, ownership.weapon_id)
    if ownership.kind not in list(OwnershipKind):
        yield refusal(
            "CATALOGUE-10",
            tr("This is not in the list"),
            tr("Ownership"),
            ", ".join(OwnershipKind),
            ownership.kind or tr("nothing"),
            tr("Choose from the list"),
        )
    if ownership.kind != OwnershipKind.STATE and not ownership.reference:
        yield refusal(
            "CATALOGUE-19",
            tr("Say whose it is"),
            tr("Reference"),
            tr("case number, depositor or lender"),
            tr("nothing"),
            tr("Enter it"),
        )
    yield from check_day(ownership.effective_on, tr("Effective on"))
    yield from check_text(ownership.reference, tr("Reference"))
