"""Certificates: what was destroyed or deactivated, numbered without gaps, annulled but never erased."""
