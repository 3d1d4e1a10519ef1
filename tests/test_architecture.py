"""The house stands as drawn: imports point down, only named rooms know Qt, paper, sheets, drivers.

The contracts themselves stand in `pyproject.toml` under `[tool.importlinter]`.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "stockpile_app"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LONGEST_FILE = 400
WRITTEN_AT_LENGTH: dict[str, str] = {}
"""Files above the limit, each with its reason."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check every import contract on the package in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def sources() -> list[Path]:
    """Every module of the product."""
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The path as a reader writes it: `ledger/model.py`."""
    return path.relative_to(PACKAGE).as_posix()


def test_import_contracts_hold() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


PLANTED = [
    ("base/planted.py", "import stockpile_app.store\n", "base is not allowed to import"),
    ("store/planted.py", "import PySide6.QtCore\n", "Only the window knows Qt BROKEN"),
    ("audit/planted.py", "import openpyxl\n", "Only exchange knows spreadsheets BROKEN"),
    ("audit/planted.py", "def late():\n    import reportlab\n", "Only documents knows paper BROKEN"),
    ("audit/planted.py", "import sqlite3\n", "Only the store knows a database driver BROKEN"),
    ("attic/__init__.py", "", "stockpile_app.attic"),
]


@pytest.mark.parametrize(("path", "text", "said"), PLANTED)
def test_planted_violation_is_caught(tmp_path: Path, path: str, text: str, said: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "stockpile_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "stockpile_app" / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    outcome = lint_imports(tmp_path)
    assert outcome.returncode == 1
    assert said in " ".join(outcome.stdout.split())


def test_planted_cycle_is_caught(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "stockpile_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    base = tmp_path / "stockpile_app" / "base"
    (base / "one.py").write_text("import stockpile_app.base.two\n", encoding="utf-8")
    (base / "two.py").write_text("import stockpile_app.base.one\n", encoding="utf-8")
    outcome = lint_imports(tmp_path)
    assert outcome.returncode == 1
    assert "No two neighbours import each other BROKEN" in " ".join(outcome.stdout.split())


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module name that the syntax tree imports, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/model.py")), ids=name_of)
def test_models_know_neither_store_nor_libraries(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = sys.stdlib_module_names | {"stockpile_app"}
    foreign = [name for name in imported(tree) if name.partition(".")[0] not in allowed]
    store = [name for name in imported(tree) if name.startswith("stockpile_app.store")]
    assert not foreign, f"{name_of(path)} imports {foreign}"
    assert not store, f"{name_of(path)} imports the store"


CLOCK_READS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "QDateTime.currentDateTime",
    "QDateTime.currentDateTimeUtc",
    "QDate.currentDate",
    "QTime.currentTime",
}


def called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and last two names of every call: `datetime.datetime.now()` is `datetime.now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            first = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            yield node.lineno, f"{first}.{node.func.attr}"


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{name_of(path)}:{line} {call}"
        for path in sources()
        if name_of(path) != "base/clock.py"
        for line, call in called(ast.parse(path.read_text(encoding="utf-8")))
        if call in CLOCK_READS
    ]
    assert not found, found


def test_the_clock_rule_sees_a_planted_read() -> None:
    planted = "import datetime\nstamp = datetime.datetime.now()\n"
    assert (2, "datetime.now") in set(called(ast.parse(planted)))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.sql")), ids=name_of)
def test_the_schema_does_not_read_the_clock(path: Path) -> None:
    folded = path.read_text(encoding="utf-8").casefold()
    for word in ("current_timestamp", "current_date", "current_time", "'now'"):
        assert word not in folded


SHOWS_TEXT = {
    "setText",
    "setWindowTitle",
    "setPlaceholderText",
    "setToolTip",
    "setStatusTip",
    "setTitle",
    "setAccessibleName",
    "setAccessibleDescription",
    "addAction",
    "addTab",
    "QLabel",
    "QPushButton",
    "QToolButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
    "echo",
    "KnownError",
    "Finding",
}
NOT_PROSE = {"clause", "status", "rule"}


def bare_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and words of every sentence that is shown without going through translation."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SHOWS_TEXT:
            named = [word.value for word in node.keywords if word.arg not in NOT_PROSE]
            for argument in [*node.args, *named]:
                text = literal(argument)
                if " " in text.strip() and any(letter.isalpha() for letter in text):
                    yield argument.lineno, text


def built_messages(tree: ast.AST) -> Iterator[int]:
    """Line of every message put together before translation: no catalogue can know it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"tr", "trn", "N_"}:
            built = (ast.JoinedStr, ast.BinOp)
            yield from (argument.lineno for argument in node.args[:2] if isinstance(argument, built))


def literal(node: ast.AST) -> str:
    """The literal words of a string or of an f-string; '' for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    return ""


def test_nothing_shown_bypasses_translation() -> None:
    found = [
        f"{name_of(path)}:{line} “{text}”"
        for path in sources()
        for line, text in bare_texts(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, found


def test_no_message_is_put_together_before_translation() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in sources()
        for line in built_messages(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, found
    assert list(built_messages(ast.parse('tr(f"Issued {count}")\ntr("Issued {count}", count=1)'))) == [1]


def test_the_translation_rule_sees_a_planted_text() -> None:
    planted = 'label.setText(f"Nothing needs {you}")\nlabel.setText(tr("Post voucher"))\n'
    assert [line for line, _ in bare_texts(ast.parse(planted))] == [1]


def test_files_stay_short() -> None:
    long = {
        name_of(path): lines
        for path in sources()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
        and name_of(path) not in WRITTEN_AT_LENGTH
    }
    assert not long, f"Above {LONGEST_FILE} lines without a reason: {long}"
