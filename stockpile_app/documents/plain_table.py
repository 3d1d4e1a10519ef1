"""The least that paper costs: the same rows as one bare table a page, nothing measured, nothing proved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Table, TableStyle

from stockpile_app.documents.page import HAIRLINE

_ROWS = 38
_STYLE = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Helvetica", 8.5),
        ("LINEBELOW", (0, 0), (-1, -1), HAIRLINE, (0, 0, 0)),
        ("TOPPADDING", (0, 0), (-1, -1), 1.7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.7),
    ]
)


def plain_table(rows: Sequence[Sequence[str]], heading: Sequence[str], target: Path) -> None:
    """Print the rows in the library's own face."""
    story: list[Flowable] = []
    for start in range(0, len(rows), _ROWS):
        table = Table([list(heading), *map(list, rows[start : start + _ROWS])])
        table.setStyle(_STYLE)
        story += [table, PageBreak()]
    SimpleDocTemplate(str(target), pagesize=A4, invariant=1, pageCompression=1).build(story)
