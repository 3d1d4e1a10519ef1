"""Surplus: what is held beyond what is needed, shown down to the weapon and the lot, and declared by authority.

States undertake to review their stocks for surplus regularly (PoA II.18).  Surplus is serviceable holding
minus requirement, never below zero; what is beyond repair, obsolete, badly marked, dormant or out of date
is listed apart and never netted.
"""

from stockpile_app.surplus.checks import CHECK
from stockpile_app.surplus.declaring import Declared, declare_surplus, withdraw_declaration
from stockpile_app.surplus.deeds import DEEDS
from stockpile_app.surplus.facts import statement_facts
from stockpile_app.surplus.items import surplus_items
from stockpile_app.surplus.model import (
    BODY_CODECS,
    CRITERION_WORDS,
    DEFAULT_CRITERIA,
    FACTOR_WORDS,
    GROUND_WORDS,
    LEVEL_WORDS,
    Criterion,
    Declaration,
    DeclarationLine,
    Factor,
    Ground,
    Level,
    Obsolescence,
    Requirement,
    SurplusPolicy,
    SurplusReview,
    WithdrawalRule,
)
from stockpile_app.surplus.operations import (
    Entered,
    mark_obsolete,
    record_review,
    set_policy,
    state_requirement,
)
from stockpile_app.surplus.queries import (
    DeclarationRow,
    DeclaredLine,
    declaration_by_id,
    declaration_numbered,
    declarations,
    declared_lines,
    lines_of,
    policy_on,
    requirements,
    reservations,
    reviews,
    scenarios,
)
from stockpile_app.surplus.reckoning import (
    APART,
    SERVICEABLE,
    SHARE_WORDS,
    CalibreTotal,
    FactorLine,
    Share,
    Statement,
    StatementLine,
    SurplusItem,
)
from stockpile_app.surplus.requests import (
    DeclarationRequest,
    DeclaredGoods,
    ObsolescenceInput,
    PolicyInput,
    RequirementInput,
    ReviewInput,
    WithdrawalRequest,
)
from stockpile_app.surplus.statement import surplus_statement

__all__ = [
    "APART",
    "BODY_CODECS",
    "CHECK",
    "CRITERION_WORDS",
    "DEEDS",
    "DEFAULT_CRITERIA",
    "FACTOR_WORDS",
    "GROUND_WORDS",
    "LEVEL_WORDS",
    "SERVICEABLE",
    "SHARE_WORDS",
    "CalibreTotal",
    "Criterion",
    "Declaration",
    "DeclarationLine",
    "DeclarationRequest",
    "DeclarationRow",
    "Declared",
    "DeclaredGoods",
    "DeclaredLine",
    "Entered",
    "Factor",
    "FactorLine",
    "Ground",
    "Level",
    "Obsolescence",
    "ObsolescenceInput",
    "PolicyInput",
    "Requirement",
    "RequirementInput",
    "ReviewInput",
    "Share",
    "Statement",
    "StatementLine",
    "SurplusItem",
    "SurplusPolicy",
    "SurplusReview",
    "WithdrawalRequest",
    "WithdrawalRule",
    "declaration_by_id",
    "declaration_numbered",
    "declarations",
    "declare_surplus",
    "declared_lines",
    "lines_of",
    "mark_obsolete",
    "policy_on",
    "record_review",
    "requirements",
    "reservations",
    "reviews",
    "scenarios",
    "set_policy",
    "state_requirement",
    "statement_facts",
    "surplus_items",
    "surplus_statement",
    "withdraw_declaration",
]
