"""The Merkle tree of RFC 9162 section 2.1: SHA-256, leaves prefixed 0x00, nodes 0x01.

Pure arithmetic over hashes.  Complete subtrees are stored by (level, position); the root of any
size is folded from at most log2(size) of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

EMPTY_ROOT = hashlib.sha256(b"").digest()
NodeAt = Callable[[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed_nodes(size: int, leaf: bytes, node_at: NodeAt) -> Iterator[tuple[int, int, bytes]]:
    """The inner nodes that become complete when the leaf number `size` (from 1) is added.

    Args:
        size: How many leaves the tree has with the new one.
        leaf: The new leaf's hash.
        node_at: Gives the stored hash of (level, position); level 0 are the leaves.

    Yields:
        (level, position, hash), lowest level first.
    """
    level, position, current = 0, size - 1, leaf
    while position & 1:
        current = node_hash(node_at(level, position - 1), current)
        level, position = level + 1, position >> 1
        yield level, position, current


def root_of(size: int, node_at: NodeAt) -> bytes:
    """The root over the first `size` leaves."""
    if size == 0:
        return EMPTY_ROOT
    peaks = [node_at(level, position) for level, position in _peaks(size)]
    root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop(), root)
    return root


def _peaks(size: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that cover the first `size` leaves, left to right."""
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, start >> level
            start += 1 << level


def root_of_leaves(leaves: list[bytes]) -> bytes:
    """The root computed from leaf hashes alone, as a verifier does it."""
    if not leaves:
        return EMPTY_ROOT
    row = leaves
    while len(row) > 1:
        paired = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) & ~1 :]
    return row[0]
