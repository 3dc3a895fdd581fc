"""Pairs of strings for encoder-decoders."""
