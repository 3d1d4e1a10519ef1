"""Every dialog of a batch by keyboard alone: Tab goes through its fields as they stand, Ctrl+Enter is its act."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from stockpile_app.gui.common import Dialog, LabelledField
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.disposal.conftest import Enter, in_sight, row_of


def tabbed(dialog: Dialog) -> list[LabelledField]:
    """The fields in the order in which Tab reaches them."""
    fields = [
        field for field in dialog.findChildren(LabelledField) if field.isVisible() and field.isEnabled()
    ]
    found: list[LabelledField] = []
    at: QWidget = dialog
    for _ in range(2000):
        at = at.nextInFocusChain()
        if at is dialog:
            break
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled():
            found += [field for field in fields if field.isAncestorOf(at) and field not in found]
    assert set(found) == set(fields), "a field that Tab never reaches"
    return found


def as_read(dialog: Dialog, fields: list[LabelledField]) -> list[str]:
    """Names of the fields as they stand: line by line, from the leading edge."""

    def place(field: LabelledField) -> tuple[int, int]:
        point = field.mapTo(dialog, QPoint(0, 0))
        return point.y(), point.x()

    return [field.name for field in sorted(fields, key=place)]


def test_tab_goes_through_the_fields_as_they_stand(desk: AtDesk, site: Site, enter: Enter) -> None:
    sealed = site.batch(site.rifles(2))
    site.seal(sealed)
    packed = site.batch(site.rifles(1, first=50))
    site.declare(site.rifles(1, first=60))
    page = enter("officer")
    opening = [
        page.course.decide,
        lambda: page.course.take(row_of(site, packed)),
        lambda: page.course.take(row_of(site, sealed)),
        *(lambda name=name: page.course.beside(name, row_of(site, sealed))  # type: ignore[misc]
          for name in ("persons", "trace", "hold", "incident", "photo")),
    ]  # fmt: skip
    for opens in opening:
        opens()
        desk.idle()
        (dialog,) = in_sight(desk)
        fields = tabbed(dialog)
        assert [field.name for field in fields] == as_read(dialog, fields), dialog.windowTitle()
        assert dialog._primary is not None, "Ctrl+Enter has something to do"
        assert isinstance(dialog.focusWidget(), QLineEdit | QComboBox | QPlainTextEdit), (
            "it can be typed at once"
        )
        dialog.done(0)
        desk.idle()
