"""A request as plain data, as it is kept while it waits for a second person, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from stockpile_app.disposal.requests import Destroying, DisposalDecision, EndUser, PlannedLine


def kept(asked: DisposalDecision | Destroying) -> dict[str, Any]:
    """Strings, integers and lists of them."""
    content: dict[str, Any] = _plain(asdict(asked))
    if content.get("end_user", "") is None:
        del content["end_user"]
    return content


def _plain(value: Any) -> Any:  # noqa: ANN401  (whatever a request holds)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def kept_decision(content: Mapping[str, Any]) -> DisposalDecision:
    """The decision that plain data stand for."""
    paper = content.get("end_user")
    if paper is not None:
        paper = EndUser(**{**paper, "certified": tuple((item, count) for item, count in paper["certified"])})
    lines = tuple(PlannedLine(**line) for line in content["lines"])
    return DisposalDecision(
        **{**content, "lines": lines, "methods": tuple(content["methods"]), "end_user": paper}
    )


def kept_destroying(content: Mapping[str, Any]) -> Destroying:
    """The act of destruction that plain data stand for."""
    return Destroying(**{**content, "lines": tuple(content["lines"]), "methods": tuple(content["methods"])})
