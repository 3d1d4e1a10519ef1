# ruff: noqa: T201  (what was found is printed)
"""C20: put one small wrong change after the other into the ledger and the journal; the tests must notice.

    python -m tests.faults.mutants [--sample 400] [--seed 1] [--only PART_OF_A_FILE_NAME] [--list]

First the tests run once on the sound program, and it is noted which of them walk over which line.
Then each mutant runs in a forked child, which installs the changed module before the program is
imported, and meets the tests that walk over its line and into its file until one fails.  One
JSON line for each mutant goes to `build/mutants.jsonl`; what stands there is not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from coverage import Coverage

from tests.faults.mutations import Mutation, mutated_tree, python_mutations, schema_mutations
from tests.faults.report import ROOT, digest

BUILD = ROOT / "build"
RESULTS = BUILD / "mutants.jsonl"
MUTATED = ("stockpile_app/ledger", "stockpile_app/audit")
SCHEMA = "stockpile_app/store/schema"
TESTS = (
    "tests/ledger", "tests/audit", "tests/store", "tests/catalogue", "tests/access", "tests/cases",
    "tests/test_assembly.py", "tests/exchange/test_importing.py", "tests/documents/test_life.py",
    "tests/documents/test_voucher.py", "tests/cli/test_vouchers.py", "tests/cli/test_reading.py",
    "tests/stories/test_a_weapon_s_life.py", "tests/stories/test_acceptance.py",
    "tests/gui/ledger", "tests/gui/catalogue", "tests/gui/today",
)  # fmt: skip
TOO_LONG = "not naughty and not ten_thousand"
FIRST = 40
MOST, CASES, TIME = 300, 40, 40.0
"""So many tests may notice a mutant, so many cases of one, in so many seconds on the sound program.

What only others would notice counts as survived.
"""
WORKERS = 2
MEMORY = 4 << 30
HEAVY = (
    "hypothesis",
    "hypothesis.stateful",
    "openpyxl",
    "xlsxwriter",
    "reportlab.pdfgen.canvas",
    "sqlcipher3",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "argon2.low_level",
    "click",
    "PySide6.QtTest",
    "PySide6.QtWidgets",
    "python_calamine",
    "pypdfium2",
    "segno",
    "odf.opendocument",
    "xlwt",
)
Walked = dict[str, dict[str, list[int]]]


# Which test walks where -------------------------------------------------------------------------


class _Walk:
    """A pytest plugin: notes the lines of the mutated files that each test walks over."""

    def __init__(self) -> None:
        self._coverage = Coverage(data_file=None, include=[str(file) for file in _sources()])
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start = time.monotonic()
        self._coverage.start()
        self._coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._coverage.stop()
            self.seconds[item.nodeid] = time.monotonic() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def walked(self) -> Walked:
        """The lines of each file that each test has walked over."""
        data = self._coverage.get_data()
        found: Walked = {name: {} for name in self.seconds}
        for path in data.measured_files():
            file = Path(path).relative_to(ROOT).as_posix()
            for line, tests in data.contexts_by_lineno(path).items():
                for name in tests:
                    if name:
                        found[name].setdefault(file, []).append(line)
        return found


def _walk() -> dict[str, Any]:
    """The map of lines and tests, made once for each revision."""
    path = BUILD / f"mutants-walk-{_program()}-{_tests()}.json"
    if not path.is_file():
        BUILD.mkdir(exist_ok=True)
        print("noting which test walks where", flush=True)
        in_child(lambda: _note_walk(path), seconds=3600)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert found["walked"], "no test could be run"
    for name in set(found["failed"]) & set(found["walked"]):  # it cannot tell a mutant from the sound program
        print(f"left out, it fails on the sound program: {name}")
        del found["walked"][name]
    return found


def _program() -> str:
    """What is mutated, and how."""
    return digest(*MUTATED, SCHEMA, "tests/faults/mutations.py")


def _tests() -> str:
    return digest(*TESTS, "tests/books.py", "tests/full_books.py", "tests/tampering.py")


def _note_walk(path: Path) -> int:
    walk = _Walk()
    run_tests(list(TESTS), walk)
    content = {"walked": walk.walked(), "seconds": walk.seconds, "failed": walk.failed}
    path.write_text(json.dumps(content), encoding="utf-8")
    return 0


# One mutant -------------------------------------------------------------------------------------


class _Mutated(SourceFileLoader):
    """Loads one module from a changed tree."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class _Finder(MetaPathFinder):
    """Finds the one mutated module, and no other."""

    def __init__(self, mutation: Mutation) -> None:
        self._path = ROOT / mutation.file
        parts = Path(mutation.file).with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        tree = mutated_tree(self._path.read_text(encoding="utf-8"), mutation)
        self._code = compile(tree, str(self._path), "exec", dont_inherit=True)

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        loader: Loader = _Mutated(fullname, str(self._path), self._code)
        return spec_from_file_location(fullname, self._path, loader=loader)


def install(mutation: Mutation) -> None:
    """Let this process import the mutant instead of the sound module or schema."""
    assert not any(name.startswith(("stockpile_app.ledger", "stockpile_app.audit")) for name in sys.modules)
    if not mutation.text:
        sys.meta_path.insert(0, _Finder(mutation))
        return
    sound, target = Path.read_text, ROOT / mutation.file

    def read_text(self: Path, *arguments: Any, **more: Any) -> str:
        return mutation.text if self == target else sound(self, *arguments, **more)

    Path.read_text = read_text  # type: ignore[method-assign]


