"""The program's own benchmark: every figure beside the least that this machine needs for it."""
