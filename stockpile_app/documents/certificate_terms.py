"""The words of lists that stand in a certificate's cells: methods, materials, reasons, units, components.

A word of a list is told in each language of the paper, as its labels are.  What a person wrote (a material that
is in no list, a reason in words) stays as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from stockpile_app.catalogue.reference_lists import reference_list
from stockpile_app.disposal import MATERIALS, REASONS_HELD_BACK, methods


class TermList(StrEnum):
    """The lists whose words stand on certificates; the value is their name in `certificate_words.toml`."""

    METHOD = "methods"
    MATERIAL = "materials"
    REASON = "reasons"
    UNIT = "units"
    COMPONENT = "components"


Terms = Mapping[TermList, Mapping[str, str]]
"""The words of each list by their code."""


@cache
def english_terms() -> Terms:
    """Every word of the lists in English, by list and code; the code of a material is its name in small letters."""
    return {
        TermList.METHOD: {code: one.label for code, one in methods().items()},
        TermList.MATERIAL: {code_of(TermList.MATERIAL, one): one for one in MATERIALS},
        TermList.REASON: dict(REASONS_HELD_BACK),
        TermList.UNIT: {one.code: one.label for one in reference_list("units").lines},
        TermList.COMPONENT: {one.code: one.label for one in reference_list("component_kinds").lines},
    }


def code_of(which: TermList, written: str) -> str:
    """What is looked up for a word as it stands in the books: a material is known however it is capitalised."""
    return written.strip().casefold() if which is TermList.MATERIAL else written.strip()
