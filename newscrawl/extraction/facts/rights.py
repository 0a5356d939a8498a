"""Reads what a page states about its use by machines: robots directives, TDMRep, AI preferences,
licences. The statements are kept in the page's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from newscrawl.extraction.page import jsonld, preferences
from newscrawl.extraction.page.page import RSL, Page
from newscrawl.extraction.page.preferences import AGENT, LICENSE
from newscrawl.extraction.strings import clean, is_in
from newscrawl.items import AiUsage, Rights, RslLicense

MAX_VALUES = 50
"""The most values of one kind in a record, to bound its size. Pages have a few."""
MAX_DIRECTIVES = 2_000
"""The most characters of one header or meta tag that are read, to bound the time."""
MAX_LICENSE = 500
"""The most characters that are kept of a licence, which is an address or a name."""

_ROBOTS = ("robots", AGENT, "googlebot", "googlebot-news", "bingbot", "msnbot", "slurp", "news")
_AI_WORDS = frozenset(("noai", "noimageai", "noml"))
_AI_HEADERS = ("content-usage", "content-signal", "ai-usage", "x-ai-usage")
_AI_BOTS = tuple(
    "gptbot ccbot google-extended anthropic-ai claudebot perplexitybot applebot-extended".split()
)
_USER_AGENT = re.compile(r"^\s*([a-z][a-z0-9_-]{1,40})\s*:\s*(?=[a-z])", re.IGNORECASE)
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_PARAMETER = re.compile(r";\s*([a-z]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_HEADER = "header X-Robots-Tag"
_FOR_OTHERS = {f"meta {name}" for name in (*_ROBOTS, *_AI_BOTS)} - {"meta robots", f"meta {AGENT}"}

# Names of uses in the IETF's AI preferences (Content-Usage and its earlier drafts) and in
# Cloudflare's Content Signals.
_ANY_USE = frozenset(("all", "bots"))
_MINING = _ANY_USE | {"tdm"}
_TRAINING = frozenset(("ai", "ai-train", "ai-training", "genai", "train-ai", "train-genai"))
_INPUT = frozenset(("ai-input", "ai-output"))
_CONSENTS = frozenset(("y", "yes", "true", "1", "?1", "allow"))
_REFUSALS = frozenset(("n", "no", "false", "0", "?0", "none", "deny", "disallow", "noai", "noml"))

MINING = frozenset(("tdm", "training"))
"""The names in NEWSCRAWL_RIGHTS for which the site's TDMRep file must be fetched."""


def heeded(named: Iterable[str]) -> list[str]:
    """Returns the names in the setting NEWSCRAWL_RIGHTS in lower case, without empty ones."""
    return [name for part in named if (name := part.strip().lower())]


def rights(page: Page) -> Rights:
    """Returns what a page and its site state about use by machines.

    The page states it in meta tags, response headers and JSON-LD, the site in robots.txt and
    tdmrep.json. The page's own TDMRep statement counts before the site's file. That file is only
    fetched if NEWSCRAWL_RIGHTS needs it.

    `robots_meta` also has the directives of X-Robots-Tag. A directive for one robot, ours or
    another, has the form "robot: directive".
    """
    stated = list(_robots(page))
    usage = [AiUsage(source, "ai", word) for source, _, word in stated if word in _AI_WORDS]
    of_site = preferences.of_page(page.preferences, page.url)
    values = [
        (f"{kind} {name}", value)
        for name in _AI_HEADERS
        for kind, table in (("header", page.headers), ("meta", page.meta))
        for value in table.get(name, ())
    ]
    values += [
        (f"robots.txt {one.directive}", one.stated) for one in of_site if one.directive != LICENSE
    ]
    usage += [
        AiUsage(source, *_preference(part)) for source, text in values for part in _parts(text)
    ]
    robots = [f"{agent}: {word}" if agent else word for _, agent, word in stated]
    return Rights(
        robots_meta=list(dict.fromkeys(robots))[:MAX_VALUES],
        tdm_reservation=_reservation(page),
        tdm_policy=_policy(page),
        ai_usage=list({(u.source, u.usage, u.value): u for u in usage}.values())[:MAX_VALUES],
        license=_license(page),
        rsl=_rsl(page, [one.stated for one in of_site if one.directive == LICENSE]),
    )


def forbidden(stated: Rights) -> frozenset[str]:
    """Returns the uses that are forbidden for this crawler, by their names in NEWSCRAWL_RIGHTS.

    - "tdm": text and data mining is reserved by TDMRep, or refused by name or with all uses.
    - "training": the training of models is refused, by name or with all text mining.
    - "search": an index that leads readers to the page, with short extracts, is refused by name or
      with all uses. A refusal of all uses does not cover a use that is allowed by name: "all=n,
      search=y".
    - "ai-input": the same for the input of a model, such as retrieval and grounding.
    - "noindex", "noarchive": the robots directives, or those that include them.
    """
    ours = [one for one in stated.ai_usage if _concerns_us(one.source)]
    values = [(one.usage, one.value.partition(";")[0].strip().lower()) for one in ours]
    refused = {usage for usage, value in values if value in _REFUSALS}
    allowed = {usage for usage, value in values if value in _CONSENTS}
    told = {word.removeprefix(f"{AGENT}: ") for word in stated.robots_meta}
    tdm = stated.tdm_reservation == 1 or bool(refused & _MINING)
    all_refused = bool(refused & _ANY_USE)
    found = {
        "tdm": tdm,
        "training": tdm or refused & _TRAINING,
        "search": "search" in refused or (all_refused and "search" not in allowed),
        "ai-input": refused & _INPUT or (all_refused and not allowed & _INPUT),
        "noindex": told & {"noindex", "none"},
        "noarchive": told & {"noarchive", "nocache"},
    }
    return frozenset(use for use, is_forbidden in found.items() if is_forbidden)


