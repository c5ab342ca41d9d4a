"""What an answer's text claims, and whether its quotes hold it."""
