"""Unroll."""
