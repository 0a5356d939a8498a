"""The parts of spiders. A publisher's spider inherits these classes, each with one task:

BaseSpider (base.py)                 its arguments; stats; the reasons of failed requests
SourceSpider (sources.py)            the attributes of a publisher's file; feeds and sitemaps
SectionSpider (section_sources.py)   the first requests; sections and the front page; lost sections
PublisherSpider (publisher.py)       from a source's entries to requests, from pages to articles
AnySiteSpider (site.py)              for `site` alone: finds the sources that no file names

A new kind of source calls `article_requests(entries, via, section)`. What a crawl knows is in `watch`
(its sections), `ledger` (addresses of articles and pages) and `follow_ups` (delivered articles).
"""
