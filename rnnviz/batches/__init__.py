"""Sequences side by side and in pieces: pads and masks, borders, and reading one's own answers."""
