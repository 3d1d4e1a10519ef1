"""What is done with a case: each one verb, one transaction and one entry of the journal."""

from __future__ import annotations

from stockpile_app.cases.opening import is_open, open_case_within

__all__ = ["is_open", "open_case_within"]
