"""Batches: rows with their pads, pieces, and a network that reads its own answers."""
