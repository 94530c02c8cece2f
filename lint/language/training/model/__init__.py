"""Trains the linguistic core and damage detector (`python -m lint.language.training.model`); see README.md."""
