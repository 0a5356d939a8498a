"""Hamburger Abendblatt, https://www.abendblatt.de/"""

from __future__ import annotations

from newscrawl.platforms import FunkeSpider


class HamburgerAbendblattSpider(FunkeSpider):
    name = "abendblatt"
    publisher_name = "Hamburger Abendblatt"
    domain = "abendblatt.de"
