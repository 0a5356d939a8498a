"""How requests reach a site: DNS, one downloader slot for each site, signatures."""
