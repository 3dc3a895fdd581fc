"""Texts, made-up languages, and networks that read and write them."""
