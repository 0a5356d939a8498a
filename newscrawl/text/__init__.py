"""Text in, text and evidence out: pure functions that know nothing of Scrapy."""
