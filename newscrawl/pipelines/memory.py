"""Learns which lines repeat on a site's articles, and removes the boilerplate found in this way."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.addresses import host, registrable
from newscrawl.extraction.facts import title
from newscrawl.items import Article, Counting
from newscrawl.job.component import Component
from newscrawl.text.article_lines import Body
from newscrawl.text.compose import compose
from newscrawl.text.declared_length import counting
from newscrawl.text.memory import RULE, SiteFindings, SiteMemory
from newscrawl.text.tokens import count

KIND = "site_memory"
LINES = 60_000
"""Lines in memory, of about 800 bytes, above which the least recently seen site goes to the state."""


class SiteMemoryPipeline(Component):
    """Keeps one SiteMemory for each registrable domain. Without a state, memories last while all of
    them together have no more than `LINES` lines, for this crawl at most.
    """

    name = "memory"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not crawler.settings.getbool("NEWSCRAWL_SITE_MEMORY"):
            raise NotConfigured("NEWSCRAWL_SITE_MEMORY is off")
        self.state = crawler.get_extension(CrawlState)
        self.sites: dict[str, SiteMemory] = {}  # least recently seen first
        self.lines = 0  # of all sites

    def process_item(self, item: Article) -> Article:
        evidence = item.evidence
        findings = item.attached(SiteFindings) or SiteFindings(item.title)
        item.attach(findings)
        domain = registrable(host(item.url or ""))
        if not domain:
            return item
        memory = findings.memory = self.site(domain)
        names = [name for name in (domain, item.publisher.name) if name]
        body = memory.body_of(item.canonical_url or item.url or "", item.blocks, item.title, names)
        length = self._length(item)
        forms = [form for form in (findings.stated_title, *evidence.titles) if form]
        # nothing is learnt from lists of articles, which repeat lines of articles
        if evidence.source != "page" or evidence.is_article:
            self._learn(domain, memory, body, item, forms, length)
        own = [text for text in (item.subtitle, item.description) if text]
        item.blocks, removed = memory.strip(item.blocks, body, own)
        item.removed += removed
        if removed:
            self.count("lines", len(removed))
            self.count("articles")
        if forms:
            item.title = title.by_habit(forms, memory.is_habit)
        if item.title != findings.stated_title:
            self.count("titles")
        # the site's usual unit, unless this page's word count fits another one
        findings.counting = memory.counts if length in ("markup", "other", memory.counts) else None
        return item

    def _learn(
        self,
        domain: str,
        memory: SiteMemory,
        body: Body,
        item: Article,
        forms: list[str],
        length: Counting | None,
    ) -> None:
        # without lines that extraction removed: they are as large as the page
        ruled = [
            line.text for line in item.removed if not line.rule.startswith(("extraction.", RULE))
        ]
        known, size = memory.known, memory.size
        taught = memory.learn(body, ruled, title.pieces(forms), length)
        self.lines += memory.size - size
        if memory.known > known and self.state:
            # Stored with the first record that lacks the line. If the line returned after a killed
            # crawl, it would look like an edit.
            self.state.remember(KIND, domain, memory.dump())
        self.count("learnt" if taught else "not_learnt")

    def close_spider(self) -> None:
        for domain in list(self.sites):
            self._keep(domain)

    def site(self, domain: str) -> SiteMemory:
        """Returns the memory of a site: the one in use, or else from the state, or else a new one."""
        if domain in self.sites:
            memory = self.sites.pop(domain)
        else:
            kept = self.state.recall(KIND, domain) if self.state else None
            memory = SiteMemory.load(kept) if kept else SiteMemory()
            while self.sites and self.lines > LINES:
                self._keep(next(iter(self.sites)))
            self.lines += memory.size
        self.sites[domain] = memory
        return memory

    def _keep(self, domain: str) -> None:
        memory = self.sites.pop(domain)
        self.lines -= memory.size
        if self.state:
            self.state.remember(KIND, domain, memory.dump())

    @staticmethod
    def _length(item: Article) -> Counting | None:
        if not (declared := item.evidence.declared_words):
            return None
        text = compose(item.blocks)
        return counting(declared, count(text), len(text))
