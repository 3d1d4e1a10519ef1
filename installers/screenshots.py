"""Draw the pictures of the main screens: `python installers/screenshots.py FOLDER`.

Builds the demonstration depot in a temporary folder and renders it without a screen, at 1366x768, in
the light, dark and high-contrast palettes and mirrored for right-to-left.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from stockpile_app.disposal import batch_lines
from stockpile_app.gui.access.demonstration import build_demonstration
from stockpile_app.gui.access.people_page import RIGHTS, WAITING, PeoplePage
from stockpile_app.gui.application import Application
from stockpile_app.gui.catalogue.page import REFERENCE, CataloguePage
from stockpile_app.gui.disposal.certificate_dialog import open_certificate
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.disposal.verification_screen import VerificationScreen
from stockpile_app.gui.exchange.import_wizard import PREVIEW
from stockpile_app.gui.exchange.page import ExchangePage
from stockpile_app.gui.ledger.page import LedgerPage
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings import Settings

SIZE = QSize(1366, 768)
PATIENCE = 60.0
_SMALLEST = 0  # Qt's word for the strongest compression


class Photographer:
    """Drives the window as a person would, and takes a picture of what is seen."""

    def __init__(self, qt: QApplication, target: Path) -> None:
        self.qt, self.target = qt, target
        self.application = Application(qt, Settings(Path(tempfile.mkdtemp()) / "preferences.json"))
        self.application.settings.change(language="en")

    def settle(self, until: Callable[[], bool] | None = None) -> None:
        """Let the window work until nothing is under way."""
        end = time.monotonic() + PATIENCE
        quiet = 0
        while quiet < 15 and time.monotonic() < end:
            self.qt.processEvents()
            time.sleep(0.01)
            ready = not self.application.runner.busy and (until is None or until())
            quiet = quiet + 1 if ready else 0

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what is seen as a small PNG."""
        self.settle()
        shown = widget or self.window
        image = few_colours(shown.grab().toImage())
        path = self.target / f"{name}.png"
        image.save(str(path), "PNG", _SMALLEST)  # type: ignore[call-overload]
        print(f"{path.name}  {path.stat().st_size // 1024} kB")

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert isinstance(self.application.window, MainWindow)
        return self.application.window

    def dialog(self) -> QDialog:
        """The dialog in front."""
        self.settle()
        shown = [one for one in self.qt.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return shown[-1]

    def enter(self, path: Path, passphrase: str, user: str) -> None:
        """Open the books."""
        entry = self.application.begin(path)
        entry.resize(SIZE)
        entry.open.choose(path, user)
        self.picture("open", entry)
        entry.open._secret.set_value(passphrase)  # noqa: SLF001
        entry.open.open()
        self.settle(lambda: isinstance(self.application.window, MainWindow))
        self.window.resize(SIZE)

    @contextmanager
    def palette(self, name: str) -> Iterator[None]:
        """Another palette for a while."""
        self.application.theme.set_palette(name)
        yield
        self.application.theme.set_palette("light")

    @contextmanager
    def mirrored(self) -> Iterator[None]:
        """Right to left for a while."""
        self.qt.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        yield
        self.qt.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def few_colours(image: QImage) -> QImage:
    """The same picture in its own 256 commonest colours: a quarter of the size, and none of them wrong."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = array("I", bytes(plain.constBits()))
    table = [colour for colour, _count in Counter(pixels).most_common(256)]
    keep = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, keep)


def import_preview(camera: Photographer, sheet: Path) -> None:
    """The wizard, up to its preview."""
    page = camera.window.open_page("exchange")
    assert isinstance(page, ExchangePage)
    camera.settle()
    camera.picture("exchange")
    page.import_sheet()
    page.wizard.file_step.path.set_path(sheet)
    camera.settle()
    page.wizard.go_on.click()
    camera.settle()
    camera.picture("import-columns")
    page.wizard.columns_step.defaults.account.set_text("Armoury 2")
    page.wizard.go_on.click()
    camera.settle(lambda: page.wizard.steps.now == PREVIEW or page.wizard.message.isVisible())
    camera.picture("import-preview")
    page.show_list()


def disposing(camera: Photographer) -> None:
    """Requirement against holding, the batches, the screen at the site, a certificate."""
    camera.window.open_page("surplus")
    camera.picture("surplus")
    page = camera.window.open_page("disposal")
    assert isinstance(page, DisposalPage)
    camera.settle()
    page.show_batch(2)
    camera.picture("disposal")
    certificate = open_certificate(page.desk, 1, page, page.approvals)
    camera.picture("certificate", certificate)
    certificate.ask_close()
    camera.settle()
    site = VerificationScreen(page.desk, page, 2)
    site.open()
    site.resize(SIZE)
    camera.settle()
    site.scanned(batch_lines(page.desk.books, 2)[-1].mark)
    camera.picture("verification", site)
    site.close()
    camera.settle()


def people(camera: Photographer) -> None:
    """People and keys, what waits, who may do what, and the second person's dialog."""
    page = camera.window.open_page("people")
    assert isinstance(page, PeoplePage)
    camera.settle()
    page.people.select(2)
    camera.picture("people")
    page.tabs.open(RIGHTS)
    camera.picture("rights")
    page.tabs.open(WAITING)
    camera.settle()
    if page.found.waiting:
        dialog = page.approvals.open(page.found.waiting[0].request.id, page)
        camera.picture("approval", dialog)
        dialog.ask_close()
        camera.settle()


def old_register(folder: Path) -> Path:
    """A small foreign register with the quirks that real ones have."""
    rows = ["Serial No;Model;Calibre;Country;Date;Condition"]
    for number in range(1, 120):
        serial = f"KM {6400 + number:05d}" if number % 17 else ""
        day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2012"
        rows.append(f"{serial};AKM;7.62x39 mm;RUS;{day};serviceable")
    rows += [
        "TO 2814;AKM;7.62x39 mm;RUS;19/03/2012;serviceable",
        "T0 2814;AKM;7.62x39 mm;RUS;19/03/2012;serviceable",
    ]
    rows += [rows[1], rows[2]]
    path = folder / "armoury2_register_2019.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def draw(camera: Photographer, sheet: Path) -> None:
    """Every picture."""
    window = camera.window
    window.open_page("today")
    camera.picture("today")
    with camera.palette("contrast"):
        camera.picture("today-contrast")
    with camera.mirrored():
        camera.picture("today-right-to-left")
    ledger = window.open_page("ledger")
    assert isinstance(ledger, LedgerPage)
    camera.settle()
    ledger.balances.table.select(1)
    camera.picture("ledger")
    with camera.palette("dark"):
        camera.picture("ledger-dark")
    disposing(camera)
    import_preview(camera, sheet)
    catalogue = window.open_page("catalogue")
    assert isinstance(catalogue, CataloguePage)
    camera.picture("catalogue")
    catalogue.tabs.open(REFERENCE)
    camera.picture("reference-data")
    window.open_page("journal")
    camera.picture("journal")
    people(camera)
    window.open_page("settings")
    camera.picture("settings")


def main(target: Path) -> None:
    """Draw them all into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    qt = QApplication(["stockpile"])
    demonstration = build_demonstration()
    camera = Photographer(qt, target)
    camera.enter(demonstration.path, demonstration.passphrase, demonstration.user)
    draw(camera, old_register(demonstration.path.parent))
    camera.application.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("resources/screenshots"))
