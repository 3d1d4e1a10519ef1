"""The pages behind the certificate: how it was done, what was left, what was held back, who took part."""

from __future__ import annotations

from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.certificates.view import LeftOut
from stockpile_app.documents.certificate_face import methods_words
from stockpile_app.documents.certificate_parts import (
    FIGURES,
    VALUE,
    Cell,
    Section,
    pairs,
    section_title,
    table,
)
from stockpile_app.documents.certificate_sheet import Setting
from stockpile_app.documents.certificate_terms import TermList
from stockpile_app.documents.certificate_words import TwoLanguages
from stockpile_app.documents.page import Align
from stockpile_app.documents.voucher_paper import moment

_SIGNING = "\u00a0" * 34
"""Room for a signature."""


def particulars(setting: Setting) -> list[Section]:
    """The sections that there are anything for."""
    found = (
        _acts(setting),
        _held_back(setting),
        _residue(setting),
        _free(setting),
        _traces(setting),
        _incidents(setting),
        _persons(setting),
    )
    return [section for section in found if section]


def _acts(setting: Setting) -> Section | None:
    cells = (
        Cell("act", lambda act: str(act.act.act_no), FIGURES, Align.RIGHT, firm=True),
        Cell("performed at", lambda act: moment(act.act.performed_at)),
        Cell("methods", lambda act: methods_words(setting.words, [act.act.methods]), grows=True),
        Cell("equipment", lambda act: act.act.equipment),
        Cell("performed by", lambda act: act.act.performed_by),
        Cell("voucher", lambda act: act.voucher, FIGURES, firm=True),
        Cell("lines", lambda act: grouped(act.lines), FIGURES, Align.RIGHT, firm=True),
    )
    return table(setting, "acts", cells, setting.paper.view.acts)


def _held_back(setting: Setting) -> Section | None:
    cells = (
        Cell("item", lambda left: left.item, grows=True),
        Cell("serial", lambda left: left.mark, FIGURES),
        Cell("quantity", lambda left: _amount(setting.words, left), FIGURES, Align.RIGHT),
        Cell("reason", lambda left: setting.words.term(TermList.REASON, left.reason)),
        Cell("authority", lambda left: left.authority),
        Cell("voucher", lambda left: left.voucher, FIGURES, firm=True),
    )
    return table(setting, "held back", cells, setting.paper.view.held_back)


def _amount(words: TwoLanguages, left: LeftOut) -> str:
    """How many left, with the unit in each language."""
    return words.told(lambda one: f"{grouped(left.quantity)} {one.term(TermList.UNIT, left.unit)}")


def kilograms(grams: int) -> str:
    """A mass as it is printed: kilograms with three decimals, thousands apart."""
    whole, rest = divmod(grams, 1000)
    return f"{grouped(whole)}.{rest:03d}"


def _residue(setting: Setting) -> Section | None:
    cells = (
        Cell("material", lambda one: setting.words.term(TermList.MATERIAL, one.material), grows=True),
        Cell("mass in", lambda one: kilograms(one.mass_in), FIGURES, Align.RIGHT, firm=True),
        Cell("mass out", lambda one: kilograms(one.mass_out), FIGURES, Align.RIGHT, firm=True),
        Cell("recipient", lambda one: one.recipient),
        Cell("receipt", lambda one: one.receipt),
        Cell("cleared on", lambda one: one.cleared_on, FIGURES),
    )
    return table(setting, "residue", cells, setting.paper.view.residue)


def _free(setting: Setting) -> Section | None:
    free = setting.paper.view.free
    if free is None:
        return None
    who = ", ".join(filter(None, (free.declared_by, free.organisation)))
    facts = (("name", who), ("checked on", free.declared_on), ("reference", free.reference))
    return Section(pairs(setting, facts, VALUE), section_title(setting, "free"))


def _traces(setting: Setting) -> Section | None:
    cells = (
        Cell("register", lambda check: check.register, grows=True),
        Cell("result", lambda check: check.result),
        Cell("reference", lambda check: check.reference),
        Cell("checked on", lambda check: check.checked_on, FIGURES),
        Cell("name", lambda check: check.checked_by),
    )
    return table(setting, "traces", cells, setting.paper.view.traces)


def _incidents(setting: Setting) -> Section | None:
    cells = (
        Cell("happened at", lambda incident: moment(incident.happened_at), FIGURES),
        Cell("what", lambda incident: incident.text, grows=True),
    )
    return table(setting, "incidents", cells, setting.paper.view.incidents)


def _persons(setting: Setting) -> Section | None:
    cells = (
        Cell("duty", lambda one: setting.beside(one.duty)),
        Cell("name", lambda one: ", ".join(filter(None, (one.title, one.name))), grows=True),
        Cell("organisation", lambda one: one.organisation),
        Cell("signature", lambda _: _SIGNING, always=True),
    )
    return table(setting, "persons", cells, setting.paper.view.persons, 6.0, together=True)
