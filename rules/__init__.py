"""What can be wrong with a text: one folder a family, one file a rule."""
