"""A made newspaper on loopback whose pages are as heavy as real ones, served by a process of its
own.

Of 44 real article pages of 40 to 90 KB the medians are 68 KB, 466 elements, 82 links, 19
paragraphs, 30 scripts with 16 KB and 26 meta elements. The pages here have about as much of each.

    python benchmarks/generated_site.py --articles 400 --bytes 65000

Prints the address and serves until its standard input ends. Every page is built before the first
request, so that serving costs nearly nothing. Everything follows from the numbers of the articles:
the same call gives the same pages.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SECTIONS = ("world", "politics", "business", "sport", "culture", "science")
ROWS = 100
"""The most links on a section's page. Further links are on its next page."""

_SMALL = "the of and to in a is that for it was on with as by at from be this have an not are or had but".split()
_ONSETS, _NUCLEI, _CODAS = "b c d f g h k l m n p r s t v br cl dr pl st tr".split(), "a e i o u ea ou".split(), "n r s t l m nd st".split()  # fmt: skip
_NAMES = ("Marta Quill", "Jonas Weiss", "Ada Brook", "Ravi Menon", "Lena Hartog", "Tom Ashby")


def _vocabulary(size: int = 3_000) -> list[str]:
    dice = random.Random("words")
    syllable = lambda: dice.choice(_ONSETS) + dice.choice(_NUCLEI)  # noqa: E731
    return [
        "".join(syllable() for _ in range(dice.randint(1, 3))) + dice.choice(_CODAS)
        for _ in range(size)
    ]


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


def _navigation() -> str:
    items = []
    for name in SECTIONS:
        topics = "".join(f'<li><a href="#{name}-{n}">Topic {n}</a></li>' for n in range(8))
        items.append(
            f'<li class="nav__item nav__item--{name}"><a class="nav__link" href="/{name}/" data-track="nav-{name}">'
            f'<span>{name.title()}</span></a><ul class="nav__sub">{topics}</ul></li>'
        )
    return (
        '<header class="site-header"><a class="logo" href="/">The Made Gazette</a>'
        f'<nav class="nav" aria-label="Main"><ul>{"".join(items)}</ul></nav></header>'
    )


def _card(number: int, kind: str) -> str:
    dice = random.Random(f"card {number}")
    return (
        f'<div class="card card--{kind}" data-id="{number}"><a class="card__link" href="{path_of(number)}"><figure class="card__media">'
        f'<picture><source srcset="/img/{number}-320.webp 320w, /img/{number}-640.webp 640w" sizes="(max-width: 640px) 100vw, 320px">'
        f'<img loading="lazy" src="/img/{number}.jpg" alt="" width="320" height="180"></picture></figure>'
        f'<h3 class="card__title">{title_of(number)}</h3><p class="card__teaser">{sentence(dice, 16)}</p></a>'
        f'<time class="card__time" datetime="2026-11-27T0{number % 10}:15:00Z">{number % 10} hours ago</time></div>'
    )


def _body(dice: random.Random) -> str:
    parts = []
    for place in range(dice.randint(10, 24)):
        text = " ".join(sentence(dice, dice.randint(12, 26)) for _ in range(dice.randint(1, 4)))
        if place == 4:
            parts.append(
                f'<figure class="article__figure"><img src="/img/inline.jpg" alt=""><figcaption>{sentence(dice, 12)} Photo: {dice.choice(_NAMES)}</figcaption></figure>'
            )
        if place % 7 == 6:
            parts.append(f"<h2>{sentence(dice, 5)[:-1]}</h2>")
        if place == 9:
            parts.append(
                '<aside class="newsletter"><h4>Get our newsletter</h4><p>Sign up for the morning briefing.</p><form><input name="email"><button>Sign up</button></form></aside>'
            )
        parts.append(f'<p class="article__paragraph">{text}</p>')
        parts.append(
            f'<div class="slot slot--{place}"><div id="slot-{place}" data-slot="{place}"></div></div>'
            * (place % 3)
        )
    return "".join(parts)


