"""Discovery: finds articles among the links of section pages, feeds and sitemaps. Pure functions."""
