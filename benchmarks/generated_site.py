"""Serves an invented newspaper on loopback, whose pages are as heavy as real ones, from a process
of its own.

The pages have about as many of each kind of element as real ones (`SHAPES`). The numbers are
medians of pages of the fitting half of a corpus (corpus.py): 551 of 45 to 90 KB and 274 of 200 to
360 KB.

| | 63 KB | 256 KB |
|---|---|---|
| elements; attributes; their KB | 550; 817; 26 | 1,124; 2,099; 90 |
| links; list items; divs; paragraphs; images | 105; 61; 88; 18; 17 | 188; 118; 230; 30; 25 |
| scripts; their KB; metas; links of the head | 23; 9; 19; 14 | 32; 55; 32; 26 |
| characters of text; of them in links | 5,882; 1,488 | 9,746; 3,139 |

    python benchmarks/generated_site.py --articles 400 --bytes 65000

Prints the address and serves until its standard input ends. Every page is built before the first
request, so that serving costs nearly nothing. Random choices are seeded by the articles' numbers,
so the same call gives the same pages.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from common import command_line

SECTIONS = ("world", "politics", "business", "sport", "culture", "science")
ROWS = 100
"""The most links on a section's page. Further links are on its next page."""

_SMALL = "the of and to in a is that for it was on with as by at from be this have an not are or had but".split()
_ONSETS, _NUCLEI, _CODAS = "b c d f g h k l m n p r s t v br cl dr pl st tr".split(), "a e i o u ea ou".split(), "n r s t l m nd st".split()  # fmt: skip
_NAMES = ("Marta Quill", "Jonas Weiss", "Ada Brook", "Ravi Menon", "Lena Hartog", "Tom Ashby")


def _vocabulary(size: int = 3_000) -> list[str]:
    dice = random.Random("words")
    words = []
    for _ in range(size):
        syllables = range(dice.randint(1, 3))
        start = "".join(dice.choice(_ONSETS) + dice.choice(_NUCLEI) for _ in syllables)
        words.append(start + dice.choice(_CODAS))
    return words


_WORDS = _vocabulary()


def sentence(dice: random.Random, words: int) -> str:
    """Returns a sentence of made words and the small words of English, in which every third word
    is small.
    """
    chosen = [
        dice.choice(_SMALL) if place % 3 == 1 else dice.choice(_WORDS) for place in range(words)
    ]
    return " ".join(chosen).capitalize() + "."


def title_of(number: int) -> str:
    return sentence(random.Random(f"title {number}"), 8)[:-1]


def path_of(number: int) -> str:
    slug = title_of(number).lower().replace(" ", "-")
    return f"/{SECTIONS[number % len(SECTIONS)]}/2026/11/27/{slug}-{number}"


@dataclass(frozen=True)
class Shape:
    """How many of each kind of element an article's page has."""

    topics: int  # links of the navigation and of the footer, in lists
    cards: int  # other articles
    labels: int  # links of the byline, the tags and the bars to share
    slots: int  # divs for advertisements
    paragraphs: int
    scripts: int
    metas: int
    links: int  # of the head
    comments: int
    icons: int  # drawings in SVG
    depth: int  # divs around the article
    attribute: int  # bytes of a class attribute beside its own names
    style: int  # bytes of style sheets


SHAPES = {
    8_000: Shape(12, 3, 6, 2, 12, 4, 8, 2, 2, 0, 1, 0, 0),
    65_000: Shape(60, 16, 22, 40, 14, 22, 19, 14, 14, 0, 6, 56, 2_900),
    270_000: Shape(118, 26, 36, 170, 26, 31, 32, 26, 10, 14, 9, 190, 37_000),
}
"""By the bytes of a page. A page has the shape of the largest size that it reaches."""


def shape_of(size: int) -> Shape:
    return SHAPES[max((least for least in SHAPES if least <= size), default=min(SHAPES))]


