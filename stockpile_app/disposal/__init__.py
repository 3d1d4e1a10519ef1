"""Disposal: from the decision about declared surplus to the certificate that proves what became of it.

Destruction unless somebody says why not.  One machine for weapons and ammunition: designated, sealed,
handed over, received, verified serial by serial by somebody who did not pack, destroyed or
deactivated, residue cleared, certified.  What stands on a certificate never moves again.

Each verb takes the open stockpile and one request, and gives what was done (`Done`), what the list
says (`ListAnswer`), or a `Requested` where a second person must approve.
"""

from stockpile_app.access import Carries
from stockpile_app.disposal import deciding, destroying, ending, handing_over, holding_back, packing
from stockpile_app.disposal.checks import CHECK
from stockpile_app.disposal.clearing import MATERIALS, clear_residue
from stockpile_app.disposal.deciding import decide_disposal
from stockpile_app.disposal.destroying import destroy
from stockpile_app.disposal.dispatching import close_batch, dispatch_batch
from stockpile_app.disposal.ending import end_batch
from stockpile_app.disposal.entries import WRITTEN
from stockpile_app.disposal.finishing import finish_verification
from stockpile_app.disposal.gather import batch_by_id, batch_numbered
from stockpile_app.disposal.handing_over import hand_over, receive_at_site
from stockpile_app.disposal.holding_back import REASONS_HELD_BACK, hold_back
from stockpile_app.disposal.methods import Method, method_label, methods
from stockpile_app.disposal.model import (
    BODY_CODECS,
    COURSE,
    DISPOSAL_WORDS,
    DUTY_WORDS,
    STEP_WORDS,
    Batch,
    BatchCheck,
    CheckResult,
    Disposal,
    Duty,
    Step,
)
from stockpile_app.disposal.packing import seal_batch
from stockpile_app.disposal.posting_rules import RELEASE, RULES, WITHDRAWAL
from stockpile_app.disposal.queries import (
    batch_lines,
    batch_view,
    batches,
    differences,
    line_row,
    next_step,
    progress,
    type_counts,
)
from stockpile_app.disposal.requests import (
    Arrival,
    Aside,
    Box,
    Clearing,
    Closing,
    Destroying,
    Dispatching,
    DisposalDecision,
    Ending,
    EndUser,
    Finishing,
    FreeStatement,
    HandOver,
    HoldingBack,
    Incident,
    Participant,
    Participants,
    PlannedLine,
    Scan,
    Sealing,
    TraceLook,
    Undo,
    Weighed,
)
from stockpile_app.disposal.rows import (
    LINE_WORDS,
    BatchLineRow,
    BatchRow,
    BatchView,
    Done,
    LineState,
    ListAnswer,
    ListSays,
    NextStep,
    Progress,
    TypeCount,
)
from stockpile_app.disposal.setting_aside import set_aside, undo_check
from stockpile_app.disposal.taking_part import add_persons, record_incident, record_trace_check
from stockpile_app.disposal.verifying import ask_list, may_verify, verifiers, verify_item
from stockpile_app.ledger import VoucherKind

DEEDS = (deciding.DEED, destroying.DEED, ending.DEED)
"""What needs a second person."""

CARRIES = tuple(
    Carries(name, frozenset({VoucherKind.TRANSFER}))
    for name in (packing.SEAL, handing_over.HAND_OVER, holding_back.HOLD_BACK)
)
"""What posts a transfer as a part of what it does."""

__all__ = [
    "BODY_CODECS",
    "CARRIES",
    "CHECK",
    "COURSE",
    "DEEDS",
    "DISPOSAL_WORDS",
    "DUTY_WORDS",
    "LINE_WORDS",
    "MATERIALS",
    "REASONS_HELD_BACK",
    "RELEASE",
    "RULES",
    "STEP_WORDS",
    "WITHDRAWAL",
    "WRITTEN",
    "Arrival",
    "Aside",
    "Batch",
    "BatchCheck",
    "BatchLineRow",
    "BatchRow",
    "BatchView",
    "Box",
    "CheckResult",
    "Clearing",
    "Closing",
    "Destroying",
    "Dispatching",
    "Disposal",
    "DisposalDecision",
    "Done",
    "Duty",
    "EndUser",
    "Ending",
    "Finishing",
    "FreeStatement",
    "HandOver",
    "HoldingBack",
    "Incident",
    "LineState",
    "ListAnswer",
    "ListSays",
    "Method",
    "NextStep",
    "Participant",
    "Participants",
    "PlannedLine",
    "Progress",
    "Scan",
    "Sealing",
    "Step",
    "TraceLook",
    "TypeCount",
    "Undo",
    "Weighed",
    "add_persons",
    "ask_list",
    "batch_by_id",
    "batch_lines",
    "batch_numbered",
    "batch_view",
    "batches",
    "clear_residue",
    "close_batch",
    "decide_disposal",
    "destroy",
    "differences",
    "dispatch_batch",
    "end_batch",
    "finish_verification",
    "hand_over",
    "hold_back",
    "line_row",
    "may_verify",
    "method_label",
    "methods",
    "next_step",
    "progress",
    "receive_at_site",
    "record_incident",
    "record_trace_check",
    "seal_batch",
    "set_aside",
    "type_counts",
    "undo_check",
    "verifiers",
    "verify_item",
]
