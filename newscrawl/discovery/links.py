"""Which link is an article: judged by its address and its words alone."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_DATE = re.compile(r"(?:^|[/_-])(?:19|20)\d\d[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]?(?:0[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
_ID = re.compile(r"\d{5,}")
_WORD = re.compile(r"[^\W_]+")
_NOT = re.compile(
    r"/(?:tags?|topics?|category|categories|kategorie|author|authors|autor|about|contact|kontakt|impressum|privacy|login"
    r"|subscribe|abo|newsletters?|search|suche|archive|archiv|page|video|videos|podcast|podcasts|advertise|jobs?|shop"
    r"|rss|feed|user|account|signin|register|help|faq|terms|datenschutz|agb)(?:/|$)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|svg|mp[34]|zip|xml|rss|css|js|ico)$", re.IGNORECASE)


def score(url: str, anchor: str = "") -> float:
    """How much speaks for an article, in log-odds: above 0 means yes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return -9.0
    path = unquote(parts.path)
    if path in ("", "/") or parts.scheme not in ("http", "https") or _FILE.search(path):
        return -9.0
    slug = max((len(_WORD.findall(part)) for part in path.split("/")), default=0)
    words = len(_WORD.findall(anchor[:1000]))
    return (
        -4.0
        + 3.0 * bool(_DATE.search(path))
        + 2.0 * bool(_ID.search(path))
        + 0.9 * min(slug, 6)
        + 0.35 * min(words, 10)
        - 5.0 * bool(_NOT.search(path))
    )


def is_article(url: str, anchor: str = "") -> bool:
    """Whether a link with this address and these words most likely leads to an article."""
    return score(url, anchor) > 0
