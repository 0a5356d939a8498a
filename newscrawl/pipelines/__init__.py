"""Thin classes over newscrawl/text/, one job each; their order stands in settings.py alone."""
