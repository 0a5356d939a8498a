"""How large the package is: files and lines of each room, split into code, docstrings, comments and
blank lines; the arrows between rooms; the longest modules and functions.

    python benchmarks/structure.py

A room is a folder or a module of the package. Publishers' files and data are not counted.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from test_structure import PACKAGE, imported, room, trees

KINDS = ("code", "docstrings", "comments", "blank")
_LAYOUT = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def kinds_of_lines(text: str) -> Counter[str]:
    """Returns how many lines of a module are of which kind."""
    kinds = dict.fromkeys(range(1, len(text.splitlines()) + 1), "blank")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and kinds[token.start[0]] == "blank":
            kinds[token.start[0]] = "comments"
        elif token.type not in (*_LAYOUT, tokenize.COMMENT):
            kinds.update(dict.fromkeys(range(token.start[0], token.end[0] + 1), "code"))
    for node in ast.walk(ast.parse(text)):
        # strings that stand alone: docstrings, and the reasons below constants
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            kinds.update(dict.fromkeys(lines, "docstrings"))
    return Counter(kinds.values())


def main() -> None:
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    modules: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for module, tree in trees().items():
        path = PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")
        text = path.read_text("utf-8")
        if room(module) == "spiders":
            continue
        name = room(module) if path.parent != PACKAGE else "(top)"
        rooms[name] += kinds_of_lines(text) + Counter(files=1)
        modules.append((len(text.splitlines()), module))
        functions += [
            ((node.end_lineno or node.lineno) - node.lineno + 1, f"{module}.{node.name}")
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
    print(f"{'room':12} {'files':>6} {'lines':>6} " + " ".join(f"{kind:>10}" for kind in KINDS))
    whole: Counter[str] = sum(rooms.values(), Counter())
    for name, counts in [*sorted(rooms.items(), key=lambda pair: -pair[1].total()), ("all", whole)]:
        numbers = " ".join(f"{counts[kind]:10}" for kind in KINDS)
        lines = sum(counts[kind] for kind in KINDS)
        print(f"{name:12} {counts['files']:6} {lines:6} {numbers}")
    known = {room(module) for module in trees()} - {"newscrawl"}
    pairs = {(room(m), room(name)) for m, tree in trees().items() for name in imported(tree)}
    arrows = [(a, b) for a, b in pairs if a != b and {a, b} <= known]
    print(f"\n{len(arrows)} arrows between {len(known)} rooms")
    for title, found in (("modules", modules), ("functions", functions)):
        shown = ", ".join(f"{name} {size}" for size, name in sorted(found, reverse=True)[:5])
        print(f"longest {title}: {shown}")


if __name__ == "__main__":
    main()
