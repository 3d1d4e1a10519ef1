"""Stockpile keeps the books of a weapons-and-ammunition stockpile, offline.

One file is one stockpile's books.  Quantity is never created, changed or deleted; it only
moves from one account to another, by numbered vouchers that a journal proves.  The packages
are rooms stacked one upon the other, imports point downwards only, and `assembly` is the one
place that knows them all.
"""

__version__ = "0.1.0"
__released__ = "2026-11-01"
"""No clock that stands before this day is right."""
