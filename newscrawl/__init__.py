"""newscrawl: news articles as records that say what is in them, what was taken out and what is missing."""

__version__ = "0.1.0"
