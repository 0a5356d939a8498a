"""What spiders are made of: their base classes, arguments, sources and exit status."""
