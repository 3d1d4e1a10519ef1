"""What comes in and goes out as a file: foreign spreadsheets, own workbooks and packs."""
