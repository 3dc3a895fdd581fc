"""Gated cells whose state is their memory."""
