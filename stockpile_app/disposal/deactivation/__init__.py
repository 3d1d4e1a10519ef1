"""Deactivation: a weapon made permanently unusable, operation by operation, and checked by somebody else."""
