"""What in an article is worth learning and asking."""
