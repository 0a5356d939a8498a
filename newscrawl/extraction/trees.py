"""Boosted trees, read from the package's data and compiled to Python: a few microseconds a row, no
dependency.
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

Score = Callable[..., float]


@cache
def stored_model(name: str) -> dict[str, Any]:
    """The data of one model in `extraction/models`."""
    data = (files("newscrawl.extraction") / "models" / f"{name}.json").read_bytes()
    found: dict[str, Any] = json.loads(data)
    return found


@cache
def scorer(name: str) -> Score:
    """The function of one model in `extraction/models` that is made of trees."""
    data = stored_model(name)
    return compiled(data["trees"], len(data["features"]))


def compiled(trees: Sequence[Any], width: int) -> Score:
    """A function of `width` numbers that returns the sum of the trees.

    A tree is a leaf's value, or [feature, threshold, tree up to the threshold, tree above it].
    """
    names = [f"x{place}" for place in range(width)]
    total: ast.expr = ast.Constant(0.0)
    for tree in trees:
        total = ast.BinOp(total, ast.Add(), _expression(tree, names))
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name) for name in names],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    code = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, total)))
    score: Score = eval(
        compile(code, "<trees>", "eval")
    )  # of numbers alone: the data can hold no code
    return score


def _expression(tree: Any, names: Sequence[str]) -> ast.expr:
    if not isinstance(tree, list):
        return ast.Constant(float(tree))
    feature, threshold, low, high = tree
    test = ast.Compare(
        ast.Name(names[feature], ast.Load()), [ast.LtE()], [ast.Constant(float(threshold))]
    )
    return ast.IfExp(test, _expression(low, names), _expression(high, names))


def logistic(value: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-value))
