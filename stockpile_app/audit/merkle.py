"""The Merkle tree of RFC 9162 section 2.1: SHA-256, leaves prefixed 0x00, nodes 0x01.

Pure arithmetic over hashes.  Complete subtrees are stored by (level, position); the root of any
size is folded from at most log2(size) of them.  Inclusion proofs show that one entry stands under
a root, consistency proofs that a later root only added to an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

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


def levels_of(leaves: list[bytes]) -> list[list[bytes]]:
    """Every complete subtree over these leaves, by level and position; level 0 are the leaves."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        row = levels[-1]
        levels.append([node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])
    return levels


def root_of_leaves(leaves: list[bytes]) -> bytes:
    """The root computed from leaf hashes alone, as a verifier does it."""
    if not leaves:
        return EMPTY_ROOT
    row = leaves
    while len(row) > 1:
        paired = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) & ~1 :]
    return row[0]


# Proofs -----------------------------------------------------------------------------------------


def inclusion_proof(index: int, size: int, node_at: NodeAt) -> list[bytes]:
    """The hashes that lead from the leaf `index` (from 0) to the root over `size` leaves (2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    proof: list[bytes] = []
    start = 0
    while size > 1:
        left = _left_of(size)
        if index - start < left:
            proof.append(_subtree(start + left, size - left, node_at))
            size = left
        else:
            proof.append(_subtree(start, left, node_at))
            start, size = start + left, size - left
    return proof[::-1]


def consistency_proof(first: int, second: int, node_at: NodeAt) -> list[bytes]:
    """The hashes that show the tree of `first` leaves as the beginning of that of `second` (2.1.4.1)."""
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} is no beginning of one of {second}")
    if first == 0:
        return []
    proof: list[bytes] = []
    start, whole = 0, True
    while first != second:
        left = _left_of(second)
        if first <= left:
            proof.append(_subtree(start + left, second - left, node_at))
            second = left
        else:
            proof.append(_subtree(start, left, node_at))
            start, first, second, whole = start + left, first - left, second - left, False
    return ([] if whole else [_subtree(start, second, node_at)]) + proof[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to; None when it is no proof for this place (2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, root = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(node, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, node)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the first tree as the beginning of the second (2.1.4.2)."""
    if not 0 <= first <= second:
        return False
    if first in {0, second}:
        return not proof and first_root == (second_root if first else EMPTY_ROOT)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _leads_to(first - 1, second - 1, path) == (first_root, second_root)


def _leads_to(at: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency path gives, for the last leaf of each tree."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, node)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _left_of(size: int) -> int:
    """How many leaves the left side of a tree has: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(start: int, size: int, node_at: NodeAt) -> bytes:
    """The root over `size` leaves from `start` on, which is where a subtree of that size begins."""
    return root_of(size, lambda level, position: node_at(level, (start >> level) + position))
