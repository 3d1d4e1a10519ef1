"""What stands against beginning, marking and verifying: pure rules over gathered facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_day, check_text, folded_name
from stockpile_app.disposal.deactivation.checklist import Checklist
from stockpile_app.disposal.deactivation.findings import refusal
from stockpile_app.disposal.deactivation.measures import number
from stockpile_app.disposal.deactivation.model import Deactivation
from stockpile_app.disposal.deactivation.profile import Profile
from stockpile_app.disposal.deactivation.requests import (
    BeginDeactivation,
    NewDeactivationMark,
    VerifyDeactivation,
)
from stockpile_app.disposal.model import CheckResult, Disposal, Step

_COUNTRY = re.compile(r"[A-Z]{2}")
_METRIC = re.compile(r"\s*([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*(?:mm)?\s*[x×]", re.IGNORECASE)
"""A calibre as it is marked in millimetres: `7.62x39`, `9 mm × 19`."""
_GAUGES = frozenset({"10", "12", "16", "20", "24", "28", "32", "36"})
"""Of shotguns, `12x70` is a gauge and no measure."""
_CALIBRE_SLACK = Decimal("0.5")
"""Between lands and grooves, millimetres (house default)."""


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What the books know about the batch line that is deactivated.

    Attributes:
        disposal, step: Of the batch; '' when there is no such batch.
        weapon_id: 0 when the line is no weapon, or there is no such line.
        checked: What the last look at the site said of the line; '' when nobody looked.
        begun: The last deactivation that has begun on it; 0 for none.
        held_back: Whether it has left the batch.
        calibre: As marked on the weapon.
        traced: Whether a look into a register of lost and stolen arms is recorded.
        stopped: The kind of a trace or evidence hold in force on it; '' without one.
    """

    disposal: str = ""
    step: str = ""
    weapon_id: int = 0
    checked: str = ""
    begun: int = 0
    held_back: bool = False
    calibre: str = ""
    traced: bool = False
    stopped: str = ""


def check_begin(
    asked: BeginDeactivation, profile: Profile | None, codes: Sequence[str], line: StandingFacts
) -> Iterator[Finding]:
    """Everything that stands against beginning."""
    yield from check_standing(line)
    if line.begun and not asked.reason.strip():
        yield refusal(
            "DEACT-03", tr("The deactivation of this weapon has begun already"), tr("Reason"),
            tr("why it begins anew"), tr("nothing"),
            tr("Go on with the one there is, or say why it begins anew"))  # fmt: skip
    if profile is None:
        yield refusal(
            "DEACT-01", tr("This profile is not known"), tr("Profile"), ", ".join(codes),
            asked.profile or tr("nothing"), tr("Choose from the list"))  # fmt: skip
        return
    if profile.type_numbered(asked.firearm_type) is None:
        yield refusal(
            "DEACT-01", tr("This profile has no such type"), tr("Type"),
            "; ".join(f"{one.number} {tr(one.label)}" for one in profile.types),
            asked.firearm_type or tr("nothing"), tr("Choose the type of the weapon"))  # fmt: skip
        return
    yield from _check_features(asked, profile)
    yield from _check_calibre(asked, profile)
    yield from _check_marked_calibre(asked.calibre, line.calibre)
    yield from _check_words(asked)


def check_standing(line: StandingFacts) -> Iterator[Finding]:
    """DEACT-03: a weapon of a deactivation batch, seen and verified at the site, and still in the batch."""
    troubles = (
        (line.disposal != Disposal.DEACTIVATION, tr("a batch to be deactivated"), line.disposal),
        (line.step != Step.VERIFIED, tr("a batch that was verified and is not done"), line.step),
        (line.weapon_id == 0, tr("a weapon of the batch"), ""),
        (line.held_back, tr("a weapon that is still in the batch"), tr("held back")),
        (line.checked != CheckResult.VERIFIED, tr("a weapon that was verified at the site"), line.checked),
    )
    for wrong, expected, got in troubles:
        if wrong:
            yield refusal(
                "DEACT-03", tr("This cannot be deactivated now"), tr("Batch line"), expected,
                got or tr("nothing"), tr("Look at the batch and what stands against its next step"))  # fmt: skip
            return
    yield from _check_last_look(line)


def _check_last_look(line: StandingFacts) -> Iterator[Finding]:
    """DEACT-20 and DEACT-21: before anything is cut a register was looked into, and nobody traces it or needs it."""
    if not line.traced:
        yield refusal(
            "DEACT-20", tr("The last trace check is not recorded"), tr("Trace check"),
            tr("one look into a register of lost and stolen arms"), tr("none"),
            tr("Look, and record what the register says"))  # fmt: skip
    if line.stopped:
        yield refusal(
            "DEACT-21", tr("This weapon is on hold and stays whole"), tr("Hold"),
            tr("no trace hold and no evidence hold"), line.stopped,
            tr("Hold it back from the batch, or have the authority end the hold"))  # fmt: skip


