"""The desk these tests work at."""

from tests.gui.at_desk import books, desk

__all__ = ["books", "desk"]
