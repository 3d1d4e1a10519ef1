"""Prove a printed statement of surplus: the code is genuine and says at which entry the books stood.

The statement is reckoned from the books as they stand, so that later books cannot print it again: only
the eye compares its figures, with the workbook or a statement of the same day.
"""

from __future__ import annotations

import re

from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.documents.handed_in import HandedIn
from stockpile_app.documents.paper_proof import PaperProof, Standing, pasted, proof_of
from stockpile_app.store import Stockpile

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def prove_surplus_code(
    _stockpile: Stockpile, code: PaperCode, entry: int, paper: HandedIn
) -> PaperProof | None:
    """How the statement stands that the code names; None when the journal did not end at this entry then."""
    if entry != code.size:
        return None
    day = _DAY.match(code.number)
    if paper.has_text and day and not paper.names(day.group()):
        return proof_of(code, Standing.DIFFERS, entry=entry, genuine=True, findings=(pasted(code.number),))
    return proof_of(code, Standing.TO_COMPARE, entry=entry, genuine=True)
