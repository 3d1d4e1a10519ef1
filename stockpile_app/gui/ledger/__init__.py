"""The ledger on the window: what every account holds, every voucher kind, the life of an item."""
