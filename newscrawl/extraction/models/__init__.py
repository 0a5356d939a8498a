"""Fitted models: the data that benchmarks/fit_*.py write."""
