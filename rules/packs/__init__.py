"""Phrase rules that are data."""
