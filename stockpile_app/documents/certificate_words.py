"""The words of a certificate in several languages: two stand side by side on one paper.

English is the source.  A language with a catalogue of the whole program speaks through it; the few others
have the certificate's words in `resources/reference/certificate_words.toml`, each language with its
source and status, and a paper says where a translation was not checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from stockpile_app.base.resources import resource
from stockpile_app.base.text import N_, SOURCE_LANGUAGE, available_languages, speaking, tr
from stockpile_app.documents.certificate_terms import TermList, Terms, code_of, english_terms
from stockpile_app.documents.reading_order import Direction

WORDS: Mapping[str, str] = {
    "title destruction": N_("Certificate of destruction"),
    "title deactivation": N_("Certificate of deactivation"),
    "title eu": N_("Deactivation certificate"),
    "draft": N_("Draft"),
    "annulled": N_("Annulled"),
    "sole": N_("Single-keeper books"),
    "statement destruction": N_(
        "It is certified that the items counted below and listed in the annex were verified one by one, destroyed "
        "as stated, and can never be used again."
    ),
    "statement deactivation": N_(
        "It is certified that the firearm named below was deactivated and verified as stated, and that its essential "
        "components are permanently inoperable."
    ),
    "statement eu": N_(
        "The measures taken to deactivate this firearm conform to the technical specifications of Annex I to "
        "Implementing Regulation (EU) 2015/2403 as amended by Implementing Regulation (EU) 2018/337."
    ),
    "authority": N_("Authority"),
    "document": N_("Authority document"),
    "batch": N_("Batch"),
    "reason": N_("Reason"),
    "site": N_("Site"),
    "destroyed on": N_("Destroyed on"),
    "methods": N_("Methods"),
    "equipment": N_("Equipment"),
    "replaces": N_("Replaces"),
    "replaced by": N_("Replaced by"),
    "remarks": N_("Remarks"),
    "issued on": N_("Issued on"),
    "head check": N_("Head check"),
    "item": N_("Item type"),
    "planned": N_("Planned"),
    "held back": N_("Held back"),
    "explained": N_("Explained"),
    "received": N_("Received"),
    "destroyed": N_("Destroyed"),
    "total": N_("Total"),
    "issued by": N_("Issued by"),
    "approved by": N_("Approved by"),
    "officer in charge": N_("Officer in charge"),
    "packer": N_("Packer"),
    "carrier": N_("Carrier"),
    "receiver": N_("Receiver"),
    "verifier": N_("Verifier"),
    "performer": N_("Performer"),
    "observer": N_("Observer"),
    "witness": N_("Witness"),
    "signature": N_("Signature and date"),
    "name and rank": N_("Name and rank"),
    "particulars": N_("Particulars"),
    "acts": N_("Acts of destruction"),
    "act": N_("Act"),
    "performed at": N_("Performed at"),
    "performed by": N_("Performed by"),
    "voucher": N_("Voucher"),
    "lines": N_("Lines"),
    "residue": N_("Residue and scrap"),
    "material": N_("Material"),
    "mass in": N_("Mass before, kg"),
    "mass out": N_("Mass after, kg"),
    "recipient": N_("Recipient"),
    "receipt": N_("Receipt"),
    "cleared on": N_("Cleared on"),
    "free": N_("Free from explosives"),
    "traces": N_("Last look into the registers"),
    "register": N_("Register"),
    "result": N_("Result"),
    "checked on": N_("Checked on"),
    "reference": N_("Reference"),
    "incidents": N_("Incidents"),
    "happened at": N_("Happened at"),
    "what": N_("What happened"),
    "persons": N_("Persons who took part"),
    "duty": N_("Duty"),
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
    "annex weapons": N_("Annex A: weapons"),
    "annex lots": N_("Annex B: ammunition and other items"),
    "serial": N_("Serial"),
    "identity": N_("Make, model, calibre, country"),
    "marks": N_("Other marks"),
    "missing": N_("Missing components"),
    "verified by": N_("Verified by"),
    "destroyed by": N_("Destroyed by"),
    "check": N_("Check"),
    "lot": N_("Lot"),
    "hazard": N_("Hazard division"),
    "neq": N_("NEQ, kg"),
    "brought forward": N_("Brought forward"),
    "on this page": N_("On this page"),
    "carried forward": N_("Carried forward"),
    "nothing follows": N_("Nothing follows"),
    "annulled on": N_("Annulled on"),
    "annulled by": N_("Annulled by"),
    "verifying entity": N_("Verifying entity"),
    "performing entity": N_("Entity that did the work"),
    "country": N_("Country"),
    "certified on": N_("Date of certification"),
    "maker": N_("Manufacturer or brand"),
    "firearm type": N_("Type"),
    "model": N_("Make and model"),
    "calibre": N_("Calibre"),
    "serials": N_("Serial numbers"),
    "deactivation mark": N_("Deactivation mark"),
    "profile": N_("Profile of operations"),
    "verified on": N_("Verified on"),
    "responsible": N_("Responsible person"),
    "number": N_("Certificate number"),
    "keep": N_(
        "Keep this certificate with the firearm at all times. The essential components carry an inspection mark, which "
        "must not be removed or altered."
    ),
    "forgery": N_("Forging a certificate may be an offence under national law."),
    "page": N_("Page {page} of {pages}"),
    "stands": N_("Journal entry {entry} · journal size {size} · root {root}"),
    "hash": N_("Hash of the entry"),
    "unchecked": N_("The words in this language were not checked by a translator"),
}
"""Every word of a certificate in English, by its key."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        checked: Whether a translator has checked them.
        terms: The words of lists (methods, materials, reasons, units, components) by list and code.
    """

    language: str
    told: Mapping[str, str]
    checked: bool = True
    terms: Terms = field(default_factory=english_terms)

    def __getitem__(self, key: str) -> str:
        """The word of that key; the key itself where a list of somebody else brings one that is not known."""
        return self.told.get(key, key)

    def term(self, which: TermList, written: str) -> str:
        """A word of a list as this language says it; what is in no list as it was written."""
        return self.terms[which].get(code_of(which, written), written)

    @property
    def direction(self) -> Direction:
        """Which way the language reads."""
        return Direction.RTL if self.language.partition("_")[0] in _RIGHT_TO_LEFT else Direction.LTR


@dataclass(frozen=True, slots=True)
class TwoLanguages:
    """The language that leads, and the one beside it; none where the paper speaks one only."""

    first: Words
    second: Words | None = None

    @property
    def both(self) -> tuple[Words, ...]:
        """One or two."""
        return (self.first, self.second) if self.second else (self.first,)

    def stacked(self, key: str) -> str:
        """The word in each language, line under line."""
        return "\n".join(dict.fromkeys(words[key] for words in self.both))

    def told(self, say: Callable[[Words], str]) -> str:
        """What each language says, line under line; once where they say the same."""
        return "\n".join(dict.fromkeys(map(say, self.both)))

    def term(self, which: TermList, written: str) -> str:
        """A word of a list in each language, line under line."""
        return self.told(lambda words: words.term(which, written))


@cache
def _tables() -> Mapping[str, Words]:
    content = tomllib.loads(resource("reference", "certificate_words.toml").read_text(encoding="utf-8"))
    return {
        one["code"]: Words(
            one["code"],
            {**WORDS, **one["words"]},
            one["status"] == "verified",
            {which: {**words, **one[which]} for which, words in english_terms().items()},
        )
        for one in content["language"]
    }


def known_languages() -> tuple[str, ...]:
    """The languages a certificate can be written in, English first."""
    return tuple(dict.fromkeys((*available_languages(), *_tables())))


def words_of(language: str) -> Words:
    """The words of one language: of its catalogue, or of the certificate's own table."""
    if language == SOURCE_LANGUAGE:
        return Words(language, WORDS)
    if language in available_languages():
        with speaking(language):
            terms = {which: _translated(words) for which, words in english_terms().items()}
            return Words(language, _translated(WORDS), terms=terms)
    return _tables()[language]


def _translated(words: Mapping[str, str]) -> Mapping[str, str]:
    return {key: tr(word) for key, word in words.items()}


def two_languages(languages: tuple[str, ...]) -> TwoLanguages:
    """The words of one or two languages; the same one twice is one."""
    distinct = tuple(dict.fromkeys(languages)) or (SOURCE_LANGUAGE,)
    first = words_of(distinct[0])
    return TwoLanguages(first, words_of(distinct[1]) if len(distinct) > 1 else None)
