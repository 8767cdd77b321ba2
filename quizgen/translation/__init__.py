"""What the English says, and what the dictionary makes of it."""
