"""Cases: what must be explained, by whom and until when, and how it ended.

A case is opened by an operation that met something which does not agree: a serial that is not in the
box, a destroyed weapon that is received again.  It never changes a balance; what it finds out is
posted by vouchers of the ledger.
"""
