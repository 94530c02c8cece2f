"""What is wrong with the build of a sentence, as far as the language model can tell. All rules here need it."""
