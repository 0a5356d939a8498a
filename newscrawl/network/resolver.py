"""Tells public addresses from others, and a DNS resolver that finds only public ones."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import unquote

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Both sets live as long as the process, like Scrapy's cache of names: the resolver belongs to the
# reactor.
trusted: set[str] = set()
"""Hosts of the operator's own proxies, in lower case. They may have any address."""
_MAX_REFUSED = 10_000  # so that a process that runs for long does not grow
refused: LocalCache[str, str] = LocalCache(_MAX_REFUSED)
"""Name in lower case -> the address that it led to, which is not public."""

_GIVEN_OUT = ipaddress.ip_network("2000::/3")  # all of IPv6 that IANA has assigned to the internet
# Special addresses in IANA's registries that some versions of Python take for public: protocol
# assignments, 6to4 relays, documentation (RFC 6890, 7526, 9637).
_SPECIAL = [
    ipaddress.ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")
]


def literal(host: str) -> Address | None:
    """Returns the address that a host spells out, or None if the host is a name.

    Every form that resolvers or proxies read counts: 127.1, 0x7f.1, 2130706433, [::1], localhost,
    escapes (%31), digits and dots of other scripts.
    """
    host = unquote(host)
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return None
    host = host.strip("[]").partition("%")[0].removesuffix(".").lower()
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        if ":" in host:
            return ipaddress.IPv6Address(host)
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Returns whether an address is public: not private, shared (CGNAT), local, multicast, reserved,
    or an IPv6 address that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo).
    """
    if not address.is_global or address.is_multicast or any(address in block for block in _SPECIAL):
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not address.is_reserved
    return address in _GIVEN_OUT and address.sixtofour is None and address.teredo is None


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, without names whose addresses are not public. It notes these in `refused`.

    The connection uses the address that was checked, so that a second DNS answer can't lead
    elsewhere. Spiders can't set NEWSCRAWL_PRIVATE_ADDRESSES, which switches the check off.
    """

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("NEWSCRAWL_PRIVATE_ADDRESSES")
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        found = super().getHostByName(name, timeout)
        if not self.allow_private and name.lower() not in trusted:
            found.addCallback(self._checked, name)
        return found

    def _checked(self, address: Any, name: str) -> Any:
        if is_public(ipaddress.ip_address(address)):
            refused.pop(name.lower(), None)
            return address
        refused[name.lower()] = address
        raise DNSLookupError(f"{name} leads to {address}, which is not public")
