"""The Mirror, https://www.mirror.co.uk/"""

from __future__ import annotations

from newscrawl.platforms import ReachSpider


class TheMirrorSpider(ReachSpider):
    name = "mirror"
    publisher_name = "The Mirror"
    domain = "mirror.co.uk"
