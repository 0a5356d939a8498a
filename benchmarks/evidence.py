"""Measures what each rule of the extraction is worth: switches off one rule at a time, on all
labelled pages.

    python benchmarks/evidence.py CORPUS [--half fitting|checking|all] [--kind text,title] [--only
    NAME] [--jobs 2] [--write]

CORPUS is a folder as benchmarks/corpus.py describes it. The rules are the tables of
benchmarks/rules.py: a name, what the rule is for, and how it is switched off. A gain is the figure
with the rule less the figure without it, in points of 100: F1 for a text, the share of pages right
for a fact. Fitting pages decide whether a rule stays. Of the checking half only totals are shown.
--write puts the tables of the measured kinds into docs/rules.md.
"""

from __future__ import annotations
import __future__

import importlib
import inspect
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from statistics import mean
from typing import Any
from unittest import mock

import corpus
import scoring
from common import by_set, command_line
from common import table as markdown
from corpus import ROOT
from rules import RULES, Rule, Without

from newscrawl.extraction import article as extraction
from newscrawl.extraction import fitted
from newscrawl.extraction.body import blocks
from newscrawl.extraction.facts import all_facts, authors, language, names, title
from newscrawl.extraction.page import page_reader
from newscrawl.extraction.page.document import Document
from newscrawl.items import Article, Via
from newscrawl.text.boilerplate import strip
from newscrawl.text.compose import compose

Row = dict[str, Any]
PACKAGE = "newscrawl.extraction"
CACHED = names.names_in, authors._marks_byline
"""Functions with a cache. Their caches would return results of another rule."""


@dataclass
class Found:
    """The results on one set: counts or rightness of each page by rule ("" for all rules on), and
    how many pages changed.
    """

    base: list[Any] = field(default_factory=list)
    off: dict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))


Findings = Mapping[str, Mapping[str, Found]]
"""The results by set and kind."""


def place(name: str) -> tuple[Any, str]:
    """Returns (owner, attribute) of a dotted name below newscrawl.extraction. Raises AttributeError
    if the name is gone; then the rule's line in the table must go too.
    """
    parts = name.split(".")
    owner: Any = importlib.import_module(PACKAGE)
    for part in parts[:-1]:
        owner = getattr(owner, part, None) or importlib.import_module(f"{owner.__name__}.{part}")
    getattr(owner, parts[-1])
    return owner, parts[-1]


def replaced(name: str, change: Without) -> Any:
    """Returns the function of that name, with its source changed; raises ValueError if `old` is
    not in it.
    """
    owner, attribute = place(name)
    function = inspect.unwrap(getattr(owner, attribute))
    source = textwrap.dedent(inspect.getsource(function))
    if change.old not in source:
        raise ValueError(f"{name} has no {change.old!r}: the table of rules is older than the code")
    code = compile(
        source.replace(change.old, change.new),
        f"<{name} changed>",
        "exec",
        __future__.annotations.compiler_flag,
    )
    names: dict[str, Any] = {}
    exec(code, function.__globals__, names)
    return names[attribute]


def patches(rule: Rule) -> list[tuple[Any, str, Any]]:
    """Returns (owner, attribute, replacement) for every module that has one of the names that must
    be replaced to switch a rule off.
    """
    found = []
    for name, value in rule.off.items():
        owner, attribute = place(name)
        new = replaced(name, value) if isinstance(value, Without) else value
        if isinstance(owner, type):
            found.append((owner, attribute, new))
            continue
        old = getattr(owner, attribute)
        holders = [owner] + [
            module
            for key, module in sys.modules.items()
            if key.startswith("newscrawl.")
            and module is not owner
            and module.__dict__.get(attribute) is old
        ]
        found += [(holder, attribute, new) for holder in holders]
    return found


@contextmanager
def switched(places: Sequence[tuple[Any, str, Any]]) -> Iterator[None]:
    """Puts the replacements in place while the context lasts."""
    before = [(owner, name, owner.__dict__[name]) for owner, name, _ in places]
    for owner, name, new in places:
        setattr(owner, name, new)
    try:
        yield
    finally:
        for owner, name, old in before:
            setattr(owner, name, old)


def text_of(article: Article) -> str:
    """Returns the record's text without boilerplate. The site's memory, which only a crawl has, is
    not used.
    """
    return compose(
        strip(article.blocks, after=article.evidence.after, language=article.language).blocks
    )


