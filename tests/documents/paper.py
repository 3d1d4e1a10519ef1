"""A voucher to print, and eyes to read the paper with: text, boxes, pictures, codes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import zxingcpp

from stockpile_app.audit.check_code import check_code
from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.audit.signing import sign as sign_with
from stockpile_app.documents.voucher_paper import PaperKit, PaperLine, VoucherPaper
from stockpile_app.ledger.model import VOUCHER_CODES, VoucherKind

MARGIN = 27.3
"""10 mm, less what a J hangs over to the left."""
ENTRY_HASH = hashlib.sha256(b"entry").hexdigest()
ROOT = hashlib.sha256(b"root").hexdigest()


def code_text(kind: str, number: str) -> str:
    """What the square code of such a paper says, signed with a key of no depot."""
    code = PaperCode(kind, number, bytes.fromhex(ENTRY_HASH), 18345, bytes.fromhex(ROOT)[:16])
    return code.signed(sign_with(bytes(32), code.to_sign)).text


def rifle(number: int, **more: Any) -> PaperLine:
    """One line with a rifle."""
    told: dict[str, Any] = {
        "mark": f"KM {6430 + number:05}",
        "item": "AKM 7.62×39 mm",
        "quantity": 1,
        "unit": "weapon",
        "condition": "Serviceable",
        "check": check_code(ENTRY_HASH, ("line", number)),
    }
    return PaperLine(**(told | more))


ROUNDS = PaperLine(
    mark="31-79-188",
    item="Cartridge 7.62×39 mm ball",
    quantity=1250,
    unit="round",
    condition="Serviceable",
    entered="12 boxes + 50",
    check="4R7Q",
)
KIT = (
    PaperKit(description="magazine", expected=4, confirmed=4),
    PaperKit(description="sling", expected=1, confirmed=0),
)


def voucher(rifles: int = 4, **more: Any) -> VoucherPaper:
    """An issue of some rifles and rounds to a corporal."""
    lines = tuple(rifle(number, kit=KIT if number == 2 else ()) for number in range(1, rifles + 1))
    told: dict[str, Any] = {
        "kind": VoucherKind.ISSUE,
        "number": "D07-ISS-2026-000412",
        "depot_code": "D07",
        "depot_name": "Oskel Depot",
        "effective_at": "2026-11-20 06:30",
        "recorded_at": "2026-11-20 05:32 UTC",
        "recorded_by": "WO2 K. Brandt",
        "entry": 18342,
        "entry_hash": ENTRY_HASH,
        "journal_size": 18345,
        "journal_root": ROOT,
        "lines": (*lines, ROUNDS),
        "from_account": "Armoury 1",
        "to_account": "Cpl T. Vessin · 3 Section, B Company",
        "authority": "Standing order 12/2026",
        "purpose": "Guard, Gate 2",
        "due_back_at": "2026-11-20 18:30",
        "check": "H3AD",
    }
    told["code"] = code_text(
        VOUCHER_CODES[more.get("kind", VoucherKind.ISSUE)], more.get("number", told["number"])
    )
    return VoucherPaper(**(told | more))


@dataclass(frozen=True, slots=True)
class Sign:
    """One printed sign and its box in points, from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def text_of(path: Path) -> str:
    """The paper's text, page by page, as another program extracts it."""
    with pdfium.PdfDocument(path) as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
    return "\n--- page ---\n".join(text.replace("\r\n", "\n") for text in pages) + "\n"


def signs(path: Path) -> list[list[Sign]]:
    """Every visible sign of every page."""
    found: list[list[Sign]] = []
    with pdfium.PdfDocument(path) as paper:
        for page in paper:
            reader = page.get_textpage()
            found.append([sign for sign in (_sign(reader, at) for at in range(reader.count_chars())) if sign])
    return found


def _sign(reader: Any, at: int) -> Sign | None:
    text = reader.get_text_range(at, 1)
    left, bottom, right, top = reader.get_charbox(at)
    if not text.strip() or right - left < 0.01:
        return None
    size = pdfium.raw.FPDFText_GetFontSize(reader.raw, at)
    return Sign(text, left, bottom, right, top, size)


def page_size(path: Path) -> tuple[float, float]:
    """Width and height of the first page."""
    with pdfium.PdfDocument(path) as paper:
        return paper[0].get_size()


def outside_margins(path: Path, margin: float = MARGIN) -> list[Sign]:
    """Signs that a printer would cut off."""
    width, height = page_size(path)
    return [
        sign
        for page in signs(path)
        for sign in page
        if sign.left < margin
        or sign.right > width - margin
        or sign.bottom < margin
        or sign.top > height - margin
    ]


def overlapping(path: Path) -> list[tuple[str, str]]:
    """Pairs of neighbouring signs that stand on one another; combining marks may."""
    found: list[tuple[str, str]] = []
    for page in signs(path):
        cells: dict[tuple[int, int], list[Sign]] = defaultdict(list)
        for sign in page:
            cells[round(sign.left / 12), round(sign.bottom / 12)].append(sign)
        for (across, up), here in cells.items():
            near = [one for x in (0, 1) for y in (-1, 0, 1) for one in cells.get((across + x, up + y), [])]
            found += [
                (one.text, two.text) for one in here for two in near if one is not two and _covers(one, two)
            ]
    return found


def _covers(one: Sign, two: Sign) -> bool:
    """Whether a good part of the smaller sign lies on the other."""
    across = min(one.right, two.right) - max(one.left, two.left)
    up = min(one.top, two.top) - max(one.bottom, two.bottom)
    if across <= 0.6 or up <= 0.6:
        return False
    smaller = min((sign.right - sign.left) * (sign.top - sign.bottom) for sign in (one, two))
    return across * up > 0.3 * smaller


def codes(path: Path, dpi: int) -> list[str]:
    """What a camera reads from the first page printed at that resolution, in black and white."""
    with pdfium.PdfDocument(path) as paper:
        picture = paper[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return [
        code.text for code in zxingcpp.read_barcodes(picture.point(lambda light: 255 if light > 128 else 0))
    ]
