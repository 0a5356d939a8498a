"""Which addresses belong to the internet, and a DNS resolver that answers with no others."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# One a process, as Scrapy's own cache of names is: the resolver belongs to the reactor, not to a crawl.
trusted: set[str] = set()
"""Hosts of the operator's own proxies, in lower case: they may be anywhere."""
refused: LocalCache[str, str] = LocalCache(10_000)
"""Names in lower case that led to an address which is not public -> that address."""

_GIVEN_OUT = ipaddress.ip_network("2000::/3")  # all of IPv6 that is assigned to the internet (IANA)
# Of IANA's registries of special addresses, what some Pythons take for public: protocol assignments, 6to4 relays,
# documentation (RFC 6890, 7526, 9637).
_SPECIAL = [ipaddress.ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")]


def literal(host: str) -> Address | None:
    """The address that a host is in itself, in any form that resolvers read: 127.1, 0x7f.1, 2130706433, [::1], localhost.

    Escaped (%31) too, and in other scripts' digits and dots, as proxies may read them.
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
        return ipaddress.IPv6Address(host) if ":" in host else ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet: not private, shared (CGNAT), local, multicast or reserved.

    Nor an IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4, Teredo): who means that one can say so.
    """
    if not address.is_global or address.is_multicast or any(address in block for block in _SPECIAL):
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not address.is_reserved
    return address in _GIVEN_OUT and address.sixtofour is None and address.teredo is None


class PublicResolver(CachingThreadedResolver):
    """Scrapy's own, but a name that leads to an address which is not public is not found, and noted in `refused`.

    The connection goes to the very address that was checked, so that a second answer can't differ from the first.
    NEWSCRAWL_PRIVATE_ADDRESSES, read from the project's settings and the command line, switches the check off.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allow_private = False

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
