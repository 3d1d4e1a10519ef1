"""Write the manual's page of who may do what from the table of rights: `python installers/manual.py`."""

from __future__ import annotations

from pathlib import Path

from stockpile_app.access import Right, Role, rights
from stockpile_app.access.acting import role_word

PAGE = Path(__file__).parents[1] / "resources" / "manual" / "who-may-do-what.md"
ROLES = (Role.OFFICER, Role.APPROVER, Role.INSPECTOR, Role.AUDITOR, Role.ANALYST, Role.ADMINISTRATOR)
INTRODUCTION = """# Who may do what

Every operation that writes is in this table; one that is not in it cannot be done. The administrator
has no stock rights. Who keeps the books alone (“single-keeper books”) does everything, and every
paper says so.

- **yes**: may do it.
- **approves**: must agree before it is done, with a passphrase of their own. It is never the person who
  asked, nor who has a part in it, nor somebody whose key another person made.
- **signed**: the person's own key signs the journal entry; nobody else can make that signature.
- **first**: may be done alone while nobody else could approve it, for the first people of new books.
"""


def page() -> str:
    """The whole page."""
    head = ["what", *(role_word(role).lower() for role in ROLES), ""]
    lines = [_row(head), _row(["---"] * len(head)), *(_row(_cells(right)) for right in rights().values())]
    return "\n".join([INTRODUCTION, *lines, ""])


def _cells(right: Right) -> list[str]:
    marks = ", ".join(word for word, so in (("signed", right.signed), ("first", right.first)) if so)
    return [right.label, *(_cell(right, role) for role in ROLES), marks]


def _cell(right: Right, role: Role) -> str:
    said = [word for word, so in (("yes", role in right.roles), ("approves", role in right.second)) if so]
    return ", ".join(said)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
