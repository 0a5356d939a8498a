"""Discovery: which links of section pages, feeds and sitemaps are articles. Pure functions."""