def check_newest(one: Deactivation, newest: int) -> Iterator[Finding]:
    """DEACT-09: of several that began on a weapon only the last goes on."""
    if one.id != newest:
        yield refusal(
            "DEACT-09", tr("This deactivation began anew; only the last one goes on"), tr("Deactivation"),
            str(newest), str(one.id), tr("Go on with the last one"))  # fmt: skip


def _check_features(asked: BeginDeactivation, profile: Profile) -> Iterator[Finding]:
    """DEACT-01: features that mean something for this type, and that can be there together."""
    known = {one.code: one for one in profile.features_of(asked.firearm_type)}
    for code in asked.features:
        if code not in known:
            yield refusal(
                "DEACT-01", tr("This feature decides nothing for this type"), tr("Features"), ", ".join(known),
                code, tr("Leave it out, or choose another type"))  # fmt: skip
    for code, other in ((c, o) for c in asked.features if c in known for o in known[c].excludes):
        if other in asked.features:
            yield refusal(
                "DEACT-01", tr("These two cannot be there together"), tr("Features"),
                tr("one of: {first}; {second}", first=tr(profile.feature(code).label),
                   second=tr(profile.feature(other).label)),
                f"{code}, {other}", tr("Look at the weapon again"))  # fmt: skip


def _check_calibre(asked: BeginDeactivation, profile: Profile) -> Iterator[Finding]:
    """DEACT-02: where bounds are held against the calibre it must be known."""
    if (asked.calibre or profile.asks_calibre(asked.firearm_type)) and number(asked.calibre) is None:
        yield refusal(
            "DEACT-02", tr("The calibre is held against what is measured"), tr("Calibre"),
            tr("millimetres, with a decimal point: 7.62"), asked.calibre or tr("nothing"),
            tr("Enter the calibre in millimetres"))  # fmt: skip


def _check_marked_calibre(typed: str, marked: str) -> Iterator[Finding]:
    """DEACT-02: the bounds are held against the calibre of this weapon, not against a smaller one."""
    found, value = _METRIC.match(marked), number(typed)
    if found is None or value is None or found[1] in _GAUGES:
        return
    if abs(value - Decimal(found[1].replace(",", "."))) > _CALIBRE_SLACK:
        yield refusal(
            "DEACT-02", tr("This is not the calibre that is marked on the weapon"), tr("Calibre"), marked, typed,
            tr("Read the weapon again, and enter its calibre in millimetres"))  # fmt: skip


def _check_words(asked: BeginDeactivation) -> Iterator[Finding]:
    """DEACT-17: who does it, where, when."""
    if not asked.performer.strip():
        yield unnamed(tr("Performer"), tr("the entity that does the work"))
    if not _COUNTRY.fullmatch(asked.country):
        yield refusal(
            "DEACT-17", tr("The country stands in the mark"), tr("Country"), tr("two capital letters: BE"),
            asked.country or tr("nothing"), tr("Enter the country’s code"))  # fmt: skip
    for text, field in ((asked.performer, tr("Performer")), (asked.reason, tr("Reason"))):
        yield from check_text(text, field)
    yield from check_day(asked.begun_on, tr("Begun on"))


def unnamed(field: str, expected: str) -> Finding:
    """DEACT-17: something is to be named."""
    return refusal(
        "DEACT-17", tr("Something is left empty"), field, expected, tr("nothing"), tr("Fill it in")
    )


def check_between(day: str, first: str, last: str, field: str) -> Iterator[Finding]:
    """DEACT-18: the day is not before what it follows, and not in the future."""
    wrong = list(check_day(day, field))
    yield from wrong
    if not wrong and not first <= day <= last:
        yield refusal(
            "DEACT-18", tr("This day does not fit"), field, tr("from {first} to {last}", first=first, last=last),
            day, tr("Correct the date"))  # fmt: skip


def check_mark(asked: NewDeactivationMark, listed: Checklist, country: str) -> Iterator[Finding]:
    """DEACT-10, DEACT-16, DEACT-17: a component of the list, with a sign that the entity may use."""
    if asked.component not in {one.essential.component for one in listed.marks}:
        yield refusal(
            "DEACT-10", tr("This mark cannot be recorded so"), tr("Component"),
            ", ".join(one.essential.component for one in listed.marks), asked.component or tr("nothing"),
            tr("Choose an essential component"))  # fmt: skip
    if not re.fullmatch(r"\S(.*\S)?", asked.symbol):
        yield unnamed(tr("Symbol"), tr("the symbol of the certifying entity"))
    for text, field in ((asked.symbol, tr("Symbol")), (asked.method, tr("Method"))):
        yield from check_text(text, field)
    if asked.listed:
        yield from _check_list(listed.profile, country, asked.symbol)


