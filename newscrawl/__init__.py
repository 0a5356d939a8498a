"""newscrawl: news articles as records that say what is in them, what was taken out and what is missing."""

from newscrawl.version import __version__ as __version__
