"""The collector rests inside the block and works again after it, whatever happened there."""

from __future__ import annotations

import gc

import pytest

from stockpile_app.base.collecting import nothing_collected


def test_it_rests_inside_and_wakes_after() -> None:
    with nothing_collected():
        assert not gc.isenabled()
        with nothing_collected():
            assert not gc.isenabled()
        assert not gc.isenabled(), "an inner block must not wake it early"
    assert gc.isenabled()


def test_it_wakes_after_a_fault() -> None:
    with pytest.raises(ValueError, match="fault"), nothing_collected():
        raise ValueError("fault")
    assert gc.isenabled()
