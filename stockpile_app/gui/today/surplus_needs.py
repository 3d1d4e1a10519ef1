"""What surplus asks of a person today: the review of the stocks that is due."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app import access
from stockpile_app.base.text import tr
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.today.first_steps import role_at_desk
from stockpile_app.gui.today.need import Act, Need
from stockpile_app.gui.today.spans import days_ago
from stockpile_app.store import Stockpile
from stockpile_app.surplus import reviews


def review_due(books: Stockpile, today: str) -> Iterator[Need]:
    """The review of the stocks for surplus, from the day on that the last one named."""
    last = next(iter(reviews(books)), None)
    if last is None or last.next_on > today:
        return
    may = access.rights()["review surplus"].allows(role_at_desk(books))
    yield Need(
        Status.WARN,
        tr("Review due"),
        tr("The stocks are to be reviewed for surplus"),
        tr("last reviewed {day} by order of {name}", day=last.reviewed_on, name=last.authority),
        last.next_on,
        days_ago(last.next_on, today),
        Act.REVIEW if may else Act.NOTHING,
        tr("Record the review") if may else "",
    )
