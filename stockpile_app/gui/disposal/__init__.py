"""Disposal on the window: the board of batches, a dialog for each step, and the verification at the site."""
