"""The same desk as the ledger's dialogs."""

from tests.gui.ledger.conftest import books, desk, duties, keys, theme, window

__all__ = ["books", "desk", "duties", "keys", "theme", "window"]
