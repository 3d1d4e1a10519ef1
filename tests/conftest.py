"""What every test stands on: no screen, no home, no secrets, English, and a language put back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from stockpile_app.base.text import SOURCE_LANGUAGE, use_language
from tests.books import Books
from tests.ready import ready_depot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SLOW_MACHINES = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=50, **_SLOW_MACHINES)  # type: ignore[arg-type]
settings.register_profile("ci", max_examples=300, stateful_step_count=50, **_SLOW_MACHINES)  # type: ignore[arg-type]
settings.register_profile("soak", max_examples=5_000, stateful_step_count=100, **_SLOW_MACHINES)  # type: ignore[arg-type]
settings.register_profile(
    "mutants",  # a mutant meets many tests: each must be quick, and the same every time
    max_examples=20,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    **_SLOW_MACHINES,  # type: ignore[arg-type]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every folder the program might write to on its own is a temporary one."""
    root = tmp_path_factory.mktemp("person")
    with pytest.MonkeyPatch.context() as patch:
        for variable, name in _FOLDERS.items():
            folder = root / name
            folder.mkdir(mode=0o700)
            patch.setenv(variable, str(folder))
        for variable in [name for name in os.environ if name.startswith("STOCKPILE_")]:
            patch.delenv(variable)
        patch.setenv("TZ", "UTC")
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that speaks another language leaves none behind."""
    use_language(SOURCE_LANGUAGE)
    yield
    use_language(SOURCE_LANGUAGE)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """An open depot with places and item types, nothing in it yet."""
    depot = ready_depot(tmp_path)
    yield depot
    depot.stockpile.close()
