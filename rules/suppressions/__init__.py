"""Suppressions: what is wrong with what was left out of the check."""
