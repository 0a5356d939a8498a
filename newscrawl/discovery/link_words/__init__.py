"""Words by which links are told apart, one a line."""