def _concerns_us(source: str) -> bool:
    """Returns whether a statement from this source is for all robots or for this crawler."""
    agent = source.removeprefix(_HEADER).strip() if source.startswith(_HEADER) else ""
    return source not in _FOR_OTHERS and agent in ("", AGENT)


def _robots(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yields the source, the agent and the words of each robots directive.

    The agent is the robot's name, or "" for all robots.
    """
    for name in (*_ROBOTS, *_AI_BOTS):
        for value in page.meta.get(name, ()):
            for word in _directives(value):
                yield f"meta {name}", "" if name == "robots" else name, word
    for value in page.headers.get("x-robots-tag", ()):
        agent = ""
        for word in _directives(value):
            # Several headers may be joined into one. So a robot's name covers all directives up to
            # the next name.
            named = _USER_AGENT.match(word)
            if named and named[1] not in _VALUED:
                agent, word = named[1], word[named.end() :]
            yield f"{_HEADER} {agent}".rstrip(), agent, word


def _parts(value: str) -> list[str]:
    """Returns the pieces of a value with commas, without empty ones."""
    return [part for piece in value[:MAX_DIRECTIVES].split(",") if (part := clean(piece))]


def _directives(value: str) -> list[str]:
    """Returns the directives in a list with commas, in lower case.

    The date of unavailable_after may have a comma itself, and stays in one piece.
    """
    words: list[str] = []
    for part in _parts(value):
        if words and words[-1].startswith("unavailable_after") and part[:1].isdigit():
            words[-1] += f", {part.lower()}"
        else:
            words.append(part.lower())
    return words


def _preference(part: str) -> tuple[str, str]:
    """Returns use and value: "train-ai=n" -> "train-ai", "n". A single word is a value of "ai"."""
    usage, sign, value = part.partition("=")
    return (usage.strip().lower(), value.strip()) if sign else ("ai", part)


def _reservation(page: Page) -> Literal[0, 1] | None:
    """Returns TDMRep's reservation: 1 for reserved, 0 for free, None if nothing is stated."""
    for value in (*page.headers.get("tdm-reservation", ()), *page.meta.get("tdm-reservation", ())):
        if value.strip() in ("0", "1"):
            return 1 if value.strip() == "1" else 0
    return page.tdm_rule.reservation if page.tdm_rule else None


def _policy(page: Page) -> str | None:
    """Returns the address of the TDMRep policy, or None.

    The site's policy counts only if the page makes no reservation of its own.
    """
    stated = [*page.headers.get("tdm-policy", ()), *page.meta.get("tdm-policy", ())]
    if page.tdm_rule and page.tdm_rule.policy and "tdm-reservation" not in page.headers | page.meta:
        stated.append(page.tdm_rule.policy)
    return next((url for value in stated if (url := page.link(value))), None)


def _license(page: Page) -> str | None:
    """Returns the licence as an address or a name; None if the page names none.

    The sources are link rel=license, JSON-LD, a rel=license and RSL, in this order. Links in
    figures and asides don't count, because they mostly give a picture's licence.
    """
    for url in page.rels.get("license", ()):
        return url
    for value in jsonld.as_list(page.stated("license")):
        text = page.link(value) if isinstance(value, dict) else clean(value, MAX_LICENSE)
        if text := text or clean(value, MAX_LICENSE):
            return text
    links = (
        e for e in page.marked if e.tag == "a" and "license" in (e.get("rel") or "").lower().split()
    )
    found = (
        page.link(e.get("href")) for e in links if not is_in(e, "figure", "figcaption", "aside")
    )
    return next(filter(None, found), None) or next(iter(page.rels.get(RSL, ())), None)


def _rsl(page: Page, of_site: list[str]) -> list[RslLicense]:
    """Returns the licences in RSL 1.0 of a page, with those of its site's robots.txt at the end.

    All licences are kept, because each one names the addresses to which it applies.
    """
    found = [
        RslLicense("header link", url)
        for value in page.headers.get("link", ())
        for url in _rsl_links(page, value)
    ]
    found += [RslLicense("link", url) for url in page.rels.get(RSL, ())]
    urls = filter(None, map(page.link, of_site))
    found += [RslLicense("robots.txt license", url) for url in urls]
    return list(dict.fromkeys(found))[:MAX_VALUES]


def _rsl_links(page: Page, header: str) -> Iterator[str]:
    """Yields the addresses of RSL licences in a Link header (RFC 8288)."""
    for address, rest in _LINK.findall(header[:MAX_DIRECTIVES]):
        stated = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(rest)}
        is_license = "license" in stated.get("rel", "").lower().split()
        is_rsl = is_license and stated.get("type", "").strip().lower() == RSL
        if is_rsl and (url := page.link(address)):
            yield url
