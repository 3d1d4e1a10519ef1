"""In which entries of the journal the records of a disposal stand: a certificate only where one is issued."""

from __future__ import annotations

from stockpile_app.access import Written

_STEPS = (
    "seal batch", "hand batch over", "receive batch", "finish verification", "destruction", "hold back",
    "deactivation", "dispatch", "clear residue", "issue certificate", "close batch",
    "end batch",
)  # fmt: skip
_LOOKS = (
    "verify item", "undo check", "set item aside", "finish verification", "receive batch", "close batch",
    "take pack back",
)  # fmt: skip
_NAMED = (
    "name participants", "seal batch", "hand batch over", "receive batch", "finish verification", "destruction",
    "dispatch",
)  # fmt: skip
_KINDS: dict[str, tuple[str, ...]] = {
    "batch": ("decide disposal",),
    "batch_line": ("decide disposal",),
    "end_user_certificate": ("decide disposal",),
    "end_user_quantity": ("decide disposal",),
    "batch_box": ("seal batch",),
    "batch_packed": ("seal batch",),
    "batch_step": _STEPS,
    "batch_person": _NAMED,
    "batch_check": _LOOKS,
    "batch_incident": ("record incident",),
    "trace_check": ("trace check",),
    "held_back": ("hold back",),
    "destruction_act": ("destruction",),
    "residue": ("clear residue",),
    "free_from_explosives": ("clear residue",),
    "batch_delivery": ("close batch",),
    "deactivation": ("begin deactivation",),
    "deactivation_result": ("record deactivation",),
    "deactivation_mark": ("record deactivation mark",),
    "deactivation_check": ("deactivation",),
    "certificate": ("issue certificate",),
    "certificate_line": ("issue certificate",),
    "annulment": ("annul certificate",),
}
WRITTEN = tuple(Written(table, frozenset(kinds)) for table, kinds in _KINDS.items())
