"""Packaging for Scrapyd's egg: the settings entry point that it looks for; all else stands in pyproject.toml."""

from setuptools import setup

setup(entry_points={"scrapy": ["settings = newscrawl.settings"]})
