"""The same desk as the ledger's dialogs."""

from tests.gui.ledger.conftest import desk, duties, keys, theme, window

__all__ = ["desk", "duties", "keys", "theme", "window"]