def _listed(shape: Shape) -> str:
    """Returns the items of the navigation or the footer: half of the topics."""
    made = f"{{}} {'u-' * (shape.attribute // 2)}"
    return "".join(
        f'\n      <li class="{made.format("nav__sub-item")}"><a class="{made.format("nav__link")}"'
        f' href="/{name}/topic-{n}" data-track="nav|{name}|topic-{n}"><span>Topic {n}</span></a></li>'
        if n % 3 == 0
        else f'\n      <li class="nav__sub-item"><a href="/{name}/topic-{n}">Matters of {name}</a></li>'
        for n, name in ((n, SECTIONS[n % len(SECTIONS)]) for n in range(shape.topics // 2))
    )


def _navigation(shape: Shape) -> str:
    items = "".join(
        f'<li class="nav__item nav__item--{name}"><a class="nav__link" href="/{name}/" data-track="nav-{name}">'
        f"{name.title()}</a></li>"
        for name in SECTIONS
    )
    return (
        '<header class="site-header"><a class="logo" href="/">The Made Gazette</a>'
        f'<nav class="nav" aria-label="Main"><ul>{items}</ul><ul class="nav__sub">{_listed(shape)}</ul></nav></header>'
    )


def _card(number: int, kind: str, shape: Shape) -> str:
    made = f"{{}} {'u-' * (shape.attribute // 2)}"
    heading = "div" if kind == "small" else "h3"
    picture = (
        f'<div class="{made.format("card__media")}"><img loading="lazy" class="card__image" src="/img/{number}.jpg"'
        f' srcset="/img/{number}-320.webp 320w, /img/{number}-640.webp 640w" sizes="(max-width: 640px) 100vw, 320px"'
        f' alt="" width="320" height="180"></div>'
    )
    return (
        f'\n    <div class="{made.format(f"card card--{kind}")}" data-id="{number}" data-position="{number % 9}">\n      '
        f'<div class="{made.format("card__frame")}">{picture}\n      <div class="{made.format("card__body")}"><i class="card__mark"></i>'
        f'<b class="card__label">{SECTIONS[number % len(SECTIONS)]}</b><{heading} class="{made.format("card__title")}">'
        f'<a class="card__link" href="{path_of(number)}" data-track="card|{kind}|{number}">{title_of(number)}</a></{heading}>'
        f'<time class="card__time" datetime="2026-11-27T0{number % 10}:15:00Z">{number % 10} hours ago</time></div></div></div>'
    )


def _body(dice: random.Random, shape: Shape) -> str:
    parts = []
    for place in range(shape.paragraphs + dice.randint(-3, 3)):
        text = " ".join(sentence(dice, dice.randint(12, 22)) for _ in range(dice.randint(1, 3)))
        if place == 4:
            caption = f"<figcaption>{sentence(dice, 12)} Photo: {dice.choice(_NAMES)}</figcaption>"
            parts.append(
                f'<figure class="article__figure"><img src="/img/inline.jpg" alt="">{caption}</figure>'
            )
        if place % 7 == 6:
            parts.append(f"<h2>{sentence(dice, 5)[:-1]}</h2>")
        if place == 9:
            parts.append(
                '<aside class="newsletter"><h4>Get our newsletter</h4><p>Sign up for the morning briefing.</p><form><input name="email"><button>Sign up</button></form></aside>'
            )
        parts.append(f'\n        <p class="article__paragraph">{text}</p>')
    return "".join(parts)


def _slots(shape: Shape, count: int) -> str:
    """Returns places for advertisements: pairs of empty divs with data for scripts."""
    targeting = '{"pos":"mid","sizes":[[300,250],[336,280]],"page":"article"}'
    made = "u-" * (shape.attribute // 2)
    return "".join(
        f'\n    <div class="slot slot--{n} {made}" id="slot-{n}"><div class="slot__inner" data-slot="{n}" data-size="300x250"'
        f" data-targeting='{targeting}'></div></div>"
        for n in range(count // 2)
    )


def _labels(shape: Shape, author: str) -> str:
    """Returns the links of tags and of two bars to share, with the page's icons."""
    icon = '<svg class="icon" viewBox="0 0 24 24" width="24" height="24"><path d="M3 4h18v2H3zM3 11h18v2H3z"/></svg>'
    return "".join(
        f'\n      <div class="labels__item"><a class="label label--{n}" href="/share/{n}?of={author.replace(" ", "+")}" rel="nofollow" target="_blank"'
        f' data-track="share|{n}">{icon if n < shape.icons else ""}<span class="label__name">Label {n}</span></a></div>'
        for n in range(shape.labels)
    )


def _head(number: int, author: str, host: str, shape: Shape) -> str:
    url, title = host + path_of(number), title_of(number)
    slug = author.replace(" ", "-").lower()
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "url": url,
        "datePublished": "2026-11-27T08:15:00+00:00",
        "dateModified": "2026-11-27T09:30:00+00:00",
        "author": [{"@type": "Person", "name": author, "url": f"{host}/by/{slug}"}],
        "image": [f"{host}/img/{number}.jpg"],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Made Gazette"},
        "isAccessibleForFree": True,
    }
    metas = (f'\n<meta property="og:made:{n}" content="made {n}">' for n in range(shape.metas - 7))
    links = (f'\n<link rel="preload" href="/css/{n}.css" as="style">' for n in range(shape.links))
    scripts = (f'\n<script async src="/js/{n}.js"></script>' for n in range(shape.scripts - 2))
    return (
        f'<meta charset="utf-8"><title>{title} | The Made Gazette</title><link rel="canonical" href="{url}">'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta property="og:url" content="{url}">'
        f'<meta name="description" content="{sentence(random.Random(number), 18)}"><meta name="author" content="{author}">'
        f'<meta property="article:published_time" content="2026-11-27T08:15:00+00:00">'
        f"{''.join(metas)}{''.join(links)}{''.join(scripts)}"
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def article(number: int, articles: int, size: int, host: str) -> bytes:
    """Returns an article's page of about `size` bytes. Data of a script fills it up."""
    dice, shape = random.Random(number), shape_of(size)
    author = dice.choice(_NAMES)
    cards = [
        _card(dice.randrange(articles), kind, shape)
        for kind in ("related", "small")
        for _ in range(shape.cards // 2)
    ]
    comments = "".join(f"\n    <!-- block {n} -->" for n in range(shape.comments))
    front = (
        f'<!doctype html><html lang="en"><head>{_head(number, author, host, shape)}<style>{".card{display:grid}" * (shape.style // 19)}</style></head>'
        f'<body class="page page--article">{_navigation(shape)}{"<div class=page__frame>" * shape.depth}<main><article class="article"><h1 class="article__title">{title_of(number)}</h1>'
        f'<p class="article__standfirst">{sentence(dice, 20)}</p><div class="byline">By <a rel="author" href="/by/x">{author}</a> '
        f'<time datetime="2026-11-27T08:15:00+00:00">27 November 2026</time></div><div class="article__body">{_body(dice, shape)}</div>'
        f'<div class="labels">{_labels(shape, author)}</div></article>{_slots(shape, shape.slots)}{comments}'
        f'<aside class="related"><h2>More on this story</h2>{"".join(cards[::2])}</aside><aside class="most-read"><h2>Most read</h2>{"".join(cards[1::2])}</aside></main>'
        f'{"</div>" * shape.depth}<footer class="footer"><ul>{_listed(shape)}</ul><p>© 2026 The Made Gazette. All rights reserved.</p></footer>'
    )
    rows = [
        {"id": n, "slug": dice.choice(_WORDS), "flags": [dice.random(), dice.random()]}
        for n in range(max(0, size - len(front)) // 80)
    ]
    return f"{front}<script>window.__STATE__={json.dumps(rows)};</script></body></html>".encode()


def pages(articles: int, size: int, host: str) -> Iterator[tuple[str, bytes]]:
    """Yields (path, body) of the front page, the sections with their further pages, and the
    articles.
    """
    yield "/robots.txt", b"User-agent: *\nAllow: /\n"
    shape = shape_of(size)
    cards = "".join(_card(number, "lead", shape) for number in range(min(12, articles)))
    yield "/", _list_page("The Made Gazette", cards, "", shape)
    for place, name in enumerate(SECTIONS):
        numbers = range(place, articles, len(SECTIONS))
        for page, start in enumerate(range(0, len(numbers), ROWS), 1):
            more = f'<a rel="next" href="/{name}/?page={page + 1}">Next</a>'
            shown = numbers[start : start + ROWS]
            cards = "".join(_card(number, "list", shape) for number in shown)
            path = f"/{name}/?page={page}" if page > 1 else f"/{name}/"
            more = more if start + ROWS < len(numbers) else ""
            yield path, _list_page(name.title(), cards, more, shape)
    for number in range(articles):
        yield path_of(number), article(number, articles, size, host)


def _list_page(title: str, cards: str, more: str, shape: Shape) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{_navigation(shape)}'
        f'<main><h1>{title}</h1><div class="grid">{cards}</div>{more}</main></body></html>'
    ).encode()


class _Site(asyncio.Protocol):
    """Serves prepared answers over HTTP/1.1 with persistent connections."""

    answers: dict[bytes, bytes] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.waiting = transport, b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            request, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            path = request.split(b" ", 2)[1]
            self.transport.write(self.answers.get(path, _MISSING))  # type: ignore[attr-defined]


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"


async def _serve(articles: int, size: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Site, "127.0.0.1", 0)
    host = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    for path, body in pages(articles, size, host):
        kind = "text/plain" if path == "/robots.txt" else "text/html; charset=utf-8"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        _Site.answers[path.encode()] = head.encode() + body
    print(host, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def served(articles: int, size: int) -> Iterator[str]:
    """Yields the address of the site while its process runs."""
    command = [sys.executable, __file__, "--articles", str(articles), "--bytes", str(size)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate()  # closes its standard input


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--bytes", type=int, default=65_000)
    options = parser.parse_args()
    asyncio.run(_serve(options.articles, options.bytes))


if __name__ == "__main__":
    main()
