"""Full checkers from outside behind one adapter."""
