"""For scrapyd-deploy, which runs this file and writes one of its own where there is none. All else: pyproject.toml."""

from setuptools import setup

setup()
