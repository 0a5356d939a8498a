"""What log lines look like, and which of them are shown."""
