"""Lists of words in addresses and link texts, one word a line."""
