"""Surplus: what is held beyond what is needed, shown down to the weapon and the lot, and declared by authority.

States undertake to review their stocks for surplus regularly (PoA II.18).  Surplus is serviceable holding
minus requirement, never below zero; what is beyond repair, obsolete, badly marked, dormant or out of date
is listed apart and never netted.
"""
