"""Measures how well links to articles are recognised: F1 on labelled links, each site judged by
weights that were fitted without it.

    python benchmarks/links.py CORPUS [--fit] [--peer PYTHON]

CORPUS holds links.csv (storysniffer's labelled links, https://github.com/palewire/storysniffer, as
handle, url, text, is_story) and discovery/frontpages (saved pages, index.jsonl, and links.jsonl
with page, url, anchor, is_article). Articles that discovery/feeds, discovery/sitemaps and
articles.jsonl name are examples too. They weigh a fifth, because none of them is another kind of
link. page_links.jsonl has the labels of article pages: links of menus and boxes of further sites.
--fit writes newscrawl/discovery/weights.json, fitted on all of these. --peer is a Python that has
storysniffer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from common import command_line
from labelled_links import Link, Page, read_article_pages, read_links, read_named, read_pages
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from newscrawl.discovery import link_features, links, sections

FOLDS = 10
PIECE_SITES = 4  # a piece of an address counts if links of so many sites have it
# The L2 penalty of the weights: of features that are true or false, of each step of the others, of
# pieces, and of the page model.
L2 = {"switch": 3.0, "step": 8.0, "piece": 5.0, "page": 1.0}
SMALLEST_PIECE = 0.02
NAMED_WEIGHT = 0.2
STEPS = (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)  # quantiles of a feature's values
PAGE_FEATURES = ["bias", "alone", "alike", "boxed", "navigation", "alike, navigation"]
PEER = """
import json, sys, tldextract
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
from storysniffer import StorySniffer
sniffer = StorySniffer()
print(json.dumps([bool(sniffer.guess(url, text=text)) for url, text in json.load(sys.stdin)]))
"""


Features = tuple[dict[str, int], list[str]]  # a link's features, and the pieces of its address


@dataclass
class Judged:
    """A labelled link of a page, with its features there and its score by other sites' weights."""

    site: str
    article: bool
    features: Mapping[str, float]
    front: bool
    score: float = 0.0


def fit(
    rows: Sequence[Mapping[int, float]], y: np.ndarray, weight: np.ndarray, l2: np.ndarray
) -> np.ndarray:
    """Returns the weights of a logistic regression. `rows` map columns to values. `l2` has a
    penalty for each column.
    """
    column = [i for row in rows for i in row]
    value = [v for row in rows for v in row.values()]
    ends = np.cumsum([0, *map(len, rows)])
    # With a column divided by the root of its penalty, all columns have the penalty 1.
    x = sparse.csr_matrix((value, column, ends), (len(rows), len(l2))) @ sparse.diags(l2**-0.5)
    model = LogisticRegression(fit_intercept=False, solver="newton-cg", tol=1e-6, max_iter=500)
    return model.fit(x, y, sample_weight=weight).coef_[0] * l2**-0.5


def site_weights(sites: Sequence[str]) -> np.ndarray:
    """Returns the weight of each link. The links of a site with four times as many links weigh
    twice as much together. Links of sites with articles alone weigh less.
    """
    count = Counter(sites)
    share = [NAMED_WEIGHT if site.startswith("named:") else 1.0 for site in sites]
    weight = np.array([part * count[site] ** -0.5 for part, site in zip(share, sites, strict=True)])
    return 0.4 * weight * len(weight) / weight.sum()


