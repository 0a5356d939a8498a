"""Pages that were saved before the crawl: WARC, HTML, MHTML and text files. No Scrapy, no network."""
