"""Bases for publishers that share a system: where its feeds, sitemaps and older pages are.

A publisher's file overrides what differs.
"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ArcSpider(PublisherSpider):
    """Arc XP. Sections load older articles by script; the public feed of each section lists them."""

    older_pages = (
        "{origin}/arc/outboundfeeds/rss/category{path}/?outputType=xml&size=100&from={skip}"
    )
    news_sitemaps = ["/arc/outboundfeeds/news-sitemap-index/?outputType=xml"]
    sitemaps = ["/arc/outboundfeeds/sitemap-index/?outputType=xml"]


class WordPressSpider(PublisherSpider):
    """WordPress as it comes. Sections have numbered pages, also if a script loads them."""

    older_pages = "{section}/page/{page}/"
    feeds = ["/feed/"]
    sitemaps = ["/wp-sitemap.xml"]


class YoastSpider(PublisherSpider):
    """WordPress with Yoast SEO in place of its own sitemaps; with the add-on for news there is a
    /news-sitemap.xml as well.
    """

    older_pages = WordPressSpider.older_pages
    sitemaps = ["/sitemap_index.xml"]


class DrupalSpider(PublisherSpider):
    """Drupal. Sections have numbered pages, counted from 0."""

    older_pages = "{section}?page={before}"


class BrightspotSpider(PublisherSpider):
    """Brightspot. The "load more" of a section is a plain link to its next page, which every crawl
    follows.
    """

    sitemaps = ["/sitemap.xml"]


class PostmediaSpider(PublisherSpider):
    """The papers of Postmedia, Canada."""

    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    sections = {
        "local": "/category/news/local-news/",
        "canada": "/category/news/canada/",
        "world": "/category/news/world/",
        "business": "/category/business/",
        "sport": "/category/sports/",
        "culture": "/category/entertainment/",
        "lifestyle": "/category/life/",
        "opinion": "/category/opinion/",
    }
    feeds = ["/feed"]
    news_sitemaps = ["/sitemap-news.xml"]


class FunkeSpider(PublisherSpider):
    """The regional papers of Funke, Germany."""

    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss"]
    news_sitemaps = ["/sitemaps/news.xml"]


class IppenSpider(PublisherSpider):
    """The papers of Ippen, Germany."""

    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/sitemap-index.xml"]


class ReachSpider(PublisherSpider):
    """The national papers of Reach, Great Britain."""

    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/map_news.xml"]
    sitemaps = ["/sitemaps/sitemap_index.xml"]
