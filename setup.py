"""scrapyd-deploy runs this file. Without it scrapyd-deploy writes one that packs no data files.
pyproject.toml has all facts of the package.
"""

from setuptools import setup

setup()
