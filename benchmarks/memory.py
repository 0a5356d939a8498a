"""Compares texts with and without site memory, on sites made from the corpus's articles.

    python benchmarks/memory.py CORPUS

CORPUS holds articles.warc.gz and articles.jsonl. Its sites have few pages each, so a made site has
twelve articles of one language. Some articles get boxes that no rule for single pages recognises.
The tables count the lines of boxes that are left from the third article on, and the lines of
articles that are lost. Some lines repeat and must stay: stories told day by day, articles fetched
again, under other addresses or growing, and headings that return. All choices follow from the
articles' order, so the same corpus gives the same figures.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import chain
from pathlib import Path

from common import command_line, table
from cuts import load_articles, placed
from framesets import load_frames
from inprocess import extracted
from scrapy.utils.test import get_crawler
from warcpages import pages

from newscrawl.items import IN_TEXT, Article, Block, BlockType, Link
from newscrawl.pipelines.memory import SiteMemoryPipeline
from newscrawl.pipelines.stages import BoilerplatePipeline, RepairPipeline
from newscrawl.text.article_lines import digest
from newscrawl.text.boilerplate import strip
from newscrawl.text.memory import SiteMemory

SITE = 12
"""Articles of a made site."""

Line = tuple[BlockType, str, str]
P, H = "paragraph", "heading"
BOXES: dict[str, list[Line]] = {
    "standards line": [(P, "p", "Our principles: accuracy, independence, fairness. How the newsroom works is set out in its handbook.")],
    "copyright": [(P, "p", "© Tidewater Press. Nothing on these pages may be reproduced without written permission.")],
    "author": [(P, "p", "Marta Quill joined the Gazette in 2011 and was a correspondent in Lisbon before that. She lives by the sea with two cats.")],
    "author, German": [(P, "p", "Jost Wiedenfels, Jahrgang 1978, wuchs am Niederrhein auf und volontierte in Kassel. Seit 2009 Redakteur.")],
    "author, Japanese": [(P, "p", "山野はるか　北海道出身。地方支局を経て現職。趣味は登山と古い時計の修理。")],
    "author, Arabic": [(P, "p", "كاتبة وصحفية درست الأدب في الجامعة وعملت في الإذاعة عشرين عاما قبل انضمامها إلى الصحيفة.")],
    "heading and box": [
        (H, "h3.box-title", "About these pages"),
        (P, "p", "Every morning before breakfast a small team in the harbour office gathers what happened overnight."),
        (P, "p", "Tell the desk what it missed: a postcard is enough."),
    ],
    "short label": [(P, "div.slot", "Werbung")],
    "link": [(P, "a p", "The week in pictures, as our photographers saw it")],
}  # fmt: skip
"""Boxes by name. Each line has a type, its markup (with "a " before it if it is a link) and a text.
All texts are invented.
"""


def articles(corpus: Path) -> Iterator[Article]:
    """Yields the corpus' articles in the form in which the memory gets them."""
    crawler = get_crawler()
    steps = RepairPipeline(crawler), BoilerplatePipeline(crawler)
    for url, body, headers in pages(corpus / "articles.warc.gz"):
        article = extracted(url, body, headers)
        for step in steps:
            article = step.process_item(article)
        yield article


def remembered(given: Sequence[Article]) -> list[Article]:
    """Returns copies of the articles as a memory leaves them that sees them in this order."""
    pipeline = SiteMemoryPipeline(get_crawler(settings_dict={"NEWSCRAWL_SITE_MEMORY": True}))
    return [pipeline.process_item(article) for article in deepcopy(given)]


def lost(before: Article, after: Article) -> list[str]:
    """Returns the lines of the text that the memory removed."""
    left = {digest(block.text) for block in after.blocks}
    texts = [block.text for block in before.blocks if block.type in IN_TEXT]
    return [text for text in texts if digest(text) not in left]


def sites(given: Sequence[Article]) -> list[list[Article]]:
    """Returns made sites: each has twelve articles of one language under one domain."""
    by_language = defaultdict(list)
    for article in given:
        if sum(block.type in IN_TEXT for block in article.blocks) >= 6:
            by_language[article.language].append(article)
    made = []
    for found in by_language.values():
        for start in range(0, len(found) - SITE + 1, SITE):
            site = deepcopy(found[start : start + SITE])
            for at, article in enumerate(site):
                article.url = article.canonical_url = f"https://site{len(made)}.example/{at}"
            made.append(site)
    return made