def fit_links(training: Sequence[Link], features: Sequence[Features]) -> links.Weights:
    """Returns the weights of single links. A feature that is a number has a weight for each step
    between its usual values.
    """
    values: dict[str, list[int]] = defaultdict(list)
    sites: dict[str, set[str]] = defaultdict(set)
    for link, (present, some) in zip(training, features, strict=True):
        for name, value in present.items():
            if value:
                values[name].append(value)
        for piece in some:
            sites[piece].add(link.site)
    steps = {
        name: sorted(set(np.quantile(some, STEPS, method="lower").tolist()))
        for name, some in sorted(values.items())
    }
    columns = [(name, step) for name in steps for step in steps[name]]
    frequent = sorted(piece for piece in sites if len(sites[piece]) >= PIECE_SITES)
    # White space within an address is rare, and would separate the stored pieces.
    kept = [piece for piece in frequent if not any(map(str.isspace, piece))]
    place = {column: i for i, column in enumerate(columns)}
    of_piece = {piece: i for i, piece in enumerate(kept, len(columns))}
    rows = []
    for present, some in features:
        row = {
            place[name, step]: 1.0
            for name, value in present.items()
            for step in steps.get(name, ())
            if value >= step
        }
        rows.append(row | Counter(of_piece[piece] for piece in some if piece in of_piece))
    costs = [L2["switch" if len(steps[name]) == 1 else "step"] for name, _ in columns]
    costs += [L2["piece"]] * len(kept)
    y = np.array([link.article for link in training], float)
    b = fit(rows, y, site_weights([link.site for link in training]), np.array(costs)).tolist()
    table: dict[str, list[float]] = {}
    for (name, step), weight in zip(columns, b, strict=False):
        row = table.setdefault(name, [0.0])
        row += [row[-1]] * (step - len(row))
        row.append(row[-1] + weight)
    rounded = {name: [round(value, 3) for value in row] for name, row in table.items()}
    pieces = {piece: round(b[i], 2) for piece, i in of_piece.items()}
    large = {piece: weight for piece, weight in pieces.items() if abs(weight) >= SMALLEST_PIECE}
    return links.Weights(rounded, large, links.weights().page)


def score(features: Features, table: links.Weights) -> float:
    present, some = features
    known = ((table.link[name], value) for name, value in present.items() if name in table.link)
    named = sum(row[min(value, len(row) - 1)] for row, value in known)
    return named + sum(table.pieces.get(piece, 0.0) for piece in some)


def page_rows(page: Page, table: links.Weights) -> list[tuple[str, dict[str, float]]]:
    """Returns (address, features) of each labelled link of a page, with `table` as the weights of
    single links.
    """
    with mock.patch.object(links, "weights", lambda: table):
        links.score.cache_clear()  # because the weights change
        found = sections.targets(page.root, page.url, [page.site])
        links.score.cache_clear()
        urls = (target.url for target in found)
        rows = zip(urls, sections.page_features(found), strict=True)
        return [(url, row) for url, row in rows if page.labels.get(url) is not None]


def fit_pages(some: Sequence[Judged]) -> dict[str, float]:
    """Returns the weights of the page model."""
    names = list(enumerate(PAGE_FEATURES))
    rows = [{i: one.features.get(name, 0.0) for i, name in names} for one in some]
    y = np.array([one.article for one in some], float)
    weights = site_weights([one.site for one in some])
    b = fit(rows, y, weights, np.full(len(PAGE_FEATURES), L2["page"]))
    return {name: round(float(value), 3) for name, value in zip(PAGE_FEATURES, b, strict=True)}


def tell(name: str, some: Sequence[Link | Judged], said: Sequence[bool]) -> None:
    """Prints F1, precision and recall of the links that are `said` to be articles."""
    right = sum(one.article and yes for one, yes in zip(some, said, strict=True))
    true = sum(one.article for one in some)
    precision, recall = right / max(1, sum(said)), right / max(1, true)
    value = 2 * right / max(1, sum(said) + true)
    print(f"{name:44}{value:8.4f} {precision:8.4f} {recall:8.4f} {len(some):8d}")


def tell_whole(name: str, some: Sequence[Judged]) -> None:
    tell(name, some, [one.score > 0 for one in some])
    doubted = [one.score > sections.MIN_SCORE for one in some]
    tell("  as crawled, in doubt an article", some, doubted)


def peer(python: str, some: Sequence[Link]) -> list[bool]:
    given = json.dumps([(link.url, link.words) for link in some])
    command = [python, "-W", "ignore", "-c", PEER]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return [bool(value) for value in json.loads(done.stdout)]


