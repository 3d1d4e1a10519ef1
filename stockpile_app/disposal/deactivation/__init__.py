"""Deactivation: a weapon made permanently unusable, operation by operation, and checked by somebody else.

A profile lists the operations for each type of firearm (Regulation (EU) 2015/2403 as amended by
2018/337, or a neutral list of the house).  Every operation is done, done by a lawful alternative, or
left out with a reason where its condition allows it; what can be measured is held against its bounds.
While anything is open nobody can verify, and who verifies did none of the work.
"""

from stockpile_app.disposal.deactivation.checklist import (
    STATE_WORDS,
    Checklist,
    ChecklistLine,
    MarkLine,
    OperationState,
)
from stockpile_app.disposal.deactivation.model import OperationOutcome
from stockpile_app.disposal.deactivation.operations import (
    begin_deactivation,
    record_deactivation_mark,
    record_result,
)
from stockpile_app.disposal.deactivation.profile import Essential, Feature, FirearmType, Operation, Profile
from stockpile_app.disposal.deactivation.profile_file import profile_coded, profiles
from stockpile_app.disposal.deactivation.queries import (
    ROW_WORDS,
    DeactivationRow,
    DeactivationView,
    checklist,
    deactivation_view,
    deactivations,
)
from stockpile_app.disposal.deactivation.requests import (
    BeginDeactivation,
    Begun,
    Marked,
    NewDeactivationMark,
    NewResult,
    Recorded,
    VerifyDeactivation,
)
from stockpile_app.disposal.deactivation.verifying import DEEDS, verify_deactivation

__all__ = [
    "DEEDS",
    "ROW_WORDS",
    "STATE_WORDS",
    "BeginDeactivation",
    "Begun",
    "Checklist",
    "ChecklistLine",
    "DeactivationRow",
    "DeactivationView",
    "Essential",
    "Feature",
    "FirearmType",
    "MarkLine",
    "Marked",
    "NewDeactivationMark",
    "NewResult",
    "Operation",
    "OperationOutcome",
    "OperationState",
    "Profile",
    "Recorded",
    "VerifyDeactivation",
    "begin_deactivation",
    "checklist",
    "deactivation_view",
    "deactivations",
    "profile_coded",
    "profiles",
    "record_deactivation_mark",
    "record_result",
    "verify_deactivation",
]
