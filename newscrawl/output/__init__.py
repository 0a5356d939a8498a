"""Exporters and formats: how records are written to files."""
