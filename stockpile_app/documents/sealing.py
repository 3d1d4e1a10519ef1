"""The depot signs what a paper's square code says."""

from __future__ import annotations

from stockpile_app import audit
from stockpile_app.audit.paper_code import PaperCode, code_number
from stockpile_app.store import Stockpile

LIFE_CODE = "LIF"
"""The kind of a paper that tells the life of an item; a voucher's is its own three letters."""

SURPLUS_CODE = "SUR"
"""The kind of a statement of surplus."""


def sealed(stockpile: Stockpile, kind: str, number: str, entry_hash: str, head: audit.Head) -> str:
    """The text of the square code, signed by the depot; '' for books that have no key yet.

    Args:
        entry_hash: SHA-256 of the entry that the paper stands on, hexadecimal.
        head: Where the journal stands.
    """
    if not audit.has_depot_key(stockpile):
        return ""
    root = bytes.fromhex(head.root)
    code = PaperCode(kind, code_number(number), bytes.fromhex(entry_hash), head.size, root[:16])
    return code.signed(audit.sign_as_depot(stockpile, code.to_sign)).text
