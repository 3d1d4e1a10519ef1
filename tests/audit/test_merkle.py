"""The tree beside RFC 9162 section 2.1.1 written out as it is defined there, recursively."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.merkle import EMPTY_ROOT, completed_nodes, leaf_hash, root_of, root_of_leaves

LEAVES = st.lists(st.binary(max_size=8), max_size=70)


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH(D[n]) as the standard defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = defined_root(leaves[:split]), defined_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def grown(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    """Every node stored while leaves are added one by one."""
    nodes: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(leaves, start=1):
        nodes[0, size - 1] = leaf_hash(leaf)
        stored = list(completed_nodes(size, leaf_hash(leaf), lambda lv, at: nodes[lv, at]))
        assert not {(lv, at) for lv, at, _ in stored} & set(nodes)
        nodes.update({(lv, at): digest for lv, at, digest in stored})
    return nodes


def test_the_root_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_leaf_of_nothing() -> None:
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(LEAVES)
def test_the_root_is_the_defined_one(leaves: list[bytes]) -> None:
    assert root_of_leaves([leaf_hash(leaf) for leaf in leaves]) == defined_root(leaves)


@given(LEAVES)
def test_stored_nodes_give_the_root_of_every_earlier_size(leaves: list[bytes]) -> None:
    nodes = grown(leaves)
    for size in range(len(leaves) + 1):
        assert root_of(size, lambda lv, at: nodes[lv, at]) == defined_root(leaves[:size])


@given(LEAVES)
def test_only_complete_subtrees_are_stored(leaves: list[bytes]) -> None:
    for level, position in grown(leaves):
        assert (position + 1) << level <= len(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_another_leaf_is_another_root(leaves: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:at], leaves[at] + b"x", *leaves[at + 1 :]]
    assert defined_root(changed) != root_of_leaves([leaf_hash(leaf) for leaf in leaves])


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != root_of_leaves([left, right])
