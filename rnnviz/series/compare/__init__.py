"""Runs of every model, put together to one comparison."""
