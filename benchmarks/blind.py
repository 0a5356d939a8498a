"""How the choice of the body holds up on pages that no rule was written for: the labelled pages,
changed, their texts known.

    python benchmarks/blind.py CORPUS

Unknown sites have names that no list knows: classes, ids and itemprop are renamed or taken away,
sections become div. And they set things where these pages don't: other stories' cards and texts
are put into the body's element or below it, the body is parted. Extraction alone, without
pipelines and publishers' files.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from hashlib import md5
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from lxml import html  # noqa: E402  (the path is set above, so that the file runs from anywhere)
from lxml.html import fragment_fromstring  # noqa: E402
from scoring import f1, page_counts, truths  # noqa: E402
from warcpages import pages  # noqa: E402

from newscrawl.extraction import extract  # noqa: E402
from newscrawl.extraction.page.document import Document  # noqa: E402
from newscrawl.extraction.page.encoding import encoding_of  # noqa: E402
from newscrawl.extraction.page.parsing import utf8  # noqa: E402
from newscrawl.items import Via  # noqa: E402
from newscrawl.text.compose import compose  # noqa: E402

_UTF8 = html.HTMLParser(encoding="utf-8", huge_tree=True)
Stories = list[list[str]]
"""Other pages' texts, as paragraphs."""
Change = Callable[[Any, str, Stories], None]
"""Changes a page's tree, given the truth and three other stories."""

_SECTIONS = frozenset("article main section header footer aside nav figure figcaption form".split())
_SIGNS = re.compile(r"\W+")


def _as_it_is(root: Any, truth: str, others: Stories) -> None:
    pass


def _renamed(root: Any, truth: str, others: Stories) -> None:
    for element in root.iter("*"):
        element.attrib.pop("itemprop", None)
        for name in ("class", "id"):
            words = element.get(name, "").split()
            if words:
                element.set(
                    name,
                    " ".join(
                        "q" + md5(word.encode()).hexdigest().translate(_LETTERS) for word in words
                    ),
                )


_LETTERS = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")


def _nameless(root: Any, truth: str, others: Stories) -> None:
    for element in root.iter("*"):
        for name in ("class", "id", "itemprop"):
            element.attrib.pop(name, None)


def _divs(root: Any, truth: str, others: Stories) -> None:
    for element in root.iter(*_SECTIONS):
        element.tag = "div"


def _container(root: Any, truth: str) -> Any:
    """Returns the element with most of the article's paragraphs."""
    known = _SIGNS.sub("", truth)
    sizes: Counter[Any] = Counter()
    for paragraph in root.iter("p"):
        text = _SIGNS.sub("", "".join(paragraph.itertext()))
        if len(text) > 60 and text in known:
            sizes[paragraph.getparent()] += len(text)
    return max(sizes, key=lambda element: sizes[element], default=None)


def _amid(root: Any, truth: str, markup: str) -> None:
    """Puts a box in the middle of the body."""
    body = _container(root, truth)
    if body is not None:
        body.insert(len(body) // 2, fragment_fromstring(markup))


def _cards(root: Any, truth: str, others: Stories) -> None:
    cards = (
        f"<div class=ri><a href=/s><h3>{escape(o[0][:60])}</h3></a><p>{escape(o[1][:150])}</p></div>"
        for o in others
    )
    _amid(root, truth, f"<div class=rx><h2>More on this</h2>{''.join(cards)}</div>")


def _card(root: Any, truth: str, others: Stories) -> None:
    title, text = (escape(paragraph[:150]) for paragraph in others[0][:2])
    _amid(
        root,
        truth,
        f"<div class=rx><a href=/s><img src=/i.jpg><span>{title[:60]}</span></a><p>{text}</p></div>",
    )


def _beginnings(root: Any, truth: str, others: Stories) -> None:
    items = (f"<li><a href=/s>{escape(o[0][:60])}</a> {escape(o[1][:150])}</li>" for o in others)
    _amid(root, truth, f"<ul class=rx>{''.join(items)}</ul>")


def _next_story(root: Any, truth: str, others: Stories) -> None:
    """Adds below a copy of the element with headline and body, with another story in it."""
    body = _container(root, truth)
    story = (
        next((e for e in body.iterancestors() if e.find(".//h1") is not None), None)
        if body is not None
        else None
    )
    if story is None or story.tag in ("body", "html"):
        return
    body.set("data-body", "")
    below = deepcopy(story)
    del body.attrib["data-body"]
    headline, text = below.find(".//h1"), below.find(".//*[@data-body]")
    for element, markup in (
        (headline, ""),
        (text, "".join(f"<p>{escape(line)}</p>" for line in others[0])),
    ):
        element[:] = list(fragment_fromstring(f"<div>{markup}</div>"))
    headline.text, text.text, below.tail = others[1][0][:60], None, None
    story.addnext(below)


def _parted(root: Any, truth: str, others: Stories) -> None:
    """Moves the body's last two thirds into elements of their own."""
    body = _container(root, truth)
    if body is None or body.tag in ("body", "td") or len(body) < 6:
        return
    size = len(body) // 3
    for start in (2 * size, size):
        part = body.makeelement(body.tag, {"class": body.get("class", "")})
        part.extend(body[start:])
        if not start - size:
            part.tail = body.tail
            body.tail = None
        body.addnext(part)
        body.addnext(fragment_fromstring("<div><div>Story continues below</div></div>"))


VARIANTS: dict[str, tuple[Change, ...]] = {
    "as it is": (_as_it_is,),
    "class and id renamed, without itemprop": (_renamed,),
    "and sections as div": (_renamed, _divs),
    "without class, id, itemprop": (_nameless,),
    "and sections as div, too": (_nameless, _divs),
    "cards of three stories in the middle": (_cards,),
    "a card in the middle": (_card,),
    "beginnings of three stories in the middle": (_beginnings,),
    "the next story below": (_next_story,),
    "the body in three parts": (_parted,),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    truth = truths(corpus)
    sets = sorted({row["set"] for row in truth.values()})
    stories = {
        url: [line for line in row["text"].split("\n") if len(line) > 80]
        for url, row in truth.items()
    }
    tellers = sorted(url for url, paragraphs in stories.items() if len(paragraphs) > 3)
    print("| pages | " + " | ".join(f"{which} F1 | P | R" for which in sets) + " |")
    print("|" + "---|" * (1 + 3 * len(sets)))
    for name, changes in VARIANTS.items():
        counts: dict[str, list[tuple[float, float, float]]] = {which: [] for which in sets}
        for url, body, headers in pages(corpus / "articles.warc.gz"):
            root = html.document_fromstring(
                utf8(body, encoding_of(body, headers.get("content-type", ""))), parser=_UTF8
            )
            others = [
                stories[other]
                for other in random.Random(url).sample([t for t in tellers if t != url], 3)
            ]
            for change in changes:
                change(root, truth[url]["text"], others)
            page = Document.of(html.tostring(root, encoding="unicode"), url)
            found = compose(extract(page, via=Via("archive")).blocks)
            counts[truth[url]["set"]].append(page_counts(found, truth[url]["text"]))
        cells = [
            f"{value:.3f}"
            for which in sets
            for value in (lambda p, r, f: (f, p, r))(*f1(counts[which]))
        ]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
