"""The disposal page, its dialogs and the screen at the site as they are seen: in both directions, with long words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from stockpile_app.base.text import PSEUDO_LANGUAGE, use_language
from stockpile_app.gui.disposal.finish_dialog import FinishDialog
from stockpile_app.gui.disposal.site_dialogs import WrongDialog
from tests.disposal.batches import Site
from tests.gui.at_desk import NOTEBOOK, AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.disposal.conftest import Enter, front, in_sight, row_of
from tests.naughty import NAMES_OF_SIXTY

LOOKS = [
    ("en", Qt.LayoutDirection.RightToLeft),
    (PSEUDO_LANGUAGE, Qt.LayoutDirection.LeftToRight),
]


@pytest.fixture(params=LOOKS, ids=["right-to-left", "long"])
def look(request: pytest.FixtureRequest, qapp: QApplication, desk: AtDesk) -> Iterator[str]:
    """Mirrored, and longer words; set once the program stands."""
    language, direction = request.param
    desk.settings.change(language=language)
    qapp.setLayoutDirection(direction)
    use_language(language)
    yield language
    use_language("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def full(site: Site) -> dict[str, int]:
    """Batches in several states, with long names."""
    first = site.batch(site.rifles(3), planned_on="2026-11-30")
    second = site.decide(
        site.declare(site.rifles(2, first=50)), disposal="transfer", methods=(), reason="For the police",
        recipient=NAMES_OF_SIXTY[0],
    ).batch_id  # fmt: skip
    third = site.batch(site.rifles(4, first=20), authority=NAMES_OF_SIXTY[1])
    site.to_site(third)
    site.scan(third, "KM 00020")
    site.scan(third, "XX 1")
    site.declare(site.rifles(2, first=90))
    return {"seal": first, "other": second, "site": third}


def seen(widget: object) -> None:
    assert find_clipped_texts(widget) == []  # type: ignore[arg-type]
    assert unnamed_inputs(widget) == []  # type: ignore[arg-type]


def test_everything_fits_and_is_named(desk: AtDesk, site: Site, enter: Enter, look: str) -> None:
    ids = full(site)
    desk.qapp.setLayoutDirection(
        Qt.LayoutDirection.LeftToRight if look == PSEUDO_LANGUAGE else Qt.LayoutDirection.RightToLeft
    )
    page = enter("officer")
    for size in (NOTEBOOK, QSize(1920, 1080)):
        desk.window.resize(size)
        page.board.select_batch(ids["site"])
        desk.idle()
        seen(desk.window)
    desk.window.resize(NOTEBOOK)
    page.course.decide()
    _look_at_front(desk)
    page.course.take(row_of(site, ids["seal"]))
    _look_at_front(desk)
    for beside in ("lines", "persons", "trace", "hold", "incident", "photo", "cases"):
        page.course.beside(beside, row_of(site, ids["seal"]))
        _look_at_front(desk)
    _look_at_site(desk, site, page, ids["site"])


def _look_at_front(desk: AtDesk) -> None:
    desk.idle()
    for dialog in in_sight(desk):
        seen(dialog)
        dialog.done(0)
    desk.idle()


def _look_at_site(desk: AtDesk, site: Site, page: object, batch: int) -> None:
    screen = page.course.open_screen(row_of(site, batch), full=False)  # type: ignore[attr-defined]
    desk.idle()
    assert screen.size() == NOTEBOOK
    for mark in ("KM 00021", "KM OOO21", "KM 00020", "XX 2"):
        screen.scan.take(mark)
        desk.idle()
        seen(screen)
    screen.ask_wrong()
    front(desk, WrongDialog)
    _look_at_front(desk)
    screen.finish()
    front(desk, FinishDialog)
    _look_at_front(desk)
    screen.leave()
    desk.idle()
