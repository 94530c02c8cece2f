"""Data built by lint.language.training."""
