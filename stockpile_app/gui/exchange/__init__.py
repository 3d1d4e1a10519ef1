"""Spreadsheets in and out: the import wizard, past imports, the audit workbook."""
