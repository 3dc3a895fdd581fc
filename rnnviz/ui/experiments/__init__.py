"""Experiments: what is compared, the runs as they come, the picture and what may be said of it."""
