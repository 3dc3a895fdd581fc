"""The scene of Gates."""
