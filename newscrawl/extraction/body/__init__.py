"""Which blocks of a page are its article: the walk, the container, the fitted choice, typed blocks."""
