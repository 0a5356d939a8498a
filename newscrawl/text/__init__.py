"""Functions from text to text and evidence, without Scrapy."""
