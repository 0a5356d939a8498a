"""How records are written to files."""
