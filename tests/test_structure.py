"""The structure of the package: arrows between its rooms, sizes of its modules and functions, and
reasons of its numbers.

Layers are held by import-linter (pyproject.toml), complexity by ruff.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import zip_longest
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "newscrawl"
MOST_ARROWS = 58
"""Pairs of rooms of which one imports the other. A room is a folder or a module of the package; the
public names in newscrawl/__init__.py are none. Lower this number when an arrow goes; think twice
before you raise it: a function that one room needs of many others may live in the wrong one.
"""
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40


@cache
def trees() -> dict[str, ast.Module]:
    """Returns the syntax trees of the package's modules by their dotted names."""
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): ast.parse(
            path.read_text("utf-8")
        )
        for path in PACKAGE.rglob("*.py")
        if "templates" not in path.parts
    }


def room(module: str) -> str:
    parts = module.removesuffix(".__init__").split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def imported(tree: ast.Module) -> Iterator[str]:
    """Returns the package's modules, and names in them, that a module imports anywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "newscrawl":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "newscrawl")


def test_arrows_between_rooms() -> None:
    rooms = {room(module) for module in trees()} - {"newscrawl"}
    arrows = {
        (room(module), room(name))
        for module, tree in trees().items()
        for name in imported(tree)
        if {room(module), room(name)} <= rooms and room(module) != room(name)
    }
    assert len(arrows) <= MOST_ARROWS, sorted(arrows)


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {module.removesuffix(".__init__") for module in trees()}
    graph = {
        module.removesuffix(".__init__"): {
            name if name in names else name.rpartition(".")[0] for name in imported(tree)
        }
        for module, tree in trees().items()
    }
    sorter = TopologicalSorter({module: others - {module} for module, others in graph.items()})
    sorter.prepare()  # raises CycleError


def test_modules_are_short() -> None:
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {
        f"{module}.{node.name}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == set()


def bare_constants(path: Path) -> Iterator[str]:
    """Returns the numeric constants of a module without a reason: a string below them, or a
    comment on their line or above.
    """
    text = path.read_text("utf-8")
    lines = text.splitlines()
    body = ast.parse(text).body
    for node, following in zip_longest(body, body[1:]):
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if value is None or not is_number(value):
            continue
        above = node.lineno - 2
        while above > 0 and re.match(r"[A-Z_][\w, ]* = ", lines[above]):
            above -= 1  # a comment may stand above several constants
        explained = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if not (explained or "#" in lines[node.lineno - 1] or lines[above].startswith("#")):
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}"


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(map(is_number, node.elts))
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def test_every_number_has_a_reason() -> None:
    assert [found for path in PACKAGE.rglob("*.py") for found in bare_constants(path)] == []
