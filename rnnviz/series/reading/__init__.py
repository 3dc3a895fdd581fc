"""Bytes to a table to one series: every guess is kept, every doubt is asked."""