class Measured:
    """One page, parsed once, read with rules on and off. Facts need no body."""

    def __init__(self, case: corpus.Case) -> None:
        self.case = case
        self.document = Document.of(case.body, case.url, case.headers)
        self.page = page_reader.read_page(self.document)
        self.language = language.language(self.page, "")[0]

    @cached_property
    def article(self) -> Article:
        """The article with all rules on."""
        return self.extract()

    @cached_property
    def plain(self) -> str:
        """The text with all rules on, boilerplate included."""
        return compose(self.article.blocks)

    def extract(self) -> Article:
        return extraction.extract(
            self.document, via=Via("archive"), fetched_at=self.case.headers.get("warc-date")
        )

    def base(self, kind: str) -> Any:
        """Returns the counts of the text, or whether a fact is right, with all rules on."""
        if kind == "text":
            return scoring.page_counts(text_of(self.article), self.case.truth["text"])
        return self.fact(kind)

    def text(self) -> tuple[float, float, float] | None:
        """Returns the counts of the text, or None if it is the same as with all rules on."""
        known = self.article

        def facts_again(article: Article, *_: Any, **__: Any) -> None:
            article.authors, article.language = known.authors, known.language

        with (
            mock.patch.object(all_facts, "fill", facts_again),
            mock.patch.object(extraction, "read_page", lambda _: self.page),
        ):
            article = self.extract()
        if compose(article.blocks) == self.plain:
            return None
        return scoring.page_counts(text_of(article), self.case.truth["text"])

    def fact(self, kind: str, afresh: bool = False) -> bool:
        """Returns whether a fact is right. `afresh` reads the head and headings again."""
        fetched_at = self.case.headers.get("warc-date")
        article = Article(language=self.language, fetched_at=fetched_at)
        with mock.patch.object(page_reader, "tree", lambda *_: self.page.root):
            # A copy of the page computes its cached properties again. If the rule is one of the
            # page's reader, the page is read again.
            read = page_reader.read_page(self.document) if afresh else replace(self.page)
        for function in CACHED:
            function.cache_clear()
        if kind == "title":
            article.title = next(iter(title.titles(read, all_facts.topics.section(read))), None)
        elif kind == "authors":
            all_facts._authors(article, read, all_facts._UNKNOWN)
        else:
            all_facts._dates(article, read, all_facts._UNKNOWN)
        names = [author.name for author in article.authors]
        record = {
            "title": article.title,
            "authors": names,
            "date_published": article.date_published,
        }
        return bool(scoring.score(record, {**self.case.truth, "text": None})[kind])


def chosen(kind: str, only: str | None) -> list[Rule]:
    """Returns the rules of a kind; if `only` is given, those with it in their names."""
    return [rule for rule in RULES if rule.kind == kind and (only or "") in rule.name]


def measure(
    folder: Path, half: corpus.Half, kinds: Sequence[str], only: str | None, name: str
) -> dict[str, Found]:
    """Returns the results of the rules on one set, by kind."""
    off = {kind: [(rule, patches(rule)) for rule in chosen(kind, only)] for kind in kinds}
    found: defaultdict[str, Found] = defaultdict(Found)
    read_once = _Trees()
    for case in corpus.cases(folder, half, [name]):
        here = [kind for kind in kinds if _has(case.truth, kind)]
        if not here:
            continue
        with read_once.of_page():
            measured = Measured(case)
            for kind in here:
                known = found[kind]
                known.base.append(measured.base(kind))
                for rule, places in off[kind]:
                    read_once.fresh = any(map(_reads_blocks, places))
                    afresh = any(owner is page_reader for owner, _, _ in places)
                    with switched(places):
                        now = measured.text() if kind == "text" else measured.fact(kind, afresh)
                    if now is not None and now != known.base[-1]:
                        known.off[rule.name][len(known.base) - 1] = now
                read_once.fresh = False
    return dict(found)


def _has(truth: Row, kind: str) -> bool:
    if kind in ("day", "instant"):
        return len(truth.get("date") or "") >= (10 if kind == "day" else 11)
    return bool(truth.get(kind))


def _reads_blocks(place: tuple[Any, str, Any]) -> bool:
    """Returns whether a replacement changes how blocks are read: a name in blocks.py."""
    owner = place[0]
    return owner is blocks or getattr(owner, "__module__", None) == blocks.__name__


class _Trees:
    """Reads the blocks of each page once for all rules that do not change the reading itself. Asks
    the model once about all blocks with the same features.
    """

    def __init__(self) -> None:
        self.fresh = False  # whether the rule that is off changes the reading
        self.known: dict[int, Any] = {}
        self.scores: dict[tuple[float, ...], float] = {}
        self.read, self.release = blocks.tree_of, blocks.Tree.release
        self.models = fitted.scorer

    def scorer(self, name: str) -> fitted.Score:
        """Returns the function of a model."""
        return self.score if name == "blocks" else self.models(name)

    def score(self, *row: float) -> float:
        """Returns the model's score of a block."""
        if row not in self.scores:
            self.scores[row] = self.models("blocks")(*row)
        return self.scores[row]

    def once(self, root: Any) -> Any:
        """Returns the tree of a page; of HTML in a page's data, a new one each time."""
        if root.getparent() is not None or root.tag != "html" or self.fresh:
            return self.read(root)
        if id(root) not in self.known:
            self.known[id(root)] = self.read(root)
        return self.known[id(root)]

    @contextmanager
    def of_page(self) -> Iterator[None]:
        """Keeps trees while the context lasts, and releases them at its end."""
        with (
            mock.patch.object(blocks, "tree_of", self.once),
            mock.patch.object(blocks.Tree, "release", lambda tree: None),
            mock.patch.object(fitted, "scorer", self.scorer),
        ):
            yield
        for tree in self.known.values():
            self.release(tree)
        self.known.clear()
        self.scores.clear()


