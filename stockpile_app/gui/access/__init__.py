"""Getting to the books: opening, founding, recovering, locking; and the desk every page works at."""

from stockpile_app.gui.access.desk import Desk

__all__ = ["Desk"]
