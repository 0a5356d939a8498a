"""Base classes for publishers that share a system. A publisher's file overrides what differs."""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ArcSpider(PublisherSpider):
    """Arc XP. Scripts load a section's older articles, but its public feed lists them too."""

    older_pages = (
        "{origin}/arc/outboundfeeds/rss/category{path}/?outputType=xml&size=100&from={skip}"
    )
    news_sitemaps = ["/arc/outboundfeeds/news-sitemap-index/?outputType=xml"]
    sitemaps = ["/arc/outboundfeeds/sitemap-index/?outputType=xml"]


class WordPressSpider(PublisherSpider):
    """WordPress with its own sitemaps. Sections have numbered pages, even if a script loads them."""

    older_pages = "{section}/page/{page}/"
    feeds = ["/feed/"]
    sitemaps = ["/wp-sitemap.xml"]


class YoastSpider(PublisherSpider):
    """WordPress with Yoast SEO. Yoast's news add-on gives a /news-sitemap.xml as well."""

    older_pages = WordPressSpider.older_pages
    sitemaps = ["/sitemap_index.xml"]


class DrupalSpider(PublisherSpider):
    """Drupal. Sections have numbered pages, counted from 0."""

    older_pages = "{section}?page={before}"


class BrightspotSpider(PublisherSpider):
    """Brightspot. A section's "load more" is a plain link, so `older_pages` is not needed."""

    sitemaps = ["/sitemap.xml"]


class PostmediaSpider(PublisherSpider):
    """Newspapers of Postmedia, Canada."""

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
    """Regional newspapers of Funke, Germany."""

    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss"]
    news_sitemaps = ["/sitemaps/news.xml"]


class IppenSpider(PublisherSpider):
    """Newspapers of Ippen, Germany."""

    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/sitemap-index.xml"]


class ReachSpider(PublisherSpider):
    """National newspapers of Reach, Great Britain."""

    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/map_news.xml"]
    sitemaps = ["/sitemaps/sitemap_index.xml"]
