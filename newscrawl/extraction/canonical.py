"""The address that an article is known by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

if TYPE_CHECKING:
    from newscrawl.extraction.page import Page

# Parameters that say where a reader came from, not what the page is.
TRACKING = (
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "utm_name", "utm_brand",
    "utm_social", "utm_cid", "utm_reader", "utm_referrer", "fbclid", "gclid", "dclid", "gbraid", "wbraid",
    "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "cmpid", "cmp", "ns_campaign", "ns_mchannel",
    "ns_source", "ns_linkname", "at_medium", "at_campaign", "ito", "ico", "ncid", "ocid", "srnd", "smid",
    "smtyp", "wt_mc", "xtor", "ftag", "taid", "rss", "ref_src", "ref_url", "_ga", "_gl", "guccounter",
    "guce_referrer", "guce_referrer_sig", "ref", "referrer", "feed", "outputtype",
)  # fmt: skip


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    import tldextract  # late: it reads its list of public suffixes

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4_096)
def site(host: str) -> str:
    """The registrable domain of a host: "bbc.co.uk" of "www.bbc.co.uk"; the host itself where it is an IP address.

    An ending that isn't in the list of public suffixes (.example, .local) is taken for one, as that list says.
    """
    try:
        found = _suffixes()(host)
    except ValueError:
        return host
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return host if found.ipv4 or found.ipv6 else ".".join(host.rsplit(".", 2)[-2:])


def normalize(url: str) -> str | None:
    """An http address in one form: parameters sorted, fragment and tracking gone, escapes alike. None for any other."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > 2_000:
            return None
        return str(canonicalize_url(url_query_cleaner(url, TRACKING, remove=True)))
    except ValueError:
        return None


def declared(page: Page) -> str | None:
    """rel=canonical as an absolute address, believed or not."""
    return next(iter(page.rels.get("canonical", ())), None)


def canonical(page: Page) -> str | None:
    """The canonical address: the declared one where it can be believed, else the page's own. None for a local file."""
    own = normalize(page.url)
    stated = declared(page)
    return (normalize(stated) if stated and credible(stated, page.url) else None) or own


def credible(stated: str, url: str) -> bool:
    """Whether a declared address may stand for this page: of the same site, and neither its root nor a section page."""
    try:
        there, here = urlsplit(stated), urlsplit(url)
        if here.scheme not in ("http", "https"):
            return False
        if site(there.hostname or "") != site(here.hostname or ""):
            return False
    except ValueError:
        return False
    if there.path in ("", "/") and not there.query:
        return here.path in ("", "/") and not here.query
    return names_article(there.path, there.query) or not names_article(here.path, here.query)


_IN_QUERY = re.compile(r"(?:^|&)[a-z_]{0,20}=[^&]{0,40}\d", re.IGNORECASE)


def names_article(path: str, query: str = "") -> bool:
    """Whether an address looks like an article's and not a section's: a number, or a slug of three words or more."""
    last = path.rstrip("/").rpartition("/")[2][:500]
    if _IN_QUERY.search(query[:500]):
        return True
    return (
        sum(sign.isdigit() for sign in last) >= 3
        or last.count("-") + last.count("_") + last.count("+") >= 2
        or len(last) >= 30
    )
