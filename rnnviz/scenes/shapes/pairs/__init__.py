"""Encoder-decoders, with or without attention."""