def _head(number: int, author: str, host: str) -> str:
    url, title = host + path_of(number), title_of(number)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "url": url,
        "datePublished": "2026-11-27T08:15:00+00:00",
        "dateModified": "2026-11-27T09:30:00+00:00",
        "author": [
            {
                "@type": "Person",
                "name": author,
                "url": f"{host}/by/{author.replace(' ', '-').lower()}",
            }
        ],
        "image": [f"{host}/img/{number}.jpg"],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Made Gazette"},
        "isAccessibleForFree": True,
    }
    return (
        f'<meta charset="utf-8"><title>{title} | The Made Gazette</title><link rel="canonical" href="{url}">'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta property="og:url" content="{url}">'
        f'<meta name="description" content="{sentence(random.Random(number), 18)}"><meta name="author" content="{author}">'
        f'<meta property="article:published_time" content="2026-11-27T08:15:00+00:00">'
        f"{''.join(f'<meta property=og:made:{n} content={n}>' for n in range(18))}"
        f"{''.join(f'<script async src=/js/{n}.js></script>' for n in range(24))}"
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def article(number: int, articles: int, size: int, host: str) -> bytes:
    """Returns an article's page of about `size` bytes: a third is its scripts' data, as on many
    sites.
    """
    dice = random.Random(number)
    author = dice.choice(_NAMES)
    related = "".join(
        _card(dice.randrange(articles), "related") for _ in range(12 if size > 30_000 else 3)
    )
    most_read = "".join(
        f"<li>{_card(dice.randrange(articles), 'small')}</li>"
        for _ in range(10 if size > 30_000 else 2)
    )
    front = (
        f'<!doctype html><html lang="en"><head>{_head(number, author, host)}<style>{".card{display:grid}" * (size // 400)}</style></head>'
        f'<body class="page page--article">{_navigation()}<main><article class="article"><h1 class="article__title">{title_of(number)}</h1>'
        f'<p class="article__standfirst">{sentence(dice, 20)}</p><div class="byline">By <a rel="author" href="/by/x">{author}</a> '
        f'<time datetime="2026-11-27T08:15:00+00:00">27 November 2026</time></div><div class="article__body">{_body(dice)}</div></article>'
        f'<aside class="related"><h2>More on this story</h2>{related}</aside><aside class="most-read"><h2>Most read</h2><ol>{most_read}</ol></aside></main>'
        f'<footer class="footer"><a href="/about">About us</a><a href="/terms">Terms</a><p>© 2026 The Made Gazette. All rights reserved.</p></footer>'
    )
    rows = [
        {"id": n, "slug": dice.choice(_WORDS), "flags": [dice.random(), dice.random()]}
        for n in range(max(0, size - len(front)) // 80)
    ]
    return f"{front}<script>window.__STATE__={json.dumps(rows)};</script></body></html>".encode()


def pages(articles: int, size: int, host: str) -> Iterator[tuple[str, bytes]]:
    """Paths and bodies: the front page, the sections with their further pages, the articles."""
    yield "/robots.txt", b"User-agent: *\nAllow: /\n"
    cards = "".join(_card(number, "lead") for number in range(min(12, articles)))
    yield "/", _list_page("The Made Gazette", cards, "")
    for place, name in enumerate(SECTIONS):
        numbers = range(place, articles, len(SECTIONS))
        for page, start in enumerate(range(0, len(numbers), ROWS), 1):
            more = (
                f'<a rel="next" href="/{name}/?page={page + 1}">Next</a>'
                if start + ROWS < len(numbers)
                else ""
            )
            cards = "".join(_card(number, "list") for number in numbers[start : start + ROWS])
            yield (
                f"/{name}/" + (f"?page={page}" if page > 1 else ""),
                _list_page(name.title(), cards, more),
            )
    for number in range(articles):
        yield path_of(number), article(number, articles, size, host)


def _list_page(title: str, cards: str, more: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{_navigation()}'
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
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdin
        yield process.stdout.readline().strip()
        process.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--bytes", type=int, default=65_000)
    options = parser.parse_args()
    asyncio.run(_serve(options.articles, options.bytes))


if __name__ == "__main__":
    main()
