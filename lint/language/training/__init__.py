"""Builds the data in lint/language/data; not installed."""
