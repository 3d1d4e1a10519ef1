"""Inclusion and consistency proofs beside RFC 9162's own definition, and forged in every way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    consistent,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
)
from tests.audit.test_merkle import defined_root, grown

KNOWN_LEAVES = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
"""The test tree of the certificate-transparency project."""
KNOWN_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = st.integers(1, 70)


class Tree:
    """A grown tree of `size` numbered leaves."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves
        self.nodes = grown(leaves)

    def node_at(self, level: int, position: int) -> bytes:
        return self.nodes[level, position]

    def root(self, size: int) -> bytes:
        return root_of(size, self.node_at)


TREE = Tree([b"%d" % number for number in range(70)])


def defined_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) as the standard defines it."""
    if len(leaves) <= 1:
        return []
    left = _split(len(leaves))
    if index < left:
        return [*defined_path(index, leaves[:left]), defined_root(leaves[left:])]
    return [*defined_path(index - left, leaves[left:]), defined_root(leaves[:left])]


def defined_subproof(first: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) as the standard defines it."""
    if first == len(leaves):
        return [] if whole else [defined_root(leaves)]
    left = _split(len(leaves))
    if first <= left:
        return [*defined_subproof(first, leaves[:left], whole=whole), defined_root(leaves[left:])]
    return [*defined_subproof(first - left, leaves[left:], whole=False), defined_root(leaves[:left])]


def _split(size: int) -> int:
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def forged(proof: list[bytes]) -> Iterator[list[bytes]]:
    """The proof with a bit changed anywhere, cut off, extended, swapped, and with doubled hashes."""
    for at, node in enumerate(proof):
        yield [*proof[:at], bytes([node[0] ^ 1]) + node[1:], *proof[at + 1 :]]
        yield [*proof[:at], node[:-1], *proof[at + 1 :]]
        yield proof[:at]
        yield proof[at + 1 :]
        yield [*proof[: at + 1], *proof[at:]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    for at in range(len(proof) - 1):
        if proof[at] != proof[at + 1]:
            yield [*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]]


def test_the_known_tree_has_its_known_roots() -> None:
    tree = Tree(KNOWN_LEAVES)
    assert [tree.root(size).hex() for size in range(1, 9)] == list(KNOWN_ROOTS)


@given(SIZES, st.data())
def test_an_inclusion_proof_is_the_defined_path_and_leads_to_the_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, TREE.node_at)
    assert proof == defined_path(index, TREE.leaves[:size])
    assert root_from_inclusion(TREE.nodes[0, index], index, size, proof) == TREE.root(size)


@given(SIZES, st.data())
def test_a_consistency_proof_is_the_defined_one_and_holds(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    proof = consistency_proof(first, second, TREE.node_at)
    assert proof == defined_subproof(first, TREE.leaves[:second], whole=True)
    assert consistent(first, second, TREE.root(first), TREE.root(second), proof)


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 13, 70])
def test_no_forged_inclusion_proof_leads_to_the_root(size: int) -> None:
    for index in range(size):
        leaf, proof = TREE.nodes[0, index], inclusion_proof(index, size, TREE.node_at)
        for bad in forged(proof):
            assert root_from_inclusion(leaf, index, size, bad) != TREE.root(size)
        for other in range(-1, size + 1):
            if other != index:
                assert root_from_inclusion(leaf, other, size, proof) != TREE.root(size)
        assert root_from_inclusion(leaf_hash(b"x"), index, size, proof) != TREE.root(size)


@pytest.mark.parametrize(
    ("first", "second"), [(1, 2), (3, 7), (4, 7), (6, 8), (7, 8), (8, 13), (33, 70), (64, 70)]
)
def test_no_forged_consistency_proof_holds(first: int, second: int) -> None:
    old, new = TREE.root(first), TREE.root(second)
    proof = consistency_proof(first, second, TREE.node_at)
    for bad in forged(proof):
        assert not consistent(first, second, old, new, bad)
    assert not consistent(first, second, bytes(32), new, proof)
    assert not consistent(first, second, old, bytes(32), proof)
    assert not consistent(first, second, new, old, proof)
    assert not consistent(second, first, new, old, proof)
    assert not consistent(first, second + 70, old, new, proof)


@given(st.integers(1, 40), st.integers(1, 30), st.data())
def test_a_changed_past_is_never_consistent(first: int, more: int, data: st.DataObject) -> None:
    changed_at = data.draw(st.integers(0, first - 1))
    other = Tree([*TREE.leaves[:changed_at], b"changed", *TREE.leaves[changed_at + 1 : first + more]])
    proof = consistency_proof(first, first + more, other.node_at)
    assert not consistent(first, first + more, TREE.root(first), other.root(first + more), proof)


def test_the_same_size_is_consistent_only_with_itself() -> None:
    assert consistent(5, 5, TREE.root(5), TREE.root(5), [])
    assert not consistent(5, 5, TREE.root(5), TREE.root(6), [])
    assert not consistent(5, 5, TREE.root(5), TREE.root(5), [bytes(32)])


def test_everything_begins_with_nothing() -> None:
    assert consistency_proof(0, 9, TREE.node_at) == []
    assert consistent(0, 9, EMPTY_ROOT, TREE.root(9), [])
    assert not consistent(0, 9, TREE.root(1), TREE.root(9), [])


def test_a_node_is_not_taken_for_an_entry() -> None:
    """The inner node over entries 0 and 1 proves no entry 0 in a tree half as large."""
    inner = node_hash(TREE.nodes[0, 0], TREE.nodes[0, 1])
    proof = inclusion_proof(0, 8, TREE.node_at)[1:]
    assert root_from_inclusion(inner, 0, 8, proof) is None


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, TREE.node_at)


@pytest.mark.parametrize(("first", "second"), [(4, 3), (-1, 3)])
def test_there_is_no_proof_that_the_larger_is_the_beginning(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(first, second, TREE.node_at)


def test_every_proof_of_every_small_tree_holds() -> None:
    for second in range(1, 35):
        new = TREE.root(second)
        for index in range(second):
            proof = inclusion_proof(index, second, TREE.node_at)
            assert root_from_inclusion(TREE.nodes[0, index], index, second, proof) == new
        for first in range(1, second + 1):
            proof = consistency_proof(first, second, TREE.node_at)
            assert proof == defined_subproof(first, TREE.leaves[:second], whole=True)
            assert consistent(first, second, TREE.root(first), new, proof)


def test_the_edges_of_a_tree() -> None:
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match=f"no leaf {index} in a tree of {size}"):
            inclusion_proof(index, size, TREE.node_at)
        assert root_from_inclusion(TREE.nodes[0, 0], index, size, []) is None
    for first, second in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match=f"a tree of {first} is no beginning of one of {second}"):
            consistency_proof(first, second, TREE.node_at)
        assert not consistent(first, second, TREE.root(3), TREE.root(3), [])
    assert consistency_proof(0, 3, TREE.node_at) == consistency_proof(3, 3, TREE.node_at) == []
    assert consistent(0, 3, EMPTY_ROOT, TREE.root(3), [])
    assert not consistent(0, 3, TREE.root(1), TREE.root(3), [])
    assert not consistent(0, 3, EMPTY_ROOT, TREE.root(3), [bytes(32)])
    assert consistent(3, 3, TREE.root(3), TREE.root(3), [])
    assert not consistent(3, 3, TREE.root(3), TREE.root(3), [bytes(32)])
    assert not consistent(3, 3, TREE.root(2), TREE.root(3), [])