def run_tests(names: list[str], *plugins: object) -> int:
    """Run tests in this process, on a disk in memory, until one fails."""
    place = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    folder = tempfile.mkdtemp(prefix="stockpile-mutant-", dir=place)
    try:
        options = ["-x"] if not plugins else ["--continue-on-collection-errors"]
        return int(
            pytest.main(
                [*options, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", TOO_LONG, "--no-header", "--tb=no",
                 f"--basetemp={folder}/t", *names],
                plugins=list(plugins),
            )
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_child(work: Callable[[], int], seconds: float) -> int:
    """Fork, work, and give the child's exit status; -SIGALRM when it took too long."""
    child = start(work, seconds)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def start(work: Callable[[], int], seconds: float) -> int:
    """Fork a child that works and exits; its process id."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        signal.alarm(int(seconds) + 1)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        status = work()
    finally:
        os._exit(status)


# All of them ------------------------------------------------------------------------------------


def _sources() -> list[Path]:
    return [file for folder in MUTATED for file in sorted((ROOT / folder).rglob("*.py"))]


def all_mutations() -> list[Mutation]:
    """Every mutation of the ledger, the journal and the schema."""
    found: list[Mutation] = []
    for file in _sources():
        found += python_mutations(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / SCHEMA).glob("*.sql")):
        found += schema_mutations(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
    return found


def tests_for(mutation: Mutation, walk: dict[str, Any]) -> list[str]:
    """The tests that can notice: those that walk over the line, then those that walk into the file.

    What is worked out once and kept is walked over by the first test alone, and met by others too.
    The room's own come first, then the quickest; of one test no more than so many cases.
    """
    walked: Walked = walk["walked"]
    near = [name for name, files in walked.items() if mutation.file in files]
    room = f"tests/{Path(mutation.file).parts[1]}/"
    if mutation.text:
        near = list(walked)
    near = near or [name for name in walked if name.startswith(room)]  # a file of plain definitions

    def order(name: str) -> tuple[bool, bool, float, str]:
        over = mutation.line in walked[name].get(mutation.file, ())
        return not over, not name.startswith(room), walk["seconds"][name], name

    return list(islice(_chosen(sorted(near, key=order), walk["seconds"]), MOST))


def _chosen(names: Iterable[str], seconds: Mapping[str, float]) -> Iterator[str]:
    """As many as a mutant has time for, and not all the cases of one test before every other test."""
    cases, left = Counter[str](), TIME
    for name in names:
        function = name.partition("[")[0]
        cases[function] += 1
        if cases[function] <= CASES and left > 0:
            left -= seconds[name]
            yield name


def run(mutations: list[Mutation], walk: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The outcome of each mutant, as they come."""
    running: dict[int, tuple[Mutation, float, int]] = {}
    waiting = list(reversed(mutations))
    while waiting or running:
        while waiting and len(running) < WORKERS:
            mutation = waiting.pop()
            names = tests_for(mutation, walk)
            limit = 30 + 4 * sum(walk["seconds"][name] for name in names)
            child = start(lambda m=mutation, n=names: _meet(m, n), limit)  # type: ignore[misc]
            running[child] = (mutation, time.monotonic(), len(names))
        child, status = os.wait()
        mutation, started, tests = running.pop(child)
        yield {
            "mutant": mutation.name,
            "outcome": _outcome(os.waitstatus_to_exitcode(status), tests),
            "tests": tests,
            "seconds": round(time.monotonic() - started, 1),
        }


def _meet(mutation: Mutation, names: list[str]) -> int:
    """First the few that come first: most mutants end there, and few files are collected for them."""
    install(mutation)
    first, rest = names[:FIRST], names[FIRST:]
    return (first and run_tests(first)) or (rest and run_tests(rest)) or 0


def _outcome(status: int, tests: int) -> str:
    if not tests:
        return "unwalked"
    return {0: "survived", -signal.SIGALRM: "killed by time"}.get(status, "killed")


def _on_record() -> dict[str, dict[str, Any]]:
    """What was killed stays killed while the program is the same; a survivor meets new tests again."""
    if not RESULTS.is_file():
        return {}
    lines = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    return {
        line["mutant"]: line
        for line in lines
        if line["program"] == _program() and (line["outcome"].startswith("killed") or line["by"] == _tests())
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutation testing of the ledger and the journal")
    parser.add_argument("--sample", type=int, default=0, help="how many, drawn by the seed; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only files whose name holds this")
    parser.add_argument("--list", action="store_true", help="name the mutants, run none")
    return parser.parse_args()


def main() -> None:
    """Run what was asked for, print the survivors, then one JSON line."""
    asked = _arguments()
    mutations = [one for one in all_mutations() if asked.only in one.file]
    every = len(mutations)
    if asked.sample:
        mutations = random.Random(asked.seed).sample(mutations, min(asked.sample, every))
    if asked.list:
        print("\n".join(one.name for one in mutations))
        return
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    for name in HEAVY:
        __import__(name)
    walk, known = _walk(), _on_record()
    for line in run([one for one in mutations if one.name not in known], walk):
        line |= {"program": _program(), "by": _tests()}
        known[line["mutant"]] = line
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    _tell([known[one.name] for one in mutations], every, asked.seed)


def _tell(lines: list[dict[str, Any]], every: int, seed: int) -> None:
    alive = [line for line in lines if not line["outcome"].startswith("killed")]
    for line in alive:
        print(f"{line['outcome']}: {line['mutant']}")
    killed = len(lines) - len(alive)
    share = round(100 * killed / max(len(lines), 1), 1)
    print(json.dumps({"test": "C20", "seed": seed, "mutants": len(lines), "of": every, "killed": killed,
                      "percent": share, "passed": share >= 90}))  # fmt: skip
    sys.exit(share < 90)


if __name__ == "__main__":
    main()
