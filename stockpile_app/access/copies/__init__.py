"""Copies of the books: made and checked, put back, joined again, put under another key.

A copy counts when it was opened and proved.  What takes the place of books that stand there does so
whole or not at all, and going on from an older copy needs a second person.
"""
