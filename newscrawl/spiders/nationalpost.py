"""National Post, https://nationalpost.com/"""

from __future__ import annotations

from newscrawl.platforms import PostmediaSpider


class NationalPostSpider(PostmediaSpider):
    name = "nationalpost"
    publisher_name = "National Post"
    domain = "nationalpost.com"
    home = "https://nationalpost.com/"
