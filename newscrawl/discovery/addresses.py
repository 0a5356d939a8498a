"""Addresses: resolved, freed of what only tracks readers, and compared by what they point to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.html import strip_html5_whitespace
from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

if TYPE_CHECKING:
    import tldextract

# Parameters that tell the site where a reader came from and change nothing of the page. The list follows those of
# ClearURLs and of Firefox's query stripping, as far as news sites use them.
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|ptr_name|format|bbc_team)|pk_\w+|mtm_\w+|hsa_\w+|mc_[ce]id|ns_\w+"
    r"|fbclid|[gw]braid|gclid|gclsrc|dclid|msclkid|yclid|igshid|igsh|twclid|ttclid|wt_?mc|wt_zmc|xtor|cmp(?:id)?|ocid|ito|ncid"
    r"|_ga|_gl|_hs\w+|smid|smtyp|taid|ftag|guccounter|guce_\w+|sref|spm|traffic_source|icid|intcid|intcmp|ref|ref_src|ref_url|referrer|rss|ico|srnd)",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:^/amp(?=/)|/amp/?$|\.amp(?=\.html?$)|\.amp$)")
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]{2,6}/amp|(?:www\.)?bing-amp\.com/[a-z])/s/",
    re.IGNORECASE,
)
_AMP_PARAMETERS = ("amp", "outputType", "output")


# Most links, which are their own address: no query, nothing to escape, no step up. They take a tenth of the time.
_PLAIN = re.compile(
    r"(https?://(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.){1,8}[a-z]{2,60})?(/[A-Za-z0-9_~.,=+:@!/-]{0,1000})(?:#[!-~]{0,1000})?"
)


def resolve(href: str, base: str) -> str | None:
    """The http(s) address that `href` on the page `base` leads to, without fragment and tracking; else None."""
    plain = _PLAIN.fullmatch(href)
    if not plain or any(sign in plain[2] for sign in ("//", "/.", "/s/")):
        return _resolve(href, base)
    origin = plain[1] or _origin(base)
    return origin and origin + plain[2]


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Scheme and host of a page's address."""
    root = _resolve("/", base)
    return root and root.removesuffix("/")


def _resolve(href: str, base: str) -> str | None:
    href = strip_html5_whitespace(href)
    if not href or len(href) > 2048:
        return None
    try:
        url = urlsplit(safe_url_string(urljoin(base, href)))
        if url.scheme not in ("http", "https") or not url.hostname:
            return None
        whole = urlunsplit(url._replace(fragment="", netloc=url.netloc.lower(), path=url.path or "/"))
        return untracked(_AMP_CACHE.sub("https://", whole, count=1) if "/s/" in whole else whole)
    except ValueError:
        return None


def untracked(url: str) -> str:
    """`url` without the parameters that only track readers, the others as they stand."""
    if "?" not in url:
        return url
    names = {part.partition("=")[0] for part in urlsplit(url).query.split("&")}
    tracking = [name for name in names if _TRACKING.fullmatch(name)]
    return url_query_cleaner(url, tracking, remove=True, unique=False) if tracking else url


def host(url: str) -> str:
    """The host of an address in lower case, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def registrable(name: str) -> str:
    """The registrable domain of a host: "bbc.co.uk" of "www.bbc.co.uk"; the host itself where it is an IP address.

    By the public suffix list that tldextract carries. An ending that isn't in it (.example, .local) is taken for a suffix.
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

    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def within(url: str, domains: Iterable[str]) -> bool:
    """Whether the address is on one of `domains` or a subdomain of one."""
    name = host(url)
    return any(name == domain or name.endswith("." + domain) for domain in domains)


def key(url: str, domain: str = "", others: Iterable[str] = ()) -> str:
    """What two addresses of one article share: no scheme, www, mobile or AMP form, order of parameters, last slash.

    Hosts on one of the `others` count as `domain`: a publisher's former domains and second ones.
    """
    try:
        parts = urlsplit(canonicalize_url(untracked(url)))
    except ValueError:
        return url
    netloc = parts.netloc.removesuffix(":443" if parts.scheme == "https" else ":80")
    name = domain if domain and within(url, others) else _MOBILE_HOST.sub("", netloc)
    path = _AMP_PATH.sub("", parts.path).rstrip("/")
    query = "&".join(p for p in parts.query.split("&") if p and p.partition("=")[0] not in _AMP_PARAMETERS)
    return f"{name}{path}?{query}" if query else f"{name}{path}"
