"""What a job is given, how it ends, and what it logs: arguments, reasons, exit status, summary."""
