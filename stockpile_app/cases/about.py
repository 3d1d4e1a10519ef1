"""What a case or an attachment is about, in words: a weapon, a lot, a voucher, a batch, a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import quoted
from stockpile_app.base.text import N_
from stockpile_app.cases.findings import refusal
from stockpile_app.cases.opening import About
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.store import Stockpile

ABOUT_WORDS = {
    "case": N_("Case"),
    "weapon": N_("Weapon"),
    "lot": N_("Lot"),
    "item_type": N_("Item type"),
    "account": N_("Account"),
    "voucher": N_("Voucher"),
    "declaration": N_("Declaration"),
    "batch": N_("Batch"),
    "batch_check": N_("Check"),
    "deactivation": N_("Deactivation"),
    "certificate": N_("Certificate"),
}
"""What things are called that a case can be about; translate when shown."""

_NAMED = {
    "case": ("case_file", "number"),
    "lot": ("lot", "number"),
    "item_type": ("item_type", "coalesce(nullif(name, ''), trim(make || ' ' || model || ' ' || calibre))"),
    "account": ("account", "name"),
    "voucher": ("voucher", "number"),
    "declaration": ("declaration", "number"),
    "batch": ("batch", "number"),
    "certificate": ("certificate", "number"),
    "deactivation": (
        "deactivation",
        "(SELECT b.number FROM batch b WHERE b.id = deactivation.batch_id) || ' / ' || line_no",
    ),
}
"""Where each stands, and the expression for what it is called; the rest is told by its id."""


def about_words(stockpile: Stockpile, about: str, about_id: int) -> str:
    """What it is called: `KM 06427 · Izhevsk AKM 7.62x39`, `B-DST-2026-000001`; its id where it has no name."""
    return _name(stockpile, about, about_id) or str(about_id)


def _name(stockpile: Stockpile, about: str, about_id: int) -> str:
    if about == "weapon":
        weapon = weapons_by_id(stockpile, [about_id]).get(about_id)
        return weapon.title if weapon else ""
    if about not in _NAMED:
        return ""
    table, name = _NAMED[about]
    return str(stockpile.value(f"SELECT {name} FROM {table} WHERE id = ?", [about_id]) or "")


def about_numbered(stockpile: Stockpile, about: str, number: str) -> int:
    """The id of the voucher, case, batch, declaration or certificate of this number; 0 for none."""
    table, name = _NAMED.get(about, ("", ""))
    if name != "number":
        return 0
    return int(stockpile.value(f"SELECT id FROM {table} WHERE number = ?", [number.strip()]) or 0)


def check_about(stockpile: Stockpile, about: About) -> Iterator[Finding]:
    """CASE-05: it is about something that the books hold."""
    what, number = about
    known = what in ABOUT_WORDS and (what not in {"weapon", *_NAMED} or bool(_name(stockpile, what, number)))
    if not known:
        yield refusal("CASE-05", tr("The books do not hold what this is about"), tr("About"),
                      ", ".join(ABOUT_WORDS), quoted(f"{what} {number}"),
                      tr("Look it up with Ctrl+K"))  # fmt: skip
