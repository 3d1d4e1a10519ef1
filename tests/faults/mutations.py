"""Small wrong changes to a program: what a careless hand might do to it, one at a time.

A Python mutation changes one node of the syntax tree; a schema mutation takes one CHECK, UNIQUE,
trigger or append-only table away; a text of SQL is mutated sign by sign.  The same source gives the
same mutations in the same order.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARE: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|JOIN|ORDER BY|GROUP BY|HAVING)\b")
_SQL_SIGNS: tuple[tuple[str, str], ...] = (
    (r"(?<![<>=!])<(?![=>])", "<="),
    (r"(?<![<>=!])>(?![=])", ">="),
    (r"<=", "<"),
    (r">=", ">"),
    (r"<>", "="),
    (r"(?<![<>=!])=(?!=)", "<>"),
    (r"\bAND\b", "OR"),
    (r"\bOR\b", "AND"),
    (r"\bNOT ", ""),
    (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bDESC\b", ""),
    (r"\bLEFT JOIN\b", "JOIN"),
    (r"\bDISTINCT ", ""),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bsum\(", "count("),
    (r" \+ ", " - "),
    (r" - ", " + "),
)
Change = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change.

    Attributes:
        node: Which node of the tree, counted in the order of `ast.walk`; -1 in a text file.
        text: The whole mutated text of a text file; '' in Python.
    """

    file: str
    line: int
    what: str
    node: int = -1
    change: Change | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """What tells this mutation from every other one of the same source."""
        return f"{self.file}:{self.line}:{self.node}: {self.what}"


def python_mutations(file: str, source: str) -> Iterator[Mutation]:
    """Every mutation of a module."""
    tree = ast.parse(source)
    silent = _silent(tree)
    for number, node in enumerate(ast.walk(tree)):
        if node in silent:
            continue
        for change in _changes(node):
            mutant = change(copy.deepcopy(node))
            what = f"{_short(node)}  ->  {_short(mutant)}"
            yield Mutation(file, getattr(node, "lineno", 1), what, number, change)


def mutated_tree(source: str, mutation: Mutation) -> ast.Module:
    """The module's tree with the one node changed."""
    assert mutation.change
    tree = ast.parse(source)
    target = list(ast.walk(tree))[mutation.node]
    mutant = ast.copy_location(mutation.change(copy.deepcopy(target)), target)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, mutant)
            elif isinstance(value, list):
                value[:] = [mutant if one is target else one for one in value]
    return ast.fix_missing_locations(tree)


def _silent(tree: ast.Module) -> set[ast.AST]:
    """What no test can or should notice: documentation, annotations, imports and lists of names."""
    return {
        below for node in ast.walk(tree) for part in _quiet_parts(node) if part for below in ast.walk(part)
    }


def _quiet_parts(node: ast.AST) -> list[ast.AST | None]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Assert():
            return [node]
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return [node]
        case ast.arg() | ast.AnnAssign():
            return [node.annotation]
        case ast.FunctionDef():
            return [node.returns, *node.decorator_list]
        case ast.ClassDef():
            return [*node.decorator_list, *node.bases]
    return []


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If() | ast.IfExp() | ast.While() if _plain(node.test):
            yield _with(test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension() if node.ifs and _plain(node.ifs[0]):
            yield _with(ifs=[ast.UnaryOp(ast.Not(), node.ifs[0]), *node.ifs[1:]])
        case ast.Raise() | ast.Expr() | ast.Break() | ast.Continue():
            yield _dropped
        case ast.Return() if node.value and not _is_none(node.value):
            yield _with(value=ast.Constant(None))
        case _:
            yield from _changes_in_expressions(node)


def _changes_in_expressions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in _COMPARE[type(operator)]:
                    yield _with_operator(place, other)
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _ARITHMETIC:
            yield _with(op=_ARITHMETIC[type(node.op)]())
        case ast.BoolOp():
            yield _with(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield _operand
        case ast.Constant():
            yield from _constant_changes(node)


def _plain(test: ast.expr) -> bool:
    """A condition that no other mutation turns around."""
    turned = isinstance(test, ast.Compare | ast.BoolOp)
    return not turned and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _constant_changes(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield _with(value=not node.value)
    elif isinstance(node.value, int):
        yield _with(value=node.value + 1)
    elif isinstance(node.value, str) and _SQL.search(node.value):
        for text in sql_mutants(node.value):
            yield _with(value=text)


def sql_mutants(text: str) -> Iterator[str]:
    """The text with one sign or word of SQL changed."""
    for pattern, other in _SQL_SIGNS:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + other + text[match.end() :]


def _with(**fields: object) -> Change:
    def change(node: ast.AST) -> ast.AST:
        for name, value in fields.items():
            setattr(node, name, copy.deepcopy(value))
        return node

    return change


def _with_operator(place: int, operator: type) -> Change:
    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)
        node.ops[place] = operator()
        return node

    return change


def _operand(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.UnaryOp)
    return node.operand


def _dropped(_node: ast.AST) -> ast.AST:
    """A statement not made; a generator stays one."""
    if isinstance(_node, ast.Expr) and isinstance(_node.value, ast.Yield | ast.YieldFrom):
        return ast.parse("yield from ()").body[0]
    return ast.Pass()


def _short(node: ast.AST) -> str:
    text = ast.unparse(node) if not isinstance(node, ast.comprehension) else ast.unparse(node.ifs[0])
    return " ".join(text.split("\n")[0].split())


# The schema -------------------------------------------------------------------------------------


def schema_mutations(file: str, source: str) -> Iterator[Mutation]:
    """Every CHECK, UNIQUE and NOT NULL, every unique index and every trigger taken away."""
    for match in re.finditer(r"\b(CHECK|UNIQUE) ?\(", source):
        end = _closing(source, match.end())
        start = (
            len(source[: match.start()].rstrip()) if not _own_line(source, match.start()) else match.start()
        )
        yield _without(file, source, start, end)
    for match in re.finditer(r"^CREATE UNIQUE INDEX .*?;\n", source, re.MULTILINE | re.DOTALL):
        yield _without(file, source, match.start(), match.end())
    for match in re.finditer(r"^CREATE TRIGGER .*?\bEND;\n", source, re.MULTILINE | re.DOTALL):
        yield _without(file, source, match.start(), match.end())


def _own_line(source: str, place: int) -> bool:
    """A constraint of the table, between commas, and not of a column."""
    return source[:place].rstrip().endswith((",", "("))


def _closing(source: str, place: int) -> int:
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(source[place], 0)
        place += 1
    return place


def _without(file: str, source: str, start: int, end: int) -> Mutation:
    text = source[:start] + source[end:]
    if _own_line(source, start) and source[start:].startswith(("CHECK", "UNIQUE")):
        text = source[:start] + "CHECK (1)" + source[end:]
    what = "without " + " ".join(source[start:end].split())[:150]
    return Mutation(file, source.count("\n", 0, start) + 1, what, text=text)
