"""Cells with a memory of its own beside the output."""
