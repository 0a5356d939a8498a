"""What the page states of its use by machines: robots, TDMRep, AI preferences, licence. Only as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from newscrawl.extraction import jsonld, preferences
from newscrawl.extraction.page import Page, clean, is_in
from newscrawl.extraction.preferences import AGENT
from newscrawl.items import AiUsage, Rights

MAX_VALUES = 50

_ROBOTS = ("robots", AGENT, "googlebot", "googlebot-news", "bingbot", "msnbot", "slurp", "news")
_AI_WORDS = frozenset(("noai", "noimageai", "noml"))
_AI_HEADERS = ("content-usage", "content-signal", "ai-usage", "x-ai-usage")
_AI_BOTS = ("gptbot", "ccbot", "google-extended", "anthropic-ai", "claudebot", "perplexitybot", "applebot-extended")
_USER_AGENT = re.compile(r"^\s*([a-z][a-z0-9_-]{1,40})\s*:\s*(?=[a-z])", re.IGNORECASE)
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_HEADER = "header X-Robots-Tag"
_FOR_OTHERS = {f"meta {name}" for name in (*_ROBOTS, *_AI_BOTS)} - {"meta robots", f"meta {AGENT}"}

# Uses as the IETF's AI preferences (Content-Usage, with names of earlier drafts) and Cloudflare's Content Signals name them.
_MINING = frozenset(("all", "bots", "tdm"))
_TRAINING = frozenset(("ai", "ai-train", "ai-training", "genai", "train-ai", "train-genai"))
_REFUSALS = frozenset(("n", "no", "false", "0", "?0", "none", "deny", "disallow", "noai", "noml"))


def rights(page: Page) -> Rights:
    """The page's rights signals: meta tags, response headers, JSON-LD, and AI preferences of its site's robots.txt.

    Of TDMRep, what the page says comes before its site's file, where that was asked for.

    `robots_meta` holds X-Robots-Tag too. Directives for one robot stand as "robot: directive"; all are stated, whoever they
    are for.
    """
    stated = list(_robots(page))
    usage = [AiUsage(source, "ai", word) for source, _, word in stated if word in _AI_WORDS]
    for name in _AI_HEADERS:
        values = [("header " + name, value) for value in page.headers.get(name, ())]
        values += [("meta " + name, value) for value in page.meta.get(name, ())]
        usage += [AiUsage(source, *_preference(part)) for source, value in values for part in _parts(value)]
    for one in preferences.of_page(page.preferences, page.url):
        usage += [AiUsage(f"robots.txt {one.directive}", *_preference(part)) for part in _parts(one.stated)]
    robots = [f"{agent}: {word}" if agent else word for _, agent, word in stated]
    return Rights(
        robots_meta=list(dict.fromkeys(robots))[:MAX_VALUES],
        tdm_reservation=_reservation(page),
        tdm_policy=_policy(page),
        ai_usage=list({(u.source, u.usage, u.value): u for u in usage}.values())[:MAX_VALUES],
        license=_license(page),
    )


def reserves_text_mining(stated: Rights) -> bool:
    """Whether text and data mining is reserved: by TDMRep, or by a preference against all automatic use."""
    return stated.tdm_reservation == 1 or _refuses(stated, _MINING)


def forbids_training(stated: Rights) -> bool:
    """Whether the training of models is forbidden; who reserves text mining reserves that with it."""
    return _refuses(stated, _TRAINING) or reserves_text_mining(stated)


def forbids_indexing(stated: Rights) -> bool:
    """Whether all robots, or this one, are told noindex or none."""
    return _told(stated, "noindex", "none")


def forbids_archiving(stated: Rights) -> bool:
    """Whether all robots, or this one, are told to keep no copy."""
    return _told(stated, "noarchive", "nocache")


def _refuses(stated: Rights, uses: frozenset[str]) -> bool:
    return any(
        one.usage in uses and one.value.partition(";")[0].strip().lower() in _REFUSALS
        for one in stated.ai_usage
        if _concerns_us(one.source)
    )


def _concerns_us(source: str) -> bool:
    """Not where it speaks to one robot, unless that is this one."""
    agent = source.removeprefix(_HEADER).strip() if source.startswith(_HEADER) else ""
    return source not in _FOR_OTHERS and agent in ("", AGENT)


def _told(stated: Rights, *words: str) -> bool:
    return any(word in stated.robots_meta or f"{AGENT}: {word}" in stated.robots_meta for word in words)


def _robots(page: Page) -> Iterator[tuple[str, str, str]]:
    """Source, agent and directive of each robots directive; "" is the agent where all are meant."""
    for name in (*_ROBOTS, *_AI_BOTS):
        for value in page.meta.get(name, ()):
            for word in _directives(value):
                yield f"meta {name}", "" if name == "robots" else name, word
    for value in page.headers.get("x-robots-tag", ()):
        agent = ""
        for word in _directives(value):
            # A name stands for all that follows it, up to the next: several headers may come joined into one.
            named = _USER_AGENT.match(word)
            if named and named[1] not in _VALUED:
                agent, word = named[1], word[named.end() :]
            yield f"{_HEADER} {agent}".rstrip(), agent, word


def _parts(value: str) -> list[str]:
    return [part for piece in value[:2_000].split(",") if (part := clean(piece))]


def _directives(value: str) -> list[str]:
    """Directives in lower case. The date of unavailable_after has commas of its own."""
    words: list[str] = []
    for part in _parts(value):
        if words and words[-1].startswith("unavailable_after") and part[:1].isdigit():
            words[-1] += f", {part.lower()}"
        else:
            words.append(part.lower())
    return words


def _preference(part: str) -> tuple[str, str]:
    usage, sign, value = part.partition("=")
    return (usage.strip().lower(), value.strip()) if sign else ("ai", part)


def _reservation(page: Page) -> Literal[0, 1] | None:
    """As the page states it; the site's file speaks for pages that don't."""
    for value in (*page.headers.get("tdm-reservation", ()), *page.meta.get("tdm-reservation", ())):
        if value.strip() in ("0", "1"):
            return 1 if value.strip() == "1" else 0
    return page.tdm_rule.reservation if page.tdm_rule else None


def _policy(page: Page) -> str | None:
    stated = [*page.headers.get("tdm-policy", ()), *page.meta.get("tdm-policy", ())]
    if page.tdm_rule and page.tdm_rule.policy and "tdm-reservation" not in page.headers | page.meta:
        stated.append(page.tdm_rule.policy)
    return next((url for value in stated if (url := page.link(value))), None)


def _license(page: Page) -> str | None:
    """rel=license, else JSON-LD's: an address, or the name that stands in its place; else a link's that says so.

    A link under a picture gives the picture's licence.
    """
    for url in page.rels.get("license", ()):
        return url
    for value in jsonld.as_list(page.stated("license")):
        text = page.link(value) if isinstance(value, dict) else clean(value, 500)
        if text := text or clean(value, 500):
            return text
    links = (e for e in page.marked if e.tag == "a" and "license" in (e.get("rel") or "").lower().split())
    said = (page.link(e.get("href")) for e in links if not is_in(e, "figure", "figcaption", "aside"))
    return next(filter(None, said), None)
