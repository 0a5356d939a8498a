"""What a page states: its bytes, encoding, tree, head, headings, data, and its site's rules."""
