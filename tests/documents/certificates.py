"""Certificates to print: a batch of rifles and rounds destroyed, and one pistol deactivated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stockpile_app.audit import Head
from stockpile_app.audit.paper_code import PaperCode
from stockpile_app.audit.signing import sign as sign_with
from stockpile_app.disposal import TypeCount
from stockpile_app.disposal.certificates import (
    CERTIFICATE_CODES,
    AnnexLot,
    AnnexWeapon,
    Annulment,
    CertificateKind,
    CertificateState,
    CertificateView,
    Deactivated,
)
from stockpile_app.disposal.certificates.view import Act, LeftOut
from stockpile_app.disposal.model import (
    Batch,
    BatchIncident,
    BatchPerson,
    DestructionAct,
    FreeFromExplosives,
    Residue,
    TraceCheck,
)
from stockpile_app.documents.certificate_paper import CertificatePaper
from tests.documents.paper import ENTRY_HASH, ROOT

LONG = "Brigadier-General Maximiliano Bartholomew Featherstonehaugh-Oyelaran"
"""A name of more than 60 characters."""

BATCH = Batch(
    1, "D07-BAT-2026-000003", 2026, 3, "destruction", "2026-10-02", "Ministry of Defence, Order 88/2026",
    "MOD/SALW/2026/88", "Surplus to requirement", 101, "2026-11-16", "torch_cutting,melting",
    scrap="Steelworks Oskel",
)  # fmt: skip


def weapon(number: int, **more: Any) -> AnnexWeapon:
    """One rifle of the annex."""
    told: dict[str, Any] = {
        "line_no": number, "weapon_id": number, "item_type_id": 1, "item": "AKM 7.62×39 mm",
        "mark": f"KM {6430 + number:05}", "make": "Izhevsk", "model": "AKM", "calibre": "7.62×39", "country": "RUS",
        "marks": ("import XB 2019",) if number % 7 == 3 else (), "missing": "bolt, magazine" if number % 9 == 5 else "",
        "verified_by": "Insp R. Duval", "verified_at": "2026-11-16T10:00", "destroyed_by": "Sgt M. Adan",
        "act_no": 1 + (number > 30), "voucher": "D07-DST-2026-000001",
    }  # fmt: skip
    return AnnexWeapon(**{**told, **more})


def lot(number: int, **more: Any) -> AnnexLot:
    """One lot of the annex."""
    told: dict[str, Any] = {
        "line_no": number, "lot_id": number, "item_type_id": 2, "item": "Cartridge 7.62×39 mm ball",
        "lot": f"31-79-{180 + number}", "quantity": 1250 * number, "unit": "round", "hazard": "1.4S",
        "neq": f"{2 * number}.125", "verified_by": "Insp R. Duval", "destroyed_by": "Capt T. Moyo",
        "act_no": 3, "voucher": "D07-DST-2026-000002",
    }  # fmt: skip
    return AnnexLot(**{**told, **more})


def _act(number: int, methods: str, equipment: str, by: str, lines: int) -> Act:
    act = DestructionAct(1, number, methods, f"2026-11-1{5 + number}T09:30", by, number, equipment)
    return Act(act, f"D07-DST-2026-00000{number}", lines)


def view(weapons: int = 12, lots: int = 2, **more: Any) -> CertificateView:
    """A certificate of destruction as the books tell it."""
    listed = tuple(weapon(number) for number in range(1, weapons + 1))
    rounds = tuple(lot(number, line_no=weapons + number) for number in range(1, lots + 1))
    told: dict[str, Any] = {
        "kind": CertificateKind.DESTRUCTION,
        "state": CertificateState.ISSUED,
        "number": "D07-CDS-2026-000001",
        "depot_code": "D07",
        "depot_name": "Oskel Depot",
        "sole": False,
        "batch": BATCH,
        "issued_on": "2026-11-19",
        "issued_by": "Insp R. Duval",
        "approved_by": "Col P. Rhode",
        "head": Head(18345, ROOT, ENTRY_HASH),
        "entry": 18342,
        "entry_hash": ENTRY_HASH,
        "site": "Destruction site North",
        "counts": (
            TypeCount(1, "AKM 7.62×39 mm", "weapon", weapons + 1, 1, weapons, 0, weapons),
            TypeCount(2, "Cartridge 7.62×39 mm ball", "round", 3750, 0, 3750, 0, 3750),
        ),
        "weapons": listed,
        "lots": rounds,
        "acts": (
            _act(1, "torch_cutting", "Oxy-acetylene torch no. 4", "Sgt M. Adan", min(weapons, 30)),
            _act(2, "melting", "Electric arc furnace, Steelworks Oskel", "Sgt M. Adan", max(weapons - 30, 0)),
            _act(3, "open_detonation", "Demolition pit 2", "Capt T. Moyo", lots),
        ),
        "residue": (
            Residue(1, 1, "steel", 41_280_400, 41_102_950, "2026-11-18", "Steelworks Oskel", "Remelt receipt 4471"),
            Residue(1, 2, "brass", 18_450, 18_300, "2026-11-18", "Metal Trading Ltd", "Receipt 88/26"),
        ),
        "free": FreeFromExplosives(1, "2026-11-18", "Capt T. Moyo", "EOD Company 3", "FFE 12/2026"),
        "held_back": (
            LeftOut(13, "AKM 7.62×39 mm", "KM 09911", 1, "weapon", "evidence", "Public prosecutor, case 12/2026",
                    "D07-TRF-2026-000031"),
        ),
        "incidents": (BatchIncident(1, 1, "2026-11-16T14:20", "Rain stopped the cutting for 40 minutes"),),
        "traces": (
            TraceCheck(1, 1, "2026-11-15", "National register of stolen arms", "No match", "Insp R. Duval", "Q 8841"),
        ),
        "persons": (
            BatchPerson(1, 1, "officer in charge", "Anna Lindqvist", "Major", "Ministry of Defence"),
            BatchPerson(1, 2, "verifier", "Rosalie Duval", "Inspector", "Inspectorate of Arms"),
            BatchPerson(1, 3, "observer", "Joseph Mbeki", "Programme officer", "United Nations"),
            BatchPerson(1, 4, "witness", "Lucía Fernández", "", "Oskel Town Council"),
        ),
    }  # fmt: skip
    return CertificateView(**{**told, **more})


def deactivation_view(*, listed: bool = False, **more: Any) -> CertificateView:
    """A certificate of deactivation of one pistol."""
    said = Deactivated(
        1, "eu" if listed else "national", "2018/337" if listed else "1", "3", "9 mm", "Arsenal Oskel Workshops",
        "XB", "2026-11-10", "2026-11-16", "Insp R. Duval", "Rosalie Duval", "Chief inspector", "Proof House Oskel",
        public=True, listed=listed, marks=(("barrel", "XB"), ("frame_or_receiver", "XB PH 26"), ("slide", "XB")),
    )  # fmt: skip
    pistol = weapon(
        1, item="Makarov 9×18 mm", mark="BK 4471", make="Izhevsk", model="PM", calibre="9×18",
        voucher="D07-DEA-2026-000001", act_no=0, destroyed_by="Arsenal Oskel Workshops",
    )  # fmt: skip
    told: dict[str, Any] = {
        "kind": CertificateKind.DEACTIVATION, "number": "D07-CDA-2026-000001", "weapons": (pistol,), "lots": (),
        "acts": (), "residue": (), "free": None, "held_back": (), "incidents": (), "deactivation": said,
        "counts": (TypeCount(1, "Makarov 9×18 mm", "weapon", 1, 0, 1, 0, 1),),
    }  # fmt: skip
    return replace(view(1, 0), **{**told, **more})


def annulled(**more: Any) -> CertificateView:
    """A certificate of destruction that stands no more."""
    told: dict[str, Any] = {
        "state": CertificateState.ANNULLED,
        "annulment": Annulment(
            1, "2026-11-20T09:00:00Z", "Insp R. Duval", "The site was named wrongly", "Col P. Rhode"
        ),
        "annulled_entry": 18344,
        "replaced_by": "D07-CDS-2026-000002",
    }  # fmt: skip
    return view(**{**told, **more})


def draft(**more: Any) -> CertificateView:
    """A certificate that is being prepared."""
    told: dict[str, Any] = {
        "state": CertificateState.DRAFT,
        "number": "",
        "entry": 0,
        "entry_hash": "",
        "approved_by": "",
    }
    return view(**{**told, **more})


def paper(shown: CertificateView, *languages: str) -> CertificatePaper:
    """The paper with a code signed by no depot; a draft has none."""
    if not shown.entry_hash:
        return CertificatePaper(shown, languages or ("en",))
    code = PaperCode(
        CERTIFICATE_CODES[shown.kind],
        shown.number,
        bytes.fromhex(ENTRY_HASH),
        18345,
        bytes.fromhex(ROOT)[:16],
    )
    return CertificatePaper(shown, languages or ("en",), code.signed(sign_with(bytes(32), code.to_sign)).text)
