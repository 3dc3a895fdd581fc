"""Handwritten digits, read row by row."""
