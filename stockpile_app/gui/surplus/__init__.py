"""Surplus in the window: what is needed against what is held, down to the weapon, and the declaration."""
