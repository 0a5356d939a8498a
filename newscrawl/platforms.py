"""Bases for publishers that share a system: where its feeds and sitemaps lie. A publisher's file overrides what differs."""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ArcSpider(PublisherSpider):
    """Arc XP."""

    news_sitemaps = ["/arc/outboundfeeds/news-sitemap-index/?outputType=xml"]
    sitemaps = ["/arc/outboundfeeds/sitemap-index/?outputType=xml"]


class WordPressSpider(PublisherSpider):
    """WordPress as it comes."""

    feeds = ["/feed/"]
    sitemaps = ["/wp-sitemap.xml"]


class YoastSpider(PublisherSpider):
    """WordPress with Yoast SEO in place of its own sitemaps; with the add-on for news there is a /news-sitemap.xml as well."""

    sitemaps = ["/sitemap_index.xml"]


class PostmediaSpider(PublisherSpider):
    """The papers of Postmedia, Canada."""

    country = "CA"
    language = "en"
    timezone = "America/Toronto"
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
