"""Downloader middlewares where Scrapy's own fall short."""
