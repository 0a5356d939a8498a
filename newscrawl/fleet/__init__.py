"""A fleet: a queue in PostgreSQL gives publishers' crawls to the Scrapyds of several machines."""
