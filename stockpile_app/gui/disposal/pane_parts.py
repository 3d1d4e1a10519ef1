"""The sections of the pane beside the board: plain facts and the timeline, made from what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.methods import method_label
from stockpile_app.disposal.model import DUTY_WORDS, BatchStep, Duty, Step
from stockpile_app.disposal.rows import TypeCount
from stockpile_app.gui.common import Event, Status, isolate
from stockpile_app.gui.disposal.seen import SeenBatch
from stockpile_app.gui.disposal.words import STEP_ICONS, step_word
from stockpile_app.gui.ledger.words import moment_words

Facts = Iterator[tuple[str, str]]


def decision_facts(seen: SeenBatch) -> Facts:
    """Who decided what, when, for where; what was not entered is left out."""
    batch, row = seen.view.batch, seen.view.row
    cost = " ".join(filter(None, (batch.cost, batch.currency)))
    facts = (
        (tr("Decided"), f"{isolate(batch.decided_on)} · {batch.authority}"),
        (tr("Document"), batch.document),
        (tr("Why not destruction"), batch.reason),
        (tr("Site"), row.site),
        (tr("Recipient"), batch.recipient),
        (tr("Planned"), batch.planned_on and isolate(batch.planned_on)),
        (tr("Methods"), method_words(batch.methods)),
        (tr("Transport"), batch.transport),
        (tr("Environment"), batch.environment),
        (tr("Scrap"), batch.scrap),
        (tr("Cost"), cost and isolate(cost)),
        (tr("NEQ at the site"), batch.site_limit and tr("at most {kg} kg", kg=isolate(batch.site_limit))),
    )
    return ((name, words) for name, words in facts if words)


def method_words(codes: str) -> str:
    """`Burning, Cutting by torch`: a chain of methods as people call them."""
    return ", ".join(tr(method_label(code)) for code in codes.split(",") if code)


def count_facts(seen: SeenBatch) -> Facts:
    """By item type, what was planned and what became of it."""
    return ((count.item, _count(count)) for count in seen.view.counts)


def _count(count: TypeCount) -> str:
    parts = (
        (tr("{figure} planned", figure=grouped(count.planned)), True),
        (tr("{figure} held back", figure=grouped(count.held_back)), count.held_back),
        (tr("{figure} verified", figure=grouped(count.received)), count.received),
        (tr("{figure} explained", figure=grouped(count.explained)), count.explained),
        (tr("{figure} destroyed", figure=grouped(count.destroyed)), count.destroyed),
        (tr("{figure} open", figure=grouped(count.open)), count.received and count.open),
    )
    return " · ".join(words for words, told in parts if told)


def person_facts(seen: SeenBatch) -> Facts:
    """By duty, who takes part."""
    for person in seen.view.persons:
        yield (
            tr(DUTY_WORDS[Duty(person.duty)]),
            ", ".join(filter(None, (person.name, person.title, person.organisation))),
        )


def box_facts(seen: SeenBatch) -> Facts:
    """By box, its seal and how many lines lie in it."""
    for box in seen.view.boxes:
        lines = seen.packed.get(box.container_id, 0)
        count = trn("{figure} line", "{figure} lines", lines, figure=grouped(lines))
        name = seen.boxes.get(box.container_id, "")
        yield name, tr("seal {seal} · {lines}", seal=isolate(box.seal), lines=count)


def trace_facts(seen: SeenBatch) -> Facts:
    """By register of lost and stolen arms, what it said."""
    for look in seen.view.trace_checks:
        words = (look.result, isolate(look.checked_on), look.checked_by, look.reference)
        yield look.register, " · ".join(filter(None, words))


def held_facts(seen: SeenBatch) -> Facts:
    """By line, why it left the batch."""
    for held in seen.view.held_back:
        voucher = seen.vouchers.get(held.voucher_id, "")
        words = filter(None, (held.reason, held.authority, isolate(voucher) if voucher else ""))
        yield tr("Line {line}", line=held.line_no), " · ".join(words)


def difference_facts(seen: SeenBatch) -> Facts:
    """By case, what did not agree."""
    for check in seen.view.differences:
        case = seen.cases.get(check.case_id, "") or tr("Check {number}", number=check.check_no)
        words = (tr(check.result), isolate(check.read) if check.read else "", check.remark)
        yield case, " · ".join(filter(None, words))


def residue_facts(seen: SeenBatch) -> Facts:
    """By class of material, grams in and out, and who took it."""
    for residue in seen.view.residues:
        masses = tr(
            "{before} g in, {after} g out", before=grouped(residue.mass_in), after=grouped(residue.mass_out)
        )
        yield residue.material, " · ".join(filter(None, (masses, residue.recipient, residue.receipt)))
    if seen.view.free is not None:
        free = seen.view.free
        yield tr("Free from explosives"), " · ".join((free.declared_by, isolate(free.declared_on)))


def incident_facts(seen: SeenBatch) -> Facts:
    """When something happened at the site, and what."""
    for incident in seen.view.incidents:
        yield isolate(moment_words(incident.happened_at)), incident.text


def events(seen: SeenBatch) -> list[Event]:
    """The steps taken, newest first, each with its voucher; the decision is the first of all."""
    view = seen.view
    acts = [
        Event(
            "flame", tr("Act of destruction {number}", number=act.act_no), moment_words(act.performed_at),
            method_words(act.methods), act.performed_by, seen.vouchers.get(act.voucher_id, ""), None,
        )
        for act in view.acts
    ]  # fmt: skip
    steps = [_event(seen, step) for step in view.steps]
    first = Event("signature", tr("Decided"), view.batch.decided_on, view.batch.authority)
    return sorted([first, *steps, *acts], key=lambda event: event.when, reverse=True)


def _event(seen: SeenBatch, step: BatchStep) -> Event:
    who = ", ".join(filter(None, (step.person or step.done_by, step.organisation)))
    done = step.step in (Step.CERTIFIED, Step.CLOSED)
    return Event(
        STEP_ICONS[Step(step.step)],
        step_word(step.step),
        moment_words(step.effective_at),
        who,
        step.remark,
        seen.vouchers.get(step.voucher_id, ""),
        Status.OK if done else None,
    )
