"""How requests reach a site: names to addresses, one slot for each site, conditional requests."""
