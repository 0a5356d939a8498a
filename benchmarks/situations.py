"""Makes the examples that fit_completeness.py fits the verdict on, grouped by situation: articles
in frames, articles alone, and pages that declare something about their text.

Examples are made from the cases of cuts.py and from real pages. A made page that is cut at a
sentence's end and has no other sign of the cut counts as whole, because nearly all such real pages
are whole. So shortness alone is no sign of a cut.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cuts
from completeness import extracted, labelled_pages, labels
from cuts import Case, article_cases, frame_cases, load_articles
from framesets import left_out, load_frames, site_fold
from pagelines import known_pages

from newscrawl.items import Article, Block, Part
from newscrawl.text.compose import compose
from newscrawl.text.sentences import ENDS
from newscrawl.text.tokens import count

URL = "https://site.example/story"
VEILS = ("█████ ███ ████████ ██ ██████ ███", "Lorem ipsum dolor sit amet, consectetur adipiscing.")
CLOSERS = ",;:\"'”’»)]」』 "
COUNTED_TOO = 16
"""Pages that declare a word count often count captions, credits and boxes too. In the mean they
count one in COUNTED_TOO words more than the text has: measured on 51 whole real pages, the largest
count is 1.27 times the text's.
"""
A_LITTLE_MORE = 1.05, 1.3
"""A declared length of so many times the text's may count captions, or the lines that are missing.
Behind a call half of such pages are cut, so neither is told.
"""
MOST_COUNTED = 0.8
"""A page that declares its whole length and delivers a larger share than this gives no example: it
looks like a whole page that counts its captions.
"""
LEAST_CHARACTERS = 700
ARTICLES, CROWDED = 4, 3
"""Every fourth article stands alone. Every third frame has another frame below it."""


@dataclass
class Example:
    """An extracted article and its truth. `group` is its situation, `key` its set or site, `fold`
    the model that saw neither. `kind` is the kind of its frame.
    """

    article: Article
    cut: bool
    group: str
    key: str
    fold: str
    english: bool = False
    kind: str | None = None


def framed(corpus: Path, each: int) -> Iterator[Example]:
    """Yields articles in frames, and their pages once more with declarations of access and length."""
    whole, frames = load_articles(corpus), load_frames()[::each]
    for number, case in enumerate(frame_cases(whole, frames)):
        made = _example(case, case.form)
        yield made
        if case.form == "page":
            # a frame with a number may declare a length of its own
            counts = any(char.isdigit() for line in case.lines for char in line)
            words = None if counts else count("\n".join(case.paragraphs))
            yield from declared_access(made, words, number)
    for case in frame_cases(whole, frames[1::CROWDED], crowded=True):
        if case.form == "page" and case.group != "own":
            yield _example(case, "crowded")


def _example(case: Case, group: str) -> Example:
    return Example(
        extracted(case),
        case.truncated is True,
        group,
        case.fold or case.site,
        left_out(case.fold) if case.fold else f"site {site_fold(case.site)}",
        (case.frame_language or "")[:2] == "en",
        case.kind,
    )


def with_evidence(made: Example, group: str, cut: bool, **known: Any) -> Example:
    """Returns the example with other facts of its page."""
    article = made.article
    changed = replace(article, evidence=replace(article.evidence, **known))
    return replace(made, article=changed, group=group, cut=cut)


def declared_access(made: Example, words: int | None, number: int) -> Iterator[Example]:
    """Yields the framed page with a declaration of access or length, a different one for each
    `number`. `words` is the number of words of the text without its frame, or None if the frame
    may declare another number.
    """
    if not made.cut:
        if number % 4 == 0:
            yield with_evidence(made, "paid page, whole", False, free=False, tier="metered")
    elif number % 8 == 0:
        yield with_evidence(made, "paid page, cut", True, free=False)
    elif words and number % 8 == 1:
        yield with_evidence(made, "call, declared length equal", False, declared_words=words)
    elif words and number % 8 == 2 and words >= 150:
        parts = [Part(".text", False, words)]
        yield with_evidence(made, "call, locked part held", False, free=False, parts=parts)
    elif words and number % 8 == 3:
        more = random.Random(number).uniform(*A_LITTLE_MORE)
        cut, declared = number % 16 == 3, round(words * more)
        yield with_evidence(made, "call, a little more declared", cut, declared_words=declared)


def alone(corpus: Path) -> Iterator[Example]:
    """Yields articles without a frame: whole, cut, with an excerpt's mark, and as pages that
    declare something about their text.
    """
    articles = load_articles(corpus)[::ARTICLES]
    turn = 0
    for number, case in enumerate(article_cases(articles)):
        if case.group == "unframed" and case.truncated is None and case.form == "text":
            continue  # a text that is cut at a sentence's end looks like a whole one
        if case.group == "counted" and case.delivered > MOST_COUNTED:
            continue  # a page that lacks its last lines looks like one that counts its captions
        ended = case.group == "unframed" and case.truncated is None
        group = "ended" if ended else case.group
        made = _example(case, f"{group} {'page' if case.form == 'page' else 'text'}")
        yield made
        whole = "\n\n".join(articles[int(case.id.split("/")[1])].paragraphs)
        if made.group == "unframed page":
            yield from goes_on(made, whole)
        if made.group == "ended page":
            yield from declared_page(made, whole, turn)
            turn += 1
        if made.group == "whole text":
            yield with_evidence(made, "whole feed", False, source="feed")
        if case.group == "whole":
            yield from unfinished_whole(made, articles, random.Random(number))
        if made.group == "whole page":
            yield from declared_whole(made, random.Random(number))


def unfinished_whole(
    made: Example, articles: Sequence[cuts.Article], rng: random.Random
) -> Iterator[Example]:
    """Yields whole texts that end without a full stop: one in which no paragraph has one, and one
    that ends in titles of other articles.
    """
    blocks = made.article.blocks
    bare = [replace(block, text=block.text.rstrip(ENDS + CLOSERS)) for block in blocks]
    yield with_blocks(made, "no full stops", [block for block in bare if block.text])
    others = [rng.choice(articles).paragraphs[0].split() for _ in range(rng.choice((2, 3)))]
    titles = [" ".join(words[: rng.randint(5, 14)]).strip(ENDS + CLOSERS) for words in others]
    below = [Block("paragraph", title) for title in titles if title]
    yield with_blocks(made, "titles below", [*blocks, *below])


def with_blocks(made: Example, group: str, blocks: list[Block]) -> Example:
    form = made.group.rpartition(" ")[2]
    return replace(made, article=replace(made.article, blocks=blocks), group=f"{group} {form}")


def goes_on(made: Example, whole: str) -> Iterator[Example]:
    """Yields the page with its text going on behind the body, if it stops in mid-sentence."""
    rest = whole.partition(made.article.blocks[-1].text)[2].strip() if made.article.blocks else ""
    if rest[:1].islower():
        behind = [Block("paragraph", rest.partition("\n")[0])]
        yield with_evidence(made, "goes on behind", True, after=behind)


def declared_whole(made: Example, rng: random.Random) -> Iterator[Example]:
    """Yields the whole page with a declared number of words, and of characters. The words often
    include captions and credits.
    """
    text = compose(made.article.blocks)
    words, more = count(text), 0.97 + rng.expovariate(COUNTED_TOO)
    yield with_evidence(made, "declared length equal", False, declared_words=round(words * more))
    if len(text) >= LEAST_CHARACTERS:  # a smaller number counts as words
        yield with_evidence(made, "declared characters", False, declared_words=len(text))


def declared_page(made: Example, whole: str, turn: int) -> Iterator[Example]:
    """Yields the page with a declaration about further text, a different one for each `turn`.
    `whole` is the article's text.
    """
    turn %= 8
    pages = [f"{URL}?page=2", f"{URL}?page=3"]
    kept = compose(made.article.blocks)
    if turn == 0:
        yield with_evidence(made, "further page", True, pages=pages, next_page=pages[0])
        veil = Block("paragraph", VEILS[len(kept) % len(VEILS)])
        yield replace(with_blocks(made, "unreadable", [*made.article.blocks, veil]), cut=True)
    elif turn == 1:
        yield with_evidence(made, "further page", True, pages=pages)
        yield with_evidence(made, "joined pages", False, pages=[])
    elif turn == 2:
        for cut in (True, False):  # alone, one link does not tell
            yield with_evidence(made, "one link to a page", cut, pages=pages[:1])
    elif turn == 3 and count(whole) > 1.5 * count(kept) + 60:
        yield with_evidence(made, "longer copy", True, jsonld_body=whole)
    elif turn == 4:
        yield with_evidence(made, "equal copy", False, jsonld_body=kept)
    elif turn == 5:
        for cut in (True, False, False):  # most texts that end with a whole sentence are whole
            yield with_evidence(made, "page not read to its end", cut, too_long=True)
    elif turn == 6:
        paid = {"free": False, "tier": "locked"}
        yield with_evidence(made, "paid page without a call, whole", False, **paid)
    elif turn == 7:
        yield with_evidence(made, "page declared free", False, free=True)


def real(corpus: Path) -> Iterator[Example]:
    """Yields the real pages that people read one by one, and pages with a known text. Nearly all of
    these are whole.
    """
    groups = {
        "completeness.jsonl": "real, old set",
        "hard pages, fitting half": "real, fitting half",
        "hard pages, checking half": "checking half",
        "pages with a pager": "real, fitting half",
    }
    read = labels(corpus)
    for label, article in labelled_pages(corpus):
        site, cut = label["site"], label["truncated"]
        yield Example(article, cut, groups[label["part"]], site, f"site {site_fold(site)}")
    for row, article in known_pages(corpus):
        if row["url"] not in read and row.get("text"):
            site = row["site"]
            yield Example(article, False, "real, not read", site, f"site {site_fold(site)}")
