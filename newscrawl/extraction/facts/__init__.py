"""The facts of an article: headline, authors, dates, language, topics, images, rights."""
