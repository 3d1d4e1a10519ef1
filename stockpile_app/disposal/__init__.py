"""Disposal: from the decision about declared surplus to the certificate that proves what became of it.

Destruction unless somebody says why not.  One machine for weapons and ammunition: designated, sealed,
handed over, received, verified serial by serial by somebody who did not pack, destroyed or
deactivated, residue cleared, certified.  What stands on a certificate never moves again.
"""
