"""A proof as text is read back as it was written, and whatever else it might be is refused."""

from __future__ import annotations

import base64

import pytest

from stockpile_app.audit.proof_text import (
    ConsistencyProof,
    InclusionProof,
    Proof,
    read_proof,
    read_proofs,
    split_proof,
    write_proof,
)
from stockpile_app.base import Cause, KnownError

NODES = tuple(bytes([number]) * 32 for number in range(66))
LINE = base64.b64encode(NODES[7]).decode()
LARGEST = 10**18 - 1


@pytest.mark.parametrize("count", [0, 1, 2, 3, 63])
def test_a_consistency_proof_is_read_back(count: int) -> None:
    proof = ConsistencyProof(17, LARGEST, NODES[:count])
    assert read_proof(write_proof(proof)) == proof


@pytest.mark.parametrize("count", [0, 1, 2, 3, 62])
def test_an_inclusion_proof_is_read_back(count: int) -> None:
    proof = InclusionProof(17, 42, NODES[65], NODES[:count])
    assert read_proof(write_proof(proof)) == proof


def test_the_text_is_the_written_form() -> None:
    assert write_proof(ConsistencyProof(3, 5, (NODES[7],))) == f"stockpile consistency\n3 5\n{LINE}\n"
    assert write_proof(InclusionProof(3, 5, NODES[7], ())) == f"stockpile inclusion\n3 5\n{LINE}\n"


@pytest.mark.parametrize(
    "text",
    [
        "", "stockpile consistency", "stockpile inclusion\n3 5\n", f"stockpile exclusion\n3 5\n{LINE}\n",
        f"stockpile consistency\n3\n{LINE}\n", f"stockpile consistency\n3 5 7\n{LINE}\n",
        f"stockpile consistency\n3 x\n{LINE}\n", f"stockpile consistency\nx 5\n{LINE}\n",
        f"stockpile consistency\n3 ٥\n{LINE}\n", f"stockpile consistency\n3  5\n{LINE}\n",
        f"stockpile consistency\n3 {LARGEST + 1}\n{LINE}\n", f"stockpile consistency\n3 -5\n{LINE}\n",
        f"stockpile consistency\n3 5\n{LINE[:-4]}\n", f"stockpile consistency\n3 5\n{LINE}!\n",
        f"stockpile consistency\n3 5\n{LINE}\nabc\n",
    ],
)  # fmt: skip
def test_anything_else_is_no_proof(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_proof(text)
    assert refused.value.cause is Cause.FOREIGN


def test_a_proof_longer_than_any_can_be_is_refused() -> None:
    with pytest.raises(KnownError):
        read_proof(write_proof(ConsistencyProof(17, 42, NODES[:64])))


def test_proofs_stand_behind_a_note_one_after_the_other() -> None:
    proofs: list[Proof] = [ConsistencyProof(3, 5, NODES[:2]), InclusionProof(3, 5, NODES[9], NODES[:2])]
    note = "origin\n5\nroot\n\n- name signature\n"
    text = note + "\n" + "\n".join(write_proof(one) for one in proofs)
    before, after = split_proof(text.replace("\n", "\r\n"))
    assert before == note
    assert read_proofs(after) == proofs
    assert split_proof(note) == (note, "")
