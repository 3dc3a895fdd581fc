"""What a series is like, and what can be mended."""
