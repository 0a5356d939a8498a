"""Resolves and compares addresses, and removes tracking parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.html import strip_html5_whitespace
from w3lib.url import canonicalize_url, safe_url_string

from newscrawl.extraction.strings import UNFIT
from newscrawl.extraction.vocabulary import words

if TYPE_CHECKING:
    import tldextract

_TRACKING = re.compile(
    rf"(?:amp;)?(?:(?:{'|'.join(words('tracking_parameters'))})(?:=|$)"
    rf"|(?:{'|'.join(words('tracking_unless_number'))})(?:$|=(?!\d+$))"
    r"|s(?:id)?=[0-9a-f]{32}$)",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, such as "utm_source", or which visit this is.
The page is the same without them.
"""
_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sessionid)=[^/;?#]*|/\((?:[A-Z]\([\w-]*\))+\)(?=/)", re.IGNORECASE
)
"""A visit's id in a path, as Java's servers (";jsessionid=0A1B") and ASP.NET ("/(S(lit3py55))/")
write it. The page is the same without it."""
MAX_LENGTH = 2048
"""Characters of the longest address that is read. sitemaps.org sets the same limit. Longer ones
are broken or hold data.
"""
_DEFAULT_PORT = {"http": ":80", "https": ":443"}
# Labels that only name another form of a host: "www", "m", "amp". A label directly before the
# top-level domain stays: "m.example".
_MOBILE_HOST = re.compile(r"(?:^|(?<=\.))(?:www\d?|ww\d|m|mobile?|mobi|touch|wap|amp)\.(?=[^.]+\.)")
_SAME_PATH = re.compile(
    r"/amp(?=/|$)|/amp\.html?$|\.amp(?=\.html?$|$)|/(?:index|default)\.(?:[sp]?html?|php|aspx?|jsp)$|/(?=/)",
    re.IGNORECASE,
)
"""Parts of a path that lead to the same article: AMP forms, default file names and double
slashes.
"""
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[a-z]{1,2}|(?:www\.)?google\.[a-z.]{2,6}/amp|(?:www\.)?bing-amp\.com/[a-z])/s/",
    re.IGNORECASE,
)
"""The beginning of an address in an AMP cache. The page's own address follows, without scheme."""
_AMP_PARAMETER = re.compile(r"amp(?:=|$)|\w+=amp$", re.IGNORECASE)
# Matches most addresses in a page's data. urljoin and urlsplit would not change them, and would
# take ten times as long.
_WHOLE = re.compile(
    r"https?://[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[1-9]\d{0,3}|:[1-5]\d{4})?(?:/[!\"$-:<->@-~]*)?(?:\?[!\"$-~]+)?(?:#[!-~]+)?"
)
_ORIGIN = re.compile("https?://[^/?#]+")
# Matches most links: without query and escapes. Such a link is in its normal form already, which
# takes a tenth of the time to see.
_PLAIN = re.compile(
    r"(https?://(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.){1,8}[a-z]{2,60}(/[A-Za-z0-9_~.,=+:@!/-]{0,1000}))(?:#[!-~]{0,1000})?"
)


def resolve(href: str, base: str) -> str | None:
    """Returns the http(s) address to which `href` on the page `base` leads; None if there is none.

    Fragment, session ids and tracking parameters are removed.
    """
    plain = _PLAIN.fullmatch(_rooted(href, base))
    if plain and not any(sign in plain[2] for sign in ("//", "/.", "/s/")):
        return plain[1]
    return _resolve(href, base)


def _resolve(href: str, base: str) -> str | None:
    href = strip_html5_whitespace(href)
    if not href or len(href) > MAX_LENGTH:
        return None
    try:
        url = urlsplit(safe_url_string(urljoin(base, href)))
        if url.scheme not in ("http", "https") or not _names_a_host(url):
            return None
        whole = urlunsplit(url._replace(fragment="", netloc=netloc(url), path=url.path or "/"))
        return untracked(_AMP_CACHE.sub("https://", whole, count=1) if "/s/" in whole else whole)
    except ValueError:
        return None


def _names_a_host(url: SplitResult) -> bool:
    """Returns whether no label of the host is empty, apart from a dot at the end: "//." and
    "//a..b" name no host.
    """
    return all((url.hostname or "").removesuffix(".").split("."))


def netloc(url: SplitResult) -> str:
    """Returns the host and port of an address, in lower case, without user, default port and a dot
    at the end.
    """
    name = url.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORT.get(url.scheme, ""))
    return name.removesuffix(".")


