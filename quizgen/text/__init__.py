"""What the Chinese says: sentences, words, readings, numbers and dates."""