def value(kind: str, results: Iterable[Any]) -> float:
    """Returns the figure of some pages, in points of 100."""
    rows = list(results)
    if kind == "text":
        return 100 * scoring.f1(rows)[2]
    return 100 * sum(rows) / len(rows)


def gains(found: Findings, kind: str, rule: str) -> dict[str, tuple[float, int]]:
    """Returns by set the gain of a rule and the pages that it changes."""
    result = {}
    for name, kinds in found.items():
        if kind in kinds:
            one = kinds[kind]
            changed = one.off.get(rule, {})
            without = [changed.get(at, base) for at, base in enumerate(one.base)]
            result[name] = (value(kind, one.base) - value(kind, without), len(changed))
    return result


def run(
    folder: Path, half: corpus.Half, kinds: Sequence[str], only: str | None, jobs: int
) -> dict[str, dict[str, Found]]:
    """Returns the results of the rules by set and kind, computed by `jobs` processes."""
    sizes = {name: len(corpus.truths(folder, name, half)) for name in corpus.SETS if name != "read"}
    return by_set(partial(measure, folder, half, kinds, only), sizes, jobs)


def table(found: Findings, apart: Findings, kind: str, rules: Sequence[Rule]) -> str:
    """Returns a Markdown table with a row for each rule, sorted by the gain on the
    fitting pages (`found`). For the checking half (`apart`) it has only the mean.
    """
    sets = [name for name in found if kind in found[name]]
    if not sets:
        return ""
    base = [value(kind, found[name][kind].base) for name in sets]
    held = [value(kind, kinds[kind].base) for kinds in apart.values() if kind in kinds]
    first = ["all rules on", "", *(f"{one:.2f}" for one in (*base, mean(base))), ""]
    rows: list[tuple[float, list[object]]] = []
    for rule in rules:
        own, other = gains(found, kind, rule.name), gains(apart, kind, rule.name)
        total = mean(gain for gain, _ in own.values())
        cells = [f"{gain:+.2f}" if changed else "" for gain, changed in own.values()]
        pages = sum(changed for _, changed in own.values())
        checked = f"{mean(gain for gain, _ in other.values()):+.2f}" if other else ""
        rows.append((total, [rule.name, rule.purpose, *cells, f"{total:+.2f}", pages, checked]))
    rows.sort(key=lambda row: -row[0])
    header = ["rule", "what it is for", *sets, "mean", "pages", "checking half"]
    return markdown(
        header, [[*first, f"{mean(held):.2f}" if held else ""], *(row for _, row in rows)]
    )


TITLES = {
    "text": "Text",
    "title": "Title",
    "day": "Day of publication",
    "instant": "Instant",
    "authors": "Authors",
}
DOC = ROOT / "docs" / "rules.md"


def write(tables: Iterable[str]) -> None:
    """Writes tables into docs/rules.md. They replace older ones of the same kinds."""
    head, *sections = DOC.read_text("utf-8").split("\n## ")
    known = {section.partition("\n")[0]: section for section in (*sections, *tables)}
    text = "\n## ".join(
        [head.rstrip("\n") + "\n", *(section.strip("\n") + "\n" for section in known.values())]
    )
    DOC.write_text(text, encoding="utf-8")


def main() -> None:
    parser = command_line(__doc__, half="fitting")
    parser.add_argument("--kind", default=",".join(TITLES))
    parser.add_argument("--only", help="rules whose names hold this")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/rules.md")
    options = parser.parse_args()
    kinds = options.kind.split(",")
    halves: dict[str, list[corpus.Half]] = {"all": ["fitting", "checking"]}
    found = [
        run(options.corpus, half, kinds, options.only, options.jobs)
        for half in halves.get(options.half, [options.half])
    ]
    tables = []
    for kind in kinds:
        rules = chosen(kind, options.only)
        if rules and (shown := table(found[0], found[1] if len(found) > 1 else {}, kind, rules)):
            tables.append(f"{TITLES[kind]}\n\n{shown}")
            print(f"## {tables[-1]}\n")
    if options.write:
        write(tables)


if __name__ == "__main__":
    main()
