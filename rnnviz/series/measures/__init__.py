"""How far predictions lie off: scores, intervals, and a test of two of them."""
