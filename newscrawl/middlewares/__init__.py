"""Downloader and spider middlewares, each for something that Scrapy's own do not do."""
