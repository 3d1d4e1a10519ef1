"""The statement of surplus as a workbook, its working live: requirement, holding, surplus, and what stands apart.

Requirement = sum of the factors, each recomputed; serviceable = in store + with holders; surplus =
MAX(0, serviceable - requirement).  Checks turn red when anything does not add up.  The same books and
the same day give the same bytes.
"""

from stockpile_app.exchange.surplus_workbook.write import SurplusSummary, write_surplus_workbook

__all__ = ["SurplusSummary", "write_surplus_workbook"]
