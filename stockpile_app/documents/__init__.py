"""Printed paper: vouchers, the life of an item, the recovery sheet; and its proof when it comes back.

The only room that knows PDF.  Every paper carries the journal entry it stands on and where the
journal stood, reads in black and white at 200 dpi, and is the same byte for byte when its content
is the same.
"""
