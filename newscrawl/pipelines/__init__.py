"""Item pipelines: thin classes, one job each. settings.py alone has their order."""
