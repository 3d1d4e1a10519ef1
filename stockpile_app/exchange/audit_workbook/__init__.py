"""The audit workbook: the books in a form that an auditor recomputes in a spreadsheet program.

opening + in - out = closing for every account, item type, lot and condition, as live formulas over
the movements; registers of vouchers, weapons and lots; findings; and checks that turn red when
anything does not add up.  The same books give the same bytes.
"""

from stockpile_app.exchange.audit_workbook.checks import DIFFERENCES_NAME, RESULTS_NAME
from stockpile_app.exchange.audit_workbook.model import AuditSummary
from stockpile_app.exchange.audit_workbook.write import write_audit_workbook

__all__ = ["DIFFERENCES_NAME", "RESULTS_NAME", "AuditSummary", "write_audit_workbook"]
