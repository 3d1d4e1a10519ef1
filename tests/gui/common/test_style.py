"""House style of the kit: our own public names are explained, Qt's keep Qt's spelling, no SQL stands here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import stockpile_app.gui.common as kit

FILES = sorted(Path(kit.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_public_of_ours_is_explained(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            of_qt = isinstance(node, ast.FunctionDef) and (
                node.name != node.name.lower() or node.name in QT_WORDS
            )
            assert ast.get_docstring(node) or of_qt or _nested(tree, node), f"{path.name}: {node.name}"


QT_WORDS = {"data", "sort", "event", "reject", "paint", "text"}


def _nested(tree: ast.Module, node: ast.AST) -> bool:
    """Whether it is a function inside a function."""
    outer = [other for other in ast.walk(tree) if isinstance(other, ast.FunctionDef) and other is not node]
    return any(node in ast.walk(other) for other in outer)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_kit_knows_no_sql(path: Path) -> None:
    assert not re.search(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b", path.read_text("utf-8"))