def boxed(site: list[Article], box: list[Line], place: str, every: int) -> list[Article]:
    """Returns the site with a box in each article, or in every third one if `every` is 3. `place`
    is "start", "inside" or "end".
    """
    site = deepcopy(site)
    for article in site[::every]:
        at = {"start": 0, "inside": len(article.blocks) // 2, "end": len(article.blocks)}[place]
        for kind, where, text in reversed(box):
            links = [Link(text, "/")] if where.startswith("a ") else []
            block = Block(kind, text, where=where.removeprefix("a "), links=links)
            article.blocks.insert(at, block)
    return site


def boxes(made: list[list[Article]]) -> None:
    """Measures how many lines of boxes are left from the third article on, and how many lines
    articles lose.
    """
    print(f"## Boxes in {sum(map(len, made))} articles of {len(made)} made sites\n")
    rows: list[tuple[object, ...]] = []
    total_left = total = total_lost = 0
    for name, box in BOXES.items():
        for place in ("start", "inside", "end"):
            cells, gone = [], 0
            for every in (1, 3):
                left = there = 0
                for site in made:
                    before = boxed(site, box, place, every)
                    after = remembered(before)
                    keys = {digest(text) for _, _, text in box}
                    for number, (old, new) in enumerate(zip(before, after, strict=True)):
                        gone += sum(digest(text) not in keys for text in lost(old, new))
                        if number % every == 0 and number >= 2 * every:
                            there += len(box)
                            left += sum(digest(block.text) in keys for block in new.blocks)
                cells.append(f"{left}/{there}")
                total_left, total = total_left + left, total + there
            total_lost += gone
            rows.append((name, place, *cells, gone))
    rows.append(("all", "", f"{total_left}/{total} = {total_left / total:.3f}", "", total_lost))
    header = "box", "place", "in all: left", "in every third: left", "articles' lines lost"
    print(f"{table(header, rows)}\n")


def frames(corpus: Path) -> None:
    """Measures the frame lines that the stage for single pages leaves, and those that the memory
    leaves after it.

    Every twentieth frame is on ten articles of a site of its own.
    """
    given = load_articles(corpus)
    there = left_off = left_on = gone = 0
    for frame in [frame for frame in load_frames() if frame.kind != "own"][::20]:
        rng = random.Random(frame.id)
        language = frame.language[:2]
        ordered = sorted(given, key=lambda one: (one.language != language, rng.random()))
        lines = frame.filled(rng)
        memory = SiteMemory()
        for number, article in enumerate(ordered[:10]):
            texts = chain(*placed(article.paragraphs, lines, frame.where, rng))
            blocks = [Block("paragraph", text) for text in texts]
            stripped = strip(blocks, language=article.language)
            off = stripped.blocks
            body = memory.body_of(f"/{number}", off, article.title, [])
            memory.learn(body, [line.text for line in stripped.removed])
            on = memory.strip(off, body)[0]
            if number >= 2:
                before, after = (sum(b.text in lines for b in some) for some in (off, on))
                there += len(lines)
                left_off += before
                left_on += after
                gone += (len(off) - before) - (len(on) - after)
    shares = (f"{left} = {left / there:.3f}" for left in (left_off, left_on))
    header = "lines", "left without memory", "left with it", "articles' lines lost by it"
    print("## Frames, each on ten articles of a site: lines left from the third on\n")
    print(f"{table(header, [(there, *shares, gone)])}\n")


def daily(site: list[Article]) -> list[Article]:
    """Returns three reports of each long article's story. They share its middle and its last
    paragraph.
    """
    told = []
    for article in site:
        paragraphs = (block for block in article.blocks if block.type == "paragraph")
        body = [block for block in paragraphs if len(block.text) > 80]
        if len(body) < 14:
            continue
        shared = [body[len(body) // 2], body[-1]]
        rest = [block for block in body if block not in shared]
        for day in range(3):
            report = deepcopy(article)
            report.url = report.canonical_url = f"{article.url}/day{day}"
            part = rest[day::3]
            half = len(part) // 2
            report.blocks = deepcopy([*part[:half], shared[0], *part[half:], shared[1]])
            told.append(report)
    return told


def again(site: list[Article]) -> list[Article]:
    return [article for article in site for _ in range(4)]


def elsewhere(site: list[Article]) -> list[Article]:
    """Returns each article under four addresses."""
    copies = [deepcopy(article) for article in site for _ in range(4)]
    for at, article in enumerate(copies):
        article.url = article.canonical_url = f"{article.url}?copy={at}"
    return copies


def growing(site: list[Article]) -> list[Article]:
    """Returns each article in four editions under their own addresses, the newest lines on top."""
    editions = []
    for article in site:
        for part in (4, 3, 2, 1):
            edition = deepcopy(article)
            edition.url = edition.canonical_url = f"{article.url}/{part}"
            edition.blocks = edition.blocks[len(edition.blocks) * (part - 1) // 5 :]
            editions.append(edition)
    return editions


def headed(site: list[Article]) -> list[Article]:
    site = deepcopy(site)
    for article in site:
        heading = Block("heading", "Analysis", 2, where="h2.title")
        label = Block("paragraph", "What we know:", where="p.label")
        article.blocks.insert(len(article.blocks) // 2, heading)
        article.blocks.insert(len(article.blocks) // 3, label)
    return site


def kept(made: list[list[Article]]) -> None:
    """Measures how many lines are lost that must stay."""
    cases: dict[str, Callable[[list[Article]], list[Article]]] = {
        "articles as they are": lambda site: site,
        "stories told day by day, with shared background": daily,
        "articles fetched again": again,
        "articles under other addresses": elsewhere,
        "articles that grow": growing,
        "headings and labels that return": headed,
    }
    rows = []
    for name, make in cases.items():
        lines = gone = 0
        for site in made:
            before = make(site)
            after = remembered(before)
            lines += sum(block.type in IN_TEXT for article in before for block in article.blocks)
            gone += sum(len(lost(old, new)) for old, new in zip(before, after, strict=True))
        rows.append((name, lines, gone))
    print(f"## What must stay\n\n{table(('', 'lines', 'lost'), rows)}")


def main() -> None:
    corpus = command_line(__doc__).parse_args().corpus
    made = sites(list(articles(corpus)))
    boxes(made)
    frames(corpus)
    kept(made)


if __name__ == "__main__":
    main()
