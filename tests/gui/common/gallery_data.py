"""Invented rows and findings for the gallery: the same as in the drawn examples."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.base.finding import Finding, Severity
from stockpile_app.gui.common import Action, Chip, Event, Role, RowKind, RowLook, Status, Text


@dataclass(frozen=True)
class Duty:
    """One line of the first page."""

    state: Chip
    what: Text
    since: Text
    step: Action
    group: bool = False


STOP, WARN, OK, INFO, IDLE = Status.STOP, Status.WARN, Status.OK, Status.INFO, Status.IDLE

DUTIES = [
    Duty(
        Chip(STOP, "Overdue"),
        Text("3 rifles not handed in", "AKM 7.62×39 mm · 2 Platoon, A Company · Sgt D. Orlan", strong=True),
        Text("2026-11-19 18:00", "13 h 58 min late"),
        Action("Record hand-in", "log-in"),
    ),
    Duty(
        Chip(STOP, "Too close"),
        Text(
            "Magazine M2 to Oskel school: 55 m short", "HD 1.1 · NEQ 3 860 kg · 710 m required", strong=True
        ),
        Text("2026-11-18", "2 days open"),
        Action("See distances", "map"),
    ),
    Duty(
        Chip(WARN, "Expired"),
        Text("Lot 17-83-270: surveillance date passed", "7.62×39 mm ball · 41 600 rounds · M1", strong=True),
        Text("2026-11-15", "5 days ago"),
        Action("Record inspection", "clipboard-list"),
    ),
    Duty(
        Chip(WARN, "In transit"),
        Text("Dispatch to Halmar D-11: 40 rifles not yet confirmed", "Seal 88214 · 2 crates", strong=True),
        Text("2026-11-12", "8 days"),
        Action("Match arrival", "truck"),
    ),
    Duty(
        Chip(INFO, "Approval"),
        Text("Destruction of 120 rifles waits for the commander", "Requested by WO2 K. Brandt", strong=True),
        Text("2026-11-19", "1 day"),
        Action("Show request", "signature"),
    ),
    Duty(
        Chip(IDLE, "Backup"),
        Text("Last verified copy is 13 hours old", "Goal: one a day, kept off this machine", strong=True),
        Text("2026-11-19 19:05", "due 19:05"),
        Action("Back up now", "hard-drive-download"),
    ),
]
DONE = [
    Duty(
        Chip(OK, "Done"),
        Text(f"Guard, Gate 2: 5 rifles issued · D07-2026-0041{number}"),
        Text(f"2026-11-20 06:3{number}"),
        Action("Undo by reversal", "undo-2"),
    )
    for number in range(3)
]


@dataclass(frozen=True)
class Balance:
    """One line of the ledger."""

    item: str
    account: str = ""
    condition: Chip | None = None
    tracked: str = ""
    quantity: int = 0
    unit: str = ""
    moved: str = ""
    group: bool = False


def look(row: Balance) -> RowLook:
    """Heads of groups stand on the raised ground."""
    return RowLook(RowKind.GROUP) if row.group else RowLook()


SERVICEABLE = Chip(OK, "Serviceable")
BALANCES = [
    Balance("Rifle, AKM 7.62×39 mm", quantity=1846, group=True),
    Balance("AKM", "Armoury 1", SERVICEABLE, "serial", 1412, "weapon", "2026-11-20"),
    Balance("AKM", "Armoury 2", SERVICEABLE, "serial", 186, "weapon", "2026-11-18"),
    Balance("AKM", "2 Platoon, A Company", SERVICEABLE, "serial", 96, "weapon", "2026-11-19"),
    Balance("AKM", "Workshop", Chip(WARN, "Repairable"), "serial", 32, "weapon", "2026-11-12"),
    Balance("AKM", "Armoury 2", Chip(IDLE, "For disposal", "flame"), "serial", 120, "weapon", "2026-11-19"),
    Balance("Pistol, PM 9×18 mm", quantity=418, group=True),
    Balance("PM", "Armoury 1", SERVICEABLE, "serial", 377, "weapon", "2026-11-20"),
    Balance("PM", "Armoury 2", SERVICEABLE, "serial", 41, "weapon", "2026-11-18"),
    Balance("Cartridge, 7.62×39 mm ball", quantity=846200, group=True),
    Balance("Lot 17-83-270", "Magazine M1", Chip(STOP, "Suspended"), "lot", 41600, "round", "2026-11-15"),
    Balance("Lot 31-79-188", "Magazine M1", SERVICEABLE, "lot", 804600, "round", "2026-11-14"),
]

LIFE = [
    Event(
        "log-in",
        "Handed in",
        "2026-11-20 06:18",
        "from 3 Section, B Company to Armoury 1",
        mark="D07-2026-00410",
    ),
    Event(
        "log-out",
        "Issued",
        "2026-11-19 18:30",
        "Guard, Gate 2 · due back 2026-11-20 06:30",
        mark="D07-2026-00403",
    ),
    Event("scan-barcode", "Counted", "2026-11-13 09:12", "Armoury 1 · serial sample", mark="COUNT-2026-046"),
    Event(
        "triangle-alert",
        "Condition changed",
        "2025-02-11",
        "serviceable to repairable",
        mark="D07-2025-00087",
        status=WARN,
    ),
    Event(
        "undo-2",
        "Reversed",
        "2024-06-02",
        "wrong serial on the receipt, KM 06472",
        "Undoes D07-2024-00309 of the same day",
        "D07-2024-00311",
        WARN,
    ),
    Event(
        "book-open", "Opening balance", "2024-06-01", "old register, book 3 page 41", mark="D07-2024-00001"
    ),
]


@dataclass(frozen=True)
class Line:
    """One line of a voucher."""

    number: int
    serial: str
    item: str
    quantity: int
    check: Chip
    refused: bool = False

    @property
    def mark(self) -> Text:
        """The serial, in the colour of its refusal."""
        return Text(self.serial, tone=Role.STOP if self.refused else Role.TEXT)


ACCEPTED = Chip(OK, "Accepted")
LINES = [
    Line(1, "KM 06431", "AKM 7.62×39 mm", 1, ACCEPTED),
    Line(2, "TE 70415", "AKM 7.62×39 mm", 1, ACCEPTED),
    Line(3, "EK 3319", "AKM 7.62×39 mm", 1, Chip(WARN, "Accepted")),
    Line(4, "KM 06502", "AKM 7.62×39 mm", 1, Chip(STOP, "Refused"), refused=True),
    Line(5, "ЛБ 2208", "AKM 7.62×39 mm", 1, ACCEPTED),
    Line(6, "31-79-188", "Cartridge 7.62×39 mm ball", 120, ACCEPTED),
]

REFUSAL = Finding(
    "LEDGER-03",
    Severity.REFUSAL,
    "This rifle is already issued to somebody else",
    4,
    "Serial",
    "in Armoury 1, free to issue",
    "with Sgt D. Orlan, 2 Platoon, A Company, since 2026-11-18 17:40 (D07-2026-00395)",
)
WARNING = Finding(
    "MARK-02",
    Severity.WARNING,
    "EK 3319: no import mark recorded. Issue is allowed; record the mark at hand-in",
    3,
)


@dataclass(frozen=True)
class Report:
    """One line of the ministry's inbox, in Arabic."""

    depot: str
    code: str
    received: str
    weapons: int | None
    state: Chip


REPORTS = [
    Report("أوسكل", "D-07", "2026-11-03", 4812, Chip(OK, "مقبول")),
    Report("هالمار", "D-11", "2026-11-04", 2190, Chip(OK, "مقبول")),
    Report("تارسن", "D-03", "2026-11-05", 3348, Chip(STOP, "مرفوض")),
    Report("أوردان", "D-09", "2026-11-03", 2655, Chip(WARN, "فرق في النقل")),
    Report("نوريس", "D-13", "2026-11-05", 611, Chip(Status.UNVERIFIED, "غير متحقق")),
    Report("بريسكال", "D-04", "لم يصل", None, Chip(STOP, "متأخر 15 يوماً", "clock")),
]
ARABIC_REFUSAL = Finding(
    "REPORT-07",
    Severity.REFUSAL,
    "مجموع الورقة لا يساوي مجموع حركاتها",
    214,
    "الكمية",
    "1\u202f164",
    "1\u202f146",
)
