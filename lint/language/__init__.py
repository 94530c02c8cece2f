"""Sentences, tokens, quotations and the lexicon: what rules share of the language."""
