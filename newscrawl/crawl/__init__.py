"""The parts of spiders: base classes, sources, follow-ups and profiles of publishers."""