def features_of(link: Link) -> Features:
    return link_features.features(link.url, link.words), link_features.pieces(link.url)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--peer")
    options = parser.parse_args()

    loose = read_links(options.corpus)
    pages, framed = read_pages(options.corpus)
    article_pages, of_articles = read_article_pages(options.corpus)
    named = read_named(options.corpus)
    single = loose + framed + named
    begun = time.process_time()
    features = [features_of(link) for link in single]
    print(f"{(time.process_time() - begun) / len(single) * 1e6:.0f} µs a link for its features")

    # Sites in folds; each fold is judged by weights fitted on the others.
    fold = {
        site: zlib.crc32(site.removeprefix("named:").encode()) % FOLDS
        for site in {x.site for x in single + of_articles + pages}
    }
    tables = {}
    for number in set(fold.values()):
        training = [i for i, link in enumerate(single) if fold[link.site] != number]
        tables[number] = fit_links([single[i] for i in training], [features[i] for i in training])
    judged = [
        Judged(page.site, bool(page.labels[url]), row, front)
        for front, some in ((True, pages), (False, article_pages))
        for page in some
        for url, row in page_rows(page, tables[fold[page.site]])
    ]
    for site in {one.site for one in judged}:
        table = fit_pages([one for one in judged if one.site != site])
        for one in judged:
            if one.site == site:
                one.score = sum(table[name] * one.features.get(name, 0.0) for name in PAGE_FEATURES)

    def tell_words(name: str, some: Sequence[Link], trained: str = "") -> None:
        said = [score(features_of(link), tables[fold[link.site]]) > 0 for link in some]
        tell(f"{name}: address and words", some, said)
        if options.peer:
            tell(f"  storysniffer{trained}", some, peer(options.peer, some))

    print(f"\n{'sites kept apart':44}{'F1':>8} {'P':>8} {'R':>8} {'links':>8}")
    tell_words("links.csv", loose, " (trained on these links)")
    shipped = [links.score(link.url, link.words) > 0 for link in loose]
    tell("  with the weights shipped", loose, shipped)
    tell_words("frontpages", framed)
    tell_words("named by feeds, sitemaps", named)
    tell_whole("frontpages: whole pages", [one for one in judged if one.front])
    tell_words("article pages", of_articles)
    tell_whole("article pages: whole pages", [one for one in judged if not one.front])
    for site in sorted({one.site for one in judged if one.front}):
        own = [one for one in judged if one.site == site]
        tell(f"  {site}", own, [one.score > 0 for one in own])

    if options.fit:
        write(fit_links(single, features), fit_pages(judged))
    else:
        report_pages(pages)


def write(table: links.Weights, page: Mapping[str, float]) -> None:
    """Writes newscrawl/discovery/weights.json, with the pieces of one weight on one line."""
    by_weight: dict[float, list[str]] = defaultdict(list)
    for piece, weight in table.pieces.items():
        by_weight[weight].append(piece)
    models: dict[str, Mapping[str, Any]] = {
        "link": {name: row for name, row in table.link.items() if max(map(abs, row)) >= 0.01},
        "page": page,
        "pieces": {str(weight): " ".join(by_weight[weight]) for weight in sorted(by_weight)},
    }
    text = []
    for model, rows in models.items():
        pairs = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in rows.items())
        text.append(f"{json.dumps(model)}: {{\n" + ",\n".join(pairs) + "\n}")
    path = Path(links.__file__).with_name("weights.json")
    path.write_text("{\n" + ",\n".join(text) + "\n}\n", "utf-8")
    print(f"\nwrote {path}")


def report_pages(pages: Sequence[Page]) -> None:
    """Prints the results for each page with the package's weights: articles, the next page,
    sections.
    """
    articles: list[Link] = []
    said: list[bool] = []
    following, with_pages, of_sections, said_sections = 0, 0, Counter[str](), 0
    seconds = 0.0
    for page in pages:
        begun = time.process_time()
        found = sections.section_page(page.root, page.url, [page.site])
        seconds += time.process_time() - begun
        judged = {url: label for url, label in page.labels.items() if label is not None}
        articles += [Link(page.site, url, "", label) for url, label in judged.items()]
        said += [url in {entry.url for entry in found.articles} for url in judged]
        numbered = {url for url, kind in page.types.items() if kind == "pagination"}
        with_pages += bool(numbered)
        following += found.next_page in numbered
        of_sections.update(page.types.get(url, "not labelled") for url in found.sections.values())
        said_sections += len(found.sections)
    print(f"\nwith the weights shipped, {seconds / len(pages) * 1000:.0f} ms a page")
    tell("  articles (of these very sites)", articles, said)
    print(f"  pages with pagination: {with_pages}, next page found on {following}")
    labelled = dict(of_sections.most_common())
    print(f"  sections named by navigation: {said_sections}, labelled {labelled}")


if __name__ == "__main__":
    sys.exit(main())
