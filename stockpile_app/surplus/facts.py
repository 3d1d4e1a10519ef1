"""What stands at the head of a statement of surplus, on paper, in a workbook and in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import tr, trn
from stockpile_app.surplus.model import CRITERION_WORDS, Criterion
from stockpile_app.surplus.queries import criteria_of
from stockpile_app.surplus.reckoning import Statement


def statement_facts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Label and value: in what order, by whose word, what is dormant, when reviewed."""
    policy = statement.policy
    words = (tr(CRITERION_WORDS[Criterion(one)]) for one in criteria_of(policy))
    yield tr("Put forward"), "; ".join(words)
    yield (
        tr("Policy"),
        policy.source if policy else tr("none entered: the usual order, and nothing is dormant"),
    )
    yield tr("Dormant"), _dormant(statement)
    review = statement.review
    if review:
        yield (
            tr("Review"),
            tr("{day} by {authority}; the next is due {next}", day=review.reviewed_on,
               authority=review.authority, next=review.next_on),
        )  # fmt: skip
    else:
        yield tr("Review"), tr("none recorded")
    yield tr("Holding"), _holding(statement)


def _dormant(statement: Statement) -> str:
    policy = statement.policy
    if policy is None or not policy.dormant_years:
        return tr("nothing")
    years = trn("{count} year", "{count} years", policy.dormant_years)
    if statement.begins and statement.begins < statement.dormant_before:
        return tr(
            "in store and not issued for {years}: since before {day}",
            years=years,
            day=statement.dormant_before,
        )
    return tr("nothing can be said: the books begin {begins}, {years} have not passed", years=years,
              begins=statement.begins or "-")  # fmt: skip


def _holding(statement: Statement) -> str:
    if statement.past:
        return tr("as it was on {day}, folded from the movements", day=statement.on)
    return tr("as the books stand now")
