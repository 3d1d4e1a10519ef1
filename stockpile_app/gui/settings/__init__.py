"""This desk: language, palette, zoom, paper, scanner; nothing here changes the books."""

from stockpile_app.gui.settings.preferences import PAGE_SIZES, Preferences, Settings

__all__ = ["PAGE_SIZES", "Preferences", "Settings"]