def untracked(url: str) -> str:
    """Returns `url` without session ids and without parameters that only track readers. Other
    parameters don't change.
    """
    if ";" in url or "/(" in url:
        url = _SESSION.sub("", url)
    head, _, tail = url.partition("?")
    query, sign, fragment = tail.partition("#")
    parts = query.split("&")
    kept = [part for part in parts if not _TRACKING.match(part)]
    if len(kept) == len(parts):
        return url
    rest = "&".join(kept)
    return f"{head}?{rest}{sign}{fragment}" if rest else f"{head}{sign}{fragment}"


def bare(url: str) -> str:
    """Returns an address without scheme and www."""
    return url.partition("://")[2].removeprefix("www.")


def host(url: str) -> str:
    """Returns an address's host in lower case, without a final dot, or "" if it has no host."""
    try:
        return (urlsplit(url).hostname or "").lower().removesuffix(".")
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def registrable(name: str) -> str:
    """Returns the registrable domain of a host: "www.bbc.co.uk" -> "bbc.co.uk". An IP address is
    returned unchanged.

    Suffixes are those of the public suffix list in tldextract. An ending that is not in the list
    (.example, .local) counts as a suffix.
    """
    try:
        found = _suffixes()(name)
    except ValueError:
        return name
    if found.top_domain_under_public_suffix:
        return str(found.top_domain_under_public_suffix)
    return name if found.ipv4 or found.ipv6 else ".".join(name.rsplit(".", 2)[-2:])


@cache
def _suffixes() -> tldextract.TLDExtract:
    import tldextract

    return tldextract.TLDExtract(
        cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
    )


def within(url: str, domains: Iterable[str]) -> bool:
    """Returns whether the address is on one of `domains` or a subdomain of one."""
    name = host(url)
    return any(name == domain or name.endswith("." + domain) for domain in domains)


def normalize(url: str) -> str | None:
    """Returns an http(s) address in its normal form; None for any other address.

    Parameters are sorted, and escapes are written in one way. Fragment, session ids, tracking
    parameters and default port are removed.
    """
    if plain := _PLAIN.fullmatch(url):
        return plain[1]
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > MAX_LENGTH:
            return None
        parts = urlsplit(canonicalize_url(untracked(url)))
        return urlunsplit(parts._replace(netloc=netloc(parts)))
    except ValueError:
        return None


def key(url: str, domain: str = "", others: Iterable[str] = ()) -> str:
    """Returns the key of an address: all addresses of one article have the same key.

    Scheme, www, mobile and AMP forms, the order of parameters, default file names and the last
    slash don't count. `others` are former and further domains of the publisher. Their hosts count
    as hosts of `domain`.
    """
    if not (whole := normalize(url)):
        return url
    parts = urlsplit(whole)
    name = parts.netloc
    former = [other for other in others if domain and (name == other or name.endswith(f".{other}"))]
    if former:
        name = name.removesuffix(max(former, key=len)) + domain
    name = _MOBILE_HOST.sub("", name)
    path = _SAME_PATH.sub("", parts.path).rstrip("/")
    query = "&".join(
        part for part in parts.query.split("&") if part and not _AMP_PARAMETER.match(part)
    )
    return f"{name}{path}?{query}" if query else f"{name}{path}"


def absolute(value: object, base: str) -> str | None:
    """Returns the absolute http(s) address that `value` means on the page `base`; None if there is
    none.

    `value` may be a JSON-LD node with an @id or url. Fragment and tracking parameters stay.
    """
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if not isinstance(value, str) or len(value) > MAX_LENGTH:
        return None
    value = value.replace("&amp;", "&")  # escaped twice, as JSON-LD often is
    if (whole := _rooted(value, base)) and _WHOLE.fullmatch(whole):
        return whole
    try:
        url = urljoin(base, UNFIT.sub("", value).strip())
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _rooted(value: str, base: str) -> str:
    """Returns a path from the root with the origin of `base` before it, and any other `value`
    unchanged.

    Returns "" for a path that urljoin may change: "//paper.example/a", "/a/../b".
    """
    if not value.startswith("/"):
        return value
    return "" if value.startswith("//") or "/." in value else _origin_of(base) + value


@lru_cache(maxsize=64)
def _origin_of(base: str) -> str:
    """Returns scheme and host of an address that `_WHOLE` matches; "" for any other address."""
    found = _ORIGIN.match(base)
    return found[0] if found and _WHOLE.fullmatch(base) else ""
