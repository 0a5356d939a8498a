"""What the page states of its use by machines: robots, TDMRep, AI preferences, licence. Only as stated."""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.extraction import jsonld
from newscrawl.extraction.page import Page, clean
from newscrawl.items import AiUsage, Rights

MAX_VALUES = 50

_ROBOTS = ("robots", "googlebot", "googlebot-news", "bingbot", "slurp", "news")
_AI_WORDS = frozenset(("noai", "noimageai", "noml"))
_AI_HEADERS = ("content-usage", "content-signal", "ai-usage", "x-ai-usage")
_AI_BOTS = ("gptbot", "ccbot", "google-extended", "anthropic-ai", "claudebot", "perplexitybot", "applebot-extended")
_USER_AGENT = re.compile(r"^\s*([a-z][a-z0-9_-]{1,40})\s*:\s*(?=[a-z])", re.IGNORECASE)
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


def rights(page: Page) -> Rights:
    """The page's rights signals: meta tags, response headers and JSON-LD. `robots_meta` holds X-Robots-Tag too."""
    robots: list[str] = []
    usage: list[AiUsage] = []
    for name in (*_ROBOTS, *_AI_BOTS):
        for value in page.meta.get(name, ()):
            words = _directives(value)
            robots += [word if name == "robots" else f"{name}: {word}" for word in words]
            usage += [AiUsage(f"meta {name}", "ai", word) for word in words if word in _AI_WORDS]
    for value in page.headers.get("x-robots-tag", ()):
        agent = _USER_AGENT.match(value)
        named = agent[1].lower() if agent and agent[1].lower() not in _VALUED else None
        words = _directives(value[agent.end() :] if agent and named else value)
        robots += [f"{named}: {word}" if named else word for word in words]
        usage += [AiUsage("header X-Robots-Tag", "ai", word) for word in words if word in _AI_WORDS]
    for name in _AI_HEADERS:
        stated = [("header " + name, value) for value in page.headers.get(name, ())]
        stated += [("meta " + name, value) for value in page.meta.get(name, ())]
        usage += [AiUsage(source, *_preference(part)) for source, value in stated for part in _parts(value)]
    return Rights(
        robots_meta=list(dict.fromkeys(robots))[:MAX_VALUES],
        tdm_reservation=_reservation(page),
        tdm_policy=_policy(page),
        ai_usage=list({(u.source, u.usage, u.value): u for u in usage}.values())[:MAX_VALUES],
        license=_license(page),
    )


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
    for value in (*page.headers.get("tdm-reservation", ()), *page.meta.get("tdm-reservation", ())):
        if value.strip() in ("0", "1"):
            return 1 if value.strip() == "1" else 0
    return None


def _policy(page: Page) -> str | None:
    stated = (*page.headers.get("tdm-policy", ()), *page.meta.get("tdm-policy", ()))
    return next((url for value in stated if (url := page.link(value))), None)


def _license(page: Page) -> str | None:
    """rel=license, else JSON-LD's: an address, or the name that stands in its place."""
    for url in page.rels.get("license", ()):
        return url
    for value in jsonld.as_list(page.stated("license")):
        text = page.link(value) if isinstance(value, dict) else clean(value, 500)
        if text := text or clean(value, 500):
            return text
    return None
