"""The parts of spiders. A publisher's spider inherits four classes, each with one task:

BaseSpider (base.py)                  its arguments; stats; the reasons of failed requests
SourceSpider (sources.py)             the attributes of a publisher's file; feeds and sitemaps
SectionSpider (section_sources.py)    the first requests; sections and the front page; lost sections
PublisherSpider (publisher.py)        from a source's entries to requests, from pages to articles
AnySiteSpider (site.py)               for `site` alone: finds the sources that no file names

Sources call `article_requests(entries, via, section)`, whatever their kind. What a crawl knows is in
three objects: `watch` (its sections, section_watch.py), `ledger` (addresses of articles and pages,
ledger.py) and `follow_ups` (delivered articles, follow_ups.py).
"""
