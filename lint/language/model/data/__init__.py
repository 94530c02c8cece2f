"""The trained model: weights, vocabulary, their checksums, and the thresholds of the rules that ask it."""
