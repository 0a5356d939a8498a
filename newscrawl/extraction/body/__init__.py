"""Decides which blocks of a page are its article, and gives each of them its type."""
