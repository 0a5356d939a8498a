"""The project's own `scrapy` commands."""