def _check_list(profile: Profile, country: str, entity: str) -> Iterator[Finding]:
    """DEACT-16: an entity can be on the authority's list only where there is one, and in its countries."""
    if not profile.listing or (profile.countries and country not in profile.countries):
        yield refusal(
            "DEACT-16", tr("This entity cannot be on that list"), tr("On the list"),
            tr(profile.listing) if profile.listing else tr("this profile knows no list"),
            f"{entity}, {country}", tr("Go on without it; the certificate is then a national one"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerifyFacts:
    """What the books know when a deactivation is to be verified.

    Attributes:
        country: That stands in the marks.
        mark: What the weapon is called by: its serial, or the depot's own number.
        verifier: The user who verifies; '' in single-keeper books, where the keeper records everything.
        performers: Everybody who did work on it, as recorded.
        recorders: The users who recorded it; none in single-keeper books.
        last_work: The last day on which anything was done.
    """

    checklist: Checklist
    country: str
    mark: str
    verifier: str
    performers: frozenset[str]
    recorders: frozenset[str]
    last_work: str
    today: str


def check_verify(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """Everything that stands against verifying; what is open first."""
    yield from facts.checklist.blocks
    for rule in (check_persons, check_entity, check_listed, check_signs, check_serial, _check_said):
        yield from rule(asked, facts)


def check_persons(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-12: who verifies did none of the work."""
    took_part = {folded_name(name): name for name in (*facts.performers, *facts.recorders)}
    for name in filter(None, dict.fromkeys((facts.verifier, asked.name))):
        if folded_name(name) in took_part:
            yield refusal(
                "DEACT-12", tr("Who verifies took no part in the work"), tr("Verified by"),
                tr("somebody other than: {names}", names=", ".join(sorted(set(took_part.values())))), name,
                tr("Let somebody else verify"))  # fmt: skip


def check_entity(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-13: a public authority where the profile says so."""
    if facts.checklist.profile.public and not asked.public:
        yield refusal(
            "DEACT-13", tr("This profile is verified by a public authority"), tr("Verifying entity"),
            tr("a public authority"), asked.entity or tr("nothing"),
            tr("Let a public authority verify, or use a profile that does not ask for one"))  # fmt: skip


def check_listed(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-16: the authority's name only for a public authority that is on its list."""
    if asked.listed:
        yield from _check_list(facts.checklist.profile, facts.country, asked.entity)
        if not asked.public:
            yield refusal(
                "DEACT-16", tr("Only public authorities are on that list"), tr("Verifying entity"),
                tr("a public authority"), asked.entity or tr("nothing"),
                tr("Go on without it; the certificate is then a national one"))  # fmt: skip


def check_signs(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-16: the marks bear the authority's sign if, and only if, the entity is on its list."""
    profile = facts.checklist.profile
    sign = profile.sign if asked.listed else profile.plain_sign
    for mark in facts.checklist.marks:
        if mark.text and mark.text.split()[0] != sign:
            yield refusal(
                "DEACT-16", tr("This mark is not that of the verifying entity"), tr(mark.essential.label),
                sign, mark.text, tr("Have the entity’s own mark put on, and verify for that entity"))  # fmt: skip


def check_serial(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-14: the original serial is still on it and can be read."""
    if asked.serial_read.strip() != facts.mark:
        yield refusal(
            "DEACT-14", tr("The original serial must be kept and readable"), tr("Serial as read"), facts.mark,
            asked.serial_read.strip() or tr("nothing"),
            tr("Read it from the weapon again; if it is gone, report it"))  # fmt: skip


def _check_said(asked: VerifyDeactivation, facts: VerifyFacts) -> Iterator[Finding]:
    """DEACT-17 and DEACT-18: who signs, for whom, and when."""
    said = ((asked.name, tr("Name"), tr("who signs")), (asked.entity, tr("Verifying entity"), tr("its name")))
    yield from (unnamed(field, expected) for text, field, expected in said if not text.strip())
    texts = ((asked.title, tr("Title")), *((text, field) for text, field, _ in said))
    yield from chain.from_iterable(check_text(text, field) for text, field in texts)
    yield from check_between(asked.verified_on, facts.last_work, facts.today, tr("Verified on"))
