"""Which addresses are public, in whatever form they are written, and what the resolver answers."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from twisted.internet.error import DNSLookupError

from newscrawl.network import resolver
from newscrawl.network.resolver import PublicResolver, is_public, literal

LOCAL = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "localhost", "LOCALHOST.", "printer.localhost", "::1", "[::1]", "::ffff:127.0.0.1", "[::ffff:7f00:1]",
    "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "0:0:0:0:0:0:0:1", "::1%lo",
    "%31%32%37.0.0.1", "127.0.0.1%2e", "%6cocalhost", "%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1", "127。0。0。1", "１２７.1", "①②⑦.1",
]  # fmt: skip
PRIVATE = [
    "0.0.0.0", "0", "10.1.2.3", "10.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0xa9fea9fe",
    "2852039166", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
    "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "2001::1", "100::1", "64:ff9b::a00:1", "::ffff:10.0.0.1",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "4000::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "0x08.8.8.8", "134744072", "2606:4700::1111", "2a00:1450::1"]  # fmt: skip


@pytest.mark.parametrize("host", [*LOCAL, *PRIVATE])
def test_not_public(host: str) -> None:
    address = literal(host)
    assert address is not None and not is_public(address)


@pytest.mark.parametrize("host", PUBLIC)
def test_public(host: str) -> None:
    address = literal(host)
    assert address is not None and is_public(address)


@pytest.mark.parametrize("host", ["daily.example", "127.0.0.1.example", "1.2.3.4.5", "localhost.example", "", "::x", "256.1.1.1", "über.example", "%zz", "%ff", "ü" * 99])  # fmt: skip
def test_names_are_no_addresses(host: str) -> None:
    assert literal(host) is None


@given(st.text(max_size=30))
def test_any_host(host: str) -> None:
    address = literal(host)
    assert address is None or is_public(address) in (True, False)


@given(st.ip_addresses())
def test_addresses_that_python_calls_private_are_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(address)


@pytest.fixture
def names() -> Iterator[dict[str, str]]:
    """Yields Scrapy's cache of look-ups, in which a test sets the addresses of names.
    PublicResolver answers from it.
    """
    kept = dict(dnscache)
    yield dnscache
    dnscache.clear()
    dnscache.update(kept)
    resolver.refused.clear()
    resolver.trusted.clear()


def looked_up(name: str, **settings: Any) -> str:
    """Returns the answer of a look-up that ends at once."""

    class Crawler:
        pass

    crawler: Any = Crawler()
    crawler.settings = Settings({"NEWSCRAWL_PRIVATE_ADDRESSES": False, **settings})
    answers: list[str] = []
    failures: list[Any] = []
    made = PublicResolver.from_crawler(crawler, None)  # type: ignore[arg-type]
    made.getHostByName(name).addCallbacks(answers.append, failures.append)
    if failures:
        failures[0].raiseException()
    return answers[0]


def test_public_answers(names: dict[str, str]) -> None:
    names["daily.example"] = "93.184.216.34"
    assert looked_up("daily.example") == "93.184.216.34"
    assert "daily.example" not in resolver.refused


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1"])
def test_private_answers_are_no_answers_also_from_the_cache(
    names: dict[str, str], address: str
) -> None:
    names["Rebind.example"] = address
    for _ in range(2):
        with pytest.raises(DNSLookupError, match="not public"):
            looked_up("Rebind.example")
    assert resolver.refused["rebind.example"] == address
    names["Rebind.example"] = "93.184.216.34"  # mended
    assert looked_up("Rebind.example") == "93.184.216.34"
    assert "rebind.example" not in resolver.refused


def test_the_operators_proxy_and_the_setting(names: dict[str, str]) -> None:
    names["proxy.example"] = "10.0.0.1"
    assert looked_up("proxy.example", NEWSCRAWL_PRIVATE_ADDRESSES=True) == "10.0.0.1"
    resolver.trusted.add("proxy.example")
    assert looked_up("proxy.example") == "10.0.0.1"
