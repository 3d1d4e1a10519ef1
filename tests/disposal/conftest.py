"""A depot with a destruction site for every test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disposal.batches import Site
from tests.ready import ready_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Several people, a store apart, a site and four boxes."""
    found = ready_site(tmp_path)
    yield found
    found.stockpile.close()
